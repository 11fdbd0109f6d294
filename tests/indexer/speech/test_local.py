"""A model on this machine: what is missing is told before any audio is fetched."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from hub.config import SpeechConfig
from hub.errors import SpeechError
from hub.phrases import in_words
from indexer.speech.local import LocalModel
from indexer.speech.opening import look, open_transcriber

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What looks like a model from outside."""
    model = tmp_path / "whisper-small"
    model.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (model / name).write_bytes(b"{}")
    return model


def test_a_folder_that_is_no_model_is_told(folder: Path) -> None:
    (folder / "model.bin").unlink()
    with pytest.raises(SpeechError) as raised:
        open_transcriber(SpeechConfig(folder=str(folder)), {})
    told = in_words(raised.value.trouble, "da")
    assert "model.bin" in told
    assert "tokenizer.json" not in told


@pytest.mark.skipif(find_spec("faster_whisper") is not None, reason="faster-whisper is installed")
async def test_a_missing_package_names_its_cure(folder: Path) -> None:
    trouble = await look(SpeechConfig(folder=str(folder)), {})
    assert trouble is not None
    for language in ("da", "en"):
        assert "pip install lydhoer[speech]" in in_words(trouble, language)


def test_its_transcripts_are_by_the_folder_s_name(folder: Path) -> None:
    assert LocalModel(folder).name == "whisper-small"

"""hub.speech in feeds.yaml: a server or a folder; every fault has its line, no key stands in it."""

import pytest

from hub.config import SpeechConfig, parse_config
from hub.errors import ConfigError

HEAD = """hub:
  title: Prøven
  contact: mailto:redaktion@example.org
"""


def parsed(speech: str) -> SpeechConfig | None:
    return parse_config(HEAD + speech).hub.speech


def faults(speech: str) -> list[tuple[int, str]]:
    with pytest.raises(ConfigError) as raised:
        parsed(speech)
    return [(fault.line, fault.key) for fault in raised.value.faults]


@pytest.mark.parametrize("speech", ["", "  speech:\n", "  speech: {}\n"])
def test_it_is_off_where_nothing_is_said(speech: str) -> None:
    assert parsed(speech) is None


def test_a_server() -> None:
    told = "{endpoint: 'http://127.0.0.1:8000', model: small, key_env: TALE, minutes: 30}"
    assert parsed(f"  speech: {told}\n") == SpeechConfig(
        endpoint="http://127.0.0.1:8000/v1/audio/transcriptions",
        model="small",
        key_env="TALE",
        minutes=30,
    )


@pytest.mark.parametrize(
    ("endpoint", "whole"),
    [
        ("http://tale.local/v1/", "http://tale.local/v1/audio/transcriptions"),
        ("https://a.dk/openai/v1", "https://a.dk/openai/v1/audio/transcriptions"),
        ("http://[::1]:8080/inference", "http://[::1]:8080/inference"),
        (
            "https://a.dk/v1/audio/transcriptions?api-version=1",
            "https://a.dk/v1/audio/transcriptions?api-version=1",
        ),
    ],
)
def test_the_rest_of_the_address_is_added(endpoint: str, whole: str) -> None:
    read = parsed(f"  speech: {{endpoint: '{endpoint}', model: small}}\n")
    assert read is not None
    assert read.endpoint == whole


def test_a_folder() -> None:
    read = parsed("  speech: {folder: /srv/whisper-small, language: da}\n")
    assert read == SpeechConfig(folder="/srv/whisper-small", minutes=120, language="da")


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ("model: small", [(4, "hub.speech")]),
        ("endpoint: 'http://a.dk'", [(4, "hub.speech.model")]),
        ("endpoint: 'ftp://a.dk'\n    model: x", [(5, "hub.speech.endpoint")]),
        ("endpoint: 'http://me:secret@a.dk'\n    model: x", [(5, "hub.speech.endpoint")]),
        ("endpoint: 'http://a.dk'\n    model: 3", [(6, "hub.speech.model")]),
        ("endpoint: 'http://a.dk'\n    folder: /m\n    model: x", [(4, "hub.speech")]),
        ("folder: models/small", [(5, "hub.speech.folder")]),
        ("folder: /m\n    key_env: TALE", [(6, "hub.speech.key_env")]),
        ("folder: /m\n    minutes: 0", [(6, "hub.speech.minutes")]),
        ("folder: /m\n    minutes: true", [(6, "hub.speech.minutes")]),
        ("folder: /m\n    minutes: 2h", [(6, "hub.speech.minutes")]),
        ("folder: /m\n    language: dansk", [(6, "hub.speech.language")]),
        ("folder: /m\n    colour: red", [(6, "hub.speech.colour")]),
    ],
)
def test_every_fault_has_its_line(keys: str, wrong: list[tuple[int, str]]) -> None:
    assert faults(f"  speech:\n    {keys}\n") == wrong


def test_a_key_in_the_wrong_place_is_not_repeated() -> None:
    with pytest.raises(ConfigError) as raised:
        parsed("  speech: {endpoint: 'http://a.dk', model: m, key_env: sk-1234567}\n")
    assert "sk-1234567" not in str(raised.value)
    assert "environment variable" in str(raised.value)
    with pytest.raises(ConfigError) as raised:
        parsed("  speech: {endpoint: 'http://me:sk-1234567@a.dk', model: m}\n")
    assert "sk-1234567" not in str(raised.value)


def test_a_text_is_no_speech() -> None:
    assert faults("  speech: ja\n") == [(4, "hub.speech")]

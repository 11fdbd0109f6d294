"""Which file of an episode is its audio, whether it is any, and how long it lasts."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.errors import ReadError
from hub.model import Enclosure
from indexer.speech.audio import best_audio, examine
from indexer.speech.port import Audio
from indexer.speech.splitting import pieces
from tests.speech_server import MP3_FRAME, clip, mp3

MP3 = Enclosure("https://a.dk/1.mp3?x=1", "audio/mpeg")


@pytest.mark.parametrize(
    ("enclosures", "best"),
    [
        ((), None),
        ((Enclosure("https://a.dk/1.pdf", "application/pdf"),), None),
        ((Enclosure("https://a.dk/1.mp4", "video/mp4"),), None),
        ((Enclosure("https://a.dk/billede"), MP3), 1),
        ((Enclosure("https://a.dk/1.M4A"),), 0),
        ((Enclosure("https://a.dk/1", "Audio/MPEG"),), 0),
        ((Enclosure("https://a.dk/1", "audio/wav", 9_000_000), MP3), 0),
        (
            (
                Enclosure("https://a.dk/1", "audio/wav", 9_000_000),
                Enclosure("https://a.dk/2", "audio/opus", 2_000_000),
                Enclosure("https://a.dk/3", "audio/mpeg", 3_000_000),
            ),
            1,
        ),
        ((MP3, Enclosure("https://a.dk/1", "audio/mpeg", 1)), 0),
    ],
)
def test_the_smallest_audio_whose_size_is_told_else_the_first(
    enclosures: tuple[Enclosure, ...], best: int | None
) -> None:
    assert best_audio(enclosures) == (None if best is None else enclosures[best])


def looked_at(path: Path, content: bytes, content_type: str = "audio/mpeg") -> Audio:
    path.write_bytes(content)
    return examine(str(path), content_type)


def test_a_clip_lasts_as_long_as_it_says(tmp_path: Path) -> None:
    spoken = clip(tmp_path)
    found = looked_at(tmp_path / "x", spoken.path.read_bytes(), "application/octet-stream")
    assert (found.name, found.type) == ("audio.wav", "audio/wav")
    assert found.seconds == pytest.approx(spoken.seconds)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (mp3(100), "audio.mp3"),
        (MP3_FRAME * 100, "audio.mp3"),
        (bytes(64) + MP3_FRAME * 100, "audio.mp3"),
        (b"OggS" + bytes(80_000), "audio.ogg"),
        (b"fLaC" + bytes(80_000), "audio.flac"),
        (bytes(4) + b"ftypM4A " + bytes(80_000), "audio.m4a"),
        (b"\x1aE\xdf\xa3" + bytes(80_000), "audio.webm"),
        (b"\xff\xf1" + bytes(80_000), "audio.aac"),
    ],
)
def test_what_it_is_is_told_by_how_it_begins(tmp_path: Path, content: bytes, name: str) -> None:
    found = looked_at(tmp_path / "x", content, "text/html")
    assert found.name == name
    assert 1 < found.seconds < 60


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<!doctype html><title>Log ind</title>", "speech-no-audio"),
        (b'{"error": "expired"}', "speech-no-audio"),
        (b"\xff\xd8\xff\xe0 a picture", "speech-no-audio"),
        (b"%PDF-1.7", "speech-no-audio"),
    ],
)
def test_what_is_no_audio_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(ReadError) as raised:
        looked_at(tmp_path / "x", content, "text/html; charset=utf-8")
    assert raised.value.trouble.code == code
    if content:
        assert dict(raised.value.trouble.details) == {"type": "text/html"}


BEGINNINGS = [b"RIFF\0\0\0\0WAVE", b"OggS", b"fLaC", b"\0\0\0\x20ftyp", b"ID3\x04", b"\xff\xfb"]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=600))
def test_no_file_is_more_than_trouble(
    tmp_path_factory: pytest.TempPathFactory, beginning: bytes, rest: bytes
) -> None:
    folder = tmp_path_factory.mktemp("odd")
    found = looked_at(folder / "x", beginning + rest)
    assert found.seconds > 0
    with pieces(found, 100) as parts:
        for part in parts:
            assert part.path.stat().st_size > 0

"""A large MP3 file in pieces; one that only pretends to be an MP3."""

from pathlib import Path

from indexer.speech.port import Audio
from indexer.speech.splitting import pieces

FRAME = b"\xff\xfb\x90\x00" + bytes(413)  # ISO/IEC 11172-3, layer III: 128 kbit/s, 44.1 kHz


def cut(path: Path, data: bytes, most: int) -> list[int]:
    """The length of each piece."""
    path.write_bytes(data)
    with pieces(Audio(path, "audio.mp3", "audio/mpeg", 1.0), most) as parts:
        return [part.path.stat().st_size for part in parts]


def test_pieces_are_whole_frames(tmp_path: Path) -> None:
    assert cut(tmp_path / "a", b"skrammel" + FRAME * 5, 2 * len(FRAME) + 9) == [834, 834, 417]


def test_a_file_of_beginnings_alone_is_not_looked_through(tmp_path: Path) -> None:
    """Half a gigabyte of them would keep a thread for hours."""
    assert cut(tmp_path / "a", b"\xff" * 900_000 + FRAME * 2, 10**9) == [834]
    assert cut(tmp_path / "a", b"\xff" * 1_100_000 + FRAME * 2, 10**9) == []

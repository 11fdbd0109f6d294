"""A large MP3 file in pieces, cut between two frames: no sound is lost and nothing is recoded.

ISO/IEC 11172-3, 2.4.1.3 and 2.4.2.3: a frame begins with 11 set bits and tells its own length.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.speech.port import Audio

_RATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # kbit/s, layer III
_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MISLED = 1_000_000  # beginnings that were none
_SAMPLING = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}


@contextmanager
def pieces(audio: Audio, most: int) -> Iterator[Iterator[Audio]]:
    """`audio` in pieces of about `most` bytes, each a file that is there until the next is asked
    for; only an MP3 can be cut, anything else comes whole.
    """
    if not audio.name.endswith(".mp3"):
        yield iter((audio,))
        return
    with (
        TemporaryDirectory(dir=audio.path.parent, prefix="piece-") as folder,
        audio.path.open("rb") as file,
        mmap(file.fileno(), 0, access=ACCESS_READ) as data,
    ):
        yield _cut(audio, data, Path(folder) / audio.name, most)


def _cut(audio: Audio, data: mmap, part: Path, most: int) -> Iterator[Audio]:
    begin, seconds = -1, 0.0
    end = 0
    for at, length, lasts in _frames(data):
        if begin >= 0 and at + length - begin > most:
            part.write_bytes(data[begin:end])
            yield replace(audio, path=part, seconds=seconds)
            begin, seconds = -1, 0.0
        begin = at if begin < 0 else begin
        end, seconds = at + length, seconds + lasts
    if begin >= 0:
        part.write_bytes(data[begin:end])
        yield replace(audio, path=part, seconds=seconds)


def _frames(data: mmap) -> Iterator[tuple[int, int, float]]:
    """Where each frame begins, its bytes and seconds; what is none, such as a tag, is passed over.

    Two bytes can look like a beginning anywhere, so another frame or the end must follow. A file
    full of such is no MP3, and looking on would take a thread hours.
    """
    at = data.find(b"\xff", _after_tag(data))
    misled = 0
    while 0 <= at <= len(data) - 4 and misled < _MISLED:
        length, seconds = _measure(data[at : at + 4])
        after = at + length
        if length and after <= len(data) and (after >= len(data) - 4 or _begins(data, after)):
            yield at, length, seconds
            at = after if _begins(data, after) else data.find(b"\xff", after)
        else:
            misled += 1
            at = data.find(b"\xff", at + 1)


def _begins(data: mmap, at: int) -> bool:
    """Whether a frame, or the tag that ends many files, begins here."""
    return data[at : at + 3] == b"TAG" or bool(_measure(data[at : at + 4])[0])


def _after_tag(data: mmap) -> int:
    """Past an ID3v2 tag (id3.org, ID3v2.4.0, 3.1), which may hold a picture of megabytes."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _measure(head: bytes) -> tuple[int, float]:
    """Bytes and seconds of the layer III frame with this header; (0, 0) for no such frame."""
    if len(head) < 4 or head[0] != 0xFF or head[1] < 0xE0:
        return 0, 0.0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or rate in (0, 15) or sampling == 3:
        return 0, 0.0
    hertz = _SAMPLING[version][sampling]
    samples = 1152 if version == 3 else 576
    bits = (_RATES_1 if version == 3 else _RATES_2)[rate] * 1_000
    return samples // 8 * bits // hertz + (head[2] >> 1 & 1), samples / hertz

"""Whether the files of a Tantivy index are as they were written.

Tantivy ends each file with a line of JSON that holds the CRC-32 of what is before it, the length
of that line and a magic number, 32 bits each, little-endian. Opening an index it reads the ends
alone, so a byte that went wrong in the middle would be found much later, or never.
"""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BLOCK = 1 << 20
_END = struct.Struct("<II")
_MAGIC = 1337


def check(folder: Path) -> None:
    """Raises ValueError if a file of the index in `folder` has changed since it was written."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    for path in _files(folder, meta):
        if not _is_whole(path):
            raise ValueError(f"{path.name} is not as it was written")


def _files(folder: Path, meta: dict[str, Any]) -> Iterator[Path]:
    """The files of the segments that count; what a killed writer left is none of them."""
    for segment in meta["segments"]:
        name = str(segment["segment_id"]).replace("-", "")
        deleted = segment.get("deletes") or {}
        for path in folder.glob(f"{name}.*"):
            if path.suffix != ".del" or path.name == f"{name}.{deleted.get('opstamp')}.del":
                yield path


def _is_whole(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - _END.size, 0))
        end = file.read(_END.size)
        if len(end) < _END.size:
            return False
        length, magic = _END.unpack(end)
        begins = size - _END.size - length
        if magic != _MAGIC or begins < 0:
            return False
        file.seek(begins)
        expected = json.loads(file.read(length))["crc"]
        file.seek(0)
        found, left = 0, begins
        while left:
            block = file.read(min(left, BLOCK))
            found, left = zlib.crc32(block, found), left - len(block)
    return bool(found == expected)

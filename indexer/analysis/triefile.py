"""A trie in a file that is memory-mapped: written whole, read only when it is whole.

The file ends in a checksum made with its version, for mapping a damaged trie would take the process
down instead of raising.
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

_TRAILER: Final = 64  # bytes


def is_whole(path: Path, version: str) -> bool:
    """Whether `path` holds what `write` wrote for `version`. Raises OSError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return False
    return content[-_TRAILER:] == _trailer(content[:-_TRAILER], version)


def write(path: Path, version: str, content: bytes) -> None:
    """Put `content` in the place of `path`, at once for all who look. Raises OSError.

    Two processes may do this at once: each writes a file of its own, and the last one stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with new.open("xb") as file:
            file.write(content)
            file.write(_trailer(content, version))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _trailer(content: bytes, version: str) -> bytes:
    key = hashlib.sha256(version.encode()).digest()
    return hashlib.blake2b(content, digest_size=_TRAILER, key=key).digest()

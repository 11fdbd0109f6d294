"""How much a source may send, and how long it may take."""

from dataclasses import dataclass

from hub.errors import FetchError

MEGABYTE = 1_000_000
LARGEST = 20 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer, in bytes (packed and unpacked), and how long, in seconds."""

    body: int = LARGEST
    connect: float = 10.0
    read: float = 20.0  # between two pieces
    total: float = 60.0  # for one request; a byte a second must not hold a place
    slowest: float = 20_000.0  # bytes a second, of a large file that may take longer than that
    redirects: int = 10


def check_length(length: int, limit: int) -> None:
    """Raises FetchError "too-large" for more than `limit` bytes."""
    if length > limit:
        raise FetchError("too-large", limit=f"{limit / MEGABYTE:g}")

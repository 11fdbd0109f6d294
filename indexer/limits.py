"""How much a source may send, and how long it may take."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an answer, in bytes (packed and unpacked), and how long, in seconds."""

    body: int = 20 * MEGABYTE
    connect: float = 10.0
    read: float = 20.0  # between two pieces
    total: float = 60.0  # for one request; a byte a second must not hold a place
    redirects: int = 10

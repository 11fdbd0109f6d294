"""A batch of mails as one answer: what a mailbox hands to its reader. Pure.

Several messages travel as netstrings (``12:Hello world!,``) in the body of one Answer; the first
of them is a head in JSON that tells where the mailbox goes on.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.errors import ReadError

CONTENT_TYPE = "application/x-mails"
LARGEST = 10_000_000  # bytes of one mail
MOST_AT_ONCE = 50  # mails of one batch
_MOST_BYTES = 8_000_000  # of one batch, but for its last mail


@dataclass(frozen=True, slots=True)
class Batch:
    """Raw messages (RFC 5322), in the mailbox's order.

    `position` is what is asked for next time ("all until here is known"), `further` the address
    of the next batch of this visit, `passed` how many were too large, `owner` the mailbox's own
    address where its login tells it. `theirs` is true where only what is sent to many counts, as
    in a mailbox that gets other mail too.
    """

    messages: tuple[bytes, ...] = ()
    position: str = ""
    further: str = ""
    passed: int = 0
    owner: str = ""
    theirs: bool = False


def packed(batch: Batch) -> bytes:
    """`batch` as one body."""
    head = {
        "position": batch.position,
        "further": batch.further,
        "passed": batch.passed,
        "owner": batch.owner,
        "theirs": batch.theirs,
    }
    return b"".join(map(_netstring, (json.dumps(head).encode(), *batch.messages)))


def unpacked(body: bytes) -> Batch:
    """The batch again. Raises ReadError for a body that is none."""
    try:
        head, *messages = _netstrings(body)
        return Batch(tuple(messages), **json.loads(head))
    except (ValueError, TypeError) as error:
        raise ReadError("unreadable", reason="no mails") from error


def total(messages: Sequence[bytes]) -> int:
    """Bytes in all."""
    return sum(map(len, messages))


def enough(messages: Sequence[bytes]) -> bool:
    """Whether these are as many as a batch holds."""
    return len(messages) >= MOST_AT_ONCE or total(messages) >= _MOST_BYTES


def _netstring(part: bytes) -> bytes:
    return b"%d:%b," % (len(part), part)


def _netstrings(body: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(body):
        colon = body.index(b":", at)
        end = colon + 1 + int(body[at:colon])
        if body[end : end + 1] != b",":
            raise ValueError("a netstring without its end")
        yield body[colon + 1 : end]
        at = end + 1

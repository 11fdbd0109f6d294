"""What came back from an address: the one thing that readers and extractors are given."""

from dataclasses import dataclass, field
from datetime import timedelta

from hub.visiting import Validators


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, decompressed. `url` is where it finally came from.

    `content_type` is the header as sent (media type and charset), `moved_to` where permanent
    redirects (301, 308) led from the very start, else empty, `fresh_for` how long the server says
    that it stays as it is (``indexer.headers``), None where it says nothing.
    """

    url: str
    body: bytes
    content_type: str = ""
    validators: Validators = field(default_factory=Validators)
    moved_to: str = ""
    received: int = 0  # bytes over the wire, as far as known
    fresh_for: timedelta | None = None

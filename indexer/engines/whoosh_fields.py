"""How Whoosh keeps our documents: tokens with their places, and one stored row each.

Whoosh's own analysers make an object per token; ours are made already, so a split is enough.
"""

from array import array
from collections.abc import Generator, Iterable
from functools import lru_cache

from whoosh.fields import COLUMN, STORED, FieldType, Schema
from whoosh.formats import Format

from indexer.engines.port import TEXT_FIELDS, WITHOUT_POSITIONS

ROW = "row"
WINDOWS = "windows"
Word = tuple[bytes, int, float, bytes]


def encoded(token: str) -> bytes:
    """A token as Whoosh keeps it; any text is a token, lone surrogates too."""
    return token.encode("utf-8", "surrogatepass")


@lru_cache(4096)
def one_place(place: int) -> bytes:
    """The places of a token that occurs once, as most do: equal ones are one object."""
    return array("I", (place,)).tobytes()


class Places(Format):
    """Postings with the places of a token, 32 bits each; the weight is their number."""

    def word_values(self, value: str, *_: object, **__: object) -> Iterable[Word]:
        """See Format: (token, count, weight, encoded places)."""
        places: dict[str, list[int]] = {}
        for place, token in enumerate(value.split()):
            places.setdefault(token, []).append(place)
        return (
            (
                encoded(token),
                len(found),
                float(len(found)),
                one_place(found[0]) if len(found) == 1 else array("I", found).tobytes(),
            )
            for token, found in places.items()
        )

    def decode_positions(self, valuestring: bytes) -> "array[int]":
        """The places in a posting's value, ascending."""
        return array("I", valuestring)


class Counts(Format):
    """Postings with only how often a token occurs, as their weight."""

    posting_size = 0

    def word_values(self, value: str, *_: object, **__: object) -> Iterable[Word]:
        """See Format: (token, count, weight, nothing)."""
        counts: dict[str, int] = {}
        for token in value.split():
            counts[token] = counts.get(token, 0) + 1
        return ((encoded(token), count, float(count), b"") for token, count in counts.items())


class Tokens(FieldType):
    """A field of space-joined tokens."""

    def __init__(self, form: Format) -> None:
        self.format = form
        self.scorable = self.stored = self.unique = False

    def index(self, value: str, **_: object) -> Generator[Word, None, None]:
        """See FieldType."""
        if self.format is not None:
            yield from self.format.word_values(value, None)

    def to_bytes(self, value: str | bytes) -> bytes:
        """See FieldType."""
        return value if isinstance(value, bytes) else encoded(value)

    def from_bytes(self, bs: object) -> str:
        """See FieldType."""
        return bs.decode("utf-8", "surrogatepass") if isinstance(bs, bytes) else str(bs)


def schema() -> Schema:
    """The fields of TEXT_FIELDS, the row, and the windows, which are read of few documents only."""
    fields: dict[str, FieldType] = {
        name: Tokens(Counts() if name in WITHOUT_POSITIONS else Places()) for name in TEXT_FIELDS
    }
    return Schema(**fields, **{ROW: STORED(), WINDOWS: COLUMN()})

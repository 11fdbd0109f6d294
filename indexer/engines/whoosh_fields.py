"""What Whoosh knows of our documents: fields of tokens, a stored row, and the windows' column."""

from whoosh.fields import COLUMN, STORED, FieldType, Schema
from whoosh.formats import Existence

from indexer.engines.port import TEXT_FIELDS
from indexer.engines.whoosh_pool import encoded

ROW = "row"
WINDOWS = "windows"


class Tokens(FieldType):
    """A field of tokens, whose postings we gather ourselves."""

    def __init__(self) -> None:
        self.format = Existence()
        self.scorable = self.stored = self.unique = False

    def to_bytes(self, value: str | bytes) -> bytes:
        """See FieldType."""
        return value if isinstance(value, bytes) else encoded(value)

    def from_bytes(self, bs: object) -> str:
        """See FieldType."""
        return bs.decode("utf-8", "surrogatepass") if isinstance(bs, bytes) else str(bs)


def schema() -> Schema:
    """The fields of TEXT_FIELDS, the row, and the windows, which are read of few documents only."""
    fields: dict[str, FieldType] = {name: Tokens() for name in TEXT_FIELDS}
    return Schema(**fields, **{ROW: STORED(), WINDOWS: COLUMN()})

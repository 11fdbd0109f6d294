"""The windows of a document, kept beside it: a question reads those of a page of hits only.

In the same commit as their document, so that the two never differ; and a second index of them
would cost as much time as the first.
"""

import json
import zlib
from collections.abc import Sequence

from indexer.engines.port import Document, Window


def packed(windows: Sequence[Window]) -> bytes:
    """Windows as Whoosh keeps them."""
    rows = [(one.start, one.end, dict(one.text)) for one in windows]
    return zlib.compress(json.dumps(rows).encode(), 1)


def windowed(key: str, content: bytes) -> Document:
    """A document with only the windows that were packed; without content it has none."""
    rows = json.loads(zlib.decompress(content)) if content else ()
    return Document(key, {}, windows=tuple(Window(*row) for row in rows))

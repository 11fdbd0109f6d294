"""Where Whoosh's writer gathers the postings of a batch before it writes them.

Whoosh's own pool makes a tuple per posting, sorts them all and spills to disk beyond 128 MB,
which halves its speed. A batch comes in the order of its documents, so only tokens need sorting;
and a list per token takes a fifth of the room.
"""

from collections.abc import Iterator

Posting = tuple[str, bytes, int, float, bytes]  # field, token, document, weight, places
Terms = dict[bytes, list[int | bytes]]


class Pool:
    """Postings by field and token; documents must come in ascending order."""

    def __init__(self) -> None:
        self._fields: dict[str, Terms] = {}

    def add(self, posting: Posting) -> None:
        """Gather a posting."""
        field, token, number, weight, places = posting
        terms = self._fields.get(field)
        if terms is None:
            terms = self._fields[field] = {}
        held = terms.get(token)
        if held is None:
            terms[token] = [number, int(weight), places]
        else:
            held += (number, int(weight), places)  # counts: small ones are shared, floats not

    def iter_postings(self) -> Iterator[tuple[str, bytes, object, object, object]]:
        """All postings, by field, token and document; what was given is let go of."""
        for field in sorted(self._fields):
            terms = self._fields.pop(field)
            for token in sorted(terms):
                flat = iter(terms.pop(token))
                for number, weight, places in zip(flat, flat, flat, strict=True):
                    yield field, token, number, weight, places

    def cleanup(self) -> None:
        """Let go of everything."""
        self._fields.clear()

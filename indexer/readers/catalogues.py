"""What the catalogues of research have in common: texts with markup, numbers, pages of results."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from hub.errors import ReadError
from hub.model import Draft, Trouble
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.readers.jsonvalues import Values, parse_json

ROWS = 100  # works of one page: what both catalogues give at most, or advise


def results(answer: Answer, wrong: dict[str, None], *path: str) -> tuple[Values, list[Values]]:
    """The object that holds the list named last in `path`, and the list's own objects.

    Raises ReadError: "unreadable" (no JSON), "no-catalogue" (JSON of another kind).
    """
    fields = parse_json(decode(answer.body, answer.content_type))
    if not isinstance(fields, dict):
        raise ReadError("no-catalogue")
    holder: Values | None = Values(fields, wrong)
    for name in path[:-1]:
        holder = holder.child(name) if holder else None
        fields = fields.get(name) if isinstance(fields, dict) else None
    if holder is None or not isinstance(fields, dict) or not isinstance(fields.get(path[-1]), list):
        raise ReadError("no-catalogue")
    return holder, holder.children(path[-1])


def address(url: str, arguments: dict[str, str]) -> str:
    """`url` with these arguments instead of its own of the same names; empty ones are left out."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, True) if pair[0] not in arguments]
    added = [(name, value) for name, value in arguments.items() if value]
    return urlunsplit(parts._replace(query=urlencode([*kept, *added]), fragment=""))


def argument(url: str, name: str) -> str:
    """What `url` says for this argument, or empty."""
    return dict(parse_qsl(urlsplit(url).query)).get(name, "")


def notes(wrong: dict[str, None], drafts: list[Draft | None]) -> Iterator[Trouble]:
    """What was ill-formed: fields of wrong types, entries without a title."""
    if wrong:
        yield Trouble("wrong-types", (("fields", ", ".join(list(wrong)[:5])),))
    if skipped := drafts.count(None):
        yield Trouble("entry-skipped", (("count", str(skipped)),))

"""What sources, themes and the hub itself are written with: ids, texts, addresses, rules, picks."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from hub.config.yamlfile import Section
from hub.errors import QueryError
from hub.model import Localised, Pick, When
from hub.query import parse_rule

LANGUAGES = ("da", "en")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
PLACEHOLDERS = ("yyyy", "from", "to")


def checked_id(at: Section) -> str:
    """The id of an entry: [a-z0-9-]+, for ever."""
    found = at.text("id", required=True) or ""
    for name in (found, *at.texts("was")):
        if name and not _ID.fullmatch(name):
            at.fault("id", f"{name!r} may hold only a-z, 0-9 and single hyphens")
    return found


def localised(at: Section, key: str) -> Localised:
    """A required text, plain or by language: ``title: {da: …, en: …}``."""
    if not isinstance(at.values.get(key), dict):
        return Localised((("", at.text(key, required=True) or ""),))
    inner = at.section(key)
    inner.only(LANGUAGES)
    texts = [(language, inner.text(language)) for language in LANGUAGES]
    if not any(text for _, text in texts):
        at.fault(key, "is empty")
    return Localised(tuple((language, text) for language, text in texts if text))


def address(
    at: Section, key: str, schemes: Sequence[str] = ("http", "https"), *, required: bool = False
) -> str | None:
    """An absolute address; {yyyy}, {from} and {to} may stand in it where they make sense."""
    found = at.text(key, required=required)
    if found is None:
        return None
    if any(part not in PLACEHOLDERS for part in _PLACEHOLDER.findall(found)):
        at.fault(key, "only {yyyy}, {from} and {to} are filled in")
    try:
        parts = urlsplit(found)
        whole = bool(parts.netloc or (parts.scheme == "mailto" and "@" in parts.path))
        fine = parts.scheme in schemes and whole and " " not in found
    except ValueError:
        fine = False
    if not fine:
        at.fault(key, f"{found!r} is no address; it must begin with {schemes[-1]}:")
    return found


def rule(at: Section, key: str, *, required: bool = False) -> str | None:
    """A rule in the query language."""
    found = at.text(key, required=required)
    if found is not None:
        try:
            parse_rule(found)
        except QueryError as error:
            at.fault(key, str(error))
    return found


def pick(at: Section) -> Pick:
    """A page picked by hand."""
    at.only(("url", "title", "note", "date"))
    stamp = at.stamp("date")
    return Pick(
        url=address(at, "url", required=True) or "",
        title=at.text("title", required=True) or "",
        note=at.text("note") or "",
        date=When(stamp) if stamp else None,
    )

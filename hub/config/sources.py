"""The `sources` of feeds.yaml: what every source may say, and what belongs to its `via`."""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import TypeVar, get_args

from hub.config.entries import address, checked_id, localised, pick
from hub.config.options import mailbox, option
from hub.config.yamlfile import Section
from hub.model import Access, Show, Source, SourceKind

_COMMON = (
    "id", "was", "title", "kind", "via", "url", "language", "publisher", "access", "themes",
    "only", "show", "every", "enabled",
)  # fmt: skip

# The keys that belong to each way of reading. A listing's `title` is the source's own, so
# that of its entries is called `heading`.
VIA: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "feed": (),
        "oai": ("prefix", "set", "from"),
        "listing": ("item", "link", "heading", "date", "people", "pdf", "next", "pages"),
        "sitemap": ("keep", "skip"),
        "wordpress": ("types",),
        "openalex": ("query", "from"),
        "crossref": ("query", "from"),
        "apple": ("apple_id",),
        "page": ("follow",),
        "picks": ("items",),
        "mail": ("password_env",),
    }
)
_REQUIRED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "listing": ("item",),
        "openalex": ("query",),
        "crossref": ("query",),
        "apple": ("apple_id",),
        "picks": ("items",),
    }
)
_WITHOUT_URL = ("apple", "picks", "openalex", "crossref")
_SPAN = re.compile(r"([1-9]\d{0,4})(m|h|d)")
_UNITS = MappingProxyType({"m": "minutes", "h": "hours", "d": "days"})
_SHORTEST = timedelta(minutes=15)
T = TypeVar("T")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*|mul")


def parse_source(at: Section, themes: Sequence[str], *, has_field: bool) -> Source:
    """One source; what is wrong goes to the section's faults."""
    via = at.choice("via", tuple(VIA), "feed")
    at.only((*_COMMON, *VIA[via]))
    for key in _REQUIRED.get(via, ()):
        if at.values.get(key) in (None, ""):
            at.fault(key, f"is missing; via: {via} needs it")
    return Source(
        id=checked_id(at),
        title=localised(at, "title"),
        kind=_one_of(get_args(SourceKind), at.choice("kind", get_args(SourceKind), "")),
        via=via,
        url=_url(at, via),
        was=at.texts("was"),
        language=_language(at),
        publisher=at.text("publisher"),
        access=_one_of(get_args(Access), at.choice("access", get_args(Access), "open")),
        themes=_themes(at, themes),
        only_field=_only_field(at, has_field=has_field),
        show=_one_of(get_args(Show), at.choice("show", get_args(Show), "excerpt")),
        every=_every(at),
        enabled=at.flag("enabled", default=True),
        options=tuple(
            (key, option(at, via, key)) for key in VIA[via] if key != "items" and key in at.values
        ),
        picks=tuple(pick(entry) for entry in at.sections("items")) if via == "picks" else (),
    )


def _one_of(allowed: tuple[T, ...], value: str) -> T:
    """The member of `allowed` that `value` is equal to, with its narrow type; else the first."""
    return next((known for known in allowed if known == value), allowed[0])


def _url(at: Section, via: str) -> str | None:
    if via in ("apple", "picks"):
        if "url" in at.values:
            at.fault("url", f"via: {via} has no url")
        return None
    if via == "mail":
        found = at.text("url", required=True)
        if found and "://" in found:
            return mailbox(at, found)
        return found
    return address(at, "url", required=via not in _WITHOUT_URL)


def _language(at: Section) -> str | None:
    found = at.text("language")
    if found and not _LANGUAGE.fullmatch(found):
        at.fault("language", f"{found!r} is no language; write one such as da, en or sv")
    return found


def _themes(at: Section, known: Sequence[str]) -> tuple[str, ...]:
    chosen = at.texts("themes")
    for name in chosen:
        if name not in known:
            at.fault("themes", f"there is no theme {name!r}")
    return chosen


def _only_field(at: Section, *, has_field: bool) -> bool:
    chosen = at.choice("only", ("field",), "") if "only" in at.values else ""
    if chosen and not has_field:
        at.fault("only", "needs a rule at hub.field")
    return bool(chosen)


def _every(at: Section) -> timedelta | None:
    found = at.text("every")
    if found is None:
        return None
    match = _SPAN.fullmatch(found)
    span = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else timedelta()
    if span < _SHORTEST:
        at.fault("every", f"{found!r} must be a time such as 30m, 6h or 2d, at least 15m")
        return None
    return span

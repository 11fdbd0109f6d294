"""Pages that are there in several languages: one of them stands for the work."""

from collections.abc import Iterable
from dataclasses import replace

from hub.addresses import canonical
from indexer.readers.languages import language_tag
from indexer.readers.sitemap_file import Entry

_ANY = "x-default"


def one_per_work(entries: Iterable[Entry], language: str | None) -> list[Entry]:
    """`entries` without those that an alternate stands for, and without doubles.

    The one in `language` stands for all, else the default one, else the first by its tag.
    """
    kept: dict[str, tuple[Entry, bool]] = {}
    for entry in entries:
        tag, url = _standing_for(entry, language)
        key = canonical(url)
        own = key == canonical(entry.url)
        if key not in kept or (own and not kept[key][1]):
            bare = entry if own else Entry(url)
            kept[key] = (replace(bare, language=language_tag(tag) or bare.language), own)
    return [entry for entry, _own in kept.values()]


def _standing_for(entry: Entry, language: str | None) -> tuple[str, str]:
    if not entry.alternates:
        return "", entry.url
    wanted = language_tag(language or "")
    first = min(entry.alternates)
    default = next((each for each in entry.alternates if each[0] == _ANY), first)
    tag, url = next((a for a in sorted(entry.alternates) if language_tag(a[0]) == wanted), default)
    return ("" if tag == _ANY else tag), url

"""Copies of one issue among the mails of a mailbox: sent twice, to two, or sent on. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hub.model import Draft


def merged(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """One draft per issue, where the first of its copies stood.

    Copies have a Message-ID, the page that a browser shows, or list, subject and time in common.
    """
    kept: dict[int, Draft] = {}
    owners: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        marks = tuple(_marks(draft))
        first = next((owners[mark] for mark in marks if mark in owners), number)
        kept[first] = _united(kept[first], draft) if first in kept else draft
        for mark in marks:
            owners.setdefault(mark, first)
    return tuple(kept.values())


def _marks(draft: Draft) -> Iterator[str]:
    yield draft.guid
    if draft.link:
        yield f"link:{draft.link}"
    yield from (name for name in draft.ids if name.startswith("issue:"))


def _united(first: Draft, other: Draft) -> Draft:
    """The first copy, with what only the other one has."""
    fuller = max(first, other, key=lambda draft: len(draft.links))
    return replace(
        first,
        link=first.link or other.link,
        ids=tuple(dict.fromkeys((*first.ids, *other.ids))),
        publisher=first.publisher or other.publisher,
        links=fuller.links,
    )

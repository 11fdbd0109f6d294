"""What an entry is within its source's listing, and what it is proposed to be known by. Pure.

Marks and keys are those of ``hub.keys``.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hub.addresses import canonical
from hub.keys import NUL, global_keys, guid_mark, item_id, marks
from hub.model import Draft, Source

__all__ = ["KnownBy", "ambiguous", "entry_key", "guid_mark", "item_id", "keys", "known_by"]


@dataclass(frozen=True, slots=True)
class KnownBy:
    """What an entry may be known by within its source, the surest first, and everywhere."""

    marks: tuple[str, ...]
    worldwide: tuple[str, ...]

    @property
    def owner(self) -> str:
        """What tells it from the others of its listing: its guid, else its words."""
        return self.marks[0] if self.marks[0].startswith("guid:") else self.marks[-1]


def known_by(draft: Draft) -> KnownBy:
    """What `draft` may be known by."""
    return KnownBy(tuple(marks(draft)), global_keys(draft))


def ambiguous(entries: Iterable[KnownBy]) -> frozenset[str]:
    """DOIs, links and media, as marks and as global keys, that entries of one listing share
    although their guids, or where they have none their words, differ: one page for ten courses,
    one jingle behind every episode.
    """
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for mark in entry.marks:
            if mark.startswith(("doi:", "link:", "audio:")):
                owners[mark].add(entry.owner)
        for key in entry.worldwide:
            owners[key].add(entry.owner)
    return frozenset(mark for mark, names in owners.items() if len(names) > 1)


def has_own_page(source: Source, link: str | None, known: Collection[str]) -> bool:
    """Whether an entry known by these keys shares the page it links to with no other entry."""
    return link is not None and f"{source.id}{NUL}link:{canonical(link)}" in known


def entry_key(entry: KnownBy, unclear: frozenset[str] = frozenset()) -> str:
    """The key of an entry within its source's listing: the surest mark that tells it apart."""
    return next((mark for mark in entry.marks if mark not in unclear), entry.marks[-1])


def keys(source: Source, entry: KnownBy, unclear: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What an entry may be known by in the whole hub: under every name its source has had, and by
    the global keys that it shares with no other entry of its listing.

    Words alone are a key only where there is nothing surer.
    """
    own = [mark for mark in entry.marks if mark not in unclear]
    sure = [mark for mark in own if not mark.startswith("text:")] or own
    scoped = [f"{name}{NUL}{mark}" for name in (source.id, *source.was) for mark in sure]
    return (*scoped, *(key for key in entry.worldwide if key not in unclear))

"""What an entry is within its source's listing, and what it is proposed to be known by. Pure.

Marks and keys are those of ``hub.keys``.
"""

from collections.abc import Iterable

from hub.keys import NUL, global_keys, guid_mark, item_id, marks, owner, several
from hub.model import Draft, Source

__all__ = ["ambiguous", "entry_key", "guid_mark", "item_id", "keys", "marks"]


def ambiguous(drafts: Iterable[Draft]) -> frozenset[str]:
    """DOIs, links and media, as marks and as global keys, that entries of one listing share
    although their guids, or where they have none their words, differ: one page for ten courses,
    one jingle behind every episode.
    """
    told = [(owner(draft), (*_unsure(draft), *global_keys(draft))) for draft in drafts]
    return several(told)


def _unsure(draft: Draft) -> Iterable[str]:
    return (mark for mark in marks(draft) if mark.startswith(("doi:", "link:", "audio:")))


def entry_key(draft: Draft, unclear: frozenset[str] = frozenset()) -> str:
    """The key of `draft` within its source's listing: the surest mark that tells it apart."""
    own = list(marks(draft))
    return next((mark for mark in own if mark not in unclear), own[-1])


def keys(source: Source, draft: Draft, unclear: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What `draft` may be known by in the whole hub: under every name its source has had, and by
    the global keys that it shares with no other entry of its listing.

    Words alone are a key only where there is nothing surer.
    """
    own = [mark for mark in marks(draft) if mark not in unclear]
    sure = [mark for mark in own if not mark.startswith("text:")] or own
    scoped = [f"{name}{NUL}{mark}" for name in (source.id, *source.was) for mark in sure]
    return (*scoped, *(key for key in global_keys(draft) if key not in unclear))

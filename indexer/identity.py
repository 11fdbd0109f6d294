"""What an entry may be known by, and the id it would get (decision 8). Pure.

A *mark* is one thing an entry is known by within its source: ``guid:…``, ``doi:…``, ``link:…``,
``audio:…`` or ``text:…``. A *key* is a mark in the scope of its source.
"""

import hashlib
from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Iterator

from hub.addresses import canonical
from hub.model import Draft, Source

_ID_LENGTH = 12
_NUL = "\0"


def guid_mark(guid: str) -> str:
    """What an entry with this guid is known by within its source, first of all."""
    return f"guid:{' '.join(guid.split())}"


def marks(draft: Draft) -> Iterator[str]:
    """What `draft` may be known by, the surest first; its words last."""
    if draft.guid.strip():
        yield guid_mark(draft.guid)
    for name in draft.ids:
        if name.startswith("doi:"):  # the others may be of a whole book or journal
            yield name
    if draft.link:
        yield f"link:{canonical(draft.link)}"
    for enclosure in draft.enclosures[:1]:
        yield f"audio:{canonical(enclosure.url)}"
    told = _NUL.join((draft.title, draft.date.iso if draft.date else draft.summary))
    yield f"text:{_digest(told)}"


def ambiguous(drafts: Iterable[Draft]) -> frozenset[str]:
    """DOIs, links and media that entries of one listing share although their guids, or where they
    have none their words, differ: one page for ten courses, one jingle behind every episode.
    """
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        own = list(marks(draft))
        owner = own[0] if own[0].startswith("guid:") else own[-1]
        for mark in own:
            if mark.startswith(("doi:", "link:", "audio:")):
                owners[mark].add(owner)
    return frozenset(mark for mark, entries in owners.items() if len(entries) > 1)


def entry_key(draft: Draft, unclear: frozenset[str] = frozenset()) -> str:
    """The key of `draft` within its source's listing: the surest mark that tells it apart."""
    own = list(marks(draft))
    return next((mark for mark in own if mark not in unclear), own[-1])


def keys(source: Source, draft: Draft, unclear: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What `draft` may be known by in the whole hub, under every name its source has had.

    Words alone are a key only where there is nothing surer.
    """
    own = [mark for mark in marks(draft) if mark not in unclear]
    sure = [mark for mark in own if not mark.startswith("text:")] or own
    return tuple(f"{name}{_NUL}{mark}" for name in (source.id, *source.was) for mark in sure)


def item_id(source: str, entry: str) -> str:
    """The id of an item first seen in `source` as `entry`: 12 characters, a-z and 2-7."""
    return b32encode(_sha256(f"{source}{_NUL}{entry}")).decode("ascii")[:_ID_LENGTH].lower()


def _digest(text: str) -> str:
    return _sha256(text).hex()[:32]


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

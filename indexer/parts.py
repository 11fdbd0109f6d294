"""What a visit makes of a later page or file that can't be read. Pure."""

from dataclasses import replace

from hub.model import Trouble
from hub.visiting import Cursor, SourceState
from indexer.outcome import Looked
from indexer.readers import NOTHING_LISTED, is_in_parts

# What is wrong with the one file, and neither with the host nor with the way to it.
_OF_THE_FILE = frozenset(
    (
        *("not-found", "gone-for-good", "not-allowed", "http-status", "server-error"),
        *("robots-disallowed", "too-large", "bad-encoding", "redirect-loop", "empty"),
        *("unreadable", "not-a-sitemap", "reader-killed", "reader-crashed"),
    )
)
_ABSENT = ("not-found", "gone-for-good")


def without_page(via: str, state: SourceState, trouble: Trouble) -> Looked | None:
    """With what the visit goes on all the same, or None where the trouble ends it.

    A list ends before a page without entries. The files of an index stand each for itself: one
    that fails keeps nobody from the others; unless it isn't there, it is asked again next time.
    """
    cursor = state.cursor
    if not cursor.next:
        return None
    gone_on = Looked("ok", state.validators_for, state.validators, first=False)
    if trouble.code == NOTHING_LISTED:
        return replace(gone_on, cursor=Cursor(since=cursor.since))
    if not is_in_parts(via) or trouble.code not in _OF_THE_FILE:
        return None
    absent = trouble.code in _ABSENT
    note = Trouble("part-absent" if absent else "part-failed", (("url", cursor.next[:200]),))
    failed = cursor.failed if absent else (*cursor.failed, cursor.next)
    return replace(gone_on, cursor=_past(cursor, failed), notes=(note,))


def _past(cursor: Cursor, failed: tuple[str, ...]) -> Cursor:
    if not cursor.left:
        return Cursor(since=cursor.began, failed=failed)
    to, *left = cursor.left
    return replace(cursor, next=to, pages=cursor.pages + 1, left=tuple(left), failed=failed)

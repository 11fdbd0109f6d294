"""What a visit came to, and what is remembered of it. Pure."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hub.dates import moment
from hub.model import Notice, Pace, Source, Trouble, When
from hub.visiting import AGREEING, Cursor, Proposal, SourceState, Validators, Visit, VisitStatus
from indexer.schedule import WAIT, Due, after_success, after_trouble, after_wait

_MOST_NOTES = 20
_PATIENCE = 3  # failures in a row, after which a page in the middle is given up
_GONE = "gone-for-good"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at a source. `validators` are for `purpose`, see ``purpose_of``.

    `first` is whether this is the page where a visit begins, `at_new` whether it was asked for at
    the address that it has moved to; `pace` is None where nothing is said.
    """

    status: VisitStatus
    purpose: str = ""
    validators: Validators = field(default_factory=Validators)
    proposals: tuple[Proposal, ...] = ()
    notes: tuple[Trouble, ...] = ()
    moved_to: str = ""
    received: int = 0
    cursor: Cursor = field(
        default_factory=Cursor
    )  # where to go on; the visit goes on while it has a next page
    gone: tuple[str, ...] = ()  # entries seen before that the source has deleted
    trouble: Trouble | None = None
    first: bool = True
    at_new: bool = False
    pace: Pace | None = None
    complete: bool = False
    notices: tuple[Notice, ...] = ()


def stopped_by(trouble: Trouble) -> Looked:
    """Nothing was found: a failure, unless we were only asked to come back later."""
    return Looked("skipped" if trouble.code == WAIT else "failed", trouble=trouble)


def day_of(when: When | None, now: datetime) -> datetime | None:
    """When it came out, if that is known to the day and not still to come."""
    if when is None or when.precision in ("year", "month"):
        return None
    try:
        at = moment(when, ZoneInfo("UTC"))
        return at if at <= now else None
    except (ValueError, OverflowError):
        return None


def purpose_of(source: Source, reader: str) -> str:
    """What validators are good for: this address, these settings, this `reader` version.

    When one of them changes, the next visit asks for everything (decision 7).
    """
    settings = (source.via, source.url, source.options, source.picks, source.language, source.kind)
    return hashlib.sha256(repr((*settings, reader)).encode()).hexdigest()[:32]


def seems_to_move(state: SourceState) -> bool:
    """Whether the next visits must tell: they ask for the whole answer, as it may name a place."""
    return 0 < state.moved_times < AGREEING


def visit_of(source: Source, seen: SourceState, looked: Looked, at: datetime) -> Visit:
    """What one page came to; what is new is counted per source."""
    new = sum(proposal.entry not in seen.seen for proposal in looked.proposals)
    return Visit(
        source=source.id,
        at=at,
        status=looked.status,
        new=new,
        changed=len(looked.proposals) - new,
        gone=len(looked.gone),
        trouble=looked.trouble,
        notes=looked.notes,
        bytes=looked.received,
    )


def with_page(visit: Visit, page: Visit) -> Visit:
    """The visit as it is stored and shown, after one more page."""
    notes = dict.fromkeys((*visit.notes, *page.notes))
    return replace(
        page,
        new=visit.new + page.new,
        changed=visit.changed + page.changed,
        gone=visit.gone + page.gone,
        notes=tuple(notes)[:_MOST_NOTES],
        bytes=visit.bytes + page.bytes,
    )


def state_between(before: SourceState, looked: Looked) -> SourceState:
    """What is remembered of a source while its visit goes on to the next page."""
    seen = {**before.seen, **{each.entry: each.digest for each in looked.proposals}}
    return replace(
        _learned(before, looked),
        validators=looked.validators,
        validators_for=looked.purpose,
        cursor=looked.cursor,
        seen={entry: mark for entry, mark in seen.items() if entry not in looked.gone},
    )


def from_the_start(state: SourceState) -> SourceState:
    """Where the pages can't be gone on with: what is known, but at the first page again."""
    return replace(state, cursor=Cursor(since=state.cursor.since, failed=state.cursor.failed))


def state_after(
    source: Source,
    before: SourceState,
    looked: Looked,
    visit: Visit,
    random: Random,
    gap: timedelta | None = None,
) -> SourceState:
    """What is remembered of `source`, and when it is due again; its news come `gap` apart."""
    if looked.status == "failed" and looked.trouble is not None:
        return _after_failure(before, looked.trouble, visit.at, random)
    if looked.status == "skipped":
        return _after_nothing(source, before, looked.trouble, visit.at, random)
    now = replace(
        _learned(before, looked),
        validators=looked.validators,
        validators_for=looked.purpose,
        failures=0,
        last_visit=visit.at,
        last_success=visit.at,
        last_new=visit.at if visit.new else before.last_new,
        trouble=None,
        gap=gap,
        cursor=looked.cursor,
    )
    return _due(now, after_success(source, now.pace, gap, visit.at, random))


def _after_nothing(
    source: Source, before: SourceState, trouble: Trouble | None, at: datetime, random: Random
) -> SourceState:
    """The source could not be asked, which is no failure of its own."""
    if trouble is not None and trouble.code == WAIT:
        due = after_wait(trouble, at)
    else:
        due = after_success(source, before.pace, before.gap, at, random)
    return _due(replace(before, last_visit=at, trouble=trouble), due)


def _after_failure(
    before: SourceState, trouble: Trouble, at: datetime, random: Random
) -> SourceState:
    failures = before.failures + 1
    given_up = failures >= _PATIENCE
    after = from_the_start(before) if given_up else before
    if given_up or trouble.code == _GONE:  # perhaps it is where it was, after all
        after = replace(after, moved_to="", moved_times=0)
    ended = trouble if _ends(before, trouble) else before.ended
    after = replace(after, failures=failures, last_visit=at, trouble=trouble, ended=ended)
    return _due(after, after_trouble(trouble, failures, at, random))


def _ends(before: SourceState, trouble: Trouble) -> bool:
    """Whether the very address of the source is gone, neither a later page nor a new address."""
    return trouble.code == _GONE and not before.cursor.next and not before.has_moved


def _due(state: SourceState, due: Due) -> SourceState:
    if state.ended:
        return replace(state, due=None, due_why=None)
    return replace(state, due=due.at, due_why=due.why)


def _learned(before: SourceState, looked: Looked) -> SourceState:
    """What the first page of a visit says of the source itself."""
    if not looked.first:
        return before
    to, times = _moved(before, looked)
    ended = before.ended if before.ended and before.ended.code == "complete" else None
    if looked.status == "ok":
        ended = Trouble("complete") if looked.complete else None
    pace = before.pace if looked.pace is None else looked.pace
    return replace(before, moved_to=to, moved_times=times, pace=pace, ended=ended)


def _moved(before: SourceState, looked: Looked) -> tuple[str, int]:
    """Where the source is sent to, and how many visits in a row were."""
    if looked.at_new and looked.moved_to in ("", before.moved_to):
        return before.moved_to, before.moved_times
    if looked.moved_to and looked.moved_to == before.moved_to:
        return before.moved_to, min(before.moved_times + 1, AGREEING)
    return looked.moved_to, 1 if looked.moved_to else 0

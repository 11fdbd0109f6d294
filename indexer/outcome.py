"""What a visit came to, and what is remembered of it. Pure."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from hub.model import Source, Trouble
from hub.visiting import Cursor, Proposal, SourceState, Validators, Visit, VisitStatus
from indexer.schedule import after_failure, after_success

_MOST_NOTES = 20
_PATIENCE = 3  # failures in a row, after which a page in the middle is given up


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found at a source. `validators` are for `purpose`, see ``purpose_of``."""

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


def purpose_of(source: Source, reader: str) -> str:
    """What validators are good for: this address, these settings, this `reader` version.

    When one of them changes, the next visit asks for everything (decision 7).
    """
    settings = (source.via, source.url, source.options, source.picks, source.language, source.kind)
    return hashlib.sha256(repr((*settings, reader)).encode()).hexdigest()[:32]


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
        before,
        validators=looked.validators,
        validators_for=looked.purpose,
        moved_to=looked.moved_to,
        cursor=looked.cursor,
        seen={entry: mark for entry, mark in seen.items() if entry not in looked.gone},
    )


def from_the_start(state: SourceState) -> SourceState:
    """Where the pages can't be gone on with: what is known, but at the first page again."""
    return replace(state, cursor=Cursor(since=state.cursor.since))


def state_after(
    source: Source, before: SourceState, looked: Looked, visit: Visit, random: Random
) -> SourceState:
    """What is remembered of `source`, and when it is due again."""
    if looked.status == "failed":
        failures = before.failures + 1
        return replace(
            from_the_start(before) if failures >= _PATIENCE else before,
            failures=failures,
            due=after_failure(failures, visit.at, random),
            last_visit=visit.at,
            trouble=looked.trouble,
        )
    due = after_success(source, visit.at, random)
    if looked.status == "skipped":
        return replace(before, due=due, last_visit=visit.at, trouble=looked.trouble)
    return replace(
        before,
        validators=looked.validators,
        validators_for=looked.purpose,
        failures=0,
        due=due,
        last_visit=visit.at,
        last_success=visit.at,
        last_new=visit.at if visit.new else before.last_new,
        trouble=None,
        moved_to=looked.moved_to,
        cursor=looked.cursor,
    )

"""What a visit came to, and what is remembered of it. Pure."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random

from hub.model import (
    Proposal,
    Source,
    SourceState,
    Trouble,
    Validators,
    Visit,
    VisitStatus,
)
from indexer.schedule import after_failure, after_success


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
    trouble: Trouble | None = None


def purpose_of(source: Source, reader: str) -> str:
    """What validators are good for: this address, these settings, this `reader` version.

    When one of them changes, the next visit asks for everything (decision 7).
    """
    settings = (source.via, source.url, source.options, source.picks, source.language, source.kind)
    return hashlib.sha256(repr((*settings, reader)).encode()).hexdigest()[:32]


def visit_of(source: Source, seen: SourceState, looked: Looked, at: datetime) -> Visit:
    """The visit, as it is stored and shown; what is new is counted per source."""
    new = sum(proposal.entry not in seen.seen for proposal in looked.proposals)
    return Visit(
        source=source.id,
        at=at,
        status=looked.status,
        new=new,
        changed=len(looked.proposals) - new,
        trouble=looked.trouble,
        notes=looked.notes,
        bytes=looked.received,
    )


def state_after(
    source: Source, before: SourceState, looked: Looked, visit: Visit, random: Random
) -> SourceState:
    """What is remembered of `source`, and when it is due again."""
    if looked.status == "failed":
        failures = before.failures + 1
        return replace(
            before,
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
    )

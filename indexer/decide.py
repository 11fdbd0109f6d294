"""What of a listing is new or changed (decision 5). Pure: no store, no clock, no network."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import fields

from hub.model import Draft, Source
from hub.visiting import Proposal, SourceState
from indexer.identity import KnownBy, ambiguous, entry_key, item_id, keys, known_by
from indexer.passing import with_passing_form

Vote = Callable[[str], str]


def decide(
    source: Source, state: SourceState, drafts: Iterable[Draft], vote: Vote
) -> tuple[Proposal, ...]:
    """Every draft that `state` has not seen as it is now, in the listing's order.

    Of entries with the same key the first wins. `vote` tells a text's language where neither the
    entry nor the source does.
    """
    known = [(known_by(draft), draft) for draft in drafts]
    unclear = ambiguous(entry for entry, _ in known)
    first: dict[str, tuple[KnownBy, Draft]] = {}
    for by, draft in known:
        first.setdefault(entry_key(by, unclear), (by, draft))
    proposals = []
    for entry, (by, draft) in first.items():
        mark = digest(draft, source)
        if state.seen.get(entry) != mark:
            proposals.append(
                Proposal(
                    id=item_id(source.id, entry),
                    entry=entry,
                    digest=mark,
                    keys=keys(source, by, unclear),
                    draft=with_passing_form(draft, source),
                    language=language_of(draft, source, vote),
                )
            )
    return tuple(proposals)


def digest(draft: Draft, source: Source) -> str:
    """Tells whether an entry is as it was, also in what it takes from its source.

    Only what differs from the defaults counts, so that a new field in Draft changes no digest.
    """
    told = [
        (field.name, value)
        for field in fields(draft)
        if (value := getattr(draft, field.name)) != field.default
    ]
    text = repr((told, source.language))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def language_of(draft: Draft, source: Source, vote: Vote) -> str:
    """The entry's own word, else the source's, else by its small words; empty where none tells."""
    named = draft.language or source.language
    if named:
        return named.replace("_", "-").partition("-")[0].strip().lower()
    return vote(f"{draft.title}\n{draft.summary}\n{draft.body}")

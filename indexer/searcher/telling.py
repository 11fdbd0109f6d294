"""A page of what was found as finished hits: their words marked, and told why they are there."""

from collections.abc import Mapping, Sequence

from hub.model import Item, Source
from hub.search import Analyser, Hit, Note
from hub.store import Store
from indexer.engines.port import Either, FoundHit
from indexer.searcher.finding import Finding, Page
from indexer.searcher.hits import HitMaker, Windows
from indexer.searcher.matching_words import also_wanted, wanted_of
from indexer.searcher.reasons import Reasons, other_reasons, told
from indexer.searcher.understanding import Asked

WINDOWS = 3  # moments of one hit


def hits_of(
    asked: Asked,
    page: Page,
    finding: Finding,
    sources: Mapping[str, Source],
    analyser: Analyser,
    *,
    explain: bool,
) -> tuple[Hit, ...]:
    """Finished hits; an item that went away since it was indexed is left out.

    Raises EngineError and StoreError.
    """
    keys = [hit.key for hit in page.hits]
    items = finding.items(keys)
    own = wanted_of(asked.query.node, analyser)
    others = also_wanted(_other_names(asked, page), analyser)
    maker = HitMaker(analyser, own, others, _windows(asked, page, finding))
    why = _reasons(asked, page, finding, items) if explain else {}
    return tuple(
        maker.hit(item, sources.get(item.source), hit.score, why.get(item.id, ()))
        for hit in page.hits
        if (item := items.get(hit.key)) is not None
    )


def hits_alike(found: Sequence[FoundHit], store: Store, analyser: Analyser) -> tuple[Hit, ...]:
    """Hits that no words asked for: items like another. Raises StoreError."""
    sources = store.sources.known()
    items = store.items.found([hit.key for hit in found])
    maker = HitMaker(analyser, ())
    return tuple(
        maker.hit(item, sources.get(item.source), hit.score)
        for hit in found
        if (item := items.get(hit.key)) is not None
    )


def notes_of(asked: Asked, page: Page) -> tuple[Note, ...]:
    """What a person should know of how the query was read and asked."""
    notes = list(asked.query.notes)
    if page.found.total and page.step.relaxed:
        notes.append(Note("relaxed"))
    elif page.found.total and page.bridged:
        notes.append(Note("bridged"))
    return tuple(notes)


def _other_names(asked: Asked, page: Page) -> list[str]:
    """By which the concepts are found, too."""
    concepts = asked.read.concepts
    names = [way.phrase for concept in concepts for way in concept.synonyms]
    if page.step.bridged:
        names += [way.phrase for concept in concepts for way in concept.bridges]
    return names


def _windows(asked: Asked, page: Page, finding: Finding) -> Windows:
    """The best windows of the items of a page, by all the names of what is asked."""
    concepts, keys = asked.read.concepts, [hit.key for hit in page.hits]
    if not concepts or not keys:
        return {}
    bridged = page.step.bridged
    ways = [concept.bridged() if bridged else concept.direct() for concept in concepts]
    return finding.engine.windows(Either(tuple(ways)), keys, WINDOWS)


def _reasons(
    asked: Asked, page: Page, finding: Finding, items: Mapping[str, Item]
) -> dict[str, tuple[Note, ...]]:
    reasons = Reasons.of(asked.read.concepts)
    matching = finding.engine.matching(reasons.clauses, [hit.key for hit in page.hits])
    return {
        hit.key: told(
            reasons,
            matching.get(hit.key, frozenset()),
            other_reasons(
                hit,
                near=page.judging.is_near(page.matching.get(hit.key, frozenset())),
                exact=hit.key in page.exact,
                themes=[
                    given.theme
                    for given in (items[hit.key].themes if hit.key in items else ())
                    if given.theme in asked.themes and given.strength == "about"
                ],
                now=finding.now,
            ),
        )
        for hit in page.hits
    }

"""Small documents, and short ways to ask an engine for them."""

from indexer.engines.port import (
    FACET_FIELDS,
    TEXT_FIELDS,
    Clause,
    Document,
    Engine,
    Plan,
    Term,
    Window,
)

EXACT = ("memory", "whoosh")  # engines that score by indexer/engines/scoring.py, to the last bit


def document(key: str, body: str, **more: str) -> Document:
    """A document with a body; `more` are text fields, or facets with one value."""
    text = {name: value for name, value in more.items() if name in TEXT_FIELDS}
    facets = {name: (value,) for name, value in more.items() if name in FACET_FIELDS}
    return Document(key, {"body_main": body, **text}, facets)


def windowed(key: str, *texts: str) -> Document:
    """A document with these windows; number n stands at the characters 100 n to 100 n + 50."""
    windows = tuple(
        Window(100 * n, 100 * n + 50, {"body_main": text}) for n, text in enumerate(texts)
    )
    return Document(key, {"body_main": " ".join(texts)}, windows=windows)


def body(token: str) -> Term:
    """A token of the body."""
    return Term("body_main", token)


def keys(engine: Engine, clause: Clause) -> list[str]:
    """What matches, the best first."""
    found = engine.find(Plan(clause, limit=1000))
    assert found.total == len(found.hits)
    return [hit.key for hit in found.hits]


SMALL = (
    document("a", "vind i sejl", title_main="sejl", kind="episode", year="2024"),
    document("b", "vind og regn og vind", kind="publication", year="2024"),
    document("c", "sol", title_main="vind", kind="episode", year="2023"),
)

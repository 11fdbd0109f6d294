"""Every engine beside the reference: whatever is put and asked, the answers are the same."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.engines import ENGINES, open_engine
from indexer.engines.port import (
    TEXT_FIELDS,
    WINDOW_FIELDS,
    Adjacent,
    Also,
    AtLeast,
    Best,
    Between,
    But,
    Clause,
    Document,
    Either,
    Engine,
    Every,
    Everything,
    Found,
    Keys,
    Plan,
    Starts,
    Term,
    Value,
    Window,
)
from tests.small_engines import EXACT

TOKENS = st.sampled_from(["ab", "abc", "b", "på", "(", "ø"])
TEXTS = st.lists(TOKENS, max_size=6).map(" ".join)
FIELDS = st.sampled_from(TEXT_FIELDS)
VALUES = st.lists(st.sampled_from(["x", "y", "z"]), max_size=2).map(tuple)
FACETS = st.sampled_from(["kind", "theme", "year"])
WINDOWS = st.builds(
    Window,
    start=st.integers(0, 5),
    end=st.integers(6, 9),
    text=st.dictionaries(st.sampled_from(WINDOW_FIELDS), TEXTS, max_size=2),
)
DOCUMENTS = st.builds(
    Document,
    key=st.sampled_from("abcdefgh"),
    text=st.dictionaries(FIELDS, TEXTS, max_size=4),
    facets=st.dictionaries(FACETS, VALUES),
    date=st.none() | st.integers(-2, 2),
    added=st.integers(0, 3),
    until=st.none() | st.integers(0, 3),
    windows=st.lists(WINDOWS, max_size=2, unique_by=lambda window: window.start).map(tuple),
)
BOOSTS = st.sampled_from([0.25, 1.0, 2.0])
LEAVES: st.SearchStrategy[Clause] = st.one_of(
    st.builds(Term, FIELDS, TOKENS, BOOSTS),
    st.builds(Starts, FIELDS, st.sampled_from(["", "a", "ab", "q"]), BOOSTS),
    st.builds(Adjacent, FIELDS, st.lists(TOKENS, max_size=3).map(tuple), st.booleans(), BOOSTS),
    st.builds(Value, FACETS, st.sampled_from(["x", "y"]), BOOSTS),
    st.builds(Between, st.none() | st.integers(-2, 2), st.none() | st.integers(-2, 2)),
    st.builds(Keys, st.lists(st.sampled_from("abcz"), max_size=3).map(tuple), BOOSTS),
    st.builds(Everything),
)


def _joined(inner: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    several = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Every, several),
        st.builds(Either, several),
        st.builds(Best, several),
        st.builds(AtLeast, st.integers(-1, 3), several),
        st.builds(But, inner, inner),
        st.builds(Also, inner, inner),
    )


CLAUSES = st.recursive(LEAVES, _joined, max_leaves=6)
PLANS = st.builds(
    Plan,
    clause=CLAUSES,
    filters=st.dictionaries(FACETS, VALUES, max_size=2),
    facets=st.just(("kind", "theme", "year")),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    offset=st.integers(0, 3),
    limit=st.sampled_from([2, 20]),
    added_upto=st.none() | st.integers(0, 3),
    hidden=st.dictionaries(FACETS, VALUES, max_size=1),
    now=st.none() | st.integers(0, 3),
)
BATCHES = st.lists(
    st.tuples(
        st.lists(DOCUMENTS, max_size=5),
        st.lists(st.sampled_from("abcdefgh"), max_size=2),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "memory"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches=BATCHES, plans=st.lists(PLANS, min_size=1, max_size=6))
def test_every_engine_agrees_with_the_reference(
    name: str, batches: list[tuple[list[Document], list[str], bool]], plans: list[Plan]
) -> None:
    reference = open_engine("memory", None, writable=True)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(name, Path(folder), writable=True)
        for documents, remove, tidy in batches:
            for one in (reference, engine):
                one.put(documents, remove)
            if tidy:
                engine.tidy()
        assert sorted(engine.keys()) == sorted(reference.keys())
        for plan in plans:
            _compare(plan, engine.find(plan), reference.find(plan), exactly=name in EXACT)
        _compare_places([plan.clause for plan in plans], engine, reference)
        engine.close()


def _compare(plan: Plan, found: Found, expected: Found, *, exactly: bool) -> None:
    """Where scores differ by a hair, so may the order: the rest is the same."""
    assert (found.total, found.facets) == (expected.total, expected.facets)
    if exactly:
        assert found == expected
    if plan.sort != "relevance":
        assert [(hit.key, hit.date) for hit in found.hits] == [
            (hit.key, hit.date) for hit in expected.hits
        ]
    assert len(found.hits) == len(expected.hits)


def _compare_places(clauses: list[Clause], engine: Engine, reference: Engine) -> None:
    """Which clauses and windows match; the best windows may differ where scores do."""
    assert engine.matching(clauses, "abcz") == reference.matching(clauses, "abcz")
    for clause in clauses:
        found, expected = (one.windows(clause, "abcz", 9) for one in (engine, reference))
        assert {key: {window.start for window in windows} for key, windows in found.items()} == {
            key: {window.start for window in windows} for key, windows in expected.items()
        }

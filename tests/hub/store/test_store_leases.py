"""Leases: who works at what, for how long, and what becomes of it when a worker dies."""

from datetime import timedelta

import pytest

from hub.errors import StoreError
from hub.model import Trouble
from hub.store import Store
from hub.store.leases import LEASE
from hub.visiting import Cursor, SourceState
from tests.storing import HOUR, NOON, a_source, record

TWO = ["a", "b"]


@pytest.fixture
def two(empty: Store) -> Store:
    empty.sources.apply([a_source("a"), a_source("b")], NOON)
    return empty


def test_nobody_gets_what_another_holds(two: Store) -> None:
    assert two.sources.claim("one", ["a"], NOON) == ("a",)
    assert two.sources.claim("other", TWO, NOON) == ("b",)
    assert two.sources.claim("one", TWO, NOON) == ("a",)  # its own it may take up again
    assert (two.sources.due(NOON, "one"), two.sources.due(NOON)) == (("a",), ())
    assert two.leases.owners() == ("one", "other")


def test_a_lease_runs_out(two: Store) -> None:
    two.sources.claim("killed", TWO, NOON)
    almost = NOON + LEASE - timedelta(seconds=1)
    assert two.sources.claim("other", TWO, almost, due_only=True) == ()
    assert two.sources.due(NOON + LEASE, "other") == ("a", "b")
    assert two.sources.claim("other", TWO, NOON + LEASE, due_only=True) == ("a", "b")


def test_what_a_dead_worker_held_is_free_at_once(two: Store) -> None:
    two.sources.claim("dead", ["a"], NOON)
    two.sources.claim("alive", ["b"], NOON)
    assert two.leases.release(()) == 0
    assert two.leases.release(["dead"]) == 1
    assert two.sources.claim("other", TWO, NOON) == ("a",)


def test_a_recorded_visit_ends_the_lease(two: Store) -> None:
    two.sources.claim("one", TWO, NOON)
    record(two, source="a")
    assert two.leases.owners() == ("one",)
    assert two.sources.claim("other", TWO, NOON) == ("a",)
    assert two.sources.claim("third", ["a"], NOON + 2 * HOUR, due_only=True) == ("a",)


def test_what_another_has_visited_meanwhile_is_not_due(two: Store) -> None:
    record(two, source="a")
    assert two.sources.claim("other", TWO, NOON, due_only=True) == ("b",)
    assert two.sources.claim("other", TWO, NOON) == ("a", "b")


def test_every_page_begins_the_lease_anew(two: Store) -> None:
    two.sources.claim("one", ["a"], NOON)
    page = SourceState("a", cursor=Cursor("https://a.example.dk/rss?page=2", 1))
    two.visits.record_page(NOON + LEASE / 2, page, ())
    assert two.sources.claim("other", ["a"], NOON + LEASE) == ()
    assert two.sources.claim("other", ["a"], NOON + 1.5 * LEASE) == ("a",)


def test_a_page_of_a_visit_that_nobody_claimed_claims_nothing(two: Store) -> None:
    two.visits.record_page(NOON, SourceState("a"), ())
    assert two.sources.due(NOON) == ("a", "b")


def test_a_source_that_was_renamed_is_claimed_by_either_name(two: Store) -> None:
    two.sources.apply([a_source("ny", was=("a",))], NOON)
    assert two.sources.claim("one", ["a"], NOON) == ("a",)
    assert two.sources.claim("other", ["ny"], NOON) == ()
    with pytest.raises(StoreError):
        two.sources.claim("one", ["nobody"], NOON)


@pytest.mark.parametrize("wrong", ["off", "ended", "retired"])
def test_what_is_not_followed_is_never_due(two: Store, wrong: str) -> None:
    if wrong == "ended":
        record_ended(two)
    others = [a_source("b")] if wrong == "retired" else [a_source("a"), a_source("b")]
    if wrong == "off":
        others[0] = a_source("a", enabled=False)
    two.sources.apply(others, NOON)
    assert two.sources.due(NOON + 999 * HOUR) == ("b",)
    assert two.sources.claim("one", TWO, NOON + 999 * HOUR, due_only=True) == ("b",)


def record_ended(store: Store) -> None:
    store.visits.record_page(NOON, SourceState("a", ended=Trouble("complete")), ())

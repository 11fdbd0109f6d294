"""Sources in numbers: what we have of each, and what its latest visits took."""

from hub.model import Passage
from hub.store import Figures, Store
from hub.store.figures import LATEST
from hub.visiting import NewReading, Read, SourceState, Visit
from tests.storing import NOON, a_proposal, a_source, record, show


def visit(store: Store, milliseconds: int, received: int, source: str = "kilde") -> None:
    made = Visit(source, NOON, "ok", milliseconds=milliseconds, bytes=received)
    store.visits.record(made, SourceState(source), ())


def read(store: Store, item: str, what: str, brought: Read) -> None:
    store.readings.queue(item, NewReading(what, f"https://x.dk/{item}"))
    (task,) = store.readings.claim(1, NOON)
    store.readings.record(task, brought, NOON)


def test_items_that_have_a_date_text_and_what_is_said(store: Store) -> None:
    entries = [a_proposal(str(n), date=None) for n in range(4)]
    record(store, *entries, a_proposal("4", body="Fra feedet"), a_proposal("unseen", body="Nej"))
    show(store, *(f"id-{n}" for n in range(5)))
    read(store, "id-0", "page", Read(body="Hele siden"))
    read(
        store, "id-1", "transcript", Read(passages=(Passage("Hej", 0.0, 1.0), Passage("Hov", 1.0)))
    )
    read(store, "id-2", "pdf", Read(passages=(Passage("Side", page=1),)))
    found = store.figures.of("kilde")
    assert (found.items, found.dated, found.with_text, found.with_transcript) == (5, 1, 4, 1)


def test_the_latest_visits_alone_are_counted(store: Store) -> None:
    visit(store, 90_000, 10**9)
    for n in range(LATEST):
        visit(store, 100 + 10 * (n % 2), 1000)
    assert store.figures.of("kilde") == Figures(visits=LATEST, milliseconds=105, bytes=1000)


def test_every_source_has_its_own_numbers(empty: Store) -> None:
    empty.sources.apply([a_source("a"), a_source("b"), a_source("c")], NOON)
    record(empty, a_proposal("1"), a_proposal("2"), source="a")
    record(empty, a_proposal("3"), source="b")
    show(empty, "id-1", "id-2", "id-3")
    visit(empty, 7, 70, "b")
    found = empty.figures.all()
    assert {name: each.items for name, each in found.items()} == {"a": 2, "b": 1, "c": 0}
    assert {name: each.visits for name, each in found.items()} == {"a": 1, "b": 2, "c": 0}
    assert found["b"].bytes == 35
    assert found["c"] == empty.figures.of("c") == empty.figures.of("nobody") == Figures()
    assert all(found[name] == empty.figures.of(name) for name in "abc")

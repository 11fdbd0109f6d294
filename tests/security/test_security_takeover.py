"""No source gets at what another one has, whatever it calls its entries."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hub.model import Draft, Enclosure, Moved
from hub.store import Store, open_store
from hub.visiting import NewReading, Proposal
from tests.storing import HOUR, NOON, a_proposal, a_source, record
from tests.telling import all_of, tell, the


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply([a_source(), a_source("fremmed")], NOON)
        yield opened


def stolen(id_: str, number: int = 1) -> Proposal:
    """An entry whose guid was searched for until its id met one that is not its own."""
    entry = f"guid:{number}"
    return Proposal(id_, entry, f"d{number}", (f"fremmed\0{entry}",), Draft("Overtaget"), "da")


def test_an_id_that_meets_another_sources_takes_nothing_over(store: Store) -> None:
    record(store, a_proposal("1"))
    (new,) = record(store, stolen("id-1"), source="fremmed", at=NOON + HOUR).new
    assert (the(store, "id-1").title, the(store, "id-1").source) == ("Afsnit 1", "kilde")
    assert (the(store, new).title, the(store, new).source) == ("Overtaget", "fremmed")
    assert len(new) == 12
    assert [place.source for place in the(store, "id-1").places] == ["kilde"]


def test_it_is_the_same_item_again_on_the_next_visit(store: Store) -> None:
    record(store, a_proposal("1"))
    (new,) = record(store, stolen("id-1"), source="fremmed").new
    again = record(store, stolen("id-1"), source="fremmed")
    assert (again.new, again.changed) == ((), ())
    (other,) = record(store, stolen("id-1", 2), source="fremmed").new
    assert other not in ("id-1", new)


def test_nor_one_that_was_removed_or_has_moved(store: Store) -> None:
    record(store, a_proposal("1"), a_proposal("2"))
    store.items.remove("id-1", "på opfordring", NOON)
    record(store, a_proposal("3"))
    assert store.works.same("id-2", "id-3", NOON) == "id-2"
    found = record(store, stolen("id-1", 1), stolen("id-3", 3), source="fremmed").new
    assert len(set(found) - {"id-1", "id-2", "id-3"}) == 2
    assert store.items.find("id-3") == Moved("id-2")
    assert the(store, "id-2").title == "Afsnit 2"


def test_whoever_claims_a_work_gets_neither_its_words_nor_its_readings(store: Store) -> None:
    mine = Draft("Afsnit", "1", "https://kilde.example.dk/1", "Et resumé.", ids=("doi:10.1234/1",))
    theirs = Draft("Køb piller", "x", "https://fremmed.example.dk/x", "Piller. " * 99, ids=mine.ids)
    (item,) = tell(store, "kilde", mine).new
    store.readings.queue(item, NewReading("page", "https://kilde.example.dk/1"))
    tell(store, "fremmed", theirs, at=NOON + HOUR)
    kept = the(store, item)
    assert (kept.title, kept.summary, kept.url) == (mine.title, mine.summary, mine.link)
    assert (kept.source, kept.publisher, kept.kind) == ("kilde", "Kilde", "episode")
    assert [place.source for place in kept.places] == ["kilde", "fremmed"]
    assert all("fremmed" not in task.url for task in store.readings.claim(9, NOON))


def test_nobody_joins_two_entries_of_another(store: Store) -> None:
    one, two = (
        Draft(f"Afsnit om {n}", n, f"https://kilde.example.dk/{n}") for n in ("borgere", "job")
    )
    tell(store, "kilde", one, two)
    claim = Draft("Begge", "x", one.link, enclosures=(Enclosure("https://x.dk/1.mp3"),))
    tell(store, "fremmed", claim)
    tell(store, "fremmed", replace(claim, link=two.link))
    assert {item.title for item in all_of(store)} == {one.title, two.title}

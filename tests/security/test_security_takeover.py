"""No source gets at what another one has, whatever it calls its entries."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.model import Draft, Item, Moved
from hub.store import Store, open_store
from hub.store.tables import MOVED
from hub.visiting import Proposal
from tests.storing import HOUR, NOON, a_proposal, a_source, record


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply([a_source(), a_source("fremmed")], NOON)
        yield opened


def stolen(id_: str, number: int = 1) -> Proposal:
    """An entry whose guid was searched for until its id met one that is not its own."""
    entry = f"guid:{number}"
    return Proposal(id_, entry, f"d{number}", (f"fremmed\0{entry}",), Draft("Overtaget"), "da")


def the(store: Store, id_: str) -> Item:
    found = store.items.get(id_)
    assert found is not None
    return found


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
    with store._database.write() as connection:  # nothing merges items yet
        connection.execute(MOVED.insert().values(id="id-3", item="id-2"))
    found = record(store, stolen("id-1", 1), stolen("id-3", 3), source="fremmed").new
    assert len(set(found) - {"id-1", "id-2", "id-3"}) == 2
    assert store.items.find("id-3") == Moved("id-2")
    assert the(store, "id-2").title == "Afsnit 2"

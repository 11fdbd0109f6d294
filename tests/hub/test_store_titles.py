"""Titles and names of many items at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.model import Person, When
from hub.store import Store, open_store
from hub.store.titles import Titled
from tests.storing import NOON, a_proposal, a_source, record, show


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply([a_source()], NOON)
        ane, bo = Person("Ane", "host"), Person("Bo", "guest")
        record(
            opened,
            a_proposal("old", title="Gammel", date=When("2019"), people=(ane, bo)),
            a_proposal("new", title="Ny", date=When("2024"), people=(ane, ane), summary="Æble og"),
            a_proposal("hidden", title="Skjult", people=(bo,)),
            a_proposal("advert", title="Annonce", people=(bo,), form="advert"),
        )
        show(opened, "id-old", "id-new", "id-advert")
        yield opened


def test_newest_first_and_beginnings(store: Store) -> None:
    new, old = store.titles.newest(10, letters=4)
    assert new == Titled("id-new", "Ny", new.source, "Æble")
    assert old == Titled("id-old", "Gammel", new.source, "")
    assert store.titles.newest(1, letters=0) == (Titled("id-new", "Ny", new.source, ""),)


def test_people_with_most_items_first(store: Store) -> None:
    assert store.titles.people(10) == (("Ane", 2), ("Bo", 1))
    assert store.titles.people(1) == (("Ane", 2),)


def test_all_that_may_be_listed_in_the_order_of_ids(store: Store) -> None:
    assert store.titles.count() == 2
    new, old = store.titles.listed(10)
    assert [(item.id, item.title) for item in (new, old)] == [
        ("id-new", "Ny"),
        ("id-old", "Gammel"),
    ]
    assert new.changed.tzinfo is not None
    assert store.titles.listed(1, 1) == (old,)

"""No feed makes one work of what two others list, by naming both in an entry of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hub.model import Draft, Enclosure, Moved, Person, When
from hub.store import Store, open_store
from tests.storing import HOUR, NOON
from tests.telling import a_teller, all_of, tell, the

ONE = Draft(
    "Job først: en effektmåling",
    "1",
    "https://star.example.dk/viden/job",
    people=(Person("Ida Holm"),),
    date=When("2024-03-01"),
    ids=("doi:10.1234/a",),
)
OTHER = Draft(
    "Unge i psykiatrien",
    "2",
    "https://avis.example.dk/viden/unge",
    people=(Person("Bo Bak"),),
    date=When("2024-03-05"),
    ids=("doi:10.1234/b",),
)
BRIDGES = (
    Draft("Køb piller", "x", "https://ond.example/p", ids=("doi:10.1234/a", "doi:10.1234/b")),
    Draft("Køb", "x", ONE.link, enclosures=(Enclosure(OTHER.link or "", "application/pdf"),)),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        tellers = [
            a_teller("star"),
            a_teller("avis"),
            a_teller("ond"),
            a_teller("arkiv", via="oai"),
        ]
        opened.sources.apply(tellers, NOON)
        tell(opened, "star", ONE)
        tell(opened, "avis", OTHER, at=NOON + HOUR)
        yield opened


@pytest.mark.parametrize("bridge", BRIDGES, ids=["DOIs", "addresses"])
def test_an_entry_that_names_two_works_of_others_joins_one_of_them(
    store: Store, bridge: Draft
) -> None:
    for n in range(2):
        assert tell(store, "ond", replace(bridge, summary=f"{n}"), at=NOON + n * 2 * HOUR).new == ()
        assert [item.title for item in all_of(store)] == [ONE.title, OTHER.title]


def test_nor_by_way_of_an_item_of_its_own(store: Store) -> None:
    """An entry that was there before, and names first one work, then the other, then both."""
    (mine,) = tell(store, "ond", replace(BRIDGES[0], ids=())).new
    for ids in (ONE.ids, OTHER.ids, (*ONE.ids, *OTHER.ids)):
        tell(store, "ond", replace(BRIDGES[0], ids=ids), at=NOON + 3 * HOUR)
    of_star, of_avis = (
        next(i.id for i in all_of(store) if name in {place.source for place in i.places})
        for name in ("star", "avis")
    )
    assert of_star != of_avis
    assert mine in (of_star, of_avis)


def test_a_catalogue_may_tell_that_two_are_one(store: Store) -> None:
    before = [item.id for item in all_of(store)]
    tell(store, "arkiv", replace(BRIDGES[0], title="Job først"), at=NOON + 2 * HOUR)
    assert len(all_of(store)) == 1
    assert sum(isinstance(store.items.find(each), Moved) for each in before) == 1


def test_so_may_anybody_where_the_two_bear_it_out(store: Store) -> None:
    tell(store, "avis", replace(OTHER, title=ONE.title, people=()), at=NOON + 2 * HOUR)
    tell(store, "ond", BRIDGES[0], at=NOON + 3 * HOUR)
    assert the(store, all_of(store)[0].id).title == ONE.title
    assert len(all_of(store)) == 1

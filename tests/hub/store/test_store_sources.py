"""Sources follow feeds.yaml: renamed, retired, mended, and their items with them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.model import Localised, Pick, Source, Trouble, When
from hub.store import Store, StoredSource
from hub.visiting import NewReading, SourceState, Visit
from tests.storing import HOUR, NOON, Following, a_proposal, a_source, record, show


def of(store: Store, name: str) -> StoredSource:
    stored = store.sources.get(name)
    assert stored is not None
    return stored


def test_a_source_comes_back_as_it_was_written(empty: Store) -> None:
    source = a_source(
        "picks",
        "publications",
        was=("gammel",),
        language="da",
        publisher="VIVE",
        access="subscription",
        themes=("ips", "effekt"),
        only_field=True,
        show="link",
        every=timedelta(hours=6),
        enabled=False,
        options=(("item", ".a > li"), ("date", "time")),
        picks=(Pick("https://x.dk/1", "Én", "god", When("2024-03")), Pick("https://x.dk/2", "To")),
    )
    empty.sources.apply([source], NOON)
    stored = of(empty, "picks")
    assert stored.source == source
    assert (stored.retired, stored.items, stored.oldest, stored.newest) == (None, 0, None, None)
    assert stored.state == SourceState("picks")


def test_sources_stand_in_the_order_of_the_file(empty: Store) -> None:
    empty.sources.apply([a_source("b"), a_source("a"), a_source("c")], NOON)
    empty.sources.apply([a_source("c"), a_source("b")], NOON)
    assert [stored.source.id for stored in empty.sources.all()] == ["c", "b"]
    assert [stored.source.id for stored in empty.sources.all(retired=True)] == ["c", "b", "a"]
    assert of(empty, "a").retired == NOON


def test_a_retired_source_keeps_its_items_and_may_come_back(store: Store) -> None:
    record(store, a_proposal("1"))
    show(store, "id-1")
    store.sources.apply([], NOON + HOUR)
    assert store.sources.due(NOON + 9 * HOUR) == ()
    assert [item.id for item in store.items.newest(5, source="kilde")] == ["id-1"]
    store.sources.apply([], NOON + 2 * HOUR)
    assert of(store, "kilde").retired == NOON + HOUR
    store.sources.apply([a_source()], NOON + 3 * HOUR)
    assert of(store, "kilde").retired is None
    assert store.sources.due(NOON) == ("kilde",)
    assert store.sources.state("kilde").seen == {"1": "digest-1"}


def test_a_renamed_source_takes_everything_along(store: Store) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1"))
    show(store, "id-1")
    index.follow()
    store.sources.apply([a_source("ny", was=("kilde",))], NOON + HOUR)
    item = store.items.get("id-1")
    assert item is not None
    assert (item.source, item.publisher, item.places[0].source) == ("ny", "Ny", "ny")
    assert store.sources.state("ny").seen == {"1": "digest-1"}
    assert store.sources.state("ny").last_visit == NOON
    assert [visit.source for visit in store.visits.of("kilde")] == ["ny"]
    assert store.sources.get("kilde") is None
    assert (store.sources.now("kilde"), store.sources.now("ny")) == ("ny", "ny")
    assert store.sources.now("nobody") is None
    assert index.follow() == ["id-1"]
    assert record(store, a_proposal("1", digest="new", title="Ny"), source="ny").new == ()


def test_a_visit_under_way_while_its_source_is_renamed_is_not_lost(store: Store) -> None:
    store.sources.apply([a_source("ny", was=("kilde",))], NOON)
    assert record(store, a_proposal("1"), source="kilde").new == ("id-1",)
    assert store.sources.state("ny").seen == {"1": "digest-1"}


def test_old_names_are_followed_through_several_renames(store: Store) -> None:
    store.sources.apply([a_source("b", was=("kilde",))], NOON)
    store.sources.apply([a_source("c", was=("b",))], NOON)
    store.sources.apply([a_source("d", was=("c", "b"))], NOON)
    assert [store.sources.now(name) for name in ("kilde", "b", "c", "d")] == ["d"] * 4


def test_was_given_late_joins_what_was_apart(store: Store) -> None:
    record(store, a_proposal("1"), a_proposal("2"))
    store.sources.apply([a_source("ny")], NOON)
    record(store, a_proposal("2", "ny:2", digest="newer"), a_proposal("3"), source="ny")
    store.sources.apply([a_source("ny", was=("kilde",))], NOON)
    assert store.sources.state("ny").seen == {"1": "digest-1", "2": "newer", "3": "digest-3"}
    assert {item.source for item in store.items.many(["id-1", "id-2", "id-3"]).values()} == {"ny"}
    assert [stored.source.id for stored in store.sources.all(retired=True)] == ["ny"]


def test_a_source_that_is_still_there_is_not_taken_over(empty: Store) -> None:
    empty.sources.apply([a_source("a"), a_source("b")], NOON)
    record(empty, a_proposal("1"), source="a")
    empty.sources.apply([a_source("b", was=("a",)), a_source("a")], NOON)
    assert empty.sources.state("a").seen == {"1": "digest-1"}
    assert empty.sources.now("a") == "a"


def test_items_follow_what_their_source_says(store: Store) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1"), a_proposal("2", form="news"))
    index.follow()
    changed = a_source(kind="publications", publisher="VIVE", access="login")
    store.sources.apply([changed], NOON)
    items = store.items.many(["id-1", "id-2"]).values()
    assert [(item.kind, item.form, item.publisher, item.access) for item in items] == [
        ("publication", "article", "VIVE", "login"),
        ("publication", "news", "VIVE", "login"),
    ]
    assert index.follow() == ["id-1", "id-2"]


@pytest.mark.parametrize(
    "changed",
    [
        a_source(themes=("ips",)),
        a_source(only_field=True),
        replace(a_source(), title=Localised((("", "Ny"),))),
    ],
)
def test_what_bears_on_items_makes_them_pending(store: Store, changed: Source) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1"))
    index.follow()
    store.sources.apply([changed], NOON)
    assert index.follow() == ["id-1"]


def test_the_same_again_is_no_change(store: Store) -> None:
    record(store, a_proposal("1"))
    Following(store, "index").follow()
    before = store.items.last_change()
    store.sources.apply([a_source()], NOON + HOUR)
    store.sources.apply([a_source(every=HOUR)], NOON + HOUR)
    assert store.pending.count("index") == 0
    assert before != store.items.last_change()


def test_due_in_the_order_of_waiting(empty: Store) -> None:
    names = ["later", "recent", "long", "off", "first", "second"]
    empty.sources.apply([a_source(name, enabled=name != "off") for name in names], NOON)
    for name, due in (("later", 2), ("recent", -1), ("long", -5), ("off", -9)):
        state = SourceState(name, due=NOON + due * HOUR, last_visit=NOON)
        empty.visits.record(Visit(name, NOON, "ok"), state, [])
    assert empty.sources.due(NOON) == ("first", "second", "long", "recent")


def test_what_was_mended_is_tried_at_once(store: Store) -> None:
    state = SourceState("kilde", due=NOON + 99 * HOUR, failures=5, trouble=Trouble("not-found"))
    store.visits.record(Visit("kilde", NOON, "failed"), state, [])
    store.sources.apply([a_source(publisher="VIVE")], NOON)
    assert store.sources.due(NOON) == ()
    store.sources.apply([a_source(url="https://kilde.example.dk/new")], NOON)
    assert store.sources.due(NOON) == ("kilde",)


def test_a_source_counts_its_visible_items(store: Store) -> None:
    dates = {"1": When("2019"), "2": When("2024-03-01"), "3": None, "4": When("2021-05")}
    record(store, *(a_proposal(entry, date=date) for entry, date in dates.items()))
    show(store, "id-1", "id-3", "id-4")
    stored = of(store, "kilde")
    assert (stored.items, stored.oldest, stored.newest) == (3, When("2019"), When("2021-05"))
    assert store.sources.all() == (stored,)


def test_a_source_of_undated_items_has_no_dates(store: Store) -> None:
    record(store, a_proposal("1", date=None), readings={"1": [NewReading("page", "x")]})
    show(store, "id-1")
    assert (of(store, "kilde").items, of(store, "kilde").newest) == (1, None)


def test_what_is_known_of_sources_and_when_one_was_last_visited(empty: Store) -> None:
    one, two = a_source("en", themes=("ips",)), a_source("to", "publications")
    empty.sources.apply([one, two], NOON)
    assert empty.sources.known() == {"en": one, "to": two}
    assert empty.sources.last_visit() is None
    later = NOON + HOUR
    record(empty, source="to")
    record(empty, source="en", at=later)
    assert empty.sources.last_visit() == later
    changed = replace(two, publisher="VIVE")
    empty.sources.apply([changed], later)
    assert list(empty.sources.known().items()) == [("to", changed), ("en", one)]

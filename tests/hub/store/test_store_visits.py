"""A visit is recorded whole, and every entry finds the item that it is."""

from dataclasses import replace

import pytest

from hub.errors import StoreError
from hub.model import Chapter, Draft, Enclosure, Moved, Person, Place, Trouble, When
from hub.store import Store
from hub.store.tables import MOVED
from hub.visiting import Proposal, SourceState, Validators, Visit
from tests.storing import HOUR, NOON, Following, a_proposal, a_source, record, show

WHOLE = Draft(
    title="Troen på borgeren",
    guid="7",
    link="https://kilde.example.dk/7",
    summary="Et resumé.",
    body="Og en krop.",
    people=(Person("Åse Ø.", "host"), Person("Bo")),
    date=When("2024-03-01T10:00:00+01:00"),
    enclosures=(Enclosure("https://kilde.example.dk/7.mp3", "audio/mpeg", 123456789012),),
    duration=2520,
    season=2,
    episode=7,
    chapters=(Chapter(0.0, "Indledning"), Chapter(61.5, "Mødet")),
)


def test_an_item_comes_back_as_it_was_told(store: Store) -> None:
    proposal = Proposal("abc", "7", "d", ("guid:7",), WHOLE, "da")
    assert record(store, proposal).new == ("abc",)
    item = store.items.get("abc")
    assert item is not None
    same = ("title", "summary", "body", "people", "date", "enclosures", "duration", "chapters")
    assert [getattr(item, name) for name in same] == [getattr(WHOLE, name) for name in same]
    assert (item.season, item.episode, item.url) == (2, 7, WHOLE.link)
    assert (item.kind, item.form, item.language, item.publisher) == (
        "episode",
        "episode",
        "da",
        "Kilde",
    )
    assert (item.first_seen, item.changed, item.visible) == (NOON, NOON, False)
    assert item.places == (Place("kilde", "7", WHOLE.link, NOON, NOON),)


def test_the_same_again_changes_nothing(store: Store) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1"), a_proposal("2"))
    assert index.follow() == ["id-1", "id-2"]
    before = store.items.get("id-1")
    again = record(store, a_proposal("1"), a_proposal("2"), at=NOON + HOUR)
    assert (again.new, again.changed) == ((), ())
    assert index.follow() == []
    after = store.items.get("id-1")
    assert after is not None
    assert before is not None
    assert (after.title, after.changed) == (before.title, NOON)


def test_a_changed_entry_changes_its_item(store: Store) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1", people=(Person("Bo"),)), a_proposal("2"))
    index.follow()
    later = a_proposal("1", digest="other", title="Ny titel", people=(Person("Eva"),))
    assert record(store, later, at=NOON + HOUR).changed == ("id-1",)
    item = store.items.get("id-1")
    assert item is not None
    assert (item.title, item.people, item.changed) == ("Ny titel", (Person("Eva"),), NOON + HOUR)
    assert item.first_seen == NOON
    assert index.follow() == ["id-1"]
    assert store.sources.state("kilde").seen == {"1": "other", "2": "digest-2"}


def test_only_other_people_is_a_change_too(store: Store) -> None:
    record(store, a_proposal("1", people=(Person("Bo"),)))
    assert record(store, a_proposal("1", people=(Person("Bo", "host"),))).changed == ("id-1",)


def test_a_known_key_finds_the_item_under_a_new_entry(store: Store) -> None:
    record(store, a_proposal("1", "guid:1", "kilde\0link:a"))
    moved = a_proposal("other-guid", "guid:other", "kilde\0link:a", title="Samme udsendelse")
    assert record(store, moved, at=NOON + HOUR).new == ()
    item = store.items.get("id-1")
    assert item is not None
    assert [place.entry for place in item.places] == ["1", "other-guid"]
    assert store.items.get("id-other-guid") is None
    third = a_proposal("third", "guid:other")  # the key that came with the second entry
    assert record(store, third).new == ()


def test_of_several_known_items_the_oldest_is_meant(store: Store) -> None:
    record(store, a_proposal("z", "kilde\0link:z"))
    record(store, a_proposal("a", "kilde\0link:a"), at=NOON + HOUR)
    record(store, a_proposal("both", "kilde\0link:a", "kilde\0link:z"), at=NOON + 2 * HOUR)
    item = store.items.get("id-z")
    assert item is not None
    assert [place.entry for place in item.places] == ["z", "both"]
    assert store.items.get("id-both") is None


def test_an_entry_stays_with_its_item_whatever_its_keys_say(store: Store) -> None:
    record(store, a_proposal("1", "kilde\0link:a"), a_proposal("2", "kilde\0link:b"))
    record(store, a_proposal("2", "kilde\0link:a", digest="moved", title="Anden"))
    titles = [item.title for item in store.items.many(["id-1", "id-2"]).values()]
    assert titles == ["Afsnit 1", "Anden"]


def test_one_work_twice_in_one_visit_is_one_item(store: Store) -> None:
    twice = (
        a_proposal("first", "guid:first", "kilde\0link:same"),
        a_proposal("second", "guid:second", "kilde\0link:same"),
        a_proposal("third", "guid:third", "guid:second"),
    )
    assert record(store, *twice).new == ("id-first",)
    item = store.items.get("id-first")
    assert item is not None
    assert item.title == "Afsnit first"
    assert {place.entry for place in item.places} == {"first", "second", "third"}
    assert record(store, *twice).changed == ()


def test_the_very_same_proposal_twice_is_one(store: Store) -> None:
    assert record(store, a_proposal("1"), a_proposal("1")).new == ("id-1",)
    assert list(store.items.many(["id-1"])) == ["id-1"]


def test_an_id_that_is_taken_is_the_item_it_names(store: Store) -> None:
    record(store, a_proposal("1", "guid:1"))
    same_id = Proposal("id-1", "elsewhere", "d", ("guid:unheard",), Draft("Titel"), "da")
    assert record(store, same_id).new == ()


def test_an_id_that_was_taken_over_stands_for_the_item_that_took_it(store: Store) -> None:
    record(store, a_proposal("1"))
    with store._database.write() as connection:  # nothing merges items yet
        connection.execute(MOVED.insert().values(id="id-2", item="id-1"))
    assert store.items.find("id-2") == Moved("id-1")
    assert record(store, a_proposal("2")).new == ()
    item = store.items.get("id-1")
    assert item is not None
    assert [place.entry for place in item.places] == ["1", "2"]


def test_the_state_replaces_the_one_before_and_places_are_what_was_seen(store: Store) -> None:
    state = SourceState(
        "kilde",
        validators=Validators('W/"1"', "Tue, 05 Mar 2024 12:00:00 GMT", "ab"),
        validators_for="cd",
        failures=3,
        due=NOON + HOUR,
        last_visit=NOON,
        last_success=NOON - HOUR,
        last_new=NOON - 2 * HOUR,
        trouble=Trouble("http-status", (("host", "x"), ("status", "500"))),
        moved_to="https://y.example.dk/",
        seen={"ignored": "x"},
    )
    store.visits.record(Visit("kilde", NOON, "failed"), state, [])
    stored = store.sources.state("kilde")
    assert stored.seen == {}
    assert [getattr(stored, name) for name in SourceState.__slots__ if name != "seen"] == [
        getattr(state, name) for name in SourceState.__slots__ if name != "seen"
    ]


def test_visits_come_back_newest_first(store: Store) -> None:
    trouble = Trouble("timeout", (("host", "x"),))
    first = Visit("kilde", NOON, "failed", trouble=trouble, milliseconds=12, bytes=3_000_000_000)
    second = Visit(
        "kilde", NOON + HOUR, "ok", 1, 2, 3, notes=(Trouble("ill-formed"), Trouble("empty"))
    )
    for visit in (first, second):
        store.visits.record(visit, SourceState("kilde"), [])
    assert store.visits.of("kilde") == (second, first)
    assert store.visits.of("kilde", limit=1) == (second,)
    assert store.visits.of("nobody") == ()


def test_a_visit_of_no_source_is_refused_whole(store: Store) -> None:
    with pytest.raises(StoreError, match="no source called 'nobody'"):
        record(store, a_proposal("1"), source="nobody")
    assert store.items.get("id-1") is None
    with pytest.raises(StoreError, match="hub sources list"):
        store.sources.state("nobody")


def test_form_and_publisher_come_from_the_source_unless_told(empty: Store) -> None:
    source = a_source(kind="publications", publisher="VIVE", access="login")
    empty.sources.apply([source], NOON)
    record(empty, a_proposal("1"), a_proposal("2", form="report"))
    items = empty.items.many(["id-1", "id-2"]).values()
    assert [(item.kind, item.form, item.publisher, item.access) for item in items] == [
        ("publication", "article", "VIVE", "login"),
        ("publication", "report", "VIVE", "login"),
    ]


@pytest.mark.parametrize("iso", ["0000", "2024-13", "2024-02-30", "nonsense", "9999-12-31T23:59"])
def test_a_date_that_cannot_be_does_no_harm(store: Store, iso: str) -> None:
    record(store, a_proposal("1", date=When(iso)), a_proposal("2", date=When("2024-03")))
    show(store, "id-1", "id-2")
    assert {item.id for item in store.items.newest(5)} == {"id-1", "id-2"}


def test_absurd_numbers_and_characters_do_no_harm(store: Store) -> None:
    odd = a_proposal(
        "nul\0 and \ud800",
        "kilde\0guid:nul\0",
        title="Nul\0 og \ud800",
        link="https://x.dk/\0\ud800",
        duration=10**30,
        enclosures=(Enclosure("https://x.dk/\0\ud800", length=10**30),),
        season=-1,
    )
    odd = replace(odd, id="odd")
    long = a_proposal("https://x.dk/" + "é" * 9000, "kilde\0link:" + "é" * 9000)
    long = replace(long, id="long")
    record(store, odd, long)
    assert record(store, odd, long, at=NOON + HOUR).new == ()
    item = store.items.get(odd.id)
    assert item is not None
    assert (item.title, item.duration, item.season) == ("Nul  og ?", None, None)
    assert item.enclosures == odd.draft.enclosures
    assert len(store.items.many([long.id])) == 1

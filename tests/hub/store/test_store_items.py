"""Lists, counts and whole items; and items that are gone for good."""

from itertools import chain
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.dates import order
from hub.model import Passage, Tombstone, Trouble, When
from hub.store import Store, open_store
from hub.visiting import NewReading, Read, SourceState, Visit
from tests.storing import (
    HOUR,
    NOON,
    Following,
    a_proposal,
    a_source,
    about,
    mentions,
    record,
    show,
)

KEY_IS_KEPT = ("guid:1",)


def ids(items: tuple[object, ...]) -> list[str]:
    return [str(getattr(item, "id")) for item in items]  # noqa: B009  # any of the model's values


def test_newest_first_undated_last(store: Store) -> None:
    dates = {
        "day": "2024-03-01",
        "year": "2024",
        "time": "2024-03-01T00:30:00+02:00",  # 23:30 the day before in Copenhagen
        "month": "2024-02",
        "future": "2031-01-01",  # stands where it was first seen
    }
    proposals = [a_proposal(entry, date=When(iso)) for entry, iso in dates.items()]
    record(store, *proposals, a_proposal("b", date=None), a_proposal("a", date=None))
    everything = [proposal.id for proposal in proposals]
    show(store, *everything, "id-a", "id-b")
    expected = ["future", "day", "time", "month", "year", "a", "b"]
    assert ids(store.items.newest(9)) == [f"id-{entry}" for entry in expected]
    assert ids(store.items.newest(2, offset=2)) == ["id-time", "id-month"]
    assert ids(store.items.newest(9, offset=7)) == []


def test_adverts_are_in_no_list_but_at_their_address(store: Store) -> None:
    advert = a_proposal("advert", form="advert", date=When("2024-03-04"))
    record(store, a_proposal("news", form="news"), advert)
    show(store, "id-news", "id-advert")
    assert ids(store.items.newest(9)) == ["id-news"]
    assert ids(store.items.newest(9, source="kilde")) == ["id-news"]
    assert ids(store.items.newest(9, kind="episode")) == ["id-news"]
    assert store.items.count() == store.items.count(source="kilde") == 1
    assert (store.items.counts(), store.items.counts(all_forms=True)) == (
        {"episode": 1},
        {"episode": 2},
    )
    stored = store.sources.get("kilde")
    assert stored is not None
    assert stored.items == 1
    assert set(store.items.ids()) == {"id-news", "id-advert"}
    found = store.items.get("id-advert")
    assert found is not None
    assert found.form == "advert"


def test_what_is_to_be_known_of_readings(store: Store) -> None:
    record(store, a_proposal("1"))
    store.readings.queue("id-1", NewReading("pdf", "https://x.dk/a.pdf"))
    assert store.items.notes("id-1") == ()
    (task,) = store.readings.claim(9, NOON)
    note = Trouble("pdf-no-text")
    store.readings.record(task, Read(passages=(), note=note), NOON)
    assert store.items.notes("id-1") == (note,)
    assert store.items.notes("id-2") == ()


def test_what_is_not_visible_is_in_no_list(store: Store) -> None:
    record(store, a_proposal("1"), a_proposal("2"))
    show(store, "id-1", "id-2", themes=(about("ips"),))
    store.themes.assign("id-2", [about("ips")], visible=False)
    assert ids(store.items.newest(9)) == ["id-1"]
    assert ids(store.items.newest(9, theme="ips")) == ["id-1"]
    assert store.items.count() == store.items.count(theme="ips") == 1
    assert list(store.items.ids()) == ["id-1"]
    assert store.items.counts() == {"episode": 1}
    assert set(store.items.many(["id-1", "id-2"])) == {"id-1", "id-2"}


def test_lists_and_counts_by_kind_source_and_theme(empty: Store) -> None:
    empty.sources.apply([a_source("pod"), a_source("pub", "publications")], NOON)
    record(empty, a_proposal("1"), a_proposal("2"), source="pod")
    record(empty, a_proposal("3"), source="pub")
    show(empty, "id-1", themes=(about("ips"), mentions("unge")))
    show(empty, "id-2", themes=(mentions("ips"),))
    show(empty, "id-3", themes=(about("ips"), about("unge")))
    lists = empty.items
    assert ids(lists.newest(9, kind="episode")) == ["id-1", "id-2"]
    assert ids(lists.newest(9, source="pub")) == ["id-3"]
    assert ids(lists.newest(9, theme="ips")) == ["id-1", "id-3"]
    assert ids(lists.newest(9, theme="ips", strength="mentions")) == ["id-2"]
    assert ids(lists.newest(9, theme="ips", kind="episode", source="pod")) == ["id-1"]
    assert ids(lists.newest(9, source="nobody")) == ids(lists.newest(9, theme="none")) == []
    assert lists.count(theme="ips", kind="publication") == 1
    assert lists.count(source="pod") == lists.count(kind="episode") == 2
    assert lists.counts() == {"episode": 2, "publication": 1}


def test_what_was_first_seen_later_can_be_left_out(store: Store) -> None:
    record(store, a_proposal("1"), a_proposal("2"), at=NOON)
    record(store, a_proposal("3", date=When("2024-03-04")), at=NOON + HOUR)
    show(store, "id-1", "id-2", "id-3", themes=(about("ips"),))
    everything = ["id-3", "id-1", "id-2"]
    lists = store.items
    for source, theme in ((None, None), ("kilde", None), (None, "ips")):
        for upto, left in ((None, 3), (NOON + HOUR, 3), (NOON, 2), (NOON - HOUR, 0)):
            listed = lists.newest(9, source=source, theme=theme, seen_upto=upto)
            assert ids(listed) == everything[3 - left :]
            assert lists.count(source=source, theme=theme, seen_upto=upto) == left


def test_an_item_in_a_list_has_no_passages_and_places_but_its_themes(store: Store) -> None:
    record(store, a_proposal("1"), readings={"1": [NewReading("transcript", "u")]})
    show(store, "id-1", themes=(about("ips"),))
    (task,) = store.readings.claim(1, NOON)
    store.readings.record(task, Read(passages=(Passage("Hej", 0.5, 1.5, speaker="Bo"),)), NOON)
    (listed,) = store.items.newest(1)
    assert (listed.passages, listed.places, listed.themes) == ((), (), (about("ips"),))
    whole = store.items.get("id-1")
    assert whole is not None
    assert whole.passages == (Passage("Hej", 0.5, 1.5, speaker="Bo"),)
    assert len(whole.places) == 1


def test_more_items_than_one_query_takes(store: Store) -> None:
    record(store, *(a_proposal(str(number)) for number in range(1203)))
    wanted = [f"id-{number}" for number in range(1300)]
    assert len(store.items.many(wanted)) == 1203
    show(store, *wanted[:1203])
    assert len(store.items.newest(2000)) == 1203
    assert len(set(store.items.ids())) == 1203


def test_a_removed_item_never_returns(store: Store) -> None:
    index = Following(store, "index")
    entry = a_proposal("1", *KEY_IS_KEPT, summary="Privat", link="https://x.dk/1")
    record(store, entry, readings={"1": [NewReading("page", "https://x.dk/1")]})
    show(store, "id-1", themes=(about("ips"),))
    index.follow()
    assert store.items.remove("id-1", "ønsket fjernet", NOON + HOUR)
    assert not store.items.remove("id-1", "igen", NOON + 2 * HOUR)
    assert index.follow() == ["id-1"]
    assert store.items.get("id-1") is None
    stone = Tombstone("id-1", "Afsnit 1", "ønsket fjernet", NOON + HOUR)
    assert store.items.find("id-1") == stone
    again = a_proposal("1", *KEY_IS_KEPT, digest="x", title="Tilbage", link="https://x.dk/1")
    elsewhere = a_proposal("2", *KEY_IS_KEPT)
    for _ in range(2):
        found = record(store, again, elsewhere, readings={"1": [NewReading("page", "y")]})
        assert (found.new, found.changed) == ((), ())
    assert store.themes.assign("id-1", [about("ips")], visible=True) is False
    assert store.items.find("id-1") == stone
    assert list(store.items.ids()) == []
    assert store.readings.count() == store.items.count(theme="ips") == 0
    assert store.sources.state("kilde").seen == {"1": "x", "2": "digest-2"}


def test_nothing_that_a_removed_item_said_is_left(file_url: str) -> None:
    with open_store(file_url) as store:
        store.sources.apply([a_source()], NOON)
        secret = "hemmelig" * 3
        draft = {"summary": secret, "body": secret, "link": f"https://{secret}.dk"}
        record(store, a_proposal("1", **draft), readings={"1": [NewReading("page", secret)]})
        (task,) = store.readings.claim(1, NOON)
        store.readings.record(task, Read(passages=(Passage(secret),), body=secret), NOON)
        store.items.remove("id-1", "ønsket fjernet", NOON)
        with store._database.read() as connection:  # what no method shows
            told = list(connection.connection.driver_connection.iterdump())  # type: ignore[union-attr]  # a sqlite3 connection
    assert "Afsnit 1" in "".join(told)
    assert secret not in "".join(told)


def test_ids_that_are_not_there(store: Store) -> None:
    assert store.items.get("nobody") is None
    assert store.items.find("nobody") is None
    assert store.items.many([]) == {}
    assert not store.items.remove("nobody", "", NOON)


def test_last_change_tells_every_change_that_shows(store: Store) -> None:
    seen = [store.items.last_change()]

    def changed() -> bool:
        seen.append(store.items.last_change())
        return seen[-1] != seen[-2]

    record(store, a_proposal("1"))
    assert changed()
    record(store)
    assert not changed()
    show(store, "id-1")
    assert changed()
    show(store, "id-1")
    assert not changed()
    store.configs.accept("hub:", "abc", NOON)
    assert changed()
    failed = SourceState("kilde", trouble=Trouble("timeout"))
    store.visits.record(Visit("kilde", NOON, "failed"), failed, [])
    assert changed()
    store.visits.record(Visit("kilde", NOON, "failed"), failed, [])
    assert not changed()
    store.items.remove("id-1", "", NOON)
    assert changed()
    assert len(set(seen)) == 6


DATES = st.none() | st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
    st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()),
).map(When)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(dates=st.lists(DATES, max_size=12))
def test_any_dates_are_kept_and_ordered_as_agreed(store: Store, dates: list[When | None]) -> None:
    """Each example takes the place of the one before: the same entries with other dates."""
    entries = [a_proposal(f"{number:02}", date=date) for number, date in enumerate(dates)]
    rest = [a_proposal(f"{number:02}", date=None) for number in range(len(dates), 12)]
    record(store, *entries, *rest)
    show(store, *(proposal.id for proposal in chain(entries, rest)))
    zone = ZoneInfo("Europe/Copenhagen")
    stands = {p.id: order(p.draft.date, NOON, zone) for p in chain(entries, rest)}
    expected = sorted(stands, key=lambda item: (-(stands[item] or -(2**62)), item))
    dated = {item for item in stands if stands[item] is not None}
    found = ids(store.items.newest(12))
    assert [item for item in found if item in dated] == [i for i in expected if i in dated]
    assert [item for item in found if item not in dated] == sorted(stands.keys() - dated)

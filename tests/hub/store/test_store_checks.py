"""Which addresses are asked, when, and what is kept of it; on SQLite and PostgreSQL."""

from datetime import datetime, timedelta

import pytest

from hub.liveness import NEW, WEEK, LinkState, after, next_check
from hub.model import Enclosure, Link
from hub.store import Store
from hub.store.checks import CLAIMED, MOST_A_DAY, Address, DeadOriginals
from hub.visiting import NewReading, Read
from tests.storing import HOUR, NOON, a_proposal, a_source, record, show

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
LATER = NOON + WEEK
ISSUE_LINKS = (Link("https://andre.dk/a", "A"), Link("mailto:x@andre.dk", "Skriv"))


def gather(store: Store) -> None:
    past: str | None = ""
    while past is not None:
        past = store.checks.gather(past, NOON)


def gone(store: Store) -> datetime | None:
    """Since when the place of the first item is."""
    item = store.items.get("id-1")
    assert item
    return item.places[0].gone


def urls(addresses: tuple[Address, ...]) -> list[str]:
    return sorted(address.url for address in addresses)


def ask(store: Store, *states: LinkState) -> None:
    """The one address that is due, a week apart, comes to these states."""
    for number, state in enumerate(states):
        at = LATER + number * WEEK
        (address,) = store.checks.claim(at, 9)
        store.checks.record(address, state, at, at + WEEK, gone=True)


def dead(store: Store, *items: str) -> None:
    """The addresses of these items are dead."""
    gather(store)
    for address in store.checks.claim(LATER, 99):
        if any(address.url.endswith(item) for item in items):
            state = LinkState(failing=NOON, doubt=6, dead=NOON)
            store.checks.record(address, state, LATER, LATER + WEEK, gone=True)


@pytest.fixture
def listed(store: Store) -> Store:
    """An item at an address."""
    record(store, a_proposal("1", link="https://kilde.dk/1#top"))
    show(store, "id-1")
    gather(store)
    return store


def test_all_that_an_item_has_is_noted_to_be_asked_in_a_week(store: Store) -> None:
    sources = [a_source("kilde"), a_source("brev", "newsletter")]
    store.sources.apply(sources, NOON)
    sound = Enclosure("https://lyd.dk/1.mp3?x=1", "audio/mpeg")
    record(
        store,
        a_proposal("1", link="https://kilde.dk/1", enclosures=(sound,), links=ISSUE_LINKS),
        readings={"1": [NewReading("pdf", "https://kilde.dk/1.pdf")]},
    )
    record(store, a_proposal("2", link="https://brev.dk/2", links=ISSUE_LINKS), source="brev")
    record(store, a_proposal("3", link="https://kilde.dk/unseen"))
    show(store, "id-1", "id-2")
    gather(store)
    assert store.checks.claim(LATER - MINUTE, 9) == ()
    assert urls(store.checks.claim(LATER, 9)) == [
        "https://andre.dk/a",  # of the issue; what an episode's notes point at is nobody's page
        "https://brev.dk/2",
        "https://kilde.dk/1",
        "https://kilde.dk/1.pdf",
        "https://lyd.dk/1.mp3?x=1",
    ]


def test_what_we_have_read_was_alive_then(store: Store) -> None:
    page = NewReading("page", "https://kilde.dk/1#a")
    record(store, a_proposal("1", link="https://kilde.dk/1"), readings={"1": [page]})
    show(store, "id-1")
    (task,) = store.readings.claim(1, NOON)
    store.readings.record(task, Read(body="Hej", extractor="page 1"), NOON + HOUR)
    gather(store)
    assert store.checks.states(["https://kilde.dk/1"])["https://kilde.dk/1"].alive == NOON + HOUR


def test_gathering_again_changes_nothing(listed: Store) -> None:
    state = LinkState(alive=LATER, since=LATER)
    ask(listed, state)
    gather(listed)
    assert listed.checks.states(["https://kilde.dk/1"]) == {"https://kilde.dk/1": state}
    assert listed.checks.claim(LATER + WEEK - MINUTE, 9) == ()


def test_more_items_than_one_look_takes_are_all_gathered(store: Store) -> None:
    entries = [a_proposal(f"{n}", link=f"https://kilde.dk/{n}") for n in range(450)]
    record(store, *entries)
    show(store, *(entry.id for entry in entries))
    gather(store)
    assert len(store.checks.claim(LATER, 999)) == 450


def test_nobody_else_gets_what_is_being_asked(listed: Store) -> None:
    (address,) = listed.checks.claim(LATER, 9)
    assert listed.checks.claim(LATER + CLAIMED - MINUTE, 9) == ()
    assert listed.checks.claim(LATER + CLAIMED, 9) == (address,)  # who asked it was killed


def test_no_more_than_so_many_a_day(store: Store) -> None:
    entries = [a_proposal(f"{n}", link=f"https://x.dk/{n}") for n in range(MOST_A_DAY + 1)]
    record(store, *entries)
    show(store, *(entry.id for entry in entries))
    gather(store)
    for address in store.checks.claim(LATER, MOST_A_DAY - 1):
        store.checks.record(address, NEW, LATER, LATER + WEEK)
    assert len(store.checks.claim(LATER, 9)) == 1
    assert len(store.checks.claim(LATER + DAY, 9)) == 2


def test_states_are_told_by_the_address_as_it_was_given(listed: Store) -> None:
    known = LinkState(alive=LATER, since=LATER)
    ask(listed, known)
    asked = ["https://kilde.dk/1", "https://kilde.dk/1#t=751", "https://kilde.dk/2", ""]
    assert listed.checks.states(asked) == dict.fromkeys(asked[:2], known)


def test_an_address_longer_than_an_index_takes_is_kept_and_found(store: Store) -> None:
    long = "https://kilde.dk/" + "æ" * 3_000
    record(store, a_proposal("1", link=long))
    show(store, "id-1")
    gather(store)
    (address,) = store.checks.claim(LATER, 9)
    assert address.url == long
    assert store.checks.states([long])


def test_a_place_is_gone_once_its_address_is_dead_and_there_again_when_it_lives(
    listed: Store,
) -> None:
    pending = listed.pending.next("index", 9)
    listed.pending.settle("index", pending)
    first = after(NEW, "failed", LATER)
    ask(listed, first)
    assert gone(listed) is None
    assert listed.pending.count("index") == 0
    ask_again = LinkState(failing=LATER, doubt=6, dead=LATER)
    (address,) = listed.checks.claim(LATER + WEEK, 9)
    listed.checks.record(address, ask_again, LATER + WEEK, LATER + 2 * WEEK, gone=True)
    assert gone(listed) == LATER + WEEK
    assert listed.pending.count("index") == 1
    assert set(listed.sources.state("kilde").seen) == {"1"}  # its source still lists it
    (address,) = listed.checks.claim(LATER + 2 * WEEK, 9)
    alive = after(address.state, "alive", LATER + 2 * WEEK)
    listed.checks.record(address, alive, LATER + 2 * WEEK, LATER + 3 * WEEK)
    assert gone(listed) is None


def test_what_its_source_deleted_comes_back_by_its_source_alone(listed: Store) -> None:
    listed.visits.record_page(NOON + HOUR, listed.sources.state("kilde"), (), gone=("1",))
    ask(listed, LinkState(failing=NOON, doubt=6, dead=NOON), LinkState(alive=LATER + WEEK))
    assert gone(listed) == NOON + HOUR


def test_a_removed_item_is_asked_for_no_more(listed: Store) -> None:
    listed.items.remove("id-1", "ønsket fjernet", NOON)
    assert listed.checks.claim(LATER, 9) == ()
    assert listed.checks.states(["https://kilde.dk/1"]) == {}


def test_what_a_merged_item_leaves_is_known_on(store: Store) -> None:
    record(store, a_proposal("1", link="https://kilde.dk/1"))
    record(store, a_proposal("2", link="https://kilde.dk/2"), at=NOON + HOUR)
    show(store, "id-1", "id-2")
    dead(store, "/2")
    store.works.same("id-1", "id-2", NOON + HOUR)
    gather(store)
    assert urls(store.checks.claim(LATER + WEEK, 9)) == ["https://kilde.dk/1", "https://kilde.dk/2"]
    assert store.checks.states(["https://kilde.dk/2"])["https://kilde.dk/2"].dead == NOON


def test_the_worst_sources_are_named_first(store: Store) -> None:
    store.sources.apply([a_source("a"), a_source("b"), a_source("c")], NOON)
    for source, names in (("a", "1"), ("b", "234"), ("c", "5")):
        entries = [a_proposal(n, link=f"https://x.dk/{n}") for n in names]
        record(store, *entries, source=source)
    show(store, *(f"id-{n}" for n in range(1, 6)))
    dead(store, "/1", "/2", "/3")
    assert store.checks.dead_originals() == (DeadOriginals("b", 2), DeadOriginals("a", 1))


def test_an_original_that_an_issue_points_at_counts_for_its_own_source(store: Store) -> None:
    store.sources.apply([a_source("kilde"), a_source("brev", "newsletter")], NOON)
    link = (Link("https://x.dk/1", "Afsnit"),)
    record(store, a_proposal("0", link="https://brev.dk/0", links=link), source="brev")
    show(store, "id-0")
    gather(store)
    record(store, a_proposal("1", link="https://x.dk/1"))
    show(store, "id-1")
    dead(store, "/1")
    assert store.checks.dead_originals() == (DeadOriginals("kilde", 1),)


def test_an_original_that_has_moved_is_not_dead(store: Store) -> None:
    record(store, a_proposal("1", link="https://x.dk/1"))
    show(store, "id-1")
    dead(store, "/1")
    record(store, a_proposal("1", digest="ny", link="https://y.dk/1"), at=NOON + HOUR)
    assert store.checks.dead_originals() == ()


def test_only_originals_count_as_such(store: Store) -> None:
    record(store, a_proposal("1", link="https://x.dk/1", enclosures=(Enclosure("https://l.dk/2"),)))
    show(store, "id-1")
    dead(store, "/2")
    assert store.checks.dead_originals() == ()


def test_whether_any_source_was_heard_of(listed: Store) -> None:
    assert listed.checks.heard_since(NOON)
    assert not listed.checks.heard_since(NOON + MINUTE)


def test_nothing_is_recorded_of_what_is_no_more(listed: Store) -> None:
    (address,) = listed.checks.claim(LATER, 9)
    listed.items.remove("id-1", "ønsket fjernet", NOON)
    assert listed.checks.claim(LATER + CLAIMED, 9) == ()
    listed.checks.record(address, NEW, LATER, next_check(NEW, "failed", LATER))
    assert listed.checks.states([address.url]) == {}

"""Which episode is heard next, by whom, and how much of the day is left; on both databases."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from hub.errors import StoreError
from hub.model import Enclosure, Passage, Trouble
from hub.store import Store
from hub.store.speech import LEASE, TRIES, SpeechState
from hub.visiting import Read, ReadingTask
from tests.storing import NOON, a_proposal, about, mentions, record, show

AUDIO = (Enclosure("https://a.dk/1.mp3", "audio/mpeg"),)
HEARD = Read(passages=(Passage("Ja.", 0.0, 2.0),), extractor="speech 1 x", heard="machine")
DAY = 86_400.0


def first(enclosures: tuple[Enclosure, ...]) -> Enclosure | None:
    return next(iter(enclosures), None)


def episodes(store: Store, *names: str) -> None:
    for name in names:
        record(store, a_proposal(name, enclosures=AUDIO))
        show(store, f"id-{name}")


def claimed(store: Store, **later: float) -> ReadingTask | None:
    return store.speech.claim(NOON + timedelta(**later), DAY, first, "me")


def taken(store: Store, **later: float) -> ReadingTask:
    task = claimed(store, **later)
    assert task is not None
    return task


def test_one_at_a_time_until_the_lease_is_over(store: Store) -> None:
    episodes(store, "1", "2")
    task = taken(store)
    assert store.speech.is_under_way(NOON)
    assert claimed(store) is None
    with pytest.raises(StoreError, match="right now"):
        store.speech.claim_item("id-2", NOON, first, "me")
    store.speech.renew(task, NOON + timedelta(minutes=4))
    assert claimed(store, minutes=8) is None
    again = taken(store, minutes=10)
    assert (again.item, again.tries) == (task.item, 1)
    store.speech.renew(task, NOON + timedelta(days=1))  # it has lost it meanwhile
    assert taken(store, minutes=16).tries == 2


def test_what_is_about_a_theme_comes_first_and_what_mentions_it_does_not(store: Store) -> None:
    episodes(store, "1", "2", "3")
    show(store, "id-1", themes=(about("ips"),))
    show(store, "id-2", themes=(mentions("ips"),))
    order = []
    while task := claimed(store):
        order.append(task.item)
        assert store.speech.record(task, HEARD, NOON)
    assert order[0] == "id-1"
    assert len(order) == 3


def test_what_is_in_the_reading_queue_is_not_in_this_one(store: Store) -> None:
    episodes(store, "1")
    task = taken(store)
    assert store.readings.claim(9, NOON + LEASE) == ()
    assert store.readings.count() == 0
    assert store.leases.owners() == ("me",)
    store.leases.release(["me"])
    assert store.readings.claim(9, NOON + LEASE) == ()
    assert taken(store).item == task.item


def test_whoever_has_lost_it_stores_nothing(store: Store) -> None:
    episodes(store, "1")
    slow, quick = taken(store), taken(store, minutes=6)
    assert slow.item == quick.item
    assert not store.speech.record(slow, HEARD, NOON)
    assert store.speech.record(quick, HEARD, NOON)
    store.speech.failed(slow, Trouble("empty"), None)
    store.speech.put_off(slow, NOON)
    assert claimed(store, days=9) is None


def test_a_failure_is_tried_again_when_it_is_time_and_not_for_ever(store: Store) -> None:
    episodes(store, "1")
    for hour in range(TRIES):
        again = NOON + timedelta(hours=hour + 1)
        store.speech.failed(taken(store, hours=hour), Trouble("empty"), again)
        assert claimed(store, hours=hour, minutes=59) is None
    assert claimed(store, days=9) is None


def test_what_was_put_off_comes_before_all_others(store: Store) -> None:
    episodes(store, "1", "2")
    task = taken(store)
    store.speech.put_off(task, NOON + timedelta(hours=1))
    other = taken(store)
    store.speech.put_off(other, NOON + timedelta(days=3))
    episodes(store, "3")
    show(store, "id-3", themes=(about("ips"),))
    assert taken(store, hours=2).item == task.item


def test_removed_ones_and_those_without_audio_are_not_heard(store: Store) -> None:
    record(store, a_proposal("uden"))
    show(store, "id-uden")
    episodes(store, "1")
    store.items.remove("id-1", "ønske", NOON)
    assert claimed(store) is None
    assert store.speech.claim_item("id-1", NOON, first, "me") is None


def test_minutes_are_counted_by_the_day(store: Store) -> None:
    assert store.speech.state() == SpeechState()
    store.speech.spend("2024-03-05", 90.0)
    store.speech.spend("2024-03-05", 30.5)
    assert store.speech.state().seconds == 120.5
    store.speech.spend("2024-03-05", -200)
    assert store.speech.state().seconds == 0
    store.speech.spend("2024-03-06", 5)
    assert store.speech.state() == SpeechState("2024-03-06", 5.0)


def test_a_pause_counts_its_failures(store: Store) -> None:
    trouble = Trouble("speech-key", (("host", "a.dk"),))
    until = NOON.astimezone(ZoneInfo("Europe/Copenhagen"))
    for failures in (1, 2):
        store.speech.pause(until, trouble)
        assert store.speech.state() == SpeechState("", 0, NOON, failures, trouble)
    store.speech.pause(None, None)
    assert store.speech.state() == SpeechState()

"""Followers miss nothing and settle only what they have seen (decision 1)."""

from hub.store import Store
from hub.visiting import Pending
from tests.storing import NOON, Following, a_proposal, about, record, show


def test_a_new_follower_begins_with_everything(store: Store) -> None:
    record(store, a_proposal("1"), a_proposal("2"))
    store.items.remove("id-2", "ønsket fjernet", NOON)
    assert store.pending.register("late")
    assert not store.pending.register("late")
    assert Following(store, "late").follow() == ["id-1", "id-2"]
    assert store.pending.registered() == ("index", "late")


def test_followers_do_not_take_from_each_other(store: Store) -> None:
    store.pending.register("second")
    record(store, a_proposal("1"))
    assert Following(store, "second").follow() == ["id-1"]
    assert store.pending.count("index") == 1
    assert Following(store, "index").follow() == ["id-1"]


def test_a_newer_change_stays_when_an_older_one_is_settled(store: Store) -> None:
    record(store, a_proposal("1"), a_proposal("2"))
    taken = store.pending.next("index", 10)
    record(store, a_proposal("1", title="Ny"))
    store.pending.settle("index", taken)
    left = store.pending.next("index", 10)
    assert [change.item for change in left] == ["id-1"]
    assert left[0].seq > taken[0].seq
    store.pending.settle("index", taken)
    assert store.pending.next("index", 10) == left
    store.pending.settle("index", left)
    assert store.pending.count("index") == 0


def test_the_oldest_change_comes_first_and_no_more_than_asked(store: Store) -> None:
    for entry in ("3", "1", "2"):
        record(store, a_proposal(entry))
    record(store, a_proposal("3", title="Ny"))
    assert [change.item for change in store.pending.next("index", 2)] == ["id-1", "id-2"]
    assert [change.item for change in store.pending.next("index", 9)] == ["id-1", "id-2", "id-3"]


def test_all_again(store: Store) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1"), a_proposal("2"))
    taken = store.pending.next("index", 1)
    store.pending.all_again("index")
    store.pending.settle("index", taken)
    assert index.follow() == ["id-1", "id-2"]
    store.pending.all_again("nobody")
    assert store.pending.next("nobody", 1) == ()


def test_who_no_longer_follows_is_forgotten(store: Store) -> None:
    record(store, a_proposal("1"))
    store.pending.unregister("index")
    record(store, a_proposal("2"))
    assert store.pending.count("index") == 0
    assert store.pending.registered() == ()
    assert store.pending.register("index")
    assert store.pending.count("index") == 2


def test_settling_nothing_or_the_unknown_does_no_harm(store: Store) -> None:
    record(store, a_proposal("1"))
    store.pending.settle("index", ())
    store.pending.settle("nobody", (Pending("id-1", 1),))
    store.pending.settle("index", (Pending("id-9", 1),))
    assert store.pending.count("index") == 1


def test_the_judge_is_not_told_of_its_own_judgements(store: Store) -> None:
    store.pending.register("themes")
    record(store, a_proposal("1"))
    assert Following(store, "themes").follow() == ["id-1"]
    Following(store, "index").follow()
    show(store, "id-1", themes=(about("ips"),))
    assert store.pending.count("themes") == 0
    assert Following(store, "index").follow() == ["id-1"]

"""Hosts as all workers know them: changed one after the other, whoever changes them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from hub.model import Trouble
from hub.store import Store, open_store
from hub.store.hosts import UNKNOWN, Change, HostState, StoredRobots
from tests.storing import HOUR, NOON

WHY = Trouble("asked-to-wait", (("host", "x.dk"), ("seconds", "600")))


def free_at(minutes: int) -> Change:
    return lambda state: replace(state, free_at=NOON + timedelta(minutes=minutes))


def test_a_host_is_unknown_and_then_known(empty: Store) -> None:
    assert empty.hosts.get("x.dk") == UNKNOWN
    known = HostState("me", NOON + HOUR, NOON, NOON + 2 * HOUR, WHY)
    assert empty.hosts.change([("x.dk", lambda _: known)]) == [known]
    assert empty.hosts.get("x.dk") == known
    assert empty.hosts.get("y.dk") == UNKNOWN


def test_changes_see_one_another_in_their_order(empty: Store) -> None:
    def later(state: HostState) -> HostState:
        return replace(state, free_at=(state.free_at or NOON) + HOUR)

    seen = empty.hosts.change([("x.dk", later), ("y.dk", free_at(5)), ("x.dk", later)])
    times = [state.free_at for state in seen]
    assert times == [NOON + HOUR, NOON + timedelta(minutes=5), NOON + 2 * HOUR]
    empty.hosts.change([("x.dk", later), ("z.dk", lambda state: state)])
    assert empty.hosts.get("x.dk").free_at == NOON + 3 * HOUR


def test_only_one_of_many_takes_what_is_free(url: str, empty: Store) -> None:
    def taken(by: str) -> Change:
        return lambda state: state if state.lease_by else replace(state, lease_by=by)

    with open_store(url) as other, ThreadPoolExecutor(8) as pool:
        changes = [
            pool.submit((empty, other)[at % 2].hosts.change, [("x.dk", taken(str(at)))])
            for at in range(40)
        ]
        holders = {each.result()[0].lease_by for each in changes}
    assert len(holders) == 1


def test_what_robots_txt_said(empty: Store) -> None:
    x, y = StoredRobots("User-agent: *\nDisallow: /æ", NOON), StoredRobots("", NOON + HOUR)
    empty.hosts.set_robots([("https://x.dk", x), ("https://y.dk", y)])
    empty.hosts.set_robots([("https://x.dk", y), ("https://x.dk", x)])
    found = empty.hosts.robots(["https://y.dk", "http://x.dk", "https://x.dk"])
    assert found == [y, None, x]
    assert empty.hosts.get("x.dk") == UNKNOWN


def test_very_many_at_once(empty: Store) -> None:
    empty.hosts.change([(f"{n}.dk", free_at(n)) for n in range(1200)])
    assert empty.hosts.get("1199.dk").free_at == NOON + timedelta(minutes=1199)


def test_hosts_that_nobody_asks_any_more_are_forgotten(empty: Store) -> None:
    """A site with names without end would fill the database, each with its robots.txt."""
    hosts = empty.hosts
    hosts.set_robots([(f"https://{n}.x.dk", StoredRobots("x", NOON)) for n in range(1200)])
    hosts.set_robots([("https://y.dk", StoredRobots("", NOON + HOUR))])
    paused = replace(UNKNOWN, free_at=NOON, paused_until=NOON + 2 * HOUR, paused_why=WHY)
    hosts.change([("x.dk", free_at(0)), ("y.dk", free_at(60)), ("z.dk", lambda _: paused)])
    hosts.forget(NOON + timedelta(minutes=30))
    assert hosts.robots(["https://7.x.dk"]) == [None]
    assert hosts.robots(["https://y.dk"]) == [StoredRobots("", NOON + HOUR)]
    assert hosts.get("x.dk") == UNKNOWN
    assert hosts.get("y.dk").free_at == NOON + HOUR
    assert hosts.get("z.dk") == paused

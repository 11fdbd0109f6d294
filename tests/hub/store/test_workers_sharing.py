"""Several workers over one store: every source once, and a killed one's sources come back."""

import signal
import subprocess
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from starlette.responses import Response
from starlette.routing import Route

from hub.store import Store, open_store
from hub.store.leases import LEASE
from indexer.owners import is_dead, own_name
from indexer.tools import release_dead
from tests.crawling import START, rss, source
from tests.servers import Site, serving

PROJECT = Path(__file__).parents[3]
MANY = 40
HOSTS = tuple(f"127.0.0.{number}" for number in range(1, 6))
ROUTES = [Route("/{name}", lambda request: Response(rss(f"{request.path_params['name']} Nyt")))]


def prepared(url: str, web: Site, many: int = MANY) -> None:
    """A store in which so many sources are due, on several hosts."""
    sources = [source(f"s{n}", web.url(f"/s{n}", HOSTS[n % len(HOSTS)])) for n in range(many)]
    with open_store(url) as store:
        store.sources.apply(sources, START)


def worker(url: str, now: datetime, *step: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.sharing", url, now.isoformat(), *step]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)


def visited(process: "subprocess.Popen[str]") -> list[str]:
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert "failed" not in told
    return [line.partition(" ")[0] for line in told.splitlines()]


def feeds_asked(web: Site) -> Counter[str]:
    return Counter(seen.path.strip("/") for seen in web.log if seen.path != "/robots.txt")


def names(store: Store) -> set[str]:
    return {row.source.id for row in store.sources.all() if row.state.last_visit is None}


def test_two_workers_visit_every_source_once(url: str) -> None:
    with serving(ROUTES, HOSTS) as web:
        prepared(url, web)
        workers = [worker(url, START), worker(url, START)]
        shares = [visited(each) for each in workers]
        asked = feeds_asked(web)
    assert sorted(shares[0] + shares[1]) == sorted(asked) == sorted(f"s{n}" for n in range(MANY))
    assert set(asked.values()) == {1}


def test_what_a_killed_worker_held_comes_back(url: str) -> None:
    with serving(ROUTES, HOSTS) as web:
        prepared(url, web, 4)
        killed = worker(url, START, "decided")
        killed.communicate(timeout=120)
        assert killed.returncode == -signal.SIGKILL
        with open_store(url) as store:
            (owner,) = store.leases.owners()
            held = names(store)
            assert held
            assert store.sources.due(START, "other machine") == ()
            assert set(store.sources.due(START + LEASE, "other machine")) == held
            assert is_dead(owner)
        assert set(visited(worker(url, START))) == held  # on this machine it is known to be dead
        with open_store(url) as store:
            assert (names(store), store.leases.owners()) == (set(), ())


def test_only_the_dead_lose_what_they_hold(store: Store) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    machine, _, word = own_name().partition("/")
    word = word.partition("/")[2]
    dead = f"{machine}/{gone.pid}/{word}"
    alive = [own_name(), f"{machine}-2/{gone.pid}/{word}", f"{machine}/1/{word}", "somebody", ""]
    assert [is_dead(owner) for owner in (dead, *alive)] == [True] + [False] * len(alive)
    store.sources.claim(dead, ["kilde"], START)
    assert release_dead(store) == 1
    store.sources.claim(alive[1], ["kilde"], START)
    assert release_dead(store) == 0

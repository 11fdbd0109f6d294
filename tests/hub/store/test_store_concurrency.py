"""Readers never wait for a writer, writers wait for each other, and a kill loses nothing."""

import subprocess
import sys
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from hub.errors import StoreError
from hub.store import Store, open_store
from hub.store.engine import Database
from hub.visiting import NewReading, SourceState, Visit
from tests.storing import NOON, Following, a_proposal, a_source, record, show

GENEROUS = 60.0


class Halting(Mapping[str, Sequence[NewReading]]):
    """No readings; but who asks for them, in the middle of a write, has to wait."""

    def __init__(self) -> None:
        self.inside, self.go_on = Event(), Event()

    def items(self) -> ItemsView[str, Sequence[NewReading]]:
        self.inside.set()
        assert self.go_on.wait(GENEROUS)
        return super().items()

    def __getitem__(self, entry: str) -> Sequence[NewReading]:
        raise KeyError(entry)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def test_a_reader_does_not_wait_for_a_writer(store: Store, threads: ThreadPoolExecutor) -> None:
    record(store, a_proposal("1"))
    show(store, "id-1")
    halting = Halting()
    visit, state = Visit("kilde", NOON, "ok"), SourceState("kilde")
    changes = [a_proposal("1", title="Ny"), a_proposal("2")]
    writing = threads.submit(store.visits.record, visit, state, changes, halting)
    assert halting.inside.wait(GENEROUS)
    assert [item.title for item in store.items.newest(5)] == ["Afsnit 1"]
    assert store.items.get("id-2") is None
    assert store.items.counts() == {"episode": 1}
    assert store.sources.state("kilde").seen == {"1": "digest-1"}
    assert store.pending.count("index") == 1
    assert not writing.done()
    halting.go_on.set()
    assert writing.result(GENEROUS).new == ("id-2",)
    assert [item.title for item in store.items.newest(5)] == ["Ny"]


def test_a_second_writer_waits_its_turn(
    store: Store, url: str, threads: ThreadPoolExecutor
) -> None:
    halting = Halting()
    visit, state = Visit("kilde", NOON, "ok"), SourceState("kilde")
    first = threads.submit(store.visits.record, visit, state, [a_proposal("1")], halting)
    assert halting.inside.wait(GENEROUS)
    with open_store(url) as another:
        waiting = [
            threads.submit(record, store, a_proposal("1", digest="x", title="Anden")),
            threads.submit(record, another, a_proposal("1", digest="x", title="Anden")),
        ]
        halting.go_on.set()
        assert first.result(GENEROUS).new == ("id-1",)
        changed = [write.result(GENEROUS).changed for write in waiting]
    assert sorted(changed) == [(), ("id-1",)]


def test_a_writer_that_waits_too_long_is_told_why(file_url: str) -> None:
    open_store(file_url).close()
    busy, impatient = Database(file_url), Database(file_url, wait=0.01)
    with (
        busy.write(),
        pytest.raises(StoreError, match="another program"),
        impatient.write(),
    ):
        pytest.fail("two writers at once")
    busy.close()
    impatient.close()


def test_many_who_record_the_same_make_no_doubles(
    store: Store, url: str, threads: ThreadPoolExecutor
) -> None:
    with open_store(url) as another:
        stores = [store, another] * 8
        entries = [a_proposal(str(entry)) for entry in range(9)]
        visits = [threads.submit(record, one, *entries) for one in stores]
        found = [visit.result(GENEROUS) for visit in visits]
    assert sorted(len(recorded.new) for recorded in found) == [0] * 15 + [9]
    assert store.pending.count("index") == 9


def test_every_change_reaches_a_follower_that_runs_beside_the_writers(
    store: Store, threads: ThreadPoolExecutor
) -> None:
    """What the follower last saw of each item is what the item is in the end."""
    index = Following(store, "index")
    writers = [
        threads.submit(record, store, a_proposal(str(n % 5), digest=str(n), title=f"Nr. {n}"))
        for n in range(40)
    ]
    seen: dict[str, str] = {}
    while not all(writer.done() for writer in writers) or store.pending.count("index"):
        pending = store.pending.next("index", 3)
        for item in store.items.many([change.item for change in pending]).values():
            seen[item.id] = item.title
        store.pending.settle("index", pending)
    for writer in writers:
        writer.result(GENEROUS)
    assert index.follow() == []
    now = store.items.many([f"id-{entry}" for entry in range(5)])
    assert seen == {item.id: item.title for item in now.values()}


WRITER = """
import sys
from hub.visiting import SourceState, Visit
from hub.store import open_store
from tests.storing import NOON, a_proposal, record

class Halting(dict):
    def items(self):
        print("inside", flush=True)
        sys.stdin.readline()

store = open_store(sys.argv[1])
for entry in range(int(sys.argv[2])):
    record(store, a_proposal(str(entry)))
    print(entry, flush=True)
if sys.argv[2] == "3":
    more = [a_proposal("0", title="Half"), a_proposal("half")]
    store.visits.record(Visit("kilde", NOON, "ok"), SourceState("kilde"), more, Halting())
"""


@pytest.mark.parametrize("many", [3, 10**9], ids=["inside a write", "anywhere"])
def test_a_kill_loses_nothing_and_leaves_nothing_half_done(
    store: Store, url: str, many: int
) -> None:
    command = [sys.executable, "-c", WRITER, url, str(many)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        told = [child.stdout.readline().strip() for _ in range(4 if many == 3 else 25)]
        child.kill()
    told = [entry for entry in told if entry != "inside"]
    with open_store(url) as after:
        seen = after.sources.state("kilde").seen
        ids = [f"id-{entry}" for entry in seen]
        items = after.items.many(ids)
        assert seen.keys() >= set(told)
        assert "half" not in seen
        assert len(items) == len(seen) == len(after.visits.of("kilde", limit=10**6))
        assert {change.item for change in after.pending.next("index", 10**6)} == set(ids)
        assert items["id-0"].title == "Afsnit 0"
        assert record(after, a_proposal("after")).new == ("id-after",)


FILLER = """
import resource, signal, sys
from hub.errors import StoreError
from hub.store import open_store
from tests.storing import a_proposal, record

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, resource.RLIM_INFINITY))
try:
    for entry in range(10**6):
        record(store, a_proposal(str(entry), body="ord " * 5000))
        print(entry, flush=True)
except StoreError as error:
    print(error)
"""


def test_a_full_disk_is_told_and_loses_nothing(file_url: str) -> None:
    with open_store(file_url) as store:
        store.sources.apply([a_source()], NOON)
    command = [sys.executable, "-c", FILLER, file_url]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=120)
    *told, error = done.stdout.splitlines()
    assert "Make room on the disk" in error
    with open_store(file_url) as store:
        assert len(told) > 0
        assert set(store.sources.state("kilde").seen) == set(told)
        assert record(store, a_proposal("after")).new == ("id-after",)

"""Counts that pages ask for each time are made anew after each change, and only then."""

import sqlalchemy as sa

from hub.store import Store
from hub.store.engine import Database
from hub.store.facts import new_epoch
from hub.store.remembered import Remembered
from tests.storing import a_proposal, about, record, show


def test_it_is_counted_once_for_each_state(store: Store, url: str) -> None:
    times: list[int] = []

    def count(connection: sa.Connection) -> int:
        times.append(1)
        return len(times)

    database = Database(url)
    remembered = Remembered(database, count)
    assert [remembered.get(), remembered.get()] == [1, 1]
    record(store, a_proposal("one"))
    assert [remembered.get(), remembered.get()] == [2, 2]
    with database.write() as connection:
        new_epoch(connection)  # as after a restore: the same number of changes, but others
    assert [remembered.get(), remembered.get()] == [3, 3]
    database.close()


def test_what_becomes_visible_is_counted(store: Store) -> None:
    record(store, a_proposal("one"), a_proposal("two"))
    assert store.items.counts() == {}
    show(store, "id-one", themes=(about("ips"),))
    assert store.items.counts() == {"episode": 1}
    assert store.themes.counts()["ips"].about == 1
    show(store, "id-two", themes=(about("ips"),))
    assert store.items.counts() == {"episode": 2}
    assert store.themes.counts()["ips"].about == 2
    store.themes.assign("id-one", [], visible=False)
    assert store.items.counts() == {"episode": 1}
    assert store.themes.counts()["ips"].about == 1

"""What the judge assigns, and how it is counted."""

from datetime import UTC, datetime

import sqlalchemy as sa

from hub.model import Assignment, Evidence, When
from hub.store import NewestItem, Store, ThemeCount, open_store
from hub.store.themes import newest_of_each
from tests.storing import NOON, Following, a_proposal, a_source, about, mentions, record, show


def test_assignments_come_back_with_their_evidence(store: Store) -> None:
    record(store, a_proposal("1"))
    evidence = (Evidence("title", "troen på borgeren"), Evidence("body", "borgeren", 3))
    given = [Assignment("tro", "about", evidence), mentions("ips")]
    assert store.themes.assign("id-1", given, visible=True)
    item = store.items.get("id-1")
    assert item is not None
    assert item.themes == (mentions("ips"), Assignment("tro", "about", evidence))
    assert item.visible


def test_the_same_judgement_again_is_no_change(store: Store) -> None:
    record(store, a_proposal("1"))
    index = Following(store, "index")
    assert store.themes.assign("id-1", [about("ips"), mentions("unge")], visible=True)
    index.follow()
    assert not store.themes.assign("id-1", [mentions("unge"), about("ips")], visible=True)
    assert index.follow() == []
    assert store.themes.assign("id-1", [about("ips"), mentions("unge")], visible=False)
    assert store.themes.assign("id-1", [about("ips", times=4), mentions("unge")], visible=False)
    assert store.themes.assign("id-1", [], visible=False)
    assert index.follow() == ["id-1"]


def test_many_in_one_go(store: Store) -> None:
    record(store, *(a_proposal(str(number)) for number in range(1200)))
    judged = [(f"id-{number}", [about("ips")], number % 2 == 0) for number in range(1200)]
    assert len(store.themes.assign_many([*judged, ("nobody", [about("ips")], True)])) == 1200
    assert store.themes.assign_many(judged) == ()
    assert store.items.count(theme="ips") == 600


def test_counts_of_visible_items(store: Store) -> None:
    record(
        store,
        a_proposal("1", date=When("2024-01-01")),
        a_proposal("2", date=When("2024-02-01T10:00:00+00:00")),
        a_proposal("3", date=None),
        a_proposal("4", date=When("2024-03-01")),
    )
    show(store, "id-1", themes=(about("ips"),))
    show(store, "id-2", themes=(about("ips"), mentions("unge")))
    show(store, "id-3", themes=(mentions("ips"), about("tro")))
    store.themes.assign("id-4", [about("ips"), about("hidden")], visible=False)
    assert store.themes.counts() == {
        "ips": ThemeCount(2, 1, datetime(2024, 2, 1, 10, tzinfo=UTC)),
        "tro": ThemeCount(1, 0, None),
        "unge": ThemeCount(0, 1, None),
    }


def test_the_newest_item_about_each_theme(store: Store) -> None:
    assert store.themes.newest() == {}
    record(
        store,
        a_proposal("1", date=When("2024-01-01")),
        a_proposal("2", date=When("2024-02")),
        a_proposal("3", date=None, title=""),
        a_proposal("4", date=When("2024-03-01")),
        a_proposal("5", date=None),
    )
    show(store, "id-1", themes=(about("ips"), about("tro")))
    show(store, "id-2", themes=(about("ips"), mentions("tro")))
    show(store, "id-5", "id-3", themes=(about("unge"), mentions("ips"), mentions("nothing-about")))
    store.themes.assign("id-4", [about("ips"), about("hidden")], visible=False)
    assert store.themes.newest() == {
        "ips": NewestItem("id-2", "episode", "Afsnit 2", "da", When("2024-02")),
        "tro": NewestItem("id-1", "episode", "Afsnit 1", "da", When("2024-01-01")),
        "unge": NewestItem("id-3", "episode", "", "da", None),
    }
    for theme, newest in store.themes.newest().items():
        assert [item.id for item in store.items.newest(1, theme=theme)] == [newest.id]


def test_the_newest_of_each_theme_comes_from_the_index(file_url: str) -> None:
    with open_store(file_url) as store:
        store.sources.apply([a_source()], NOON)
        plan = sa.text(f"EXPLAIN QUERY PLAN {_sql(newest_of_each())}")
        with store._database.read() as connection:  # what no method shows
            steps = [str(step.detail) for step in connection.execute(plan)]
    touched = [step for step in steps if step.startswith(("SCAN a", "SCAN i", "SEARCH", "USE"))]
    assert len(touched) == 3
    assert all(" INDEX " in step for step in touched)


def _sql(query: sa.Select[tuple[object, ...]]) -> str:
    dialect = sa.make_url("sqlite://").get_dialect()()
    return str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def test_a_new_date_moves_an_item_within_its_themes(store: Store) -> None:
    record(store, a_proposal("1", date=When("2020")), a_proposal("2", date=When("2021")))
    show(store, "id-1", "id-2", themes=(about("ips"),))
    record(store, a_proposal("1", date=When("2022")))
    assert [item.id for item in store.items.newest(5, theme="ips")] == ["id-1", "id-2"]
    newest = store.themes.counts()["ips"].newest
    assert newest == datetime(2021, 12, 31, 23, tzinfo=UTC)
    item = store.items.get("id-1")
    assert item is not None
    assert item.themes == (about("ips"),)

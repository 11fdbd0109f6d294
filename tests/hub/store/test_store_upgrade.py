"""A store of an older version: what it holds is known to new sources at once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from hub.liveness import WEEK
from hub.model import Draft
from hub.query import parse_query
from hub.store import migrate, open_store
from hub.store.engine import Database
from hub.store.values import source_to_json
from tests.storing import NOON
from tests.telling import a_teller, tell, the

ITEM = (
    "INSERT INTO items (id, source, kind, form, title, url, sort_at, language, publisher, access,"
    " first_seen, changed, visible, summary, enclosures, chapters_listed, body_listed) VALUES"
    " (:id, 100, 'publication', 'article', :title, :url, 0, 'da', 'Star', 'open', 0, 0, false,"
    " 'Resumé', '[]', '[]', '')"
)


@contextmanager
def made_by(version: str, url: str) -> Iterator[sa.Connection]:
    """The tables as this version has them, to be filled."""
    database = Database(url)
    database.prepare()
    config = Config()
    scripts = Path(migrate.__file__).parent / "migrations"
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with database.migrate() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        yield connection
    database.close()


def made_by_version_3(url: str) -> None:
    """A store with three items, as version 3 kept them; two share a page."""
    with made_by("0003", url) as connection:
        connection.execute(
            sa.text(
                "INSERT INTO sources (id, name, position, settings, enabled, etag, last_modified,"
                " body_sha256, validators_for, failures, moved_to) VALUES"
                " (100, 'star', 0, :settings, true, '', '', '', '', 0, '')"
            ),
            {"settings": json.dumps(source_to_json(a_teller("star")))},
        )
        for name in "abc":
            page = "https://star.example.dk/viden/job" if name == "a" else "https://x.dk/kurser/1"
            row = {"id": name, "title": f"Titel {name}", "url": page}
            connection.execute(sa.text(ITEM), row)
            place = (
                "INSERT INTO places (source, entry, item, url, digest, first_seen, last_seen)"
                " VALUES (100, :id, :id, :url, 'd', 0, 0)"
            )
            connection.execute(sa.text(place), row)


def test_items_of_an_older_version_are_found_by_new_sources(url: str) -> None:
    made_by_version_3(url)
    with open_store(url) as store:
        store.sources.apply([a_teller("star"), a_teller("avis")], NOON)
        link = "http://www.star.example.dk/da/viden/job/"
        assert tell(store, "avis", Draft("Nyt om job", "1", link)).new == ()
        item = the(store, "a")
        assert [place.source for place in item.places] == ["star", "avis"]
        assert (item.title, item.summary) == ("Titel a", "Resumé")
        assert store.works.tellings("a")[0].told is not None
        assert tell(store, "avis", Draft("Kurset", "2", "https://x.dk/kurser/1")).new


def made_by_version_4(url: str) -> None:
    """A store whose items tell numbers; of their places one was found gone by us, and one by its
    source.
    """
    made_by_version_3(url)
    with made_by("0004", url) as connection:
        ids = sa.text("UPDATE items SET ids = :ids, visible = true WHERE id = :id")
        told = ["isbn:9780306406157", "issn:0378-5955", "issue:x", "isbn:9780306406157"]
        connection.execute(ids, {"id": "a", "ids": json.dumps(told)})
        connection.execute(ids, {"id": "b", "ids": json.dumps(["doi:10.1000/Æ"])})
        connection.execute(ids, {"id": "c", "ids": None})
        for name, checked in (("a", 5), ("b", 3)):
            gone = sa.text("UPDATE places SET gone = 4, checked = :at WHERE entry = :entry")
            connection.execute(gone, {"at": checked, "entry": name})


def test_numbers_of_an_older_version_lead_to_their_items(url: str) -> None:
    made_by_version_4(url)
    with open_store(url) as store:
        for pasted, items in (("978-0-306-40615-7", ("a",)), ("ISSN 0378-5955", ("a",))):
            pointer = parse_query(pasted).pointer
            assert pointer is not None
            assert store.items.pointed(pointer.keys) == items
        assert store.items.pointed(("doi:10.1000/Æ",)) == ("b",)
        assert store.items.pointed(("issue:x",)) == ()


def test_what_one_answer_had_made_gone_is_there_and_asked_anew(url: str) -> None:
    made_by_version_4(url)
    with open_store(url) as store:
        assert the(store, "a").places[0].gone is None
        assert the(store, "b").places[0].gone is not None
        assert store.checks.gather("", NOON) == "c"
        assert {address.url for address in store.checks.claim(NOON + WEEK, 9)} == {
            "https://star.example.dk/viden/job",
            "https://x.dk/kurser/1",
        }


def test_people_and_themes_of_an_older_version_are_looked_up_at_once(url: str) -> None:
    made_by_version_3(url)
    database = Database(url)
    evidence = '[{"where": "title", "text": "job", "count": 1}]'
    with database.write() as connection:
        for row in (
            "INSERT INTO people (item, position, name, role) VALUES ('a', 0, 'Ågård, Bo', 'host')",
            "UPDATE items SET visible = true WHERE id = 'a'",
            "INSERT INTO assignments (item, theme, strength, evidence, visible, sort_at)"
            f" VALUES ('a', 'job', 'about', '{evidence}', true, 0)",
        ):
            connection.exec_driver_sql(row)
    database.close()
    with open_store(url) as store:
        (bo,) = store.people.named("bo-aagaard")
        assert (bo.name, bo.items) == ("Bo Ågård", ("a",))
        weight = sa.text("SELECT weight FROM assignments")
        with store._database.read() as connection:  # what no method shows
            assert connection.scalar(weight) == 64

"""A store of an older version: what it holds is known to new sources at once."""

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from hub.model import Draft
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


def made_by_version_3(url: str) -> None:
    """A store with three items, as version 3 kept them; two share a page."""
    database = Database(url)
    database.prepare()
    config = Config()
    scripts = Path(migrate.__file__).parent / "migrations"
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    with database.migrate() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
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
    database.close()


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

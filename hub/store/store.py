"""The store: all that the hub knows, in one database (decision 1)."""

from pathlib import Path
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from hub.errors import StoreError
from hub.store.backup import back_up
from hub.store.checks import Checks
from hub.store.configs import Configs
from hub.store.engine import Database
from hub.store.facts import EPOCH, get_fact
from hub.store.figures import SourceFigures
from hub.store.hosts import Hosts
from hub.store.items import Items
from hub.store.leases import Leases
from hub.store.links import Links
from hub.store.migrate import migrate
from hub.store.notices import Notices
from hub.store.overview import ThemeOverviews
from hub.store.pending import PendingItems
from hub.store.people import People
from hub.store.progress import WorkerProgress
from hub.store.readings import Readings
from hub.store.sources import Sources
from hub.store.speech import Speech
from hub.store.themes import Themes
from hub.store.titles import Titles
from hub.store.visits import Visits
from hub.store.works import Works

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


class Store:
    """A noun per attribute. Every method is one short transaction, safe in every thread.

    Times are aware and come back in UTC. Every method may raise StoreError.
    """

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._database = database
        self.configs = Configs(database)
        self.zone = zone
        self.sources = Sources(database, zone)
        self.visits = Visits(database, zone)
        self.figures = SourceFigures(database)
        self.items = Items(database)
        self.titles = Titles(database)
        self.works = Works(database, zone)
        self.themes = Themes(database)
        self.overviews = ThemeOverviews(database, zone)
        self.people = People(database)
        self.pending = PendingItems(database)
        self.readings = Readings(database, zone)
        self.hosts = Hosts(database)
        self.leases = Leases(database)
        self.checks = Checks(database)
        self.links = Links(database)
        self.notices = Notices(database)
        self.progress = WorkerProgress(database)
        self.speech = Speech(database)

    def epoch(self) -> str:
        """Another word after a restore: what followed the store before must start anew."""
        with self._database.read() as connection:
            return get_fact(connection, EPOCH) or ""

    def backup(self, path: Path) -> None:
        """Write the store as it stands to one file, while it is in use. Raises BackupError."""
        back_up(self._database, path)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(url: str, *, backups: Path | None = None, zone: ZoneInfo = COPENHAGEN) -> Store:
    """The store at `url`, made if it isn't there, brought up to date if it is older than we are.

    ``sqlite:////folder/hub.db`` or ``postgresql+psycopg://…``. A backup is written into `backups`
    before anything is changed. `zone` is where calendar dates begin (``hub.timezone``). Raises
    StoreError, which names the cure.
    """
    database = Database(url)
    try:
        database.prepare()
        migrate(database, backups)
    except StoreError:
        database.close()
        raise
    return Store(database, zone)

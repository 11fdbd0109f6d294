"""How far the worker is, for the site and the terminal to show."""

import json

from hub.store.engine import Database
from hub.store.facts import PROGRESS, get_fact, set_fact
from hub.store.values import progress_from_json, progress_to_json
from hub.visiting import Progress


class WorkerProgress:
    """One value; the latest counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, progress: Progress) -> None:
        """Where the worker is now."""
        with self._database.write() as connection:
            set_fact(connection, PROGRESS, json.dumps(progress_to_json(progress)))

    def get(self) -> Progress | None:
        """Where the worker was last; None if there never was one."""
        with self._database.read() as connection:
            value = get_fact(connection, PROGRESS)
        return progress_from_json(json.loads(value)) if value else None

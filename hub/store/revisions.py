"""Which version of the tables a database has, and which is the newest."""

from pathlib import Path

import sqlalchemy as sa

SCRIPTS = Path(__file__).parent / "migrations"
_VERSION = sa.table("alembic_version", sa.column("version_num"))


def revision(connection: sa.Connection) -> str | None:
    """The version of the tables; None where there are none."""
    if not sa.inspect(connection).has_table(_VERSION.name):
        return None
    return connection.scalar(sa.select(_VERSION.c.version_num))


def newest(scripts: Path) -> str:
    """The version that the last of the scripts brings: files are called v0001_….py and so on."""
    return max(path.stem[1:5] for path in (scripts / "versions").glob("v*.py"))

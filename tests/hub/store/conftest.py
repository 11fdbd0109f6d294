"""Every test of the store runs on a SQLite file and on a real PostgreSQL that we start."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from hub.store import Store, open_store
from tests.prepare import postgres
from tests.storing import NOON, a_source

NUMBERS = count()


def unprivileged() -> str | None:
    """PostgreSQL refuses to run as root; Debian's package brings a user of its own."""
    return "postgres" if os.geteuid() == 0 else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A PostgreSQL on a socket of its own; yields its address."""
    server = postgres()
    if server is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have PostgreSQL: apt-get install postgresql")
        warnings.warn("NO POSTGRESQL: the store is tested on SQLite alone", stacklevel=1)
        pytest.skip("PostgreSQL is absent")
    tools = Path(server).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="lydhoer-pg-"))
    user = unprivileged()
    if user:
        shutil.chown(folder, user, user)
    data = folder / "data"

    def run(tool: str, *arguments: str) -> None:
        command = [str(tools / tool), "-D", str(data), *arguments]
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    run("initdb", "-U", "hub", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    settings = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=60"
    run("pg_ctl", "-w", "-t", "120", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield f"postgresql+psycopg://hub@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


def empty_schema(address: str) -> str:
    """The address of a part of the database for one test: far cheaper than a database."""
    name = f"test_{next(NUMBERS)}"
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
    return f"{address}&options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hub.db'}"
    return empty_schema(request.getfixturevalue("postgres_server"))


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """The address of a store that is a SQLite file."""
    return f"sqlite:///{tmp_path / 'hub.db'}"


@pytest.fixture
def empty(url: str) -> Iterator[Store]:
    """A store with nothing in it."""
    with open_store(url) as store:
        yield store


@pytest.fixture
def store(empty: Store) -> Store:
    """A store with one source, and an index that follows it."""
    empty.sources.apply([a_source()], NOON)
    empty.pending.register("index")
    return empty

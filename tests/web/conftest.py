"""The site over a small real collection, and somebody who visits it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from hub.store import Store, open_store
from tests.web.collection import fill
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the store is."""
    return tmp_path / "hub.db"


@pytest.fixture
def empty_store(database: Path) -> Iterator[Store]:
    """A store with nothing in it yet."""
    with open_store(f"sqlite:///{database}") as store:
        yield store


@pytest.fixture
def store(empty_store: Store) -> Store:
    """The store with the collection in it."""
    fill(empty_store)
    return empty_store


@pytest.fixture
def searcher(store: Store) -> PlainSearcher:
    return PlainSearcher(store)


@pytest.fixture
def app(store: Store, searcher: PlainSearcher) -> Starlette:
    return create_app(store, searcher, SiteSettings())


@pytest.fixture
def visitor(app: Starlette) -> Visitor:
    return Visitor(app)

"""Every engine in turn, on a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engines import ENGINES, open_engine
from indexer.engines.port import Engine


@pytest.fixture(params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(name: str, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(name, tmp_path / "index", writable=True)
    yield opened
    opened.close()

"""An empty store, and episodes whose audio is on a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        yield opened

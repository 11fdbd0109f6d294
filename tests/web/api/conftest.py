"""Somebody who asks the API of the small collection, and the demo as it is served."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demonstration import demonstration
from tests.web.api.asking import Api
from tests.web.visiting import Visitor


@pytest.fixture
def api(visitor: Visitor) -> Api:
    return Api(visitor)


@pytest.fixture
def english(visitor: Visitor) -> Api:
    return Api(visitor, "/en")


@pytest.fixture(scope="package")
def home(tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path) -> Iterator[str]:
    """The address of the demo's site: a real store, a real index, a real socket."""
    with demonstration(tmp_path_factory.mktemp("demo"), lexicon_folder) as address:
        yield address

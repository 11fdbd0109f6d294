"""What every test may use: the real files of the shared corpus, the analyser, one async backend."""

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from indexer.analysis import DanishAnalyser, open_analyser
from tests.demonstration import Shown, demonstration

settings.register_profile("patient", deadline=None)  # a busy machine is no fault
settings.load_profile("patient")
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture
def anyio_backend() -> str:
    """The crawler runs on asyncio, and so do its tests."""
    return "asyncio"


def corpus_or_skip() -> Path:
    """The folder of real test data; skips where it is absent, and in CI that is a failure."""
    if CORPUS.is_dir():
        return CORPUS
    if os.environ.get("CI"):
        pytest.fail(f"CI must have the real test data at {CORPUS.name}/")
    warnings.warn(
        "NO REAL DATA: the shared corpus is absent, so its tests are skipped", stacklevel=1
    )
    pytest.skip("the shared corpus is absent")


@pytest.fixture
def corpus() -> Path:
    """Real feeds, pages, mails and hostile files that none of us wrote."""
    return corpus_or_skip()


@pytest.fixture(scope="session")
def lexicon_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lexicon in it, built once, also where tests run in several processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "lexicon"
    open_analyser(folder)
    return folder


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path) -> Iterator[Shown]:
    """The demo: a real store, a real index, real sound, real sockets. Nobody changes it."""
    with demonstration(tmp_path_factory.mktemp("demo"), lexicon_folder) as running:
        yield running


@pytest.fixture(scope="session")
def home(shown: Shown) -> str:
    """The address of the demo's site."""
    return shown.home


@pytest.fixture(scope="session")
def analyser(lexicon_folder: Path) -> DanishAnalyser:
    """One analyser for all tests: it holds no state but what it has seen."""
    return open_analyser(lexicon_folder)

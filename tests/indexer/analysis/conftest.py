"""The analyser, its lexicon built once for all tests of this folder."""

import os
import warnings
from pathlib import Path

import pytest

from indexer.analysis import DanishAnalyser, open_analyser

GOLD = Path(__file__).resolve().parents[4] / "shared" / "language"


@pytest.fixture(scope="session")
def lexicon_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a lexicon in it."""
    folder = tmp_path_factory.mktemp("lexicon")
    open_analyser(folder)
    return folder


@pytest.fixture(scope="session")
def analyser(lexicon_folder: Path) -> DanishAnalyser:
    """One analyser for all tests: it holds no state but what it has seen."""
    return open_analyser(lexicon_folder)


@pytest.fixture
def gold() -> Path:
    """The folder of the gold lists; skips where it is absent, and in CI that is a failure."""
    if GOLD.is_dir():
        return GOLD
    if os.environ.get("CI"):
        pytest.fail("CI must have the gold lists of compounds")
    warnings.warn("NO GOLD LISTS: they are absent, so their tests are skipped", stacklevel=1)
    pytest.skip("the gold lists of compounds are absent")

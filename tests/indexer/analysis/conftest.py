"""The gold lists of compounds, which are used from where they lie."""

import os
import warnings
from pathlib import Path

import pytest

GOLD = Path(__file__).resolve().parents[4] / "shared" / "language"


@pytest.fixture
def gold() -> Path:
    """The folder of the gold lists; skips where it is absent, and in CI that is a failure."""
    if GOLD.is_dir():
        return GOLD
    if os.environ.get("CI"):
        pytest.fail("CI must have the gold lists of compounds")
    warnings.warn("NO GOLD LISTS: they are absent, so their tests are skipped", stacklevel=1)
    pytest.skip("the gold lists of compounds are absent")

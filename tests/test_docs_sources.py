"""docs/sources.md names every way to read a source, with all of its keys."""

from pathlib import Path

import pytest

from hub.config.sources import VIA

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "sources.md").read_text(encoding="utf-8")
TABLE = TEXT.partition("| `via` | follows")[2].partition("\n\n")[0]
ROWS = {
    line.split("|")[1].strip().strip("`"): line
    for line in TABLE.splitlines()
    if line.startswith("| `")
}


@pytest.mark.parametrize("via", VIA)
def test_every_via_is_there_with_its_keys(via: str) -> None:
    assert all(f"`{key}`" in ROWS[via] for key in VIA[via])


def test_nothing_is_there_that_is_not_read() -> None:
    assert ROWS.keys() == VIA.keys()

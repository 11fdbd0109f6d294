"""The reference to an item: as text on its page, and as files."""

import sqlite3
from pathlib import Path

import pytest

from hub.store import Store
from tests.web.collection import NOW, item_id
from tests.web.item.landing import landed
from tests.web.visiting import Visitor

REPORT = item_id("rapporter", 0)


async def test_the_page_has_the_text_and_leads_to_the_files(visitor: Visitor) -> None:
    seen = await landed(visitor, REPORT)
    assert seen.text("//p[@class='reference']").startswith("Lund, A. & Ågård, Ø. (2024). Beskæft")
    assert seen.texts("//p[@class='reference']/cite")[0].startswith("Beskæftigelsesindsatsens")
    files = seen.all("//ul[@class='files']//a/@href")
    assert files == [f"/items/{REPORT}.ris", f"/items/{REPORT}.bib"]
    types = [(await visitor.get(file)).headers["content-type"] for file in files]
    assert types == [
        "application/x-research-info-systems; charset=utf-8", "application/x-bibtex; charset=utf-8",
    ]  # fmt: skip


@pytest.mark.parametrize("below", ["", "/en"])
async def test_a_file_has_a_name_and_is_kept(visitor: Visitor, below: str) -> None:
    first = await visitor.get(f"{below}/items/{REPORT}.ris")
    assert first.status_code == 200
    assert first.text.startswith("TY  - RPRT\r\nAU  - Lund, Astrid\r\n")
    assert first.headers["content-disposition"] == (
        'attachment; filename="lund2024-beskaeftigelsesindsatsens.ris"'
    )
    again = await visitor.get(f"{below}/items/{REPORT}.ris", if_none_match=first.headers["etag"])
    assert again.status_code == 304


async def test_moved_removed_and_unknown(visitor: Visitor, store: Store, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO moved (id, item) VALUES (?, ?)", ("abcdefghijkl", REPORT))
    connection.close()
    moved = await visitor.get("/items/abcdefghijkl.bib")
    assert (moved.status_code, moved.headers["location"]) == (301, f"/items/{REPORT}.bib")
    store.items.remove(REPORT, "", NOW)
    assert (await visitor.get(f"/items/{REPORT}.ris")).status_code == 404
    assert (await visitor.get("/items/nobody.ris")).status_code == 404
    store.themes.assign(item_id("aabent", 0), (), visible=False)
    assert (await visitor.get(f"/items/{item_id('aabent', 0)}.ris")).status_code == 404


async def test_what_may_not_be_shown_is_in_no_file(visitor: Visitor) -> None:
    for form in ("ris", "bib"):
        found = await visitor.get(f"/items/{item_id('links', 0)}.{form}")
        assert "What works?" in found.text
        assert "Secret" not in found.text

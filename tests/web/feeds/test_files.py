"""RIS and CSV of every list: for reference managers and spreadsheets."""

import csv
from io import StringIO

import pytest

from hub.model import Draft, Person, When
from hub.store import Store
from tests.web.collection import LONG_TITLE, record
from tests.web.visiting import Visitor
from web.feeds.ris import MEDIA_TYPE

HEAD = 4  # lines above the first record; Zotero looks at no more than five that are not blank


async def records(known: Visitor, path: str) -> list[list[tuple[str, str]]]:
    """The records of a RIS file as pairs of tag and value."""
    lines = (await known.get(path)).text.split("\r\n")
    found: list[list[tuple[str, str]]] = []
    for line in lines[HEAD:]:
        if line.startswith("TY  - "):
            found.append([])
        if line:
            assert line[2:6] == "  - ", line
            found[-1].append((line[:2], line[6:]))
    return found


async def rows(known: Visitor, path: str) -> list[dict[str, str]]:
    text = (await known.get(path)).text
    delimiter = "," if path.startswith("/en") else ";"
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff")), delimiter=delimiter))


async def test_ris_is_what_reference_managers_read(known: Visitor) -> None:
    response = await known.get("/search.ris?q=&kind=publication")
    assert response.headers["content-type"] == f"{MEDIA_TYPE}; charset=utf-8"
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    found = await records(known, "/sources/rapporter.ris")
    assert [dict(record)["TY"] for record in found] == ["RPRT", "JOUR", "JOUR"]
    report = found[0]
    assert report[0][0] == "TY"
    assert report[-1] == ("ER", "")
    assert ("TI", LONG_TITLE) in report
    assert [value for tag, value in report if tag == "AU"] == ["Lund, Astrid", "Ågård, Ø."]
    told = dict(report)
    assert (told["PY"], told["DA"], told["LA"]) == ("2024", "2024/03//", "da")
    assert told["PB"] == "Center for Beskæftigelse"
    assert told["UR"] == "https://rapporter.example.org/2024/virkning.pdf"
    assert told["AB"].startswith("Rapporten følger 1.200 borgere")


async def test_ris_of_sound_names_who_is_heard(known: Visitor) -> None:
    (first, _second) = await records(known, "/sources/samtalen.ris")
    assert first[0] == ("TY", "SOUND")
    assert ("KW", "Troen på borgerens jobchance") in first
    assert ("N1", "Karen Holm") in first
    assert ("AU", "Bjerre, Mads") in first


async def test_the_head_of_ris_tells_where_it_is_from(known: Visitor) -> None:
    text = (await known.get("/en/search.ris?q=(job)&kind=episode")).text
    head = [line for line in text.partition("TY  - ")[0].split("\r\n") if line]
    assert len(head) == HEAD
    assert head[0].startswith("Provider: Lydhør, https://viden.example.dk/en/search?q=%28job%29")
    assert head[1] == "Search: (job); Kind: Episode (job; Kind: Episode)"
    assert head[2].startswith("Results: 0/0, 20")
    assert "plain 1" in head[2]


async def test_csv_opens_in_a_spreadsheet(known: Visitor) -> None:
    response = await known.get("/sources/rapporter.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    (first, *_rest) = await rows(known, "/sources/rapporter.csv")
    assert first["Titel"] == LONG_TITLE
    assert (first["Dato"], first["Personer"]) == ("2024-03", "Astrid Lund; Ø. Ågård")
    assert (first["Søgning"], first["I alt"]) == ("kilde:rapporter", "3")
    assert first["Hentet"]
    assert first["Indeks"]
    (english, *_rest) = await rows(known, "/en/sources/rapporter.csv")
    assert (english["Title"], english["Total"]) == (LONG_TITLE, "3")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
async def test_no_cell_is_a_formula(known: Visitor, store: Store, sign: str) -> None:
    evil = f'{sign}HYPERLINK("https://x.example";"1")'
    person = Person(f"{sign}1+1", "author")
    record(
        store, "nyt", Draft(evil, summary=f"\t{evil}", people=(person,), date=When("2026-03-01"))
    )
    for path in ("/sources/nyt.csv", f"/search.csv?q={sign}x"):
        for row in await rows(known, path):
            cells = [cell for cell in row.values() if cell.startswith((sign, "\t", "\r"))]
            assert (path, cells) == (path, [])
    (first, *_rest) = await rows(known, "/sources/nyt.csv")
    assert first["Titel"] == f"'{evil}"


async def test_files_hold_more_than_feeds_and_say_how_many_there_are(
    known: Visitor, store: Store
) -> None:
    record(store, "nyt", *(Draft(f"Brev {n:03}", date=When("2026-01-01")) for n in range(230)))
    for path in ("/sources/nyt.csv", "/search.csv?source=nyt"):
        found = await rows(known, path)
        assert (path, len(found), found[0]["I alt"]) == (path, 231, "231")
        assert len({row["Side hos os"] for row in found}) == 231


async def test_opml_lists_what_we_follow(known: Visitor) -> None:
    response = await known.get("/sources.opml")
    assert response.headers["content-type"] == "text/x-opml; charset=utf-8"
    assert 'xmlUrl="https://podcast.example.org/samtalen.xml"' in response.text

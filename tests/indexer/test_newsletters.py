"""Newsletters through a whole crawl: what is stored, what is not, and what editors are told."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from hub.store import open_store
from hub.store.notices import KEPT
from indexer.mailbox import Mailboxes
from indexer.tools import Tools
from tests.crawling import START, Story, crawled, crawler
from tests.letters import OPAQUE, READER, READERS_ID, letter, source
from tests.storing import show

pytestmark = pytest.mark.anyio


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "hub.db"


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
async def tools(database: Path, tmp_path: Path, story: Story) -> AsyncIterator[Tools]:
    (tmp_path / "breve").mkdir()
    with open_store(f"sqlite:///{database}") as store:
        async with crawler(store, story) as made:
            store.sources.apply((source(),), START)
            yield replace(made, mailboxes=Mailboxes(tmp_path))


def put(folder: Path, name: str, mail: bytes) -> None:
    (folder / "breve" / name).write_bytes(mail)


async def titles(tools: Tools, database: Path) -> tuple[str, list[str]]:
    """What a visit came to, and what the store holds then."""
    visit = (await crawled((source(),), tools))["brev"]
    held = tools.store.items.many(ids(database)).values()
    return visit.status, sorted(item.title for item in held)


def ids(database: Path) -> list[str]:
    """Every item, seen or not."""
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM items ORDER BY first_seen")]


def everything_in(database: Path) -> bytes:
    """All bytes of the database, what is not yet merged into it included."""
    return b"".join(path.read_bytes() for path in database.parent.glob("hub.db*")).lower()


async def test_mails_become_items_and_only_new_ones_later(
    tools: Tools, tmp_path: Path, database: Path
) -> None:
    put(tmp_path, "1.eml", letter())
    assert await titles(tools, database) == ("ok", ["Nyt om job, uge 8"])
    assert (await titles(tools, database))[0] == "unchanged"
    put(tmp_path, "2.eml", letter("Nyt om job, uge 9", number="1", html="", plain="Ord"))
    assert await titles(tools, database) == ("ok", ["Nyt om job, uge 8", "Nyt om job, uge 9"])


async def test_a_copy_that_comes_later_is_the_same_item(
    tools: Tools, tmp_path: Path, database: Path
) -> None:
    put(tmp_path, "1.eml", letter(html="", plain="Ord"))
    await titles(tools, database)
    copy = letter(to="grete@kommune.example", number="99ff88ee77", html="", plain="Ord")
    put(tmp_path, "2.eml", copy)
    assert await titles(tools, database) == ("ok", ["Nyt om job, uge 8"])


async def test_nothing_of_the_reader_is_in_the_database(
    tools: Tools, tmp_path: Path, database: Path
) -> None:
    put(tmp_path, "1.eml", letter())
    put(tmp_path, "2.eml", letter("Bekræft din tilmelding", html="", plain=READER))
    await titles(tools, database)
    held = everything_in(database)
    assert "Tro, håb og ærlighed".lower().encode() in held
    other = (READER.replace("@", "%40"), READER.replace("@", "="))
    for secret in (READER, *other, READERS_ID, OPAQUE):
        assert secret.lower().encode() not in held, secret
    assert READER.partition("@")[0].encode() not in held


async def test_editors_hear_what_must_be_confirmed(
    tools: Tools, tmp_path: Path, database: Path
) -> None:
    text = "Klik for at bekræfte din tilmelding."
    put(tmp_path, "1.eml", letter("Bekræft din tilmelding", html="", plain=text))
    assert await titles(tools, database) == ("ok", [])
    (told,) = tools.store.notices.all(START)
    assert (told.source, dict(told.notice.trouble.details)["sender"]) == ("brev", "Nyt om job")
    put(tmp_path, "2.eml", letter(number="2"))
    await titles(tools, database)
    assert len(tools.store.notices.all(START)) == 1
    assert tools.store.notices.all(START + KEPT) == ()


async def test_every_mail_of_the_corpus_goes_through(
    tools: Tools, tmp_path: Path, database: Path, corpus: Path
) -> None:
    mails = sorted((corpus / "newsletters").glob("*.eml"))
    for path in mails:
        put(tmp_path, path.name, path.read_bytes())
    status, held = await titles(tools, database)
    assert (status, len(held)) == ("ok", len(mails))


async def test_links_lead_to_items_of_ours_also_to_later_ones(
    tools: Tools, tmp_path: Path, database: Path
) -> None:
    put(tmp_path, "1.eml", letter())
    await titles(tools, database)
    (issue,) = ids(database)
    links = tools.store.links.of(issue)
    assert [(link.url, link.item) for link in links] == [
        ("https://nyt.example.dk/ips", None),
        ("https://kurser.example.dk/ips-101", None),
    ]
    plain = "Vis i browser: https://www.nyt.example.dk/ips/\n\nOrd."
    target = letter("Rapporten", number="7", html="", plain=plain)
    put(tmp_path, "2.eml", target)
    await titles(tools, database)
    (report,) = set(ids(database)) - {issue}
    assert tools.store.links.of(issue)[0].item is None  # nobody has judged it yet
    show(tools.store, issue, report)
    assert tools.store.links.of(issue)[0].item == report
    assert [each.item for each in tools.store.links.to(report)] == [issue]
    assert tools.store.links.to(issue) == ()

"""Bad input and bad surroundings, by the command itself: a word that helps, and nothing lost."""

import gzip
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from hub.phrases import say
from tests.conftest import corpus_or_skip
from tests.crawling import rss
from tests.installation import LONG, Installation
from tests.publishing import Published, entry, feeds_yaml, theme
from tests.scripts import strange_scripts
from tests.servers import Site, serving

MEGABYTE = bytes(1_000_000)
PRIVATE = "127.0.0.2"  # here the only address that the crawler may not reach


@pytest.fixture
def hub(tmp_path: Path, lexicon_folder: Path) -> Installation:
    return Installation(tmp_path, lexicon_folder)


# --- feeds.yaml --------------------------------------------------------------------------------


def test_all_that_is_wrong_with_feeds_yaml_is_told_at_once(hub: Installation) -> None:
    hub.prepare(
        feeds_yaml(
            [
                entry("a", "https://a.example.dk/feed", "kronik"),
                entry("B", "ftp://b.example.dk/", "podcast", farve="rød"),
                entry("c", "https://c.example.dk/feed", themes="[ukendt]"),
            ],
            [theme("t", "jobcenter* AND (")],
        )
    )
    lines = hub.feeds.read_text(encoding="utf-8").splitlines()
    for command in (("crawl", "--all"), ("sources", "list"), ("doctor",)):
        done = hub.hub(*command)
        assert (done.code, done.out) == (2, "")
        for wrong in (
            "kind: kronik",
            "- id: B",
            "url: ftp://",
            "farve: rød",
            "themes: [",
            "match:",
        ):
            number = next(at for at, line in enumerate(lines, 1) if wrong in line)
            assert f"line {number}" in done.err, (wrong, done.err)
    assert not (hub.data / "index").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "hub"),
        (b"- just\n- a list\n", "hub"),
        ("hub:\n  title: Tr\xf8st\n".encode("latin-1"), "save it as UTF-8"),
        (b"hub: {title: [\n", "line"),
    ],
    ids=["empty", "a list", "latin-1", "no YAML"],
)
def test_what_is_no_feeds_yaml(hub: Installation, content: bytes, told: str) -> None:
    hub.prepare("")
    hub.feeds.write_bytes(content)
    done = hub.hub("crawl")
    assert (done.code, done.out) == (2, "")
    assert f"{hub.feeds}: " in done.err
    assert told in done.err


# --- where things are kept ---------------------------------------------------------------------


@pytest.mark.parametrize("command", [("crawl", "--all"), ("serve",), ("search", "x"), ("up",)])
def test_a_data_folder_that_cannot_be_written(hub: Installation, command: tuple[str, ...]) -> None:
    hub.prepare(feeds_yaml([entry("a", "https://a.example.dk/feed")]))
    (hub.folder / "letter.txt").write_text("Kære redaktion", encoding="utf-8")
    done = hub.hub(*command, HUB_DATA=str(hub.folder / "letter.txt" / "data"), HUB_PORT="0")
    assert done.code == 1
    assert "can't be written" in done.err
    assert "HUB_DATA" in done.err


def test_a_database_that_is_damaged(hub: Installation) -> None:
    hub.prepare(feeds_yaml([entry("a", "https://a.example.dk/feed")]))
    (hub.data / "hub.db").write_bytes(b"Dette er ingen database. " * 1000)
    done = hub.hub("search", "x")
    assert (done.code, done.out) == (1, "")
    assert "is damaged. Bring back the last backup with: hub restore FILE" in done.err


def test_before_anything_was_crawled(hub: Installation) -> None:
    hub.prepare(feeds_yaml([entry("a", "https://a.example.dk/feed")]))
    searched = hub.hub("search", "x")
    assert (searched.code, searched.out) == (1, "")
    assert "hub index" in searched.err
    doctor = hub.hub("doctor")
    assert doctor.code == 1
    assert "nothing has been crawled yet" in doctor.out
    with hub.served() as address:
        assert httpx.get(address, timeout=LONG).status_code == 200
        answer = httpx.get(f"{address}search?q=x", timeout=LONG)
        assert answer.status_code == 503
        assert answer.headers["retry-after"]
        assert 'name="q"' in answer.text


# --- a full disk -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large() -> Iterator[Site]:
    """A publisher of a thousand items."""
    body = (corpus_or_skip() / "feeds/1046-items-no-content.xml").read_bytes()
    with serving([Route("/feed", Published(body, etag='"a"').serve)]) as site:
        yield site


@pytest.mark.corpus
@pytest.mark.parametrize("room", [30_000, 300_000, 1_500_000])
def test_a_full_disk_while_crawling_and_indexing(hub: Installation, large: Site, room: int) -> None:
    hub.prepare(feeds_yaml([entry("stor", large.url("/feed"))]))
    full = hub.python("tests.limited", str(room), "hub.cli", "crawl", "--all")
    assert full.code == 1, full
    assert "room" in full.err
    assert hub.hub("crawl", "--all").code == 0
    found = hub.hub("search", "", "--json").value["total"]
    assert found == hub.hub("sources", "list", "--json").value["items"] > 1000


@pytest.mark.corpus
def test_a_full_disk_while_rebuilding(hub: Installation, large: Site) -> None:
    """The index there is serves on, and once there is room all is as it was."""
    hub.prepare(feeds_yaml([entry("stor", large.url("/feed"))]))
    assert hub.hub("crawl", "--all").code == 0
    before = hub.hub("search", "the", "--json").value
    for room in ("50000", "400000"):
        full = hub.python("tests.limited", room, "hub.cli", "index", "--rebuild")
        assert full.code == 1, full
        assert "room" in full.err
        after = hub.hub("search", "the", "--json").value
        assert (after["total"], after["facets"]) == (before["total"], before["facets"])
    assert hub.hub("index", "--rebuild").code == 0
    assert hub.hub("doctor").code == 0
    assert len([path for path in (hub.data / "index").iterdir() if path.is_dir()]) == 1


# --- sources -----------------------------------------------------------------------------------


async def fifty_megabytes() -> AsyncIterator[bytes]:
    for _ in range(50):
        yield MEGABYTE


def bad_sources(web: list[Site]) -> list[Route]:
    packed = gzip.compress(rss("a Et", "b To").encode())
    bomb = gzip.compress(MEGABYTE * 50)
    gzipped = {"Content-Encoding": "gzip"}
    feed = rss("a Et", "b To").encode()
    return [
        Route("/cut", lambda _: Response(packed[:-10], headers=gzipped)),
        Route("/announced", lambda _: Response(MEGABYTE * 50)),
        Route("/endless", lambda _: StreamingResponse(fifty_megabytes())),
        Route("/bomb", lambda _: Response(bomb, headers=gzipped)),
        Route("/round", lambda _: RedirectResponse("/about")),
        Route("/about", lambda _: RedirectResponse("/round")),
        Route("/private", lambda _: RedirectResponse(web[0].url("/good", PRIVATE), 301)),
        Route("/nowhere", lambda _: RedirectResponse("ftp://arkiv.example.dk/liste")),
        Route("/short", lambda _: Response(feed, headers={"Content-Length": "999999"})),
        Route("/good", lambda _: Response(feed)),
    ]


TROUBLES = {
    "cut": "bad-encoding",
    "announced": "too-large",
    "endless": "too-large",
    "bomb": "too-large",
    "round": "redirect-loop",
    "private": "private-address",
    "nowhere": "bad-address",
}
DETAILS = {
    "host": "127.0.0.1",
    "limit": "20",
    "encoding": "gzip",
    "url": "ftp://arkiv.example.dk/liste",
}


def told(name: str) -> str:
    """What is said of a source's trouble; the phrases themselves say what mends it."""
    host = PRIVATE if name == "private" else "127.0.0.1"
    return say(TROUBLES[name], "en", (DETAILS | {"host": host}).items())


def test_every_source_is_its_own_trouble(hub: Installation) -> None:
    web: list[Site] = []
    with serving(bad_sources(web), ("127.0.0.1", PRIVATE)) as site:
        web.append(site)
        names = [*TROUBLES, "good"]
        hub.prepare(feeds_yaml([entry(name, site.url(f"/{name}")) for name in names]))
        done = hub.hub("crawl", "--all", HUB_ALLOW_PRIVATE="127.0.0.1")
        assert done.code == 0
        for name in TROUBLES:
            assert f"failed  {name}: {told(name)}\n" in done.out
        assert "HUB_ALLOW_PRIVATE" in told("private")
        assert f"{len(TROUBLES)} failed" in done.out
        assert {seen.host for seen in site.log} == {"127.0.0.1"}
        assert hub.hub("search", "", "--json").value["total"] == 2

        hub.feeds.write_text(feeds_yaml([entry(name, site.url("/good")) for name in names]))
        mended = hub.hub("crawl", "--all", "--json").lines[-1]["summary"]
        assert (mended["failed"], mended["ok"], mended["unchanged"]) == (0, len(TROUBLES), 1)
        assert hub.hub("doctor").code == 0


def test_when_every_source_fails_so_does_the_crawl(hub: Installation) -> None:
    with serving([]) as site:
        hub.prepare(feeds_yaml([entry("a", site.url("/a")), entry("b", site.url("/b"))]))
        assert hub.hub("crawl", "--all").code == 1


# --- items -------------------------------------------------------------------------------------

BARE = """<rss version="2.0"><channel><title>Nøgen</title><link>https://n.example.dk/</link>
<item><title>Uden dato</title><link>https://n.example.dk/1</link><guid>1</guid></item>
<item><description>Uden titel, men med mange ord.</description><guid>2</guid>
  <pubDate>Fri, 06 Mar 2026 10:00:00 GMT</pubDate></item>
<item><title>Uden link</title><guid isPermaLink="false">3</guid>
  <pubDate>i går ved middagstid</pubDate></item>
<item><title>Fra fremtiden</title><link>https://n.example.dk/4</link><guid>4</guid>
  <pubDate>Fri, 06 Mar 2099 10:00:00 GMT</pubDate></item>
<item><guid isPermaLink="false">5</guid></item>
<item><title>&lt;script&gt;alert(1)&lt;/script&gt;Ond</title><link>javascript:alert(1)</link>
  <guid>6</guid><pubDate>Fri, 06 Mar 2026 09:00:00 GMT</pubDate></item>
</channel></rss>"""


def test_items_that_lack_this_or_that(hub: Installation) -> None:
    with serving([Route("/feed", lambda _: Response(BARE))]) as site:
        hub.prepare(feeds_yaml([entry("nogen", site.url("/feed"))]))
        crawled = hub.hub("crawl", "--all")
    assert crawled.code == 0
    assert f"note    nogen: {say('entry-skipped', 'en', [('count', '1')])}" in crawled.out
    hits = {hit["title"]: hit for hit in hub.hub("search", "", "--json").value["hits"]}
    assert set(list(hits)[-2:]) == {"Uden dato", "Uden link"}
    untitled = next(hit for title, hit in hits.items() if title.startswith("Uden titel"))
    assert untitled["date"].startswith("2026-03-06")
    assert hits["Uden dato"]["date"] is None
    assert hits["Uden link"]["url"] is None
    assert hits["Uden link"]["date"] is None
    assert len(hits) == 5
    with hub.served() as address, httpx.Client(base_url=address, timeout=LONG) as client:
        for hit in hits.values():
            page = client.get(f"/items/{hit['id']}", follow_redirects=True)
            assert page.status_code == 200
            assert strange_scripts(page.text) == []
            assert "javascript:" not in page.text
        undated = client.get(f"/items/{hits['Uden link']['id']}", follow_redirects=True)
        assert "<dd>Uden dato</dd>" in undated.text

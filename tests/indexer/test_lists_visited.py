"""Lists, sitemaps and pages with links from real servers into the store, page by page."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.model import Item, Listing, Part, When
from hub.store import Store, open_store
from hub.visiting import Cursor, Visit
from indexer.identity import item_id
from indexer.paging import onward
from tests.crawling import Killed, Story, crawled, crawler, later, source
from tests.servers import Site, serving

pytestmark = pytest.mark.anyio


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@pytest.fixture
def story() -> Story:
    return Story()


class Files:
    """A site of files as they stand here; what is no text is the status that it answers with."""

    def __init__(self, files: dict[str, str | int]) -> None:
        self.files = files

    def serve(self, request: Request) -> Response:
        at = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        found = self.files.get(at, 404)
        if isinstance(found, int):
            return Response(status_code=found)
        text = found.replace("{host}", str(request.base_url).rstrip("/"))
        tag = f'"{hash(text)}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304)
        return Response(text, headers={"ETag": tag}, media_type="text/html")

    @property
    def routes(self) -> list[Route]:
        return [Route("/{path:path}", self.serve)]


async def visited(store: Store, story: Story, web: Site, via: str, **options: str) -> Visit:
    one = replace(source("x", web.url("/start"), via), options=tuple(options.items()))
    store.sources.apply([one], story.now)
    async with crawler(store, story) as tools:
        return (await crawled([one], tools))["x"]


def asked(web: Site) -> list[str]:
    told = [f"{seen.path}?{seen.query}".rstrip("?") for seen in web.log]
    return [path for path in told if path != "/robots.txt"]


def items(store: Store) -> list[Item]:
    found = [store.items.get(item_id("x", entry)) for entry in store.sources.state("x").seen]
    return sorted((item for item in found if isinstance(item, Item)), key=lambda item: item.title)


def page(*entries: str, further: str = "") -> str:
    rows = "".join(
        f"<li><a href='/nyt/{name}'>Om {name}</a><time>5. marts 2024</time></li>"
        for name in entries
    )
    return f"<ul>{rows}</ul>" + (f"<a class=next href='{further}'>Næste</a>" if further else "")


def index(**files: str) -> str:
    rows = "".join(
        f"<sitemap><loc>{{host}}/{name}.xml</loc>"
        + (f"<lastmod>{day}</lastmod>" if day else "")
        + "</sitemap>"
        for name, day in files.items()
    )
    return f"<sitemapindex>{rows}</sitemapindex>"


def urlset(*names: str) -> str:
    rows = "".join(f"<url><loc>{{host}}/nyt/{name}</loc></url>" for name in names)
    return f"<urlset>{rows}</urlset>"


LIST = {"item": "li", "next": "a.next", "pages": "5"}


def three_pages() -> Files:
    return Files(
        {
            "/start": page("ips", "job", further="/start?p=2"),
            "/start?p=2": page("tro", "job", further="/start?p=3"),
            "/start?p=3": page("unge"),
        }
    )


async def test_a_list_of_pages(store: Store, story: Story) -> None:
    site = three_pages()
    with serving(site.routes) as web:
        first = await visited(store, story, web, "listing", **LIST)
        assert (first.status, first.new, first.notes) == ("ok", 4, ())
        assert asked(web) == ["/start", "/start?p=2", "/start?p=3"]
        later(story, days=2)
        second = await visited(store, story, web, "listing", **LIST)
        assert (second.status, second.new) == ("unchanged", 0)
        later(story, days=2)
        site.files["/start"] = page("nyt", "ips", further="/start?p=2")
        third = await visited(store, story, web, "listing", **LIST)
    assert (third.status, third.new, third.changed) == ("ok", 1, 0)
    assert asked(web)[3:] == ["/start", "/start"]
    assert [(item.title, item.date) for item in items(store)] == [
        (f"Om {name}", When("2024-03-05")) for name in ("ips", "job", "nyt", "tro", "unge")
    ]


@pytest.mark.parametrize("kill", [1, 2])
async def test_a_killed_visit_of_a_list_goes_on(store: Store, story: Story, kill: int) -> None:
    with serving(three_pages().routes) as web:
        for _ in range(kill):
            story.end_at = "recorded"
            with pytest.raises(Killed):
                await visited(store, story, web, "listing", **LIST)
        story.end_at = ""
        last = await visited(store, story, web, "listing", **LIST)
    assert last.status == "ok"
    assert asked(web) == ["/start", "/start?p=2", "/start?p=3"]
    assert len(items(store)) == 4


async def test_a_list_ends_before_a_page_without_entries(store: Store, story: Story) -> None:
    site = three_pages()
    site.files["/start?p=2"] = "<p>Ikke flere</p>"
    with serving(site.routes) as web:
        visit = await visited(store, story, web, "listing", **LIST)
    assert (visit.status, visit.new, visit.notes) == ("ok", 2, ())
    assert store.sources.state("x").cursor == Cursor()


async def test_a_list_that_has_changed_fails_and_keeps_its_items(
    store: Store, story: Story
) -> None:
    site = three_pages()
    with serving(site.routes) as web:
        await visited(store, story, web, "listing", **LIST)
        site.files["/start"] = "<div>Ny side</div>"
        later(story, days=2)
        visit = await visited(store, story, web, "listing", **LIST)
    assert visit.trouble is not None
    assert (visit.status, visit.trouble.code) == ("failed", "list-no-items")
    assert len(items(store)) == 4


async def test_as_many_pages_as_the_source_allows(store: Store, story: Story) -> None:
    with serving(three_pages().routes) as web:
        visit = await visited(store, story, web, "listing", **{**LIST, "pages": "2"})
    assert asked(web) == ["/start", "/start?p=2"]
    assert [note.code for note in visit.notes] == ["too-many-pages"]


def parted() -> Files:
    return Files(
        {
            "/start": index(a="2026-02-01", b="2026-02-02", c=""),
            "/a.xml": urlset("job-foerst"),
            "/b.xml": index(d="2026-02-02"),
            "/c.xml": urlset("tro-paa-job"),
            "/d.xml": urlset("ips-i-praksis", "start"),
        }
    )


async def test_of_an_index_only_what_has_changed_is_asked_again(store: Store, story: Story) -> None:
    site = parted()
    with serving(site.routes) as web:
        first = await visited(store, story, web, "sitemap")
        assert (first.status, first.new, first.notes) == ("ok", 4, ())
        assert asked(web) == ["/start", "/a.xml", "/b.xml", "/c.xml", "/d.xml"]
        assert store.sources.state("x").cursor == Cursor(since="2026-03-01")
        later(story, days=2)
        second = await visited(store, story, web, "sitemap")
        assert second.status == "unchanged"
        site.files["/start"] = index(a="2026-03-02", b="2026-02-02", c="")
        site.files["/a.xml"] = urlset("job-foerst", "nyt-om-ips")
        later(story, days=2)
        third = await visited(store, story, web, "sitemap")
    assert (third.status, third.new, third.changed) == ("ok", 1, 0)
    assert asked(web)[5:] == ["/start", "/start", "/a.xml", "/c.xml"]
    assert "Ips i praksis" in [item.title for item in items(store)]


@pytest.mark.parametrize("kill", [1, 2, 3, 4])
async def test_a_killed_visit_of_an_index_goes_on(store: Store, story: Story, kill: int) -> None:
    with serving(parted().routes) as web:
        for _ in range(kill):
            story.end_at = "recorded"
            with pytest.raises(Killed):
                await visited(store, story, web, "sitemap")
        story.end_at = ""
        await visited(store, story, web, "sitemap")
    assert asked(web) == ["/start", "/a.xml", "/b.xml", "/c.xml", "/d.xml"]
    assert len(items(store)) == 4


async def test_a_file_that_fails_keeps_nobody_from_the_others(store: Store, story: Story) -> None:
    site = parted()
    site.files |= {"/a.xml": 404, "/b.xml": 500, "/d.xml": "<html>nede</html>"}
    site.files["/c.xml"] = index(d="2026-02-02", e="2026-02-02")
    site.files["/e.xml"] = urlset("tro-paa-job")
    with serving(site.routes) as web:
        first = await visited(store, story, web, "sitemap")
        assert (first.status, first.new) == ("ok", 1)
        assert [note.code for note in first.notes] == [
            "part-absent",
            "part-failed",
            "part-failed",
        ]
        site.files |= {**parted().files, "/c.xml": urlset()}
        later(story, days=2)
        second = await visited(store, story, web, "sitemap")
        assert (second.status, second.new, second.notes) == ("ok", 2, ())
        assert asked(web)[6:] == ["/start", "/b.xml", "/d.xml", "/c.xml"]
    assert store.sources.state("x").cursor == Cursor(since="2026-03-03")


async def test_an_index_of_itself_ends(store: Store, story: Story) -> None:
    site = Files({"/start": index(a="", start=""), "/a.xml": index(a="", b=""), "/b.xml": index()})
    with serving(site.routes) as web:
        visit = await visited(store, story, web, "sitemap")
    assert (visit.status, visit.new) == ("ok", 0)
    assert asked(web) == ["/start", "/a.xml", "/start.xml", "/b.xml"]


async def test_links_of_a_page(store: Store, story: Story) -> None:
    site = Files({"/start": "<a href='/tema1/'>Håb</a><a href='/tema2/'>Tro</a>"})
    with serving(site.routes) as web:
        first = await visited(store, story, web, "page", follow="/tema*/")
        later(story, days=2)
        second = await visited(store, story, web, "page", follow="/tema*/")
    assert (first.status, first.new, second.status) == ("ok", 2, "unchanged")
    assert [item.title for item in items(store)] == ["Håb", "Tro"]


async def test_the_pages_of_entries_are_read_later(store: Store, story: Story) -> None:
    with serving(three_pages().routes) as web:
        await visited(store, story, web, "listing", **LIST)
        tasks = store.readings.claim(10, story.now)
        assert tasks
        assert {task.what for task in tasks} == {"page"}
        assert {task.url for task in tasks} <= {
            web.url(f"/nyt/{name}") for name in ("ips", "job", "tro", "unge")
        }


def test_which_files_of_an_index_are_due() -> None:
    at = "https://x.dk/index.xml"
    parts = tuple(
        Part(f"https://x.dk/{name}.xml", When(day) if day else None)
        for name, day in [("a", "2024-03-03"), ("b", "2024-03"), ("c", "2023"), ("d", "")]
    )
    listing = Listing((), parts=(*parts, Part("https://y.dk/e.xml")), told_at="2024-03-06")
    cursor, notes = onward(listing, Cursor(since="2024-03-05"), at, (), 100)
    assert (cursor.next, cursor.left) == ("https://x.dk/b.xml", ("https://x.dk/d.xml",))
    assert [note.code for note in notes] == ["page-elsewhere"]
    again = Cursor(since="2024-03-05", failed=("https://x.dk/c.xml",))
    assert onward(listing, again, at, (), 100)[0].next == "https://x.dk/c.xml"


def test_more_files_than_a_visit_asks_for_are_left_to_the_next() -> None:
    parts = tuple(Part(f"https://x.dk/{n}.xml") for n in range(5))
    listing = Listing((), parts=parts, told_at="2024-03-06")
    cursor, notes = onward(listing, Cursor(), "https://x.dk/", (), 3)
    assert (cursor.next, cursor.left) == ("https://x.dk/0.xml", ("https://x.dk/1.xml",))
    assert cursor.failed == ("https://x.dk/2.xml", "https://x.dk/3.xml", "https://x.dk/4.xml")
    assert [note.code for note in notes] == ["too-many-pages"]

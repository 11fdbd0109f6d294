"""Sources of many pages: read once from end to end, a transaction a page, then only the first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.model import Listing
from hub.store import Store, open_store
from hub.visiting import Cursor, Visit
from indexer.paging import beside, onward
from tests.crawling import Killed, Story, crawled, crawler, later, rss, source
from tests.servers import Site, serving

ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"'


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@pytest.fixture
def story() -> Story:
    return Story()


class Archive:
    """A feed of `pages` pages with two entries each; `broken` ones answer with an error."""

    def __init__(self, pages: int, relation: str = "next") -> None:
        self.pages = pages
        self.relation = relation
        self.tag = '"1"'
        self.after: dict[int, str] = {}  # addresses that are named instead of the next page
        self.broken: set[int] = set()

    def serve(self, request: Request) -> Response:
        page = int(request.query_params.get("page", "1"))
        if page in self.broken:
            return Response(status_code=500)
        if page == 1 and request.headers.get("if-none-match") == self.tag:
            return Response(status_code=304)
        further = self.after.get(page, f"?page={page + 1}" if page < self.pages else "")
        link = f'<atom:link {ATOM} rel="{self.relation}" href="{further}"/>' if further else ""
        text = rss(f"a{page} Et", f"b{page} To").replace("<channel>", f"<channel>{link}")
        return Response(text, headers={"ETag": self.tag} if page == 1 else {})


def asked(web: Site) -> list[str]:
    """The pages that were asked for, in order."""
    return [request.query.partition("page=")[2] or "1" for request in web.log]


async def visited(store: Store, story: Story, web: Site) -> Visit:
    one = source("x", web.url("/feed"))
    store.sources.apply([one], story.now)
    async with crawler(store, story) as tools:
        return (await crawled([one], tools))["x"]


@pytest.mark.anyio
@pytest.mark.parametrize("relation", ["next", "prev-archive"])
async def test_a_first_visit_reads_all_pages_and_a_later_one_the_first(
    store: Store, story: Story, relation: str
) -> None:
    archive = Archive(3, relation)
    with serving([Route("/feed", archive.serve)]) as web:
        first = await visited(store, story, web)
        assert (first.status, first.new, first.changed, first.notes) == ("ok", 6, 0, ())
        assert asked(web) == ["1", "2", "3"]
        assert story.steps.count("recorded") == 3
        assert store.visits.of("x") == (first,)
        assert store.sources.state("x").cursor == Cursor()
        later(story, hours=7)
        second = await visited(store, story, web)
        assert second.status == "unchanged"
        later(story, hours=7)
        archive.tag = '"2"'
        third = await visited(store, story, web)
    assert (third.status, third.new) == ("ok", 0)
    assert asked(web)[3:] == ["1", "1"]


@pytest.mark.anyio
@pytest.mark.parametrize("kill", [1, 2, 3])
async def test_a_killed_visit_goes_on_where_it_stopped(
    store: Store, story: Story, kill: int
) -> None:
    with serving([Route("/feed", Archive(3).serve)]) as web:
        for _ in range(kill):
            story.end_at = "recorded"
            with pytest.raises(Killed):
                await visited(store, story, web)
        assert len(store.sources.state("x").seen) == 2 * kill
        assert store.sources.due(story.now) == (() if kill == 3 else ("x",))
        story.end_at = ""
        last = await visited(store, story, web)
    assert (last.status, last.new) == ("unchanged" if kill == 3 else "ok", 6 - 2 * kill)
    assert asked(web) == ["1", "2", "3"] + ["1"] * (kill == 3)
    assert len(store.sources.state("x").seen) == 6


@pytest.mark.anyio
async def test_a_page_that_fails_is_tried_again_and_then_given_up(
    store: Store, story: Story
) -> None:
    archive = Archive(3)
    archive.broken = {2}
    with serving([Route("/feed", archive.serve)]) as web:
        visits = []
        for _ in range(4):
            visits.append(await visited(store, story, web))
            later(story, hours=9)
    assert [(visit.status, visit.new) for visit in visits] == [
        ("failed", 2),
        ("failed", 0),
        ("failed", 0),
        ("unchanged", 0),
    ]
    assert asked(web) == ["1", "2", "2", "2", "1"]
    assert len(store.sources.state("x").seen) == 2


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("further", "note"),
    [
        ("https://other.example/feed?page=2", "page-elsewhere"),
        ("http://127.0.0.1:1/feed?page=2", "page-elsewhere"),
        ("?page=1", "pages-in-circles"),
    ],
)
async def test_pages_that_are_not_followed(
    store: Store, story: Story, further: str, note: str
) -> None:
    archive = Archive(3)
    archive.after = {2: further}
    with serving([Route("/feed", archive.serve)]) as web:
        visit = await visited(store, story, web)
    assert (visit.status, visit.new, [each.code for each in visit.notes]) == ("ok", 4, [note])
    assert asked(web)[:2] == ["1", "2"]
    assert len(asked(web)) <= 3


@pytest.mark.anyio
async def test_an_endless_archive_ends_for_us(store: Store, story: Story) -> None:
    with serving([Route("/feed", Archive(1_000_000).serve)]) as web:
        visit = await visited(store, story, web)
    assert len(asked(web)) == 20
    assert (visit.new, [note.code for note in visit.notes]) == (40, ["too-many-pages"])


@pytest.mark.anyio
@pytest.mark.corpus
async def test_a_real_paged_podcast(store: Store, story: Story, corpus: Path) -> None:
    real = (corpus / "podcasts/cre-podlove-psc.xml").read_text("utf-8")

    def serve(request: Request) -> Response:
        if "paged" in request.query_params:
            return Response(rss("sidst Den ældste"))
        return Response(real.replace("http://cre.fm/feed/m4a/", str(request.base_url) + "feed"))

    with serving([Route("/feed", serve)]) as web:
        visit = await visited(store, story, web)
    assert (visit.status, visit.new) == ("ok", 31)
    assert [request.query for request in web.log] == ["", "paged=2"]


def test_the_next_page_is_of_the_same_host_and_as_secure() -> None:
    at = "https://x.dk/feed"
    assert beside("https://x.dk/feed?page=2#top", at) == "https://x.dk/feed?page=2"
    assert beside("http://X.dk/feed?page=2", at) == "https://X.dk/feed?page=2"
    assert beside("https://x.dk/2", "http://x.dk/feed") == "https://x.dk/2"
    for other in ("https://y.dk/2", "https://x.dk:8443/2", "https://x.dk:99999999/2"):
        assert beside(other, at) is None


def test_since_moves_on_only_when_the_last_page_is_whole() -> None:
    def end(cursor: Cursor, told_at: str) -> Cursor:
        return onward(Listing((), told_at=told_at), cursor, "https://x.dk/", (), 20)[0]

    under_way = Cursor("https://x.dk/2", 1, since="2024-01-01", began="2024-03-05")
    assert end(under_way, "2024-03-06") == Cursor(since="2024-03-05")
    assert end(under_way, "") == Cursor(since="2024-01-01")
    assert end(Cursor(), "2024-03-06") == Cursor(since="2024-03-06")

"""WordPress sites, OpenAlex, Crossref and Apple as sources, asked over real HTTP.

The answers are of our own writing, in the shape that each of them documents.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.model import Item, Source
from hub.store import Store, open_store
from hub.visiting import Visit
from tests.crawling import Story, crawled, crawler, later, rss, source
from tests.servers import Site, serving

pytestmark = pytest.mark.anyio


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        store.pending.register("everything")
        yield store


def a_source(web: Site, via: str, path: str, **options: str) -> Source:
    return replace(source("x", web.url(path), via, language=None), options=tuple(options.items()))


async def visited(store: Store, one: Source, story: Story) -> Visit:
    store.sources.apply([one], story.now)
    async with crawler(store, story) as tools:
        return (await crawled([one], tools))["x"]


def items(store: Store) -> dict[str, Item]:
    """By title, seen or not."""
    waiting = store.pending.next("everything", 1000)
    found = store.items.many([each.item for each in waiting])
    return {item.title: item for item in found.values()}


def asked(web: Site, path: str) -> list[dict[str, str]]:
    return [{k: v for k, (v, *_) in parse_qs(seen.query).items()} for seen in web.asked(path)]


def post(number: int, **more: object) -> dict[str, Any]:
    return {
        "id": number,
        "guid": {"rendered": f"https://sted.example/?p={number}"},
        "link": f"https://sted.example/nyt-{number}",
        "date_gmt": "2026-02-01T08:00:00",
        "modified_gmt": "2026-02-02T09:30:00",
        "title": {"rendered": f"Job &amp; støtte {number}"},
        "excerpt": {"rendered": "<p>Kort om indsatsen.</p>"},
        "content": {"rendered": "<p>Lang tekst om indsatsen, og hvad den har ført til.</p>"},
        "_embedded": {
            "author": [{"name": "Ida Holm"}],
            "wp:term": [[{"name": "Rapporter"}], [{"name": "ips"}]],
        },
        **more,
    }


def blog(posts: list[dict[str, Any]], pages: list[dict[str, Any]]) -> list[Route]:
    """A WordPress of two types of content that knows offset and modified_after."""

    def serve(kind: list[dict[str, Any]]) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            asked = request.query_params
            after = asked.get("modified_after", "")
            found = [each for each in kind if each["modified_gmt"] > after]
            begin = int(asked.get("offset", "0"))
            return JSONResponse(found[begin : begin + int(asked["per_page"])])

        return answer

    return [
        Route("/blog/wp-json/wp/v2/posts", serve(posts)),
        Route("/blog/wp-json/wp/v2/pages", serve(pages)),
    ]


async def test_wordpress_tells_every_type_to_its_end_and_later_what_changed(store: Store) -> None:
    posts, pages, story = [post(n) for n in range(60)], [post(100)], Story()
    with serving(blog(posts, pages)) as web:
        one = a_source(web, "wordpress", "/blog/", types="posts,pages")
        assert (await visited(store, one, story)).new == 61
        later(story, days=1)
        posts.insert(0, post(61, modified_gmt="2026-03-02T00:00:00"))
        again = await visited(store, one, story)
        assert (again.new, again.changed) == (1, 0)
        offsets = [each.get("offset", "0") for each in asked(web, "/blog/wp-json/wp/v2/posts")]
        assert offsets == ["0", "50", "0"] or offsets == ["0", "50", "0", "50"]
        assert asked(web, "/blog/wp-json/wp/v2/posts")[-1]["modified_after"] == (
            "2026-02-01T00:00:00"
        )
    item = items(store)["Job & støtte 7"]
    assert item.summary == "Kort om indsatsen."
    assert item.body == "Lang tekst om indsatsen, og hvad den har ført til."
    assert (item.form, item.people[0].name) == ("report", "Ida Holm")
    assert item.date is not None
    assert item.date.iso.startswith("2026-02-01T08:00:00")


WORK = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1234/IPS.1",
    "display_name": "Individual placement and support: <i>ten</i> years",
    "publication_date": "2024-05-17",
    "language": "en",
    "type": "article",
    "authorships": [{"author": {"display_name": "Ida Holm"}}, {"author": None}],
    "abstract_inverted_index": {"Work": [0, 2], "first,": [1], "later.": [3]},
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1234/ips.1",
        "license": "cc-by",
        "source": {"display_name": "Journal of Work"},
    },
    "best_oa_location": {"pdf_url": "https://tidsskrift.example/ips.pdf"},
    "open_access": {"oa_status": "gold"},
}


async def test_openalex_is_asked_page_by_page(store: Store) -> None:
    many = [{**WORK, "id": f"W{n}", "doi": None, "display_name": f"Værk {n}"} for n in range(100)]

    def works(request: Request) -> Response:
        page = request.query_params["page"]
        return JSONResponse({"meta": {"count": 101}, "results": many if page == "1" else [WORK]})

    query = '"individual placement and support"'
    with serving([Route("/works", works)]) as web:
        one = a_source(web, "openalex", "/works", query=query, **{"from": "2020"})
        assert (await visited(store, one, Story())).new == 101
        first, second = asked(web, "/works")
    assert (first["search"], first["page"], second["page"]) == (query, "1", "2")
    assert first["filter"] == "from_publication_date:2020-01-01"
    assert "cursor" not in first
    item = items(store)["Individual placement and support: ten years"]
    assert item.summary == "Work first, Work later."
    assert (item.ids, item.license) == (("doi:10.1234/ips.1",), "cc-by")
    assert [person.name for person in item.people] == ["Ida Holm"]
    assert item.enclosures[0].url == "https://tidsskrift.example/ips.pdf"
    assert item.date is not None
    assert (item.date.iso, item.form) == ("2024-05-17", "article")


def crossref_work(number: int, title: str, **more: object) -> dict[str, Any]:
    return {
        "DOI": f"10.5555/{number}",
        "title": [title],
        "abstract": "<jats:title>Abstract</jats:title><jats:p>What works &amp; why.</jats:p>",
        "author": [{"given": "Bo", "family": "Dam"}, {"name": "The Group"}],
        "issued": {"date-parts": [[2023, 4]]},
        "published-print": {"date-parts": [[2023, 4, 9]]},
        "type": "journal-article",
        "container-title": ["Work & Society"],
        "indexed": {"date-time": "2026-02-20T01:02:03Z"},
        **more,
    }


async def test_crossref_follows_its_cursor_and_keeps_what_has_the_phrase(store: Store) -> None:
    page = [crossref_work(n, f"Supported employment {n}") for n in range(99)]
    other = crossref_work(500, "Employment of support vectors")
    pages = {"*": ([*page, other], "næste+side"), "næste+side": ([crossref_work(900, "A")], "?")}

    def works(request: Request) -> Response:
        found, cursor = pages[request.query_params["cursor"]]
        return JSONResponse({"message": {"items": found, "next-cursor": cursor}})

    story = Story()
    with serving([Route("/works", works)]) as web:
        one = a_source(web, "crossref", "/works", query='"supported employment"')
        visit = await visited(store, one, story)
        later(story, days=1)
        await visited(store, one, story)
        first, second, again, _ = asked(web, "/works")
    assert visit.new == 99
    assert ("without-phrase", (("count", "1"),)) in [(n.code, n.details) for n in visit.notes]
    assert first["query.bibliographic"] == "supported employment"
    assert (first["cursor"], second["cursor"]) == ("*", "næste+side")
    assert again["filter"] == "from-index-date:2026-02-19"
    item = items(store)["Supported employment 7"]
    assert item.summary == "What works & why."
    assert [person.name for person in item.people] == ["Bo Dam", "The Group"]
    assert item.date is not None
    assert item.date.iso == "2023-04-09"
    assert item.url == "https://doi.org/10.5555/7"


async def test_apple_leads_to_the_feed_which_is_asked_conditionally(store: Store) -> None:
    def feed(request: Request) -> Response:
        if request.headers.get("if-none-match") == '"1"':
            return Response(status_code=304, headers={"etag": '"1"'})
        return Response(rss("En", "To"), media_type="application/rss+xml", headers={"etag": '"1"'})

    def lookup(request: Request) -> Response:
        results = (
            [{"feedUrl": str(request.url_for("feed"))}] if request.query_params["id"] == "7" else []
        )
        return JSONResponse({"resultCount": len(results), "results": results})

    story = Story()
    with serving([Route("/lookup", lookup), Route("/feed", feed, name="feed")]) as web:
        one = a_source(web, "apple", "/lookup", apple_id="7")
        assert (await visited(store, one, story)).new == 2
        later(story, days=1)
        assert (await visited(store, one, story)).status == "unchanged"
        assert asked(web, "/lookup")[0] == {"id": "7", "entity": "podcast"}
        later(story, days=1)
        unknown = await visited(store, a_source(web, "apple", "/lookup", apple_id="1"), story)
        assert unknown.trouble is not None
        assert unknown.trouble.code == "not-at-apple"


@pytest.mark.parametrize("via", ["wordpress", "openalex", "crossref", "apple"])
@pytest.mark.parametrize(
    "body",
    [
        "<html>",
        "[1, null, [], {}]",
        "{}",
        '{"results": 3}',
        '{"message": []}',
        '{"message": {"items": [null, 4, {}, {"title": 4, "author": {}, "issued": []}]}}',
        '{"results": [{"display_name": "Titel", "abstract_inverted_index": {"a": ["b"]}}, []]}',
        '[{"title": 5, "_embedded": {"author": 4, "wp:term": [4, [5]]}, "link": "javascript:1"}]',
        "[" * 100_000,
    ],
)
async def test_what_is_ill_formed_is_a_result(store: Store, via: str, body: str) -> None:
    def serve(_: Request) -> Response:
        return Response(body, media_type="application/json")

    with serving([Route("/{path:path}", serve)]) as web:
        visit = await visited(store, a_source(web, via, "/", query="ips", apple_id="7"), Story())
    assert visit.status in ("ok", "failed")
    if visit.trouble:
        assert visit.trouble.code in (
            "unreadable",
            "no-catalogue",
            "no-wordpress",
            "not-at-apple",
        )

"""robots.txt of real servers: asked once a day, heeded on every address, its absence understood."""

import gzip
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from hub.errors import FetchError
from hub.phrases import in_words
from hub.store import Store, open_store
from indexer.client import user_agent
from indexer.fetch import Fetcher
from indexer.limits import Limits
from indexer.tools import open_fetcher
from tests.crawling import Story, later
from tests.servers import Site, serving

pytestmark = pytest.mark.anyio
NO_ONE = "User-agent: *\nDisallow: /"
NOT_US = "User-agent: lydhoer\nDisallow: /secret"
HOSTS = ("127.0.0.1", "127.0.0.2")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@pytest.fixture
def story() -> Story:
    return Story()


@asynccontextmanager
async def worker(story: Story, store: Store | None = None) -> AsyncIterator[Fetcher]:
    near = ("127.0.0.0/30",)
    limits = Limits(body=1_000_000)
    async with open_fetcher(user_agent(), near, 0, limits, store=store, now=story.clock) as each:
        yield each


async def code(fetching: Fetcher, url: str) -> str:
    """What became of it: empty where it was fetched."""
    try:
        await fetching.fetch(url)
    except FetchError as error:
        return error.trouble.code
    return ""


def page(path: str, answer: Callable[[Request], Response] | None = None) -> Route:
    return Route(path, answer or (lambda request: PlainTextResponse("her")))


def robots(text: str | bytes, **headers: str) -> Route:
    return Route("/robots.txt", lambda request: Response(text, headers=headers))


def failing(status: int) -> Route:
    return Route("/robots.txt", lambda request: Response(status_code=status))


async def test_what_is_not_allowed_is_not_asked_for(story: Story) -> None:
    with serving([robots(NOT_US), page("/secret"), page("/open")]) as site:
        async with worker(story) as fetching:
            with pytest.raises(FetchError) as caught:
                await fetching.fetch(site.url("/secret"))
            assert await code(fetching, site.url("/open")) == ""
    assert caught.value.trouble.code == "robots-disallowed"
    for language in ("da", "en"):
        told = in_words(caught.value.trouble, language)
        assert "127.0.0.1/robots.txt" in told
        assert "Lydhoer" in told
    assert [seen.path for seen in site.log] == ["/open"]
    assert len(site.robots) == 1
    assert site.robots[0].headers["user-agent"].startswith("Lydhoer/")


async def test_the_target_of_a_redirect_has_its_own(story: Story) -> None:
    def away(request: Request) -> Response:
        return RedirectResponse(f"http://127.0.0.2:{request.url.port}/there")

    def own(request: Request) -> Response:
        here = request.url.hostname == "127.0.0.1"
        return PlainTextResponse("" if here else "User-agent: *\nDisallow: /there")

    routes = [page("/away", away), page("/there"), Route("/robots.txt", own)]
    with serving(routes, HOSTS) as site:
        async with worker(story) as fetching:
            assert await code(fetching, site.url("/away")) == "robots-disallowed"
    assert [seen.path for seen in site.log] == ["/away"]


async def test_it_is_asked_once_a_day_by_all_workers(story: Story, store: Store) -> None:
    with serving([robots(NOT_US), page("/secret"), page("/open")]) as site:
        for _ in range(2):
            async with worker(story, store) as one, worker(story, store) as other:
                for fetching in (one, other, one):
                    assert await code(fetching, site.url("/secret")) == "robots-disallowed"
                    assert await code(fetching, site.url("/open")) == ""
                    later(story, hours=1)
        assert len(site.robots) == 1
        async with worker(story, store) as one:
            later(story, hours=19)
            assert await code(one, site.url("/open")) == ""
    assert len(site.robots) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
async def test_none_there_means_that_all_is_allowed(story: Story, status: int) -> None:
    with serving([failing(status), page("/open")]) as site:
        async with worker(story) as fetching:
            assert await code(fetching, site.url("/open")) == ""
            assert await code(fetching, site.url("/open")) == ""
    assert len(site.robots) == 1


async def test_one_that_fails_allows_nothing_for_a_while(story: Story) -> None:
    answers = iter([500, 404])

    def mended(request: Request) -> Response:
        return Response(status_code=next(answers))

    with serving([Route("/robots.txt", mended), page("/open")]) as site:
        async with worker(story) as fetching:
            for _ in range(3):
                assert await code(fetching, site.url("/open")) == "robots-unreachable"
            assert (len(site.robots), site.log) == (1, [])
            later(story, minutes=11)
            assert await code(fetching, site.url("/open")) == ""


async def test_where_it_fails_later_what_it_said_still_holds(story: Story, store: Store) -> None:
    answers = iter([PlainTextResponse(NOT_US), *[Response(status_code=500)] * 3])
    routes = [Route("/robots.txt", lambda r: next(answers)), page("/secret"), page("/open")]
    with serving(routes) as site:
        async with worker(story, store) as fetching:
            assert await code(fetching, site.url("/open")) == ""
            later(story, days=2)
            assert await code(fetching, site.url("/open")) == ""
            assert await code(fetching, site.url("/secret")) == "robots-disallowed"
            later(story, days=29)
            assert await code(fetching, site.url("/open")) == "robots-unreachable"


async def test_a_host_that_is_down_is_told_as_such(story: Story) -> None:
    with serving([page("/open")]) as site:
        pass
    async with worker(story) as fetching:
        assert await code(fetching, site.url("/open")) == "no-answer"


def redirected(site: Site | None, n: int) -> list[Route]:
    return [
        Route("/robots.txt", lambda request: RedirectResponse("/r/1")),
        Route(
            "/r/{n:int}",
            lambda r: (
                RedirectResponse(f"/r/{r.path_params['n'] + 1}")
                if r.path_params["n"] < n
                else PlainTextResponse(NO_ONE)
            ),
        ),
        page("/open"),
    ]


async def test_five_redirects_are_followed_and_no_more(story: Story) -> None:
    for hops, found in ((5, "robots-disallowed"), (6, "")):
        with serving(redirected(None, hops)) as site:
            async with worker(story) as fetching:
                assert await code(fetching, site.url("/open")) == found


async def test_a_redirect_to_another_host_holds_for_the_first(story: Story) -> None:
    def own(request: Request) -> Response:
        if request.url.hostname == "127.0.0.1":
            return RedirectResponse(f"http://127.0.0.2:{request.url.port}/robots.txt")
        return PlainTextResponse(NO_ONE)

    with serving([Route("/robots.txt", own), page("/open")], HOSTS) as site:
        async with worker(story) as fetching:
            assert await code(fetching, site.url("/open")) == "robots-disallowed"


@pytest.mark.parametrize(
    ("to", "found"),
    [("mailto:x@x.dk", ""), ("http://127.0.0.9/robots.txt", "private-address")],
)
async def test_a_redirect_to_where_none_can_be(story: Story, to: str, found: str) -> None:
    routes = [Route("/robots.txt", lambda request: RedirectResponse(to)), page("/open")]
    with serving(routes) as site:
        async with worker(story) as fetching:
            assert await code(fetching, site.url("/open")) == found


async def test_a_bomb_for_a_robots_txt_is_read_as_far_as_the_cap(story: Story) -> None:
    text = b"User-agent: *\nDisallow: /secret\n" + b"#" * 30_000_000 + b"\nDisallow: /"
    bomb = robots(gzip.compress(text), **{"Content-Encoding": "gzip"})
    with serving([bomb, page("/secret"), page("/open")]) as site:
        async with worker(story) as fetching:
            assert await code(fetching, site.url("/open")) == ""
            assert await code(fetching, site.url("/secret")) == "robots-disallowed"


async def test_an_absurd_pause_is_told(story: Story) -> None:
    with serving([robots("User-agent: *\nCrawl-delay: 86400"), page("/open")]) as site:
        async with worker(story) as fetching:
            notes = (await fetching.ask(site.url("/open"))).notes
    assert [note.code for note in notes] == ["long-crawl-delay"]
    assert "86400" in in_words(notes[0], "da")


async def test_another_port_is_another_site(story: Story) -> None:
    with (
        serving([robots(NO_ONE), page("/open")]) as strict,
        serving([page("/open")]) as open_to_all,
    ):
        async with worker(story) as fetching:
            assert await code(fetching, strict.url("/open")) == "robots-disallowed"
            assert await code(fetching, open_to_all.url("/open")) == ""

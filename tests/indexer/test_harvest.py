"""Visits of OAI repositories: page by page, since the last whole one, over again if need be."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.store import Store, open_store
from hub.visiting import Cursor, Visit
from tests.crawling import Killed, Story, crawled, crawler, later, source
from tests.servers import Site, serving

pytestmark = [pytest.mark.anyio, pytest.mark.corpus]
BAD = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-03-01T12:00:00Z'
    '</responseDate><error code="badResumptionToken"/></OAI-PMH>'
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@pytest.fixture
def story() -> Story:
    return Story()


async def visited(store: Store, story: Story, web: Site, **options: str) -> Visit:
    one = replace(source("x", web.url("/oai"), "oai"), options=tuple(options.items()))
    store.sources.apply([one], story.now)
    async with crawler(store, story) as tools:
        return (await crawled([one], tools))["x"]


def answering(corpus: Path, first: str, second: str) -> Callable[[Request], Response]:
    """A repository of two pages."""

    def serve(request: Request) -> Response:
        name = second if "resumptionToken" in request.query_params else first
        return Response((corpus / "oai" / name).read_bytes(), media_type="text/xml")

    return serve


def queries(web: Site) -> list[dict[str, str]]:
    return [{name: one for name, (one,) in parse_qs(seen.query).items()} for seen in web.log]


DATACITE = ("datacite-p1-with-danish-ojs-records.xml", "datacite-p2-empty-token.xml")


async def test_a_harvest_and_what_is_new_since(store: Store, story: Story, corpus: Path) -> None:
    with serving([Route("/oai", answering(corpus, *DATACITE))]) as web:
        first = await visited(store, story, web, set="a:{yyyy}")
        assert store.sources.state("x").cursor == Cursor(since="2015-06-30")
        later(story, hours=7)
        second = await visited(store, story, web, set="a:{yyyy}")
        later(story, days=365)
        await visited(store, story, web, set="a:{yyyy}")
    assert (first.status, first.new, first.notes) == ("ok", 56, ())
    assert (second.status, second.new, second.changed) == ("ok", 0, 0)
    asked = queries(web)
    start = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "a:2026"}
    token = "1435689439510,2012-12-19T00:00:00Z,2012-12-21T00:00:00Z,50,null,oai_dc"
    assert asked[:2] == [start, {"verb": "ListRecords", "resumptionToken": token}]
    assert asked[2] == {**start, "from": "2015-06-29"}
    assert asked[4] == {**start, "set": "a:2027"}


async def test_killed_between_pages(store: Store, story: Story, corpus: Path) -> None:
    with serving([Route("/oai", answering(corpus, *DATACITE))]) as web:
        story.end_at = "recorded"
        with pytest.raises(Killed):
            await visited(store, story, web)
        assert len(store.sources.state("x").seen) == 50
        story.end_at = ""
        visit = await visited(store, story, web)
    assert (visit.status, visit.new) == ("ok", 6)
    assert ["resumptionToken" in query for query in queries(web)] == [False, True]
    assert store.sources.state("x").cursor == Cursor(since="2015-06-30")


async def test_a_token_to_nothing_is_the_end(store: Store, story: Story, corpus: Path) -> None:
    serve = answering(corpus, "mla-last-page-with-token.xml", "mla-noRecordsMatch.xml")
    with serving([Route("/oai", serve)]) as web:
        visit = await visited(store, story, web)
    assert (visit.status, visit.new, visit.notes) == ("ok", 19, ())
    assert store.sources.state("x").cursor == Cursor(since="2016-05-27")


async def test_a_token_that_ran_out_starts_over_once(
    store: Store, story: Story, corpus: Path
) -> None:
    whole = answering(corpus, *DATACITE)
    bad = iter([True, False])

    def serve(request: Request) -> Response:
        refused = "resumptionToken" in request.query_params and next(bad)
        return Response(BAD) if refused else whole(request)

    with serving([Route("/oai", serve)]) as web:
        visit = await visited(store, story, web)
    assert (visit.status, visit.new) == ("ok", 56)
    assert ["resumptionToken" in q for q in queries(web)] == [False, True, False, True]


async def test_tokens_that_are_never_good(store: Store, story: Story, corpus: Path) -> None:
    whole = answering(corpus, *DATACITE)

    def serve(request: Request) -> Response:
        return Response(BAD) if "resumptionToken" in request.query_params else whole(request)

    with serving([Route("/oai", serve)]) as web:
        visit = await visited(store, story, web)
    assert (visit.status, visit.trouble and visit.trouble.code) == ("failed", "start-over")
    assert (visit.new, len(web.log)) == (50, 4)


async def test_what_is_deleted_is_gone_and_stays(store: Store, story: Story, corpus: Path) -> None:
    body = (corpus / "oai/zenodo.xml").read_text("utf-8")
    deleted = body.replace(
        "<header><identifier>oai:zenodo.org:13841<",
        '<header status="deleted"><identifier>oai:zenodo.org:13841<',
    )
    bodies = iter([body, deleted, deleted, body])
    with serving([Route("/oai", lambda request: Response(next(bodies)))]) as web:
        visits = [await visited(store, story, web) for _ in range(4)]
    assert [(visit.new, visit.gone) for visit in visits] == [(7, 0), (0, 1), (0, 0), (1, 0)]
    assert [visit.gone for visit in store.visits.of("x")] == [0, 0, 1, 0]


async def test_busy_repositories_are_left_alone(store: Store, story: Story) -> None:
    """503 with Retry-After (OAI-PMH 2.0, 3.1.2.2): during it nobody asks, source after source."""
    busy = Response(status_code=503, headers={"Retry-After": "36000"})
    with serving([Route("/oai", lambda request: busy)]) as web:
        for _ in range(3):
            visit = await visited(store, story, web)
            assert visit.trouble is not None
            assert visit.trouble.code == "asked-to-wait"
            assert dict(visit.trouble.details)["until"] == "2026-03-01T22:00:00+00:00"
    assert len(web.log) == 1

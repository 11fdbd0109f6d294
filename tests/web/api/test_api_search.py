"""/api/v1/search: what `hub search --json` tells, page by page, as far as it may be shown."""

import re
from typing import Any

import pytest

from hub.model import Draft, When
from hub.query import parse_query
from hub.results_json import results_json
from hub.search import Filters, Note
from hub.store import Store
from tests.web.api.asking import Api
from tests.web.collection import item_id, record
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.api.schemas import example_of
from web.api.searching import SEARCH


async def test_it_answers_what_the_command_line_answers(
    api: Api, english: Api, searcher: PlainSearcher
) -> None:
    searcher.notes = (Note("relaxed"),)
    results = searcher.search(parse_query("troen"))
    assert await english.json("/search?q=troen") == as_read(results_json(results))
    titles = {"troen-paa-borgeren": "Belief in the citizen"}
    reasoned = searcher.search(parse_query("troen"), explain=True)
    explained = results_json(reasoned, explain=True, titles=titles)
    assert "is about the theme Belief" in " ".join(explained["hits"][0]["reasons"])
    assert await english.json("/search?q=troen&explain=1") == as_read(explained)
    danish = await api.json("/search?q=troen")
    assert danish["notes"] != explained["notes"]
    assert danish["hits"] == as_read(results_json(results))["hits"]


def as_read(told: Any) -> Any:
    """As JSON has it: no tuples."""
    if isinstance(told, dict):
        return {name: as_read(value) for name, value in told.items()}
    return [as_read(value) for value in told] if isinstance(told, list | tuple) else told


async def test_the_keys_are_those_of_the_contract_in_its_order(api: Api) -> None:
    told = await api.json("/search?q=troen&explain=1")
    assert " ".join(told) == ("query read_as total relaxed notes took_ms did_you_mean facets hits")
    assert " ".join(told["hits"][0]) == (
        "id title kind form source publisher url date language score themes cost access snippet "
        "moments moment searched reasons"
    )
    assert list(example_of(SEARCH.type)) == list(told)
    assert list(example_of(SEARCH.type)["hits"][0]) == list(told["hits"][0])


async def test_a_hit(api: Api) -> None:
    (hit,) = (await api.json("/search?q=troen"))["hits"]
    assert hit["id"] == item_id("samtalen", 0)
    assert hit["date"] == "2026-02-17T06:00:00+01:00"
    assert hit["moment"] == {"start": 751.0, "end": 790.0}
    assert hit["snippet"][0] == ["Troen", True]
    assert hit["cost"] == {"seconds": 2530}
    assert hit["themes"] == ["troen-paa-borgeren"]


async def test_filters_and_order(api: Api, searcher: PlainSearcher) -> None:
    told = await api.json("/search?kind=issue&kind=episode&year=2026&sort=oldest&q=job")
    assert {hit["kind"] for hit in told["hits"]} == {"issue", "episode"}
    query = searcher.asked[-1][0]
    assert query.filters == Filters.of(kind=("episode", "issue"), year=("2026",))
    assert query.sort == "oldest"


async def test_a_source_that_shows_links_only_shows_no_words(api: Api) -> None:
    told = await api.ask("/search?q=individual")
    (hit,) = told.json()["hits"]
    assert (hit["snippet"], hit["moments"], hit["moment"]) == ([], [], None)
    assert "Secret" not in told.text


async def test_only_addresses_that_are_links(api: Api) -> None:
    hits = (await api.json("/search?q=uden+titel+og+dato"))["hits"]
    assert [hit["url"] for hit in hits] == [None]


def pages(link: str) -> dict[str, str]:
    """The addresses of a Link header by relation."""
    return {relation: to for to, relation in re.findall(r'<([^>]+)>; rel="(\w+)"', link)}


async def test_pages_lead_to_one_another(
    api: Api, visitor: Visitor, store: Store, searcher: PlainSearcher
) -> None:
    record(store, "nyt", *(Draft(f"Brev {n}", date=When("2020")) for n in range(45)))
    first = await api.ask("/search?q=brev&explain=1")
    assert len(first.json()["hits"]) == 20
    ways = pages(first.headers["link"])
    assert sorted(ways) == ["first", "next"]
    second = await visitor.get(ways["next"])
    assert searcher.asked[-1][1:] == (20, 20, "1772443800000000")
    third = await visitor.get(pages(second.headers["link"])["next"])
    assert len(third.json()["hits"]) == 5
    assert sorted(pages(third.headers["link"])) == ["first", "prev"]
    seen = [hit["id"] for page in (first, second, third) for hit in page.json()["hits"]]
    assert len(set(seen)) == 45
    beyond = await api.ask("/search?q=brev&page=50")
    assert beyond.json()["hits"] == []
    assert "page=3" in pages(beyond.headers["link"])["prev"]


async def test_how_long_it_took_makes_no_other_answer(
    api: Api, store: Store, searcher: PlainSearcher
) -> None:
    first = await api.ask("/search?q=job")
    again = await api.ask("/search?q=job", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    record(store, "nyt", Draft("Mere om job", date=When("2026")))
    changed = await api.ask("/search?q=job", if_none_match=first.headers["etag"])
    assert changed.status_code == 200


@pytest.mark.parametrize("number", ["010203-1234", "0102031234"])
async def test_a_cpr_number_does_not_come_back(
    api: Api, searcher: PlainSearcher, number: str
) -> None:
    """Not where it is searched for, not in what is wrong, and not in the ways on."""
    for asked in ("q=job+{}", "q=job&person={}", "page={}", "{}=1", "year={}&q={}"):
        told = await api.ask(f"/search?{asked.replace('{}', number)}")
        assert number not in told.text + str(told.headers)
    assert len(searcher.asked) == 2
    assert all(number not in str(query) for query, *_ in searcher.asked)


async def test_an_empty_query_is_everything(api: Api, searcher: PlainSearcher) -> None:
    told = await api.json("/search")
    assert (told["query"], told["total"]) == ("", 8)
    assert searcher.asked[-1][0].sort == "newest"

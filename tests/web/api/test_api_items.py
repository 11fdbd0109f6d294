"""/api/v1/items, sources and themes: all that is known, and no more than may be passed on."""

import pytest

from hub.model import Draft, Passage
from hub.store import Store
from hub.visiting import NewReading, Read
from tests.web.api.asking import Api
from tests.web.collection import LONG_TITLE, NOW, TRANSCRIPT, item_id, record, trouble
from tests.web.plain_searcher import PlainSearcher
from tests.web.test_alive import dead
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings

EPISODE = item_id("samtalen", 0)


async def test_an_episode(api: Api) -> None:
    told = await api.json(f"/items/{EPISODE}")
    assert told["page"] == f"/items/{EPISODE}/troen-paa-borgeren-hvad-er-det-der-virker"
    assert told["people"][0] == {
        "name": "Karen Holm", "role": "guest", "page": "/people/karen-holm",
    }  # fmt: skip
    assert told["chapters"][1] == {"start": 751.0, "title": "Tro er noget, man gør"}
    assert [passage["text"] for passage in told["passages"]] == [text for *_, text in TRANSCRIPT]
    assert told["passages"][3]["start"] == 751.0
    assert [(given["id"], given["strength"]) for given in told["themes"]] == [
        ("troen-paa-borgeren", "about"), ("unge", "mentions"),
    ]  # fmt: skip
    evidence = {"where": "body", "text": "troen på borgeren", "count": 3}
    assert evidence in told["themes"][0]["evidence"]
    assert told["files"][0]["url"] == "https://lyd.example.org/12.mp3"
    assert [place["source"] for place in told["places"]] == ["samtalen"]
    assert (told["season"], told["episode"], told["cost"]) == (2, 12, {"seconds": 2530})


async def test_dates_are_as_precise_as_they_are_known(api: Api) -> None:
    dates = [
        (await api.json(f"/items/{item_id('rapporter', number)}"))["date"] for number in range(3)
    ]
    assert dates == ["2024-03", "2023", None]


async def test_themes_have_their_titles_in_the_language_that_is_asked(
    api: Api, english: Api
) -> None:
    path = f"/items/{item_id('samtalen', 1)}"
    assert (await api.json(path))["themes"][0]["title"] == "IPS og Supported Employment"
    told = await english.json(path)
    assert told["themes"][0]["title"] == "IPS and supported employment"
    assert told["page"].startswith("/en/items/")


async def test_only_what_a_source_lets_us_show(api: Api) -> None:
    excerpt = await api.json(f"/items/{item_id('rapporter', 0)}")
    assert (excerpt["show"], excerpt["title"], excerpt["body"]) == ("excerpt", LONG_TITLE, "")
    assert excerpt["summary"].startswith("Rapporten følger")
    full = await api.json(f"/items/{item_id('aabent', 0)}")
    assert (full["show"], full["body"][:14]) == ("full", "Første kapitel")
    link = await api.ask(f"/items/{item_id('links', 0)}")
    assert link.json()["url"] == "https://links.example.org/ips"
    assert (link.json()["show"], link.json()["summary"]) == ("link", "")
    assert "Secret" not in link.text


async def test_the_pages_of_a_report_are_only_searched(api: Api, store: Store) -> None:
    report = item_id("rapporter", 0)
    store.readings.queue(
        report, NewReading("pdf", "https://rapporter.example.org/2024/virkning.pdf")
    )
    (task,) = store.readings.claim(1, NOW)
    store.readings.record(task, Read(passages=(Passage("Hele siden.", page=4),)), NOW)
    assert (await api.json(f"/items/{report}"))["passages"] == []


async def test_an_original_that_answers_no_more(api: Api, store: Store) -> None:
    path = f"/items/{EPISODE}"
    assert (await api.json(path))["dead"] is None
    dead(store, "https://podcast.example.org/afsnit/12")
    told = (await api.json(path))["dead"]
    assert told["copy"].endswith("/https://podcast.example.org/afsnit/12")
    assert told["seen"]


async def test_addresses_from_outside_are_checked(api: Api) -> None:
    assert (await api.json(f"/items/{item_id('rapporter', 2)}"))["url"] is None


async def test_a_merged_item_leads_on(api: Api, store: Store) -> None:
    merged, kept = item_id("rapporter", 1), item_id("rapporter", 0)
    store.works.same(kept, merged, NOW)
    moved = [await api.ask(f"/items/{item}") for item in (merged, kept)]
    assert sorted(answer.status_code for answer in moved) == [200, 308]
    (away,) = (answer for answer in moved if answer.status_code == 308)
    assert away.headers["location"].startswith("/api/v1/items/")
    assert away.headers["cache-control"] == "no-cache"


async def test_sources(api: Api, english: Api, store: Store) -> None:
    trouble(store, "nyt")
    told = await api.json("/sources")
    assert told["total"] == len(told["sources"]) == 5
    assert [source["id"] for source in told["sources"]][:2] == ["samtalen", "rapporter"]
    one = await english.json("/sources/rapporter")
    assert one["title"] == "Reports from the fjord"
    assert (one["items"], one["oldest"], one["newest"]) == (3, "2023", "2024-03")
    assert one["search"] == "/en/api/v1/search?source=rapporter"
    unwell = await api.json("/sources/nyt")
    assert unwell["standing"]["state"] == "troubled"
    assert unwell["standing"]["details"]


async def test_themes(api: Api) -> None:
    told = await api.json("/themes")
    assert [theme["id"] for theme in told["themes"]] == ["ips", "troen-paa-borgeren", "unge"]
    one = await api.json("/themes/ips")
    assert one == told["themes"][0]
    assert (one["items"], one["mentions"]) == (2, 0)
    assert one["rule"].startswith('"individuelt planlagt job"')
    assert one["start"][0]["title"] == "Hvad er IPS?"
    assert "ips" in {hit["themes"][0] for hit in (await api.json("/search?theme=ips"))["hits"]}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/themes/supported-employment", "/themes/ips"),
        ("/sources/snakken", "/sources/samtalen"),
    ],
)
async def test_ids_of_before_lead_on(api: Api, english: Api, old: str, new: str) -> None:
    assert (await api.ask(old)).headers["location"] == f"/api/v1{new}"
    moved = await english.ask(old)
    assert (moved.status_code, moved.headers["location"]) == (308, f"/en/api/v1{new}")


async def test_addresses_are_absolute_where_ours_is_known(
    store: Store, searcher: PlainSearcher
) -> None:
    settings = SiteSettings(address="https://viden.example.dk/hub")
    api = Api(Visitor(create_app(store, searcher, settings)))
    told = await api.json("/themes/ips")
    assert told["page"] == "https://viden.example.dk/hub/themes/ips"
    assert told["search"] == "https://viden.example.dk/hub/api/v1/search?theme=ips"
    document = await api.visitor.get("/api/v1/openapi.json")
    assert document.json()["servers"][1]["url"] == "https://viden.example.dk/hub/en/api/v1"


async def test_text_comes_as_it_is(api: Api, store: Store) -> None:
    (item,) = record(store, "aabent", Draft("<b>Æble</b> & “pære”", body="</script>"))
    told = await api.ask(f"/items/{item}")
    assert told.json()["title"] == "<b>Æble</b> & “pære”"
    assert "Æble" in told.content.decode("utf-8")
    assert told.headers["x-content-type-options"] == "nosniff"

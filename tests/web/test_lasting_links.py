"""Old addresses lead on: short ones, other titles, merged ids, ids that themes and sources had."""

from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from hub.model import Draft
from hub.slugs import slug
from hub.store import Store
from tests.web.collection import FEEDS, NOW, fill, item_id, record
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import HOST, Visitor
from web.app import create_app
from web.site import SiteSettings

pytestmark = pytest.mark.anyio
EPISODE = item_id("samtalen", 0)
OTHER = item_id("samtalen", 1)
PAGE = f"/items/{EPISODE}/troen-paa-borgeren-hvad-er-det-der-virker"
OTHERS_PAGE = f"/items/{OTHER}/job-foerst-et-besoeg-hos-et-ips-team"
FORMS = ("rss", "atom", "json", "ris", "csv")


async def led(visitor: Visitor, path: str) -> tuple[int, str]:
    """The status of an answer, and where it leads."""
    response = await visitor.get(path)
    return response.status_code, response.headers.get("location", "")


async def head(app: Starlette, path: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=HOST) as client:
        return await client.head(path)


# --- /go ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        (f"/go/{EPISODE}", PAGE),
        (f"/en/go/{EPISODE}", f"/en{PAGE}"),
        (f"/go/{EPISODE}?t=751", f"{PAGE}?t=751#t=751"),
        (f"/go/{EPISODE}?utm_source=brev&t=751&mc_eid=1234", f"{PAGE}?t=751#t=751"),
        (f"/go/{EPISODE}?find=tro%20p%C3%A5", f"{PAGE}?find=tro+p%C3%A5"),
        (f"/go/{EPISODE}?t=snart", PAGE),
    ],
)
async def test_a_short_address_leads_to_the_item(visitor: Visitor, asked: str, page: str) -> None:
    assert await led(visitor, asked) == (307, page)


async def test_a_short_address_leaves_nothing_with_who_came(visitor: Visitor) -> None:
    response = await visitor.get(f"/go/{EPISODE}")
    assert "set-cookie" not in response.headers
    assert "etag" not in response.headers


async def test_a_short_address_of_a_merged_item_leads_to_the_one_it_is_now(
    visitor: Visitor, store: Store
) -> None:
    store.works.same(EPISODE, OTHER, NOW)
    kept = store.items.get(EPISODE) or store.items.get(OTHER)
    assert kept
    gone = OTHER if kept.id == EPISODE else EPISODE
    status, page = await led(visitor, f"/go/{gone}?t=24")
    assert (status, page.partition("?")[0].split("/")[2]) == (307, kept.id)
    assert page.endswith("?t=24#t=24")
    assert (await visitor.get(page)).status_code == 200


async def test_a_short_address_of_a_removed_item_says_so(visitor: Visitor, store: Store) -> None:
    store.items.remove(EPISODE, "Efter ønske", NOW)
    status, page = await led(visitor, f"/go/{EPISODE}")
    assert status == 307
    seen = await visitor.page(page)
    assert (seen.status, "Fjernet efter ønske" in seen.text()) == (410, True)


@pytest.mark.parametrize("asked", ["/go/abcdefgh2345", "/go/x", "/go/%00", "/en/go/abcdefgh2345"])
async def test_a_short_address_of_nothing_helps(visitor: Visitor, asked: str) -> None:
    seen = await visitor.page(asked)
    assert seen.status == 404
    assert seen.tree.xpath("//form[@role='search']")


async def test_what_may_not_be_seen_is_nothing(visitor: Visitor, store: Store) -> None:
    store.themes.assign(EPISODE, (), visible=False)
    assert (await visitor.get(f"/go/{EPISODE}")).status_code == 404


# --- items -------------------------------------------------------------------------------------


async def test_an_old_title_leads_to_the_present_one_at_the_same_moment(visitor: Visitor) -> None:
    for old in (f"/items/{EPISODE}/tro", f"/items/{EPISODE}"):
        assert await led(visitor, f"{old}?t=751&utm_medium=mail") == (301, f"{PAGE}?t=751#t=751")
        assert await led(visitor, f"{old}?find=tro") == (301, f"{PAGE}?find=tro")
        assert await led(visitor, f"/en{old}") == (301, f"/en{PAGE}")


async def test_the_title_may_change_for_ever(visitor: Visitor, store: Store) -> None:
    (made,) = record(store, "samtalen", Draft("Æble, pære & co.", link="https://x.example.org/a"))
    assert (await visitor.get(f"/items/{made}/aeble-paere-co")).status_code == 200
    assert await led(visitor, f"/items/{made}/helt-andet") == (301, f"/items/{made}/aeble-paere-co")


async def test_a_merged_item_leads_on_wherever_it_is_asked_for(
    visitor: Visitor, store: Store
) -> None:
    kept = store.works.same(EPISODE, OTHER, NOW)
    gone = OTHER if kept == EPISODE else EPISODE
    item = store.items.get(kept)
    assert item
    page = f"/items/{kept}/{slug(item.title)}"
    assert await led(visitor, f"/items/{gone}/gammel?t=24") == (301, f"{page}?t=24#t=24")
    status, api = await led(visitor, f"/api/v1/items/{gone}")
    assert (status, api) == (308, f"/api/v1/items/{kept}")
    assert (await visitor.get(api)).status_code == 200
    for form in FORMS:
        listed = await visitor.get(f"/sources/samtalen.{form}")
        assert listed.status_code == 200
        assert gone not in listed.text


async def test_a_removed_item_says_so_wherever_it_is_asked_for(
    visitor: Visitor, store: Store
) -> None:
    store.items.remove(EPISODE, "Efter ønske", NOW)
    assert (await visitor.get(f"/items/{EPISODE}/hvad-som-helst")).status_code == 410
    assert (await visitor.get(f"/api/v1/items/{EPISODE}")).status_code == 410
    for form in FORMS:
        assert EPISODE not in (await visitor.get(f"/sources/samtalen.{form}")).text


# --- themes and sources ------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("/themes/supported-employment", "/themes/ips"), ("/sources/snakken", "/sources/samtalen")],
)
async def test_an_id_from_before_leads_on_with_its_parameters(
    visitor: Visitor, language: str, old: str, new: str
) -> None:
    assert await led(visitor, f"{language}{old}") == (301, f"{language}{new}")
    assert await led(visitor, f"{language}{old}?page=2&upto=7") == (
        301, f"{language}{new}?page=2&upto=7",
    )  # fmt: skip
    for form in FORMS:
        there = f"{language}{new}.{form}"
        assert await led(visitor, f"{language}{old}.{form}") == (301, there)
        assert (await visitor.get(there)).status_code == 200


async def test_an_id_from_before_leads_on_in_the_interface(visitor: Visitor) -> None:
    for old, new in (("themes/supported-employment", "themes/ips"),
                     ("sources/snakken", "sources/samtalen")):  # fmt: skip
        assert await led(visitor, f"/api/v1/{old}") == (308, f"/api/v1/{new}")


async def test_a_source_that_was_renamed_yesterday_leads_on(empty_store: Store) -> None:
    fill(empty_store)
    later = FEEDS.replace(
        "{id: samtalen, was: [snakken],", "{id: samtalerne, was: [snakken, samtalen],"
    )
    fill(empty_store, {}, later)
    visitor = Visitor(create_app(empty_store, PlainSearcher(empty_store), SiteSettings()))
    for old in ("snakken", "samtalen"):
        assert await led(visitor, f"/sources/{old}.rss") == (301, "/sources/samtalerne.rss")
    assert (await visitor.get(PAGE)).status_code == 200


# --- asked for by HEAD -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/go/{EPISODE}", 307),
        (PAGE, 200),
        (f"{PAGE}?t=751", 200),
        (f"/items/{EPISODE}/gammel", 301),
        ("/themes/supported-employment", 301),
        ("/themes/supported-employment.rss", 301),
        ("/themes/ips.rss", 200),
        ("/go/abcdefgh2345", 404),
        (f"/api/v1/items/{EPISODE}", 200),
    ],
)
async def test_whoever_only_asks_whether_it_is_there_is_told_the_same(
    app: Starlette, path: str, status: int
) -> None:
    response = await head(app, path)
    assert (response.status_code, response.content) == (status, b"")


async def test_what_is_merged_and_parted_again_has_its_own_page(
    visitor: Visitor, store: Store
) -> None:
    kept = store.works.same(EPISODE, OTHER, NOW)
    gone = OTHER if kept == EPISODE else EPISODE
    item = store.items.get(kept)
    assert item
    entry = "entry-1" if gone == OTHER else "entry-0"
    place = next(place for place in item.places if place.entry == entry)
    assert store.works.split(kept, place, NOW + timedelta(days=1)) == gone
    store.themes.assign_many([(EPISODE, (), True), (OTHER, (), True)])
    assert await led(visitor, f"/go/{OTHER}") == (307, OTHERS_PAGE)
    assert await led(visitor, f"/go/{EPISODE}") == (307, PAGE)

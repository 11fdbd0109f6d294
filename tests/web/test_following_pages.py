"""Following a list from its page: what is offered, in words, without script."""

import pytest

from hub.store import Store
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings

FOLLOW = "//details[@class='follow']"
HOME = "https://viden.example.dk"


@pytest.fixture
def known(store: Store, searcher: PlainSearcher) -> Visitor:
    return Visitor(create_app(store, searcher, SiteSettings(address=HOME)))


@pytest.mark.parametrize(
    ("path", "words", "feed"),
    [
        ("/", "Følg det nyeste", "/search.rss"),
        ("/search?q=job&sort=oldest&literal=1", "Følg søgningen", "/search.rss?q=job"),
        ("/search?kind=episode&page=1", "Følg søgningen", "/search.rss?kind=episode"),
        ("/themes/ips?mentions=1", "Følg temaet", "/themes/ips.rss"),
        ("/sources/samtalen", "Følg kilden", "/sources/samtalen.rss"),
        ("/people/karen-holm", "Følg personen", "/people/karen-holm.rss"),
        ("/en/themes/ips", "Follow the theme", "/en/themes/ips.rss"),
    ],
)
async def test_a_list_can_be_followed_from_its_page(
    known: Visitor, path: str, words: str, feed: str
) -> None:
    seen = await known.page(path)
    assert seen.text(f"{FOLLOW}/summary") == words
    assert seen.text(f"{FOLLOW}//code") == HOME + feed
    hrefs = seen.all(f"{FOLLOW}//a/@href")
    forms = [feed.replace(".rss", f".{form}") for form in ("rss", "atom", "json", "ris", "csv")]
    assert hrefs == forms
    discovered = seen.all("//head/link[@rel='alternate'][not(@hreflang)]/@href")
    assert discovered == forms[:3]
    for address in hrefs:
        assert (address, (await known.get(address)).status_code) == (address, 200)


async def test_a_search_says_that_its_feed_is_strict(known: Visitor) -> None:
    strict = "Feedet er strengt"
    assert strict in (await known.page("/search?q=job")).text(FOLLOW)
    assert strict not in (await known.page("/themes/ips")).text(FOLLOW)


async def test_what_finds_nothing_can_be_waited_for(known: Visitor) -> None:
    seen = await known.page("/search?q=findes+slet")
    assert "Følg søgningen, så får du besked, når der kommer noget." in seen.text("//main")
    assert seen.text(f"{FOLLOW}//code") == f"{HOME}/search.rss?q=findes+slet"


async def test_without_an_address_of_its_own_the_link_has_it(visitor: Visitor) -> None:
    seen = await visitor.page("/themes/ips")
    assert seen.texts(f"{FOLLOW}//code") == []
    assert "Adressen er den, som linket ”RSS” herunder fører til." in seen.text(FOLLOW)


async def test_a_cpr_number_is_in_no_address(known: Visitor) -> None:
    seen = await known.page("/search?q=job+010190-1234")
    assert not [href for href in seen.all(f"{FOLLOW}//@href") if "010190" in href]

"""What is older than a year says so, and shows what is newer."""

from dataclasses import replace

import pytest
from starlette.datastructures import QueryParams

from hub.model import Assignment, Draft, When
from hub.store import Store
from tests.web.collection import NOW, item_id, record
from tests.web.item.landing import landed
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor, faults_of
from web.configuration import Configuration
from web.item.older import is_old
from web.site import Here, Site, SiteSettings
from web.texts import load_texts

NEWER = "//aside[@class='older']//a"


@pytest.fixture
def here(store: Store) -> Here:
    """The site at NOW, 2 March 2026."""
    searcher, configuration = PlainSearcher(store), Configuration(store)
    texts = load_texts()
    site = Site(store, searcher, SiteSettings(), configuration, texts, {}, now=lambda: NOW)
    return site.here(configuration.current(), "da", "/", QueryParams(), "")


@pytest.mark.parametrize(
    ("iso", "old"),
    [
        ("2024", True),
        ("2025", False),  # it may be from December
        ("2025-03", False),
        ("2025-02", True),
        ("2025-03-02", False),
        ("2025-02-28", True),
        ("2025-03-01T10:00:00+01:00", True),
        ("2027-01-01", False),
        ("9999", False),
    ],
)
def test_a_year_has_surely_gone(here: Here, store: Store, iso: str, old: bool) -> None:
    item = store.items.get(item_id("rapporter", 0))
    assert item is not None
    assert is_old(here, replace(item, date=When(iso))) is old


def test_what_has_no_date_is_not_called_old(here: Here, store: Store) -> None:
    item = store.items.get(item_id("rapporter", 2))
    assert item is not None
    assert not is_old(here, item)


async def test_newer_ones_on_the_same_subject(visitor: Visitor, store: Store) -> None:
    dates = ("2019-05", "2020-05", "2021", "2022", "2023-01-05", "2999-01-01")
    drafts = [Draft(f"Håb i {date}", form="report", date=When(date)) for date in dates]
    items = record(store, "aabent", *drafts)
    seen = await landed(visitor, items[1])
    assert faults_of(seen) == []
    assert seen.text("//aside[@class='older']/p") == (
        "Rapporten er fra maj 2020. Der kan være kommet ny viden siden. "
        "Her er noget nyere om det samme:"
    )
    newer = set(seen.texts(NEWER))
    assert len(seen.texts(NEWER)) == 3
    assert newer <= {"Håb i 2021", "Håb i 2022", "Håb i 2023-01-05", "Håndbog i den gode samtale"}
    alike = set(seen.texts("//section[@class='similar']//h3"))
    assert not {f"Udgivelse: {title}" for title in newer} & alike  # nobody needs them twice
    english = await landed(visitor, items[1], prefix="/en")
    assert english.text("//aside[@class='older']/p").startswith("The report is from May 2020.")


async def test_without_an_index_the_newest_of_its_themes(
    visitor: Visitor, store: Store, searcher: PlainSearcher
) -> None:
    (old,) = record(store, "rapporter", Draft("Gammel om IPS", date=When("2019")))
    store.themes.assign(old, (Assignment("ips", "about"),), visible=True)
    searcher.broken = True
    seen = await landed(visitor, old)
    assert seen.texts(NEWER) == [
        "Job først: et besøg hos et IPS-team",
        "What works? Individual placement and support in ten countries",
    ]
    assert seen.all(f"{NEWER}/@lang") == ["en"]


async def test_the_newest_say_nothing_of_age(visitor: Visitor, store: Store) -> None:
    (item,) = record(store, "rapporter", Draft("Ny", date=When("2999-01-01")))
    assert not (await landed(visitor, item)).has_class("older")

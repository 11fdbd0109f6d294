"""References as text, in both languages."""

from typing import Any

import pytest
from starlette.datastructures import QueryParams

from hub.model import When
from hub.store import Store
from tests.web.citing.works import a_work
from tests.web.plain_searcher import PlainSearcher
from web.citing.apa import apa
from web.citing.names import Name
from web.configuration import Configuration
from web.site import Here, Site, SiteSettings
from web.texts import load_texts


@pytest.fixture
def site(empty_store: Store) -> Site:
    searcher = PlainSearcher(empty_store)
    configuration = Configuration(empty_store)
    return Site(empty_store, searcher, SiteSettings(), configuration, load_texts(), {})


def told(site: Site, language: str, **work: Any) -> str:
    here: Here = site.here(None, language, "/", QueryParams(), "")
    return "".join(part.text for part in apa(here, a_work(**work)))


def test_a_report(site: Site) -> None:
    where = "Center for Beskæftigelse. https://rapporter.example.org/2024.pdf"
    title = "Virkning & vilje: 100 % indsats"
    assert told(site, "da") == f"Lund, A. M. & Ågård, Ø. (2024). {title}. {where}"
    assert told(site, "en") == f"Lund, A. M., & Ågård, Ø. (2024). {title}. {where}"


def test_the_title_of_what_stands_alone_is_slanted(site: Site) -> None:
    here = site.here(None, "da", "/", QueryParams(), "")
    slanted = [part.text for part in apa(here, a_work()) if part.slanted]
    assert slanted == ["Virkning & vilje: 100 % indsats"]
    article = a_work(form="article", within="Tidsskrift for Arbejdsliv")
    slanted = [part.text for part in apa(here, article) if part.slanted]
    assert slanted == ["Tidsskrift for Arbejdsliv"]


def test_an_episode(site: Site) -> None:
    work = {
        "kind": "episode", "form": "episode", "title": "Tro", "authors": (Name("Bjerre", "Mads"),),
        "hosted": True, "date": When("2026-02-17"), "publisher": "Radio Fjord",
        "within": "Samtalen", "number": 12, "url": "https://podcast.example.org/12",
    }  # fmt: skip
    assert told(site, "da", **work) == (
        "Bjerre, M. (Vært). (2026, 17. februar). Tro (Nr. 12) [podcastepisode]. I Samtalen. "
        "Radio Fjord. https://podcast.example.org/12"
    )
    assert told(site, "en", **work) == (
        "Bjerre, M. (Host). (2026, February 17). Tro (No. 12) [Audio podcast episode]. "
        "In Samtalen. Radio Fjord. https://podcast.example.org/12"
    )


def test_who_brought_it_out_stands_for_authors_and_is_not_said_twice(site: Site) -> None:
    work: dict[str, Any] = {"authors": (), "form": "news", "date": When("2026-03"), "url": ""}
    assert told(site, "da", **work, title="Virker det?") == (
        "Center for Beskæftigelse. (2026, marts). Virker det?"
    )


def test_what_is_not_known_is_said_or_left_out(site: Site) -> None:
    work: dict[str, Any] = {"authors": (), "publisher": "", "date": None, "url": ""}
    assert told(site, "da", **work, title="Titel") == "Titel. (u.å.)."
    assert told(site, "en", **work, title="Titel") == "Titel. (n.d.)."


def test_of_very_many_authors_the_first_nineteen_and_the_last(site: Site) -> None:
    names = tuple(Name(f"Navn{n}", "A.") for n in range(1, 23))
    found = told(site, "da", authors=names)
    assert found.startswith("Navn1, A., Navn2, A.,")
    assert "Navn19, A., … Navn22, A. (2024)" in found
    assert "Navn20" not in found

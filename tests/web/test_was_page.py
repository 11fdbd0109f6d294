"""The accessibility statement: the programme's own, or the one of whoever runs the site."""

import pytest

from hub.store import Store
from tests.web.collection import FEEDS, NOW
from tests.web.visiting import Visitor, faults_of

THEIRS = "https://was.example.org/lydhoer"


@pytest.fixture
def without(store: Store) -> Store:
    """The hub before anybody has a statement of their own."""
    store.configs.accept(FEEDS.replace(f"  accessibility: {THEIRS}\n", ""), "without", NOW)
    return store


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_the_programme_tells_what_it_knows(visitor: Visitor, prefix: str) -> None:
    seen = await visitor.page(f"{prefix}/was")
    assert (seen.status, faults_of(seen)) == (200, [])
    assert f"{prefix}/was" in seen.all("//footer//a/@href")
    assert "mailto:redaktion@example.org" in seen.all("//main//a/@href")
    assert "hub.accessibility" in seen.texts("//main//code")
    headings = seen.texts("//main//h2")
    assert len(headings) == 7


@pytest.mark.usefixtures("without")
async def test_who_is_responsible_is_plain(visitor: Visitor) -> None:
    said = (await visitor.page("/was")).text()
    for words in ("WAS-Tool", "delvist", "fører Digitaliseringsstyrelsen tilsyn", "udskrift"):
        assert words in said


async def test_a_hub_without_a_contact_says_so(store: Store, visitor: Visitor) -> None:
    bare = FEEDS.replace(f"  accessibility: {THEIRS}\n", "")
    store.configs.accept(bare.replace("  contact: mailto:redaktion@example.org\n", ""), "b", NOW)
    seen = await visitor.page("/was")
    assert "hub.contact" in seen.texts("//main//code")


@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_theirs_stands_instead(visitor: Visitor, prefix: str) -> None:
    """/was is the short address that Danish law asks for; the statement itself is elsewhere."""
    answer = await visitor.get(f"{prefix}/was")
    assert (answer.status_code, answer.headers["location"]) == (307, THEIRS)
    assert THEIRS in (await visitor.page(f"{prefix}/")).all("//footer//a/@href")

"""Four stories for the ear: only what the accessibility tree tells is used, never how it is made.

Each page is a load of its own, so what a screen reader says first is its title: the count is there.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import Visitor, chromium, visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NAME = re.compile(r"""heading "(.*?)" \[level=\d\]""")
KINDS = re.compile(r"^(Episode|Udgivelse|Nyhedsbrev): .")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def one(browser: Browser, home: str) -> Iterator[Visitor]:
    """Somebody on the front page, for whom nothing goes wrong."""
    with visitor(browser, home, 1280, "light") as made:
        made.page.goto(home)
        yield made
        assert made.complaints == []


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def hits(page: Page, level: int = 2) -> list[str]:
    """The names of the headings that lead to items."""
    found = main(page).get_by_role("listitem").get_by_role("heading", level=level)
    expect(found.first).to_be_visible()
    return [name_of(heading) for heading in found.all()]


def name_of(heading: Locator) -> str:
    """What the accessibility tree calls a heading."""
    told = NAME.search(heading.aria_snapshot())
    assert told is not None
    return told[1].replace("''", "'")


def look_for(page: Page, words: str) -> None:
    page.get_by_role("search").get_by_role("combobox", name="Søg i alt, vi har").fill(words)
    page.get_by_role("search").get_by_role("button", name="Søg").click()


def says_how_many(page: Page) -> int:
    """The count that the page's title begins with, which also stands below its heading."""
    expect(page).to_have_title(re.compile(r"^”kaffe” – \d+ resultater – "))
    told = re.findall(r"\d+ resultater", page.title())[0]
    expect(main(page)).to_match_aria_snapshot(f'- heading "”kaffe”" [level=1]\n- paragraph: {told}')
    return int(told.partition(" ")[0])


def test_search_and_count(one: Visitor) -> None:
    look_for(one.page, "kaffe")
    total = says_how_many(one.page)
    names = hits(one.page)
    assert len(names) == total
    assert [name for name in names if not KINDS.match(name)] == []
    assert {name.partition(":")[0] for name in names} == {"Episode", "Udgivelse", "Nyhedsbrev"}


def test_filter_and_return(one: Visitor) -> None:
    look_for(one.page, "kaffe")
    every, names = says_how_many(one.page), hits(one.page)
    filters = one.page.get_by_role("navigation", name="Filtre")
    filters.get_by_role("link", name=re.compile(r"^Episode \d+$")).click()
    chosen = one.page.get_by_role("list", name="Valgte filtre")
    expect(chosen.get_by_role("link")).to_have_accessible_name("Fjern filteret Type: Episode")
    some = says_how_many(one.page)
    assert 0 < some < every
    assert {name.partition(":")[0] for name in hits(one.page)} == {"Episode"}
    chosen.get_by_role("link").click()
    expect(chosen).to_have_count(0)
    assert (says_how_many(one.page), hits(one.page)) == (every, names)


def test_play_a_moment(one: Visitor) -> None:
    look_for(one.page, "svømmehal formiddage")
    one.page.get_by_role("button", name="Afspil fra 0:32: Hvem tror på Jonna?", exact=True).click()
    player = one.page.get_by_role("region", name="Afspiller")
    expect(player.get_by_role("status")).to_have_text("Afspiller fra 0:32: Hvem tror på Jonna?")
    player.get_by_role("button", name="Sæt på pause").click()
    expect(player.get_by_role("button", name="Afspil", exact=True)).to_be_focused()


def test_read_a_theme(one: Visitor) -> None:
    main(one.page).get_by_role("link", name="IPS og Supported Employment").first.click()
    expect(main(one.page)).to_match_aria_snapshot("""
      - heading "IPS og Supported Employment" [level=1]
      - paragraph: /Job først/
      - region "Start her":
        - heading "Start her" [level=2]
        - list:
          - listitem:
            - 'heading "IPS kort forklaret: de otte principper" [level=3]'
      - region "10 bidrag om temaet":
        - heading "10 bidrag om temaet" [level=2]
    """)
    listed = one.page.get_by_role("region", name="10 bidrag om temaet")
    headings = listed.get_by_role("listitem").get_by_role("heading", level=3)
    names = [name_of(heading) for heading in headings.all()]
    assert len(names) == 10
    assert [name for name in names if not KINDS.match(name)] == []
    title = names[0].partition(": ")[2]
    listed.get_by_role("link", name=names[0]).click()
    expect(one.page.get_by_role("heading", level=1)).to_have_text(title)
    expect(one.page).to_have_title(re.compile(f"^{re.escape(title)} – "))

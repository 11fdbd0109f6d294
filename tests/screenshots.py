"""Pictures of every page, taken of the demo: ``python -m tests.screenshots [NAME …]``.

They go to docs/screenshots/, of a phone and of a wide window, light and (where it tells something)
dark; with names, only of those pages.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from indexer.analysis import open_analyser
from tests.browsing import Scheme, chromium, visitor
from tests.demonstration import demonstration
from tests.installation import PROJECT

FOLDER = PROJECT / "docs" / "screenshots"
WIDTHS = (360, 1280)
TALLEST = 1100  # pixels of a page in its picture
FOUND = "search?q=troen+p%C3%A5+job"
HEARD, SECOND = ".card:has(.hear) .card-title a", "main a[href*='?t=']"


class Picture(NamedTuple):
    """A page to take: its address, and the links that are followed from there, one by one."""

    path: str
    follow: tuple[str, ...] = ()
    dark: bool = False


PICTURES = {
    "home": Picture("", dark=True),
    "search": Picture(FOUND, dark=True),
    "search-filtered": Picture(f"{FOUND}&kind=episode&kind=issue"),
    "search-nothing": Picture("search?q=zebra+kamel"),
    "themes": Picture("themes"),
    "theme": Picture("themes/ips", dark=True),
    "episode": Picture("search?q=kaffe&kind=episode", (HEARD, SECOND), dark=True),
    "publication": Picture(f"{FOUND}&kind=publication", (".card-title a",)),
    "issue": Picture("search?kind=issue", (".card-title a",)),
    "sources": Picture("sources"),
    "source": Picture("sources", (".source a",)),
    "people": Picture("people"),
    "person": Picture("people", ("main a[href*='/people/']",)),
    "about": Picture("about"),
    "statement": Picture("was"),
    "style": Picture("style", dark=True),
    "not-found": Picture("viden/jobkonsulent"),
    "english": Picture(f"en/{FOUND}"),
}


def looks() -> Iterator[tuple[str, Picture, int, Scheme]]:
    """Every picture to take."""
    for name, picture in PICTURES.items():
        for width in WIDTHS:
            yield name, picture, width, "light"
            if picture.dark:
                yield name, picture, width, "dark"


def reach(page: Page, home: str, picture: Picture) -> None:
    """Go where the picture is taken."""
    page.goto(home + picture.path)
    for link in picture.follow:
        page.goto(home.rstrip("/") + str(page.locator(link).first.get_attribute("href")))


def take(page: Page, path: Path, width: int) -> None:
    """The top of the page as far down as there is something new to see, or where it points."""
    if "#" in page.url:
        page.screenshot(path=path)
        return
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.screenshot(
        path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height}
    )


def main(names: list[str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        lexicon = Path(folder) / "lexicon"
        open_analyser(lexicon)
        with demonstration(Path(folder), lexicon) as shown, chromium() as browser:
            for name, picture, width, scheme in looks():
                if names and name not in names:
                    continue
                with visitor(browser, shown.home, width, scheme) as one:
                    reach(one.page, shown.home, picture)
                    take(one.page, FOLDER / f"{name}-{width}-{scheme}.png", width)


if __name__ == "__main__":
    main(sys.argv[1:])

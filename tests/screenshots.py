"""The pictures in docs/, taken of the demo: ``python -m tests.screenshots``."""

import tempfile
from pathlib import Path

from indexer.analysis import open_analyser
from tests.browsing import Scheme, chromium, visitor
from tests.demonstration import demonstration
from tests.installation import PROJECT

PICTURES: tuple[tuple[str, str, int, Scheme], ...] = (
    ("search-1280-light", "search?q=troen+på+job", 1280, "light"),
    ("home-360-dark", "", 360, "dark"),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        lexicon = Path(name) / "lexicon"
        open_analyser(lexicon)
        with demonstration(Path(name), lexicon) as home, chromium() as browser:
            for picture, path, width, scheme in PICTURES:
                with visitor(browser, home, width, scheme) as one:
                    one.page.goto(home + path)
                    one.page.screenshot(path=PROJECT / "docs" / f"{picture}.png")


if __name__ == "__main__":
    main()

"""The demo as `hub up --demo` shows it: its files served, crawled by `hub crawl`, and the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.cli.demo import demo_feeds, demo_folder, serve_demo
from tests.installation import Installation


@contextmanager
def demonstration(folder: Path, lexicon: Path) -> Iterator[str]:
    """The address of the demo's site, crawled anew into `folder`."""
    files = demo_folder()
    with serve_demo(files, 0) as publisher:
        hub = Installation(folder, lexicon)
        hub.prepare(demo_feeds(files, publisher))
        crawled = hub.hub("crawl", "--all", "--json")
        assert crawled.code == 0
        assert crawled.lines[-1]["summary"]["failed"] == 0
        with hub.served("--demo") as address:
            yield address

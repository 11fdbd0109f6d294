"""The demo as `hub up --demo` shows it: its files served, crawled by `hub crawl`, and the site.

One item of it was taken out, so that its tombstone is there to be met.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hub.cli.demo import demo_feeds, demo_folder, serve_demo
from tests.installation import Installation

TAKEN_OUT, REASON = "Syv ord, jeg gerne vil slippe for", "Forfatteren bad om det"


@dataclass(frozen=True, slots=True)
class Shown:
    """The demo while it runs: where its site is, and the id of the item that was taken out."""

    home: str  # with its last slash
    taken_out: str


@contextmanager
def demonstration(folder: Path, lexicon: Path) -> Iterator[Shown]:
    """The demo, crawled anew into `folder`."""
    files = demo_folder()
    with serve_demo(files, 0) as publisher:
        hub = Installation(folder, lexicon)
        hub.prepare(demo_feeds(files, publisher))
        crawled = hub.hub("crawl", "--all", "--json")
        assert crawled.code == 0
        assert crawled.lines[-1]["summary"]["failed"] == 0
        found = hub.hub("search", TAKEN_OUT, "--json").value["hits"]
        (taken_out,) = (hit["id"] for hit in found if hit["title"] == TAKEN_OUT)
        assert hub.hub("items", "remove", taken_out, "--reason", REASON).code == 0
        assert hub.hub("index").code == 0
        with hub.served("--demo") as address:
            yield Shown(address, taken_out)

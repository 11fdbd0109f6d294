"""Everything in the shared corpus goes through a real crawl; only what is truly broken fails."""

from pathlib import Path

import pytest

from hub.store import open_store
from tests.corpus_web import BROKEN, crawled, items_of, routes, sources
from tests.installation import Installation
from tests.servers import serving

pytestmark = pytest.mark.corpus


def test_only_what_is_broken_fails(corpus: Path, tmp_path: Path, lexicon_folder: Path) -> None:
    here = Installation(tmp_path, lexicon_folder)
    here.lend()
    with serving(list(routes(corpus))) as web:
        done = crawled(here, corpus, web.url("").rstrip("/"))
    lines = {line["source"]: line for line in done.lines[:-1]}
    assert lines.keys() == {*sources(corpus), "mails"}
    failed = {name: line["error"] for name, line in lines.items() if line["status"] == "failed"}
    assert failed.keys() == BROKEN.keys()
    assert all(BROKEN[name] in error for name, error in failed.items())
    with open_store(here.loaded().database_url) as store:
        found = items_of(store)
    many = {folder: len(items) for folder, items in found.items()}
    assert many["feeds"] > 1_500
    assert many["podcasts"] > 500
    assert many["oai"] > 350
    assert many["pdf"] == 6
    assert sum(bool(item.passages) for item in found["pdf"]) == 5  # one has no text layer
    assert all(item.language for item in found["podcasts"])

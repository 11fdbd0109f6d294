"""Killed by SIGKILL at every named step, then started again: nothing lost, nothing double."""

import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.routing import Route

from hub.cli.composition import open_hub
from hub.model import Item
from indexer.engines.port import Everything, Plan
from tests.conftest import corpus_or_skip
from tests.installation import Installation
from tests.killing import PORTION
from tests.publishing import Published, entry, feeds_yaml, listed, spoken, theme
from tests.servers import Site, serving

pytestmark = pytest.mark.corpus
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
PODCASTS = {"goring": 6, "genstart": 24, "pc20": 3}

# Of the three visits and the six readings after them, and of the runs of judge and index.
CRAWLING = [("fetched", 1), ("fetched", 5), ("read", 2), ("read", 7), ("decided", 1)]
CRAWLING += [("recorded", 1), ("recorded", 3), ("recorded", 6)]
INDEXING = [("put", 1), ("committed", 1), ("settled", 1), ("put", 2)]
FOLLOWING = [("put", 2), ("committed", 1), ("settled", 1)]
REBUILDING = [("begun", 1), ("filled", 1), ("switched", 1), ("dropped", 1)]


@pytest.fixture(scope="module")
def web() -> Iterator[Site]:
    corpus = corpus_or_skip()
    files = {
        "/goring": "podcasts/dr-min-ven-hermann-goring-2026-03.xml",
        "/genstart": "podcasts/dr-genstart-dox-2026-03.xml",
    }
    routes = [
        Route(path, Published((corpus / file).read_bytes(), etag=f'"{file}"').serve)
        for path, file in files.items()
    ]
    with serving([*routes, *spoken(corpus)]) as site:
        yield site


def installed(web: Site, folder: Path, lexicon: Path) -> Installation:
    """An installation that has not yet crawled; it knows its sources by their own addresses."""
    hub = Installation(folder, lexicon)
    sources = [listed(name, web.url(f"/{name}"), "podcast") for name in PODCASTS if name != "pc20"]
    sources.append(entry("pc20", web.url("/pc20"), "podcast"))
    hub.prepare(feeds_yaml(sources, [theme("spion", "spion*"), theme("podcasting", "podcast*")]))
    return hub


@pytest.fixture
def hub(web: Site, tmp_path: Path, lexicon_folder: Path) -> Installation:
    return installed(web, tmp_path, lexicon_folder)


def stored(hub: Installation) -> dict[str, Item]:
    """Every item with all its texts and themes, without the times of the crawl."""
    with open_hub(hub.loaded(), take_up=False) as opened:
        return {item.id: timeless(item) for item in opened.all_items()}


def timeless(item: Item) -> Item:
    places = tuple(replace(place, first_seen=LONG_AGO, last_seen=LONG_AGO) for place in item.places)
    return replace(item, first_seen=LONG_AGO, changed=LONG_AGO, places=places)


@pytest.fixture(scope="module")
def crawled(
    web: Site, tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path
) -> Installation:
    """An installation that nobody has killed."""
    hub = installed(web, tmp_path_factory.mktemp("undisturbed"), lexicon_folder)
    assert hub.hub("crawl", "--all").code == 0
    return hub


@pytest.fixture(scope="module")
def undisturbed(crawled: Installation) -> dict[str, Item]:
    """What the store holds when nobody is killed."""
    items = stored(crawled)
    assert len(items) == sum(PODCASTS.values())
    assert sum(bool(item.passages) for item in items.values()) == 3
    assert sum(bool(item.chapters) for item in items.values()) == 3
    assert {a.theme for item in items.values() for a in item.themes} == {"spion", "podcasting"}
    return items


def assert_whole(hub: Installation, undisturbed: dict[str, Item]) -> None:
    """The store holds what it holds undisturbed, and the index exactly that."""
    assert stored(hub) == undisturbed
    with open_hub(hub.loaded(), take_up=False) as opened:
        store, index = opened.store, opened.index
        assert store.items.counts() == {"episode": len(undisturbed)}
        assert sorted(index.reader().keys()) == sorted(store.items.ids()) == sorted(undisturbed)
        folders = [path.name for path in opened.index_root.iterdir() if path.is_dir()]
        assert sorted(store.pending.registered()) == sorted(["themes", *folders])
        assert len(folders) == 1
        assert [store.pending.count(name) for name in store.pending.registered()] == [0, 0]
        assert store.readings.count() == 0
        assert index.needs_rebuild() is None
        found = index.reader().find(Plan(Everything(), facets=("theme",))).facets["theme"]
        assert dict(found) == {name: count.about for name, count in store.themes.counts().items()}


def kill(hub: Installation, work: str, step: str, times: int) -> None:
    done = hub.python("tests.killing", work, step, str(times))
    assert done.code == -signal.SIGKILL, done


@pytest.mark.parametrize(("step", "times"), CRAWLING + INDEXING + REBUILDING)
def test_killed_in_a_first_crawl(
    hub: Installation, undisturbed: dict[str, Item], step: str, times: int
) -> None:
    kill(hub, "crawl", step, times)
    again = hub.hub("crawl", "--all", "--json")
    assert again.code == 0
    assert again.lines[-1]["summary"]["failed"] == 0
    assert_whole(hub, undisturbed)


@pytest.mark.parametrize(("step", "times"), REBUILDING)
def test_killed_in_a_rebuild(
    hub: Installation,
    crawled: Installation,
    undisturbed: dict[str, Item],
    step: str,
    times: int,
) -> None:
    """What was there is found until the new one is whole, and the next start mends all."""
    lent = shutil.ignore_patterns("lexicon")
    shutil.copytree(crawled.data, hub.data, ignore=lent, dirs_exist_ok=True)
    kill(hub, "rebuild", step, times)
    assert hub.hub("search", "spion", "--json").value["total"] > 0
    assert hub.hub("index").code == 0
    assert_whole(hub, undisturbed)


@pytest.mark.parametrize(("step", "times"), FOLLOWING)
def test_killed_while_a_rules_change_reaches_the_index(
    hub: Installation, crawled: Installation, step: str, times: int
) -> None:
    lent = shutil.ignore_patterns("lexicon")
    shutil.copytree(crawled.data, hub.data, ignore=lent, dirs_exist_ok=True)
    rules = hub.feeds.read_text(encoding="utf-8").replace("spion*", "=og")
    hub.feeds.write_text(rules, encoding="utf-8")
    kill(hub, "index", step, times)
    assert hub.hub("index").code == 0
    items = stored(hub)
    assert sum(a.theme == "spion" for item in items.values() for a in item.themes) > PORTION
    assert_whole(hub, items)


def test_killed_again_and_again(hub: Installation, undisturbed: dict[str, Item]) -> None:
    """Every start gets a little farther."""
    for step in ("fetched", "recorded", "put", "filled"):
        hub.python("tests.killing", "crawl", step, "1")
    assert hub.hub("crawl", "--all").code == 0
    assert_whole(hub, undisturbed)

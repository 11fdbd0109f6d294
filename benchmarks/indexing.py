"""How fast an index is made from the store, beside bare Whoosh fed from the same store."""

from pathlib import Path

from benchmarks import bare_whoosh
from benchmarks.clock import apart, seconds
from benchmarks.collection import NOW, settings_of
from benchmarks.places import BARE, COLLECTION
from benchmarks.rows import Row, Target
from benchmarks.sizes import Sizes
from hub.cli.composition import Hub, open_hub
from hub.model import Draft
from hub.query import parse_query
from hub.visiting import SourceState, Visit
from indexer.decide import decide

GROUP = "Indexing"


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Rows of both, each in a process of its own."""
    bare = sizes.items / apart(_fill_bare, root)
    ours, tidying, bytes_, one_more = apart(_fill_ours, root)
    rate = sizes.items / ours
    beside = {"bare Whoosh": bare, "times as fast": rate / bare}
    what = "from the store into the index, analysis included"
    return [
        Row(GROUP, what, rate, "items/s", Target(250, at_least=True), beside),
        Row(GROUP, "the index on disk", bytes_ / 2**20, "MB"),
        Row(GROUP, "merging in a quiet moment", tidying, "s"),
        Row(GROUP, "one item more: judged, indexed, found", 1000 * one_more, "ms"),
    ]


def _fill_bare(root: Path) -> float:
    with open_hub(settings_of(root / COLLECTION), take_up=False) as hub:
        return seconds(lambda: bare_whoosh.fill(root / BARE, hub.all_items()))


def _fill_ours(root: Path) -> tuple[float, float, int, float]:
    """Seconds to fill, seconds to tidy, bytes on disk, seconds until one item more is found."""
    with open_hub(settings_of(root / COLLECTION), take_up=False) as hub:
        hub.analyser.tokens("klar", "da")  # its file is open now, but it knows no words yet
        filling = seconds(hub.index.rebuild)
        tidying = seconds(hub.index.tidy)
        files = (path for path in hub.index_root.rglob("*") if path.is_file())
        bytes_ = sum(path.stat().st_size for path in files)
        hub.searcher.search(parse_query("tillid"))
        _record_one_more(hub)
        return filling, tidying, bytes_, seconds(lambda: _take_up(hub))


def _record_one_more(hub: Hub) -> None:
    source = hub.config.sources[0]
    draft = Draft("Endnu et afsnit om kvadratrodsvandring", guid="endnu-et")
    proposals = decide(source, SourceState(source.id), [draft], lambda _: "da")
    state = hub.store.sources.state(source.id)
    hub.store.visits.record(Visit(source.id, NOW, "ok", new=1), state, proposals)


def _take_up(hub: Hub) -> None:
    hub.judge()
    hub.index.sync()
    if hub.searcher.search(parse_query("kvadratrodsvandring")).total != 1:
        raise RuntimeError("what was indexed is not found")

"""The hub on one of its engines: its own store, its own index, its searcher."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import seconds
from benchmarks.collection import record_late, settings_of
from benchmarks.mix import Asked
from benchmarks.places import COLLECTION, gone
from benchmarks.sides.port import Filled, folder_of, weight
from hub.cli.composition import Hub, open_hub
from hub.search import Suggestion
from hub.settings import Settings
from indexer.analysis.bridgelists import load_bridge_lists
from indexer.engines.port import Plan
from indexer.searcher.bridges import Bridges
from indexer.searcher.choices import plan_filters
from indexer.searcher.clauses import ClauseMaker
from indexer.searcher.field_words import no_words
from indexer.searcher.repair import Repairer
from indexer.searcher.tuning import ALL
from indexer.searcher.understanding import Understanding


@dataclass(frozen=True)
class Ours:
    """A hub on `engine`."""

    engine: str

    @property
    def name(self) -> str:
        """For the table."""
        return f"hub on {self.engine.title()}"

    def missing(self) -> str:
        """Its engines come with it."""
        return ""

    def settings(self, root: Path) -> Settings:
        """Of the hub below `root`."""
        return settings_of(folder_of(self, root), engine=self.engine)

    def fill(self, root: Path) -> Filled:
        """From a copy of the collection's store: two indexes of one hub would be one too many."""
        shutil.copytree(root / COLLECTION, gone(folder_of(self, root)))
        with open_hub(self.settings(root), take_up=False) as hub:
            hub.analyser.tokens("klar", "da")  # its file is open now, but it knows no words yet
            spent = seconds(hub.index.rebuild)
            return Filled(hub.index.reader().count(), spent, weight(hub.index_root))

    def tidy(self, root: Path) -> float:
        """Seconds that merging takes."""
        with open_hub(self.settings(root), take_up=False) as hub:
            return seconds(hub.index.tidy)

    @contextmanager
    def open(self, root: Path) -> Iterator["Asker"]:
        """The hub, opened as the site opens it."""
        with open_hub(self.settings(root), take_up=False) as hub:
            yield Asker(hub, _understanding(hub))


def _understanding(hub: Hub) -> Understanding:
    bridges = Bridges(hub.analyser, load_bridge_lists())
    repairer = Repairer(hub.analyser, hub.index.reader)
    return Understanding(hub.analyser, no_words(), bridges, repairer, ALL)


@dataclass(frozen=True)
class Asker:
    """A hub that is asked."""

    hub: Hub
    understanding: Understanding

    def page(self, asked: Asked) -> int:
        """Read, matched, ranked, counted in facets, with snippets: what a page is made from."""
        return len(self.hub.searcher.search(asked.read()).hits)

    def ids(self, asked: Asked) -> Sequence[str]:
        """The strictest way to read the query, without facets, texts and snippets."""
        query = asked.read()
        read = self.understanding.asked(query, ClauseMaker(self.hub.analyser))
        plan = Plan(read.steps[0].clause, filters=plan_filters(query.filters))
        return [hit.key for hit in self.hub.index.reader().find(plan).hits]

    def suggest(self, typed: str) -> Sequence[Suggestion]:
        """What the search field shows."""
        return self.hub.searcher.suggest(typed)

    def take_up(self, ids: Sequence[str]) -> float:
        """The same items come to this hub's own store, which is not timed; then they go in."""
        record_late(self.hub, len(ids))
        return seconds(self.hub.index.sync)

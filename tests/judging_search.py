"""Judged queries (tests/data/judged) asked of a hub of the demo or of the corpus.

A hub is crawled once, from files alone; each engine gets an index of its own of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.cli.accepted import AcceptedWords
from hub.cli.composition import Hub, open_hub
from hub.cli.demo import demo_feeds, demo_folder, serve_demo
from hub.dates import microseconds
from hub.evaluation import Judged, Score, items_by_address, judge, mean, parse_judgements
from hub.search import Analyser, Searcher
from indexer.searcher import HubSearcher
from indexer.searcher.tuning import ALL, Tuning
from indexer.sync import Index
from tests.corpus_web import feeds_yaml, routes
from tests.installation import Installation
from tests.servers import serving

JUDGED = Path(__file__).with_name("data") / "judged"
DEMO = "http://127.0.0.1:8001"  # where the demo's files are served unless told otherwise
NOW = datetime(2026, 11, 24, tzinfo=UTC)  # freshness is reckoned from the end of the demo
UPTO = str(microseconds(datetime(2099, 1, 1, tzinfo=UTC)))  # however late it is crawled


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one file of queries fared: each query's score, beside the query."""

    scores: tuple[tuple[Judged, Score], ...]

    @property
    def overall(self) -> Score:
        """The mean over all queries."""
        return mean([found for _, found in self.scores])

    def by_type(self) -> dict[str, Score]:
        """The mean of every sort of query, in the file's order."""
        groups: dict[str, list[Score]] = defaultdict(list)
        for judged, found in self.scores:
            groups[judged.type].append(found)
        return {sort: mean(group) for sort, group in groups.items()}


@dataclass(frozen=True, slots=True)
class Collection:
    """A hub that has been crawled, and where its items are."""

    hub: Hub
    folder: Path
    address: str
    places: Mapping[str, str]

    @contextmanager
    def index(self, engine: str, analyser: Analyser | None = None) -> Iterator[Index]:
        """All of it in an index of `engine`, with tokens of the hub's analyser or another."""
        name = f"{engine}-{analyser.version if analyser else 'own'}"
        made = Index(
            self.hub.store,
            self.folder / "judging" / name,
            engine,
            analyser or self.hub.analyser,
            ZoneInfo("Europe/Copenhagen"),
        )
        try:
            made.sync()
            yield made
        finally:
            made.close()

    def searcher(
        self, index: Index, analyser: Analyser | None = None, tuning: Tuning = ALL
    ) -> HubSearcher:
        """The searcher as the hub has it; or with another analyser, or fewer parts."""
        return HubSearcher(
            self.hub.store,
            index.reader,
            analyser or self.hub.analyser,
            lambda: NOW,
            field=AcceptedWords(self.hub.store),
            tuning=tuning,
        )

    def read(self, file: str) -> tuple[Judged, ...]:
        """The judgements of a file, with the addresses that things have here."""
        text = (JUDGED / file).read_text(encoding="utf-8")
        return tuple(
            replace(
                judged,
                grades={url.replace(DEMO, self.address): g for url, g in judged.grades.items()},
            )
            for judged in parse_judgements(text, file)
        )

    def verdict(self, searcher: Searcher, queries: Sequence[Judged]) -> Verdict:
        """Every query asked and scored."""
        return Verdict(tuple((one, judge(searcher, one, self.places, UPTO)) for one in queries))


@contextmanager
def demo_collection(folder: Path, lexicon: Path) -> Iterator[Collection]:
    """The demo, crawled into `folder`."""
    files = demo_folder()
    here = _installation(folder, lexicon)
    with serve_demo(files, 0) as address:
        here.prepare(demo_feeds(files, address))
        assert here.hub("crawl", "--all", "--json").code == 0
    with _opened(here, address) as collection:
        yield collection


@contextmanager
def corpus_collection(corpus: Path, folder: Path, lexicon: Path) -> Iterator[Collection]:
    """The shared corpus' podcasts, crawled into `folder`."""
    here = _installation(folder, lexicon)
    with serving(list(routes(corpus))) as web:
        address = web.url("").rstrip("/")
        here.prepare(feeds_yaml(corpus, address, ("podcasts",)))
        assert here.hub("crawl", "--all", "--no-read", "--json").code == 0
    with _opened(here, address) as collection:
        yield collection


def _installation(folder: Path, lexicon: Path) -> Installation:
    folder.mkdir(parents=True, exist_ok=True)
    return Installation(folder, lexicon)


@contextmanager
def _opened(here: Installation, address: str) -> Iterator[Collection]:
    with open_hub(here.loaded()) as hub:
        yield Collection(hub, here.folder, address, items_by_address(hub.all_items()))

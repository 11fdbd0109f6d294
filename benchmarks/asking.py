"""How fast questions are answered, ours and bare Whoosh's by turns in one process."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.bare_whoosh import BareWhoosh
from benchmarks.clock import seconds
from benchmarks.collection import settings_of
from benchmarks.mix import APART, Asked, load_mix
from benchmarks.places import BARE, COLLECTION
from benchmarks.rows import Row, Target, timed
from benchmarks.sizes import Sizes
from hub.cli.composition import Hub, open_hub
from indexer.engines.port import Plan
from indexer.searcher.clauses import ClauseMaker
from indexer.searcher.relaxing import steps

GROUP = "Asking"
WARM = "hverdag"  # in no query of the mix


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of both, one pair per query and pass."""

    ours: dict[str, list[float]]
    bare: dict[str, list[float]]

    @classmethod
    def of(cls, mix: list[Asked]) -> "Times":
        """Nothing measured yet; kinds stand as in the mix."""
        return cls({one.kind: [] for one in mix}, {one.kind: [] for one in mix})

    def mixed(self, what: str, target: Target | None = None) -> Row:
        """The mix without what is reported apart."""
        kinds = [kind for kind in self.ours if kind not in APART]
        ours = [one for kind in kinds for one in self.ours[kind]]
        bare = [one for kind in kinds for one in self.bare[kind]]
        return timed(GROUP, what, ours, bare, target)

    def by_kind(self, what: str) -> list[Row]:
        """A row for each kind."""
        kinds = self.ours
        return [timed(GROUP, f"{what}, {kind}", kinds[kind], self.bare[kind]) for kind in kinds]


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Rows of whole first pages, and of ids alone."""
    mix = load_mix(sizes.queries)
    with open_hub(settings_of(root / COLLECTION), take_up=False) as hub:
        bare = BareWhoosh(root / BARE)
        opening = _open(hub, bare)
        first = _passes(1, mix, lambda one: hub.searcher.search(one.read()), bare.page)
        pages = _passes(sizes.passes, mix, lambda one: hub.searcher.search(one.read()), bare.page)
        ids = _passes(sizes.passes, mix, lambda one: find_ids(hub, one), bare.ids)
        bare.close()
    return [
        pages.mixed("first page, the mix", Target(120)),
        *pages.by_kind("first page"),
        first.mixed("first page, the mix, each asked for the first time", Target(120)),
        Row(GROUP, "the very first question of a process", 1000 * opening, "ms"),
        ids.mixed("ids only, the mix"),
    ]


def _open(hub: Hub, bare: BareWhoosh) -> float:
    warm = load_mix(1)[0]
    one = Asked(warm.kind, WARM, warm.filters)
    bare.page(one)
    return seconds(lambda: hub.searcher.search(one.read()))


def _passes(
    many: int, mix: list[Asked], ours: Callable[[Asked], object], bare: Callable[[Asked], object]
) -> Times:
    """Every query `many` times, in another order each time; who goes first changes too."""
    times = Times.of(mix)
    random = Random(many)
    for _ in range(many):
        for at, one in enumerate(random.sample(mix, len(mix))):
            sides = [(times.ours, ours), (times.bare, bare)]
            for kept, ask in sides if at % 2 else reversed(sides):
                kept[one.kind].append(seconds(partial(ask, one)))
    return times


def find_ids(hub: Hub, one: Asked) -> list[str]:
    """The keys of the first page, without facets, texts and snippets."""
    query = one.read()
    clause = steps(query, ClauseMaker(hub.analyser))[0].clause
    plan = Plan(clause, filters=dict(query.filters.chosen))
    return [hit.key for hit in hub.index.reader().find(plan).hits]

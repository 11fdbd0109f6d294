"""No query is dear: what costs an engine much is bounded, and no text brings a search down."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from starlette.datastructures import QueryParams

from hub.query import parse_query, parse_rule
from hub.query_tree import leaves
from hub.search import Phrase, Prefix
from hub.store import Store, open_store
from indexer.analysis import DanishAnalyser
from indexer.engines import open_engine
from indexer.engines.port import Engine, Value
from indexer.searcher import HubSearcher
from indexer.searcher.choices import plan_filters
from indexer.searcher.clauses import ClauseMaker
from indexer.searcher.repair import Repairer
from indexer.searcher.understanding import MOST_MENDED
from indexer.sync import Index
from tests.small_analyser import SmallAnalyser
from tests.storing import NOON, a_proposal, a_source, record, show
from tests.web.visiting import Visitor
from web.app import create_app
from web.asking import read_asked
from web.site import SiteSettings

ZONE = ZoneInfo("Europe/Copenhagen")
SMALL_WORDS = ("og", "i", "at", "det", "er", "en", "til", "af", "den", "på", "de", "med", "for")
BEGINNINGS = [a + b for a in "bdfghk" for b in "aeiou"]
NASTY = (
    "İıſß " * 100, "İ" * 500, "ß" * 500, "ǆǅ" * 250, "ﷺ ﬃ " * 100, "e" + "\u0301" * 499,
    "\u202e\u200f\u200b" * 160, "각ᄀ" * 250, "\ud800\udfff" * 250, "\x00\x1f" * 250, "(" * 500,
    ")(" * 250, '"' * 499, "-" * 500, "IKKE " * 100, "OG ELLER " * 55, "titel:" * 83,
    "titel:(person:(" * 33, "år:0000..9999 " * 35, "dato:99999-99-99 dato:0000-00-00 " * 15,
    "dato:9999-12-31 dato:..0001 dato:9999.. " * 12, "9" * 500, "1.1-" * 125, "a:" * 250,
    "https://" * 62, "https://example.org/" + "%25" * 160, "10.1234/" + "(" * 490, "a(e)" * 125,
    "job-" * 125, "(a+)+$" * 83, "失業率の" * 125, "=det " * 100, "* " * 250, "010190-1234," * 40,
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply([a_source()], NOON)
        record(opened, a_proposal("one", title="Job i kommunen", summary="Om i job og det er en."))
        show(opened, "id-one")
        yield opened


@pytest.fixture
def visitor(store: Store, analyser: DanishAnalyser, tmp_path: Path) -> Iterator[Visitor]:
    """The site as it is, over the engine that is the default."""
    index = Index(store, tmp_path / "index", "whoosh", analyser, ZONE)
    index.sync()
    searcher = HubSearcher(store, index.reader, analyser, lambda: NOON + timedelta(days=1))
    yield Visitor(create_app(store, searcher, SiteSettings()))
    index.close()


@pytest.mark.parametrize("typed", NASTY, ids=lambda typed: ascii(typed[:12]))
async def test_no_query_brings_the_page_down(visitor: Visitor, typed: str) -> None:
    asked = urlencode({"q": typed.encode(errors="replace")})
    for address in (f"/search?{asked}", f"/search?{asked}&literal=1", f"/api/v1/suggest?{asked}"):
        assert (await visitor.page(address)).status == 200, address


@pytest.mark.parametrize(
    ("typed", "most"),
    [
        (" ".join(f"{begun}*" for begun in BEGINNINGS), 5),
        (" ELLER ".join(f'"det {begun}*"' for begun in BEGINNINGS), 3),
    ],
    ids=["words", "phrases"],
)
def test_few_short_prefixes_are_looked_for(typed: str, most: int) -> None:
    """Half the words of an index begin with a hundred such beginnings."""
    query = parse_query(typed[:500])
    assert query.node is not None
    assert len(list(leaves(query.node))) <= most
    assert "too-long" in [note.code for note in query.notes]


def test_phrases_take_more_room_than_words() -> None:
    pairs = [f'"{one} {other}"' for one in SMALL_WORDS for other in SMALL_WORDS]
    node = parse_query(" ".join(pairs)[:500]).node
    assert node is not None
    found = [leaf for leaf, _ in leaves(node)]
    assert 0 < len(found) <= 16
    assert all(isinstance(leaf, Phrase) for leaf in found)


def test_a_librarians_search_is_taken_whole() -> None:
    typed = (
        '(jobcenter* ELLER beskæftigelse* ELLER ledig* ELLER aktiver* ELLER "unge uden job")'
        ' OG (kontanthjælp* ELLER sygedag* ELLER "individual placement and support") IKKE pension*'
    )
    assert parse_query(typed).notes == ()


def test_rules_may_have_as_many_prefixes_as_they_need() -> None:
    rule = parse_rule(" OR ".join(f"{begun}*" for begun in BEGINNINGS))
    assert sum(isinstance(leaf, Prefix) for leaf, _ in leaves(rule)) == len(BEGINNINGS)


def test_a_year_is_asked_for_once() -> None:
    """Twenty ranges of seven hundred years are fourteen thousand questions for an engine."""
    node = parse_query(" ".join(["år:..2200"] * 50)).node
    assert node is not None
    assert len(list(_values(ClauseMaker(SmallAnalyser()).clause(node)))) <= 2 * 701
    ranges = read_asked(QueryParams([("year", f"{1900 + n}..2100") for n in range(20)])).filters
    assert len(plan_filters(ranges)["year"]) == 201


def _values(clause: object) -> Iterator[str]:
    if isinstance(clause, Value):
        yield clause.value
    for inner in getattr(clause, "clauses", ()):
        yield from _values(inner)


def test_filters_are_few_so_that_links_are_short() -> None:
    """Every link of a page carries all that is chosen."""
    many = [(facet, f"{n}" * 200) for facet in ("source", "person", "theme") for n in range(50)]
    asked = read_asked(QueryParams(many))
    assert sum(len(values) for _, values in asked.filters.chosen) == 20


class Slow(Repairer):
    """Counts how often the words of the index are looked through, and by how many words."""

    looked = 0

    def repair(self, word: str) -> str | None:
        self.looked += 1
        return super().repair(word)


def test_few_words_of_a_long_text_are_looked_at_for_slips(
    store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> None:
    index = Index(store, tmp_path / "index", "whoosh", analyser, ZONE)
    index.sync()
    searcher = HubSearcher(store, index.reader, analyser, lambda: NOON)
    repairer = Slow(analyser, index.reader)
    searcher._repairer = repairer
    unknown = (f"xq{chr(97 + n // 26)}{chr(97 + n % 26)}z" for n in range(60))
    searcher.search(parse_query(" ".join(unknown)))
    assert 0 < repairer.looked <= MOST_MENDED
    index.close()


def test_the_words_of_an_index_are_read_once_however_many_ask(
    analyser: DanishAnalyser, tmp_path: Path
) -> None:
    """It takes seconds and much memory, and all who are first ask at once."""
    engine = open_engine("memory", tmp_path, writable=True)
    reads = []
    gate = threading.Barrier(4)

    class Counting:
        def __getattr__(self, name: str) -> object:
            if name == "words":
                reads.append(1)
            return getattr(engine, name)

    counting: Engine = Counting()  # type: ignore[assignment]  # all of it is the engine's

    def ask(_n: int) -> str | None:
        gate.wait(30)
        return Repairer.repair(repairer, "sagsbehandlxr")

    repairer = Repairer(analyser, lambda: counting)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(4)))
    assert len(reads) == 5  # one for each field
    engine.close()

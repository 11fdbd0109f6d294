"""Search is as good as it was: floors for what people's queries find, only ever raised.

The queries were graded by reading (tests/data/judged). They hold the quality; nothing is tuned to
them. Whoever makes search better raises the floors to what is measured then, less a hundredth.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hub.evaluation import Score
from indexer.engines import ENGINES
from tests.judging_search import Collection, Verdict, demo_collection

FLOORS = {"fresh.yaml": Score(ndcg=0.578, recall=0.551)}
ASKED = tuple(name for name in ENGINES if name != "memory")  # memory is the slow reference
APART = 0.01

pytestmark = pytest.mark.xdist_group("judged")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path) -> Iterator[Collection]:
    with demo_collection(tmp_path_factory.mktemp("judged"), lexicon_folder) as collection:
        yield collection


@pytest.fixture(scope="module")
def verdicts(demo: Collection) -> Mapping[str, Verdict]:
    """What every engine finds of the demo."""
    return {name: found_by(demo, name, "fresh.yaml") for name in ASKED}


def found_by(collection: Collection, engine: str, file: str) -> Verdict:
    with collection.index(engine) as index:
        return collection.verdict(collection.searcher(index), collection.read(file))


@pytest.mark.parametrize("engine", ASKED)
def test_search_is_no_worse_than_it_was(engine: str, verdicts: Mapping[str, Verdict]) -> None:
    found, floor = verdicts[engine].overall, FLOORS["fresh.yaml"]
    assert found.ndcg >= floor.ndcg, verdicts[engine].by_type()
    assert found.recall >= floor.recall, verdicts[engine].by_type()


def test_engines_agree(verdicts: Mapping[str, Verdict]) -> None:
    scores = {name: verdict.overall.ndcg for name, verdict in verdicts.items()}
    assert max(scores.values()) - min(scores.values()) <= APART, scores


def test_every_judged_address_of_the_demo_is_there(demo: Collection) -> None:
    queries = demo.read("fresh.yaml")
    assert len(queries) >= 90
    assert len({one.query for one in queries}) == len(queries)
    assert {url for one in queries for url in one.grades} <= demo.places.keys()


def test_every_query_has_something_worth_finding_and_a_sort(demo: Collection) -> None:
    queries = demo.read("fresh.yaml")
    assert [one.query for one in queries if not one.type or max(one.grades.values()) < 1] == []

"""Search is as good as it was: floors for what people's queries find, only ever raised.

The queries were graded by reading (tests/data/judged). They hold the quality; nothing is tuned to
them. Whoever makes search better raises the floors to what is measured then, less a hundredth.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.evaluation import Score
from indexer.engines import ENGINES
from tests.conftest import corpus_or_skip
from tests.judging_search import Collection, corpus_collection, demo_collection

FLOORS = {
    "fresh.yaml": Score(ndcg=0.809, recall=0.806),
    "gap.yaml": Score(ndcg=0.643, recall=0.711),
    "corpus.yaml": Score(ndcg=0.730, recall=0.728),
}
ASKED = tuple(name for name in ENGINES if name != "memory")  # memory is the slow reference
APART = 0.01

pytestmark = pytest.mark.xdist_group("judged")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path) -> Iterator[Collection]:
    with demo_collection(tmp_path_factory.mktemp("judged"), lexicon_folder) as collection:
        yield collection


@pytest.fixture(scope="module")
def podcasts(
    tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path
) -> Iterator[Collection]:
    corpus, folder = corpus_or_skip(), tmp_path_factory.mktemp("judged")
    with corpus_collection(corpus, folder, lexicon_folder) as collection:
        yield collection


def check(collection: Collection, file: str) -> None:
    """Every engine is above the file's floors, and none far from another."""
    floor, scores = FLOORS[file], {}
    for engine in ASKED:
        with collection.index(engine) as index:
            verdict = collection.verdict(collection.searcher(index), collection.read(file))
        scores[engine] = verdict.overall.ndcg
        assert verdict.overall.ndcg >= floor.ndcg, (engine, verdict.overall, verdict.by_type())
        assert verdict.overall.recall >= floor.recall, (engine, verdict.overall, verdict.by_type())
    assert max(scores.values()) - min(scores.values()) <= APART, scores


def check_judgements(collection: Collection, file: str, many: int) -> None:
    """Queries of a known sort, each with something to find, and only what is there is judged."""
    queries = collection.read(file)
    assert len({one.query for one in queries}) == len(queries) >= many
    assert [one.query for one in queries if not one.type or max(one.grades.values()) < 1] == []
    assert {url for one in queries for url in one.grades} - collection.places.keys() == set()


def test_search_in_the_demo_is_no_worse_than_it_was(demo: Collection) -> None:
    check(demo, "fresh.yaml")


def test_search_in_other_words_than_the_texts_is_no_worse_than_it_was(demo: Collection) -> None:
    check(demo, "gap.yaml")


@pytest.mark.parametrize(("file", "many"), [("fresh.yaml", 90), ("gap.yaml", 30)])
def test_judgements_of_the_demo_are_whole(demo: Collection, file: str, many: int) -> None:
    check_judgements(demo, file, many)


@pytest.mark.corpus
def test_search_in_real_podcasts_is_no_worse_than_it_was(podcasts: Collection) -> None:
    check(podcasts, "corpus.yaml")


@pytest.mark.corpus
def test_judgements_of_real_podcasts_are_whole(podcasts: Collection) -> None:
    check_judgements(podcasts, "corpus.yaml", 20)

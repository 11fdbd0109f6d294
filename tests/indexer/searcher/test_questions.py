"""Questions as practitioners type them: which words must be there, and which only rank."""

import pytest

from hub.query import parse_query
from indexer.analysis import DanishAnalyser
from indexer.searcher.bridges import open_bridges
from indexer.searcher.clauses import ClauseMaker
from indexer.searcher.concepts import ConceptReader
from indexer.searcher.synonyms import Synonyms
from indexer.searcher.tuning import Tuning
from tests.questions import QUESTIONS


def required(question: str, analyser: DanishAnalyser) -> list[str]:
    """The words of `question` that a searcher asks for."""
    node = parse_query(question).node
    assert node is not None
    reader = ConceptReader(
        analyser,
        ClauseMaker(analyser),
        Synonyms((), analyser),
        open_bridges(analyser),
        lambda _word: True,
        Tuning(synonyms=False, bridges=False),
    )
    return [concept.text for concept in reader.read(node).concepts]


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_must_be_there(question: str, analyser: DanishAnalyser) -> None:
    wanted = [word.lower() for word in question.split() if word.isupper() or word.isdecimal()]
    assert required(question.lower(), analyser) == wanted


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what works for people with depression", ["people", "depression"]),
        ("what works best", ["works", "best"]),
        ("hvad virker", ["virker"]),
        ("gode eksempler", ["gode", "eksempler"]),
        ("hvad er det", ["hvad", "er", "det"]),
        ("=virker ips", ["virker", "ips"]),
    ],
)
def test_when_there_is_nothing_else_a_small_word_counts(
    question: str, words: list[str], analyser: DanishAnalyser
) -> None:
    assert required(question, analyser) == words

"""How central an item is to a theme."""

from itertools import pairwise

from hub.centrality import centrality
from hub.model import Evidence


def test_where_words_stand_tells_more_than_how_often() -> None:
    ranked = [
        [Evidence("title", "ips"), Evidence("body", "ips", 2)],
        [Evidence("title", "ips", 9)],
        [Evidence("summary", "ips"), Evidence("chapters", "ips"), Evidence("body", "ips", 99)],
        [Evidence("summary", "ips")],
        [Evidence("chapters", "ips")],
        [Evidence("body", "ips", 99)],
        [Evidence("body", "ips", 3), Evidence("body", "supported employment", 2)],
        [Evidence("body", "ips", 4)],
        [Evidence("source", "Kilde")],
    ]
    weights = [centrality(evidence) for evidence in ranked]
    assert all(more > less for more, less in pairwise(weights))
    assert weights[-1] == centrality(()) == 0


def test_words_that_stand_twice_in_the_title_count_once() -> None:
    twice = [Evidence("title", "ips"), Evidence("title", "job")]
    assert centrality(twice) == centrality(twice[:1])

"""The two measures, checked against numbers worked out by hand."""

from math import log2

import pytest

from hub.errors import ConfigError
from hub.evaluation import mean, parse_judgements, score


def test_the_ideal_order_scores_one() -> None:
    found = score(["a", "b", "c"], {"a": 2, "b": 1, "c": 0})
    assert (found.ndcg, found.recall) == (1.0, 1.0)


def test_a_worse_order_loses_what_the_discount_says() -> None:
    found = score(["x", "a"], {"a": 2, "b": 1})
    ideal = 3 / log2(2) + 1 / log2(3)
    assert found.ndcg == pytest.approx((3 / log2(3)) / ideal)
    assert found.recall == 0.5


def test_an_item_counts_once_however_often_it_is_listed() -> None:
    once = score(["a", "b"], {"a": 2, "b": 2})
    assert score(["a", "a", "b"], {"a": 2, "b": 2}) == once


def test_recall_is_out_of_ten_when_more_are_relevant() -> None:
    grades = {str(n): 1 for n in range(20)}
    assert score([str(n) for n in range(10)], grades).recall == 1.0


def test_nothing_relevant_is_zero_and_the_mean_of_nothing_too() -> None:
    assert score(["a"], {"a": 0}) == mean([])


def test_every_fault_in_a_file_of_judgements_is_told() -> None:
    with pytest.raises(ConfigError) as raised:
        parse_judgements(
            "queries:\n  - q: ips\n    judged: {u: 3}\n  - judged: {v: ja}\n", "f.yaml"
        )
    assert [fault.line for fault in raised.value.faults] == [3, 4, 4]


def test_judgements_are_read() -> None:
    (judged,) = parse_judgements('queries: [{q: ips, judged: {"https://a.dk": 2}}]', "f.yaml")
    assert (judged.query, dict(judged.grades)) == ("ips", {"https://a.dk": 2})


def test_a_query_may_say_of_what_sort_it_is() -> None:
    (judged,) = parse_judgements("queries: [{q: udbrændt, type: lay, judged: {u: 1}}]", "f.yaml")
    assert judged.type == "lay"

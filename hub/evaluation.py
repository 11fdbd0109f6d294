"""How good a ranking is against judgements made by reading: nDCG@10 and recall@10.

Gain is 2^grade - 1, discounted by log2(rank + 1) (Järvelin and Kekäläinen 2002); the ideal is over
everything judged. Recall is relevant (grade 1 or more) in the top ten over min(10, relevant).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import fmean

from hub.addresses import canonical
from hub.config.yamlfile import Section, read_yaml
from hub.errors import ConfigError
from hub.model import Item
from hub.query import parse_query
from hub.search import Searcher

DEPTH = 10
GRADES = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and the grade of each address a person has judged for it.

    `type` is the sort of query it is, in the file's own words, so that sorts can be compared.
    """

    query: str
    grades: Mapping[str, int]
    type: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """What one query, or the mean over all, scored; between 0 and 1."""

    ndcg: float
    recall: float


def parse_judgements(text: str, where: str) -> tuple[Judged, ...]:
    """``queries: [{q: …, type: …, judged: {URL: grade}}]``; a type is not needed.

    Raises ConfigError with every fault.
    """
    top = read_yaml(text, where)
    top.only(("queries",))
    judged = tuple(_judged(entry) for entry in top.sections("queries"))
    if not judged:
        top.fault("queries", "must be a list of {q: …, judged: {address: grade}}")
    if top.faults:
        raise ConfigError(where, top.faults)
    return judged


def _judged(at: Section) -> Judged:
    at.only(("q", "type", "judged"))
    grades = at.section("judged")
    for url, grade in grades.values.items():
        if grade not in GRADES or isinstance(grade, bool):
            grades.fault(str(url), f"{grade!r} must be a grade: 0, 1 or 2")
    wanted = {str(url): grade for url, grade in grades.values.items() if isinstance(grade, int)}
    return Judged(at.text("q", required=True) or "", wanted, at.text("type") or "")


def items_by_address(items: Iterable[Item]) -> dict[str, str]:
    """Every address of every item, canonical, with the item's id."""
    found: dict[str, str] = {}
    for item in items:
        addresses = [item.url, *(place.url for place in item.places)]
        addresses += [enclosure.url for enclosure in item.enclosures]
        found.update({canonical(url): item.id for url in addresses if url})
    return found


def judge(searcher: Searcher, judged: Judged, places: Mapping[str, str], upto: str = "") -> Score:
    """One query's score; `places` are items_by_address, `upto` is as in Searcher.search.

    An address that no item has is judged, but can't be found.
    """
    grades: dict[str, int] = {}
    for url, grade in judged.grades.items():
        key = places.get(canonical(url), url)
        grades[key] = max(grade, grades.get(key, 0))
    results = searcher.search(parse_query(judged.query), limit=DEPTH, upto=upto)
    return score([hit.id for hit in results.hits], grades)


def score(ranked: Sequence[str], grades: Mapping[str, int]) -> Score:
    """The score of `ranked` ids, best first, against the grade of every judged id."""
    top = list(dict.fromkeys(ranked))[:DEPTH]
    gained = _discounted([grades.get(found, 0) for found in top])
    ideal = _discounted(sorted(grades.values(), reverse=True)[:DEPTH])
    relevant = sum(grade >= 1 for grade in grades.values())
    found = sum(grades.get(key, 0) >= 1 for key in top)
    return Score(
        ndcg=gained / ideal if ideal else 0.0,
        recall=found / min(DEPTH, relevant) if relevant else 0.0,
    )


def mean(scores: Sequence[Score]) -> Score:
    """The mean of several scores; zero for none."""
    if not scores:
        return Score(0.0, 0.0)
    return Score(fmean(one.ndcg for one in scores), fmean(one.recall for one in scores))


def _discounted(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))

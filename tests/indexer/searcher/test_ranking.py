"""The order of candidates, by values alone."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.port import Adjacent, FoundHit, Term
from indexer.searcher.concepts import Concept, Read, Way
from indexer.searcher.ranking import Judging, Ranking, judging
from indexer.searcher.relaxing import PLENTY, steps
from indexer.searcher.tuning import Tuning

YEAR = 365 * 24 * 3600 * 1_000_000  # microseconds
NOW = 50 * YEAR


def body(token: str) -> Term:
    return Term("body_main", token)


ONE = Concept("a", body("a"), body("part"), (Way("s", body("s")),), (Way("b", body("b")),))
TWO = Concept("c", body("c"))
READ = Read((ONE, TWO))
JUDGE = judging(READ, ("a", "c"))


def matching(judge: Judging, *tokens: str) -> frozenset[int]:
    """The clauses that a text of these tokens matches, if it is they alone."""
    return frozenset(at for at, clause in enumerate(judge.clauses) if _names(clause) <= {*tokens})


def _names(clause: object) -> set[str]:
    if isinstance(clause, Term):
        return {clause.token}
    inner = getattr(clause, "clauses", None)
    return set().union(*map(_names, inner)) if inner else {"nothing has this"}


def order(judge: Judging, texts: Mapping[str, tuple[str, ...]], needed: int = 1) -> list[str]:
    """The keys of `texts` in order, when the engine thinks the same of all."""
    hits = [FoundHit(key, 1.0) for key in texts]
    found = {key: matching(judge, *tokens) for key, tokens in texts.items()}
    return [hit.key for hit in Ranking(judge, needed, NOW).order(hits, found)]


def test_what_has_more_of_the_words_is_first() -> None:
    assert order(JUDGE, {"one": ("a",), "both": ("a", "c")}) == ["both", "one"]


def test_own_words_and_synonyms_before_parts_before_bridges() -> None:
    texts = {"bridge": ("b", "c"), "part": ("part", "c"), "own": ("a", "c"), "synonym": ("s", "c")}
    assert order(JUDGE, texts) == ["own", "synonym", "part", "bridge"]


def test_what_needs_a_bridge_is_last_whatever_its_score() -> None:
    hits = [FoundHit("bridge", 100.0), FoundHit("own", 0.1)]
    found = {"bridge": matching(JUDGE, "b", "c"), "own": matching(JUDGE, "a", "c")}
    assert [hit.key for hit in Ranking(JUDGE, 2, NOW).order(hits, found)] == ["own", "bridge"]
    assert JUDGE.bridged(found["bridge"])
    assert not JUDGE.bridged(found["own"])


def test_newer_is_a_little_better_and_undated_is_no_worse_than_old() -> None:
    hits = [FoundHit("old", 1.0, NOW - 40 * YEAR), FoundHit("new", 1.0, NOW), FoundHit("none", 1.0)]
    ranked = Ranking(Judging(), 0, NOW).order(hits, {})
    assert [hit.key for hit in ranked] == ["new", "old", "none"]
    assert ranked[0].score < 1.11
    better = [FoundHit("old", 1.2, NOW - 40 * YEAR), FoundHit("new", 1.0, NOW)]
    assert Ranking(Judging(), 0, NOW).order(better, {})[0].key == "old"


def test_an_exact_title_is_before_all() -> None:
    hits = [FoundHit("much", 9.0), FoundHit("exact", 0.1)]
    assert Ranking(Judging(), 0, NOW).order(hits, {}, frozenset({"exact"}))[0].key == "exact"


def test_without_its_parts_the_engine_decides() -> None:
    plain = Tuning(coverage=False, bonuses=False)
    hits = [FoundHit("half", 2.0, NOW), FoundHit("both", 1.0, NOW)]
    found = {"half": matching(JUDGE, "a"), "both": matching(JUDGE, "a", "c")}
    ranked = Ranking(JUDGE, 1, NOW, plain).order(hits, found)
    assert [(hit.key, hit.score) for hit in ranked] == [("half", 2.0), ("both", 1.0)]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), max_size=30))
def test_nothing_is_lost_and_ties_go_by_key(scores: list[tuple[int, int]]) -> None:
    hits = [FoundHit(f"{at:02}", float(score)) for at, (score, _) in enumerate(scores)]
    found = {
        f"{at:02}": matching(JUDGE, *("a", "b", "c", "s")[:many])
        for at, (_, many) in enumerate(scores)
    }
    ranked = Ranking(JUDGE, 1, NOW).order(hits, found)
    assert sorted(hit.key for hit in ranked) == sorted(hit.key for hit in hits)
    again = Ranking(JUDGE, 1, NOW).order(hits[::-1], found)
    assert [hit.key for hit in again] == [hit.key for hit in ranked]


def test_words_side_by_side_are_before_words_apart_and_in_the_title_before_those() -> None:
    own, near = frozenset(JUDGE.own), frozenset(JUDGE.near)
    assert JUDGE.clauses[JUDGE.title] == Adjacent("title_main", ("a", "c"))
    hits = [FoundHit("apart", 1.2), FoundHit("near", 1.1), FoundHit("title", 1.0)]
    found = {"apart": own, "near": own | near, "title": own | near | {JUDGE.title}}
    ordered = [hit.key for hit in Ranking(JUDGE, 2, NOW).order(hits, found)]
    assert ordered == ["title", "near", "apart"]
    plain = Ranking(JUDGE, 2, NOW, Tuning(bonuses=False))
    assert [hit.key for hit in plain.order(hits, found)] == ["apart", "near", "title"]


def test_a_whole_sentence_word_for_word_is_far_ahead() -> None:
    four = Read(tuple(Concept(word, body(word)) for word in "abcd"))
    judge = judging(four, ("a", "b", "c", "d"))
    assert judge.clauses[judge.verbatim] == Adjacent("body_main", ("a", "b", "c", "d"))
    hits = [FoundHit("words", 1.4), FoundHit("sentence", 1.0)]
    own = frozenset(judge.own)
    found = {"words": own, "sentence": own | {judge.verbatim}}
    assert [hit.key for hit in Ranking(judge, 4, NOW).order(hits, found)] == ["sentence", "words"]


def test_a_word_that_no_text_has_is_bridged_however_many_have_the_others() -> None:
    bridge = (Way("b", body("b")),)
    known = Read((Concept("a", body("a"), bridges=bridge), TWO))
    missing = Read((Concept("a", body("a"), bridges=bridge, known=False), TWO))
    assert steps(known)[0].least == PLENTY
    assert steps(missing)[0].least == float("inf")

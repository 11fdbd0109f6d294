"""Snippets: whole words, every match marked, offsets that never lie."""

from unicodedata import combining

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.query import parse_query
from hub.text import normalise
from indexer.analysis import DanishAnalyser
from indexer.searcher.matching_words import wanted_of
from indexer.searcher.snippets import STRETCH, best_stretch, mark

WORDS = st.sampled_from(
    [
        "ips",
        "ips\u0304",
        "jobchancen",
        "æble",
        "og",
        "i",
        "e\u0301n",
        "🎧",
        "IPS-indsats",
        "שלום",
        ".",
    ]
)


@given(st.lists(WORDS, max_size=120), st.sampled_from(["ips", "jobchance", "æbler ips", "x"]))
def test_any_text_gives_whole_words_with_true_marks(
    analyser: DanishAnalyser, words: list[str], typed: str
) -> None:
    text = normalise(" ".join(words))
    tokens = analyser.tokens(text, "da")
    wanted = wanted_of(parse_query(typed).node, analyser)
    found = best_stretch(text, tokens, wanted)
    stretch = found.marked
    plain = stretch.text.removeprefix("… ").removesuffix(" …")
    assert plain.strip() in text.replace("\n", " ")
    assert "".join(part for part, _ in stretch.parts()) == stretch.text
    assert bool(stretch.spans) == bool(found.words)
    assert not any(combining(part[0]) for part, _ in stretch.parts())
    assert len(analyser.tokens(stretch.text, "da")) <= STRETCH + 1


def test_the_window_with_the_most_different_words_wins(analyser: DanishAnalyser) -> None:
    text = "tro tro tro. " + "fyld " * 60 + "Her står tro på borgeren."
    wanted = wanted_of(parse_query("tro borger").node, analyser)
    found = best_stretch(text, analyser.tokens(text, "da"), wanted)
    assert len(found.words) == 2
    assert found.marked.text.endswith("borgeren.")


def test_neighbouring_marks_become_one(analyser: DanishAnalyser) -> None:
    wanted = wanted_of(parse_query('"virksomhedsrettet indsats"').node, analyser)
    text = "En virksomhedsrettet indsats."
    marked = mark(text, analyser.tokens(text, "da"), wanted)
    assert [part for part, is_match in marked.parts() if is_match] == ["virksomhedsrettet indsats"]


@pytest.mark.parametrize("typed", ["-ips", "tema:ips", "IKKE ips"])
def test_what_must_not_be_and_what_is_a_facet_is_not_marked(
    analyser: DanishAnalyser, typed: str
) -> None:
    assert wanted_of(parse_query(typed).node, analyser) == ()


def test_small_words_are_marked_only_where_they_are_asked_for(analyser: DanishAnalyser) -> None:
    text = "Troen på job er på vej."
    tokens = analyser.tokens(text, "da")

    def marked(typed: str) -> list[str]:
        wanted = wanted_of(parse_query(typed).node, analyser)
        return [part for part, is_match in mark(text, tokens, wanted).parts() if is_match]

    assert marked("troen på job") == ["Troen", "job"]
    assert marked('"troen på job"')[0] == "Troen på job"
    assert marked("på") == ["på", "på"]

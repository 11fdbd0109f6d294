"""The lists of near words and translations: as their headers promise."""

from collections.abc import Iterator
from importlib.resources import files

import pytest

from indexer.analysis import DanishAnalyser
from indexer.analysis.bridgelists import BridgeLists, load_bridge_lists

FILES = ("danish_english.txt", "near_danish.txt", "near_english.txt")
LONGEST = 6  # words of a phrase


@pytest.fixture(scope="module")
def lists() -> BridgeLists:
    return load_bridge_lists()


def lines_of(name: str) -> list[str]:
    text = (files("indexer.analysis") / "bridges" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.partition("#")[0].strip()]


@pytest.mark.parametrize("name", FILES)
def test_every_line_leads_from_words_to_words(name: str) -> None:
    bad = [line for line in lines_of(name) if line.count("=") != 1 or not all(sides_of(line))]
    assert bad == []


@pytest.mark.parametrize("name", FILES)
def test_no_word_stands_twice_in_a_line_and_none_is_a_sentence(name: str) -> None:
    bad = [line for line in lines_of(name) if not all(map(_is_tidy, groups_of(name, line)))]
    assert bad == []


@pytest.mark.parametrize("name", FILES)
def test_no_line_stands_twice(name: str) -> None:
    heads = [line.partition("=")[0].strip() for line in lines_of(name)]
    assert sorted({head for head in heads if heads.count(head) > 1}) == []


def test_no_stop_word_leads_anywhere(lists: BridgeLists, analyser: DanishAnalyser) -> None:
    assert [word for word in all_words(lists) if analyser.is_stop(word)] == []


def test_danish_words_are_danish(lists: BridgeLists, analyser: DanishAnalyser) -> None:
    danish = [word for side, _ in lists.across for word in side]
    danish += [word for group in lists.danish for word in group]
    words = {token.exact for phrase in danish for token in analyser.tokens(phrase, "da")}
    unknown = {word for word in words if not analyser.knows(word)}
    assert len(unknown) < len(words) / 20, sorted(unknown)


def test_as_many_as_promised(lists: BridgeLists) -> None:
    assert len(lists.across) >= 1500
    assert len(lists.danish) >= 700
    assert len(lists.english) >= 250


def all_words(lists: BridgeLists) -> Iterator[str]:
    for left, right in lists.across:
        yield from (*left, *right)
    for group in (*lists.danish, *lists.english):
        yield from group


def sides_of(line: str) -> tuple[list[str], list[str]]:
    left, _, right = line.partition("#")[0].partition("=")
    return _words(left), _words(right)


def groups_of(name: str, line: str) -> tuple[list[str], ...]:
    """What has to differ in a line: of translations each side, of near words all."""
    left, right = sides_of(line)
    return (left, right) if name == "danish_english.txt" else (left + right,)


def _is_tidy(group: list[str]) -> bool:
    return len(set(group)) == len(group) and all(len(word.split()) <= LONGEST for word in group)


def _words(side: str) -> list[str]:
    return [word for part in side.split(",") if (word := part.strip())]

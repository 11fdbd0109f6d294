"""Compounds fall into their parts; simple words stay whole. Floors are only ever raised."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.analysis import DanishAnalyser


@dataclass(frozen=True)
class Marked:
    """A gold word: where it must be cut (``+``) and where it may be (``?``)."""

    word: str
    must: frozenset[int]
    may: frozenset[int]

    @classmethod
    def read(cls, line: str) -> "Marked":
        """From ``syge?dag?penge+modtager``."""
        places: dict[str, set[int]] = {"+": set(), "?": set()}
        at = 0
        for letter in line:
            if letter in places:
                places[letter].add(at)
            else:
                at += 1
        return cls(
            line.replace("+", "").replace("?", ""), frozenset(places["+"]), frozenset(places["?"])
        )


def cuts(analyser: DanishAnalyser, word: str) -> set[int]:
    """Where `word` is cut, as numbers of letters before."""
    parts = analyser.split(word)
    return {sum(map(len, parts[:n])) for n in range(1, len(parts))}


def test_gold_compounds(analyser: DanishAnalyser, gold: Path) -> None:
    lines = (gold / "gold_compounds.txt").read_text(encoding="utf-8").splitlines()
    marked = [Marked.read(line.strip()) for line in lines if line.strip() and line[0] != "#"]
    made = [(word, cuts(analyser, word.word)) for word in marked]
    right = sum(len(cut & word.must) for word, cut in made)
    precision = right / sum(len(cut - word.may) for word, cut in made)
    recall = right / sum(len(word.must) for word in marked)
    assert precision >= 0.988
    assert recall >= 0.996
    assert 2 * precision * recall / (precision + recall) >= 0.992


def test_gold_simple_words(analyser: DanishAnalyser, gold: Path) -> None:
    words = (gold / "gold_simple.txt").read_text(encoding="utf-8").split()
    assert [analyser.split(word) for word in words if len(analyser.split(word)) > 1] == []


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("hjertedøden", {"hjerte", "død"}),
        ("særordningen", {"sær", "ordning"}),
        ("boformer", {"bo", "form"}),
        ("rødternede", {"rød", "ternet"}),
        ("jobchancer", {"job", "chance"}),
        ("jobcentrets", {"job", "center"}),
        ("beskæftigelsesindsatsen", {"beskæftigelse", "indsats"}),
        ("sagsbehandlerskift", {"sag", "behandler", "skift", "sagsbehandler"}),
        ("arbejdsmarkedsparathed", {"arbejde", "marked", "parathed", "arbejdsmarked"}),
        ("sygedagpengemodtageren", {"syg", "dagpenge", "modtager", "sygedagpenge"}),
        ("virksomhedspraktikken", {"virksomhed", "praktik"}),
        ("ungeindsats", {"ung", "indsats"}),
        ("Børnehaven", {"barn", "have"}),
        ("folkepensionsalderen", {"folk", "pension", "alder", "folkepension"}),
        ("botilbuddet", {"bo", "tilbud"}),
        ("særordninger", {"sær", "ordning"}),
        ("prisudvikling", {"pris", "udvikling"}),
        ("retssager", {"ret", "sag"}),
        ("blogindlæg", {"blog", "indlæg"}),
    ],
)
def test_parts(analyser: DanishAnalyser, word: str, parts: set[str]) -> None:
    assert set(analyser.parts(word)) >= parts


ONE_WORD = """
indsatsen medarbejderne netværk virksomheden formanden karakterer kulturen samtalen koordinering
tilstand fortælling billeder kontrolleret forskningen afhængig provokerende konkret centrum job
"""


@pytest.mark.parametrize("word", ONE_WORD.split())
def test_one_word_to_its_readers(analyser: DanishAnalyser, word: str) -> None:
    assert analyser.parts(word) == ()


def test_a_part_is_found_by_its_key(analyser: DanishAnalyser) -> None:
    (compound,) = analyser.tokens("jobchancerne", "da")
    (part,) = analyser.tokens("chance", "da")
    assert compound.main == "jobchance"
    assert part.wide[0] in compound.wide[1:]
    assert compound.wide[0] == analyser.key("jobchance")


def test_a_hundred_letters_that_can_be_cut_anywhere(analyser: DanishAnalyser) -> None:
    assert analyser.parts("job" * 30)
    assert "".join(analyser.split("arbejdsmarkedsjobdag" * 5)) == "arbejdsmarkedsjobdag" * 5

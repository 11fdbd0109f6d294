"""The language of what was read: stated, agreed or outvoted."""

from pathlib import Path

import pytest

from hub.model import Draft
from hub.visiting import Read, ReadingTask
from indexer.analysis import DanishAnalyser
from indexer.answer import Answer
from indexer.extract import read_target
from indexer.language import agreed, with_language

DANISH = (
    "Når sagsbehandleren tror på, at borgeren kan komme i arbejde, så sker det oftere. Det viser "
    "en ny undersøgelse, som følger tusind mennesker i fem år, og som også spørger til deres håb."
)
SWEDISH = (
    "När handläggaren tror på att den arbetssökande kan få ett jobb händer det också oftare. Det "
    "visar en ny studie som följer tusen människor under fem år och som även frågar om deras hopp."
)
NORWEGIAN = (
    "Når veilederen har tro på at brukeren kan komme i jobb, skjer det også oftere. Det viser en "
    "ny undersøkelse som følger tusen mennesker i fem år, og som også spør om hva de håper på."
)
ENGLISH = (
    "When caseworkers believe that a person can find work, it happens more often. That is what a "
    "new study shows, which follows a thousand people for five years and asks about their hopes."
)
GERMAN = (
    "Wenn die Fachkraft daran glaubt, dass ein Mensch Arbeit finden kann, geschieht es auch öfter. "
    "Das zeigt eine neue Studie, die tausend Menschen über fünf Jahre begleitet und sie befragt."
)


@pytest.mark.parametrize(
    ("stated", "text", "language"),
    [
        ("da", DANISH, "da"),
        ("", SWEDISH, "sv"),
        ("sv", SWEDISH, "sv"),
        ("no", NORWEGIAN, "nb"),
        ("", NORWEGIAN, "nb"),
        ("da", ENGLISH, "en"),
        ("en", DANISH, "da"),
        ("da", SWEDISH, "sv"),
        ("de", GERMAN, "de"),
        ("", GERMAN, ""),
        ("en", "Troen på borgeren", "en"),
        ("", "Troen på borgeren og jobbet", "da"),
        ("nn", "", "nb"),
    ],
)
def test_what_is_stated_loses_to_a_clear_vote(
    analyser: DanishAnalyser, stated: str, text: str, language: str
) -> None:
    assert agreed(stated, text, analyser.vote) == language


def test_a_page_marked_wrong(analyser: DanishAnalyser) -> None:
    page = f"<html lang='da'><head><title>Belief</title></head><body><p>{ENGLISH}</p></body></html>"
    task = ReadingTask(1, "i", "page", "https://x.dk/en/belief")
    read = read_target(task, Answer(task.url, page.encode()))
    assert read.told is not None
    assert read.told.language == "da"
    told = with_language(read, analyser.vote).told
    assert told is not None
    assert told.language == "en"


def test_what_tells_nothing_stays_as_it_is(analyser: DanishAnalyser) -> None:
    assert with_language(Read(body=DANISH), analyser.vote) == Read(body=DANISH)
    nothing = Read(told=Draft("IPS"))
    assert with_language(nothing, analyser.vote) == nothing


@pytest.mark.corpus
def test_a_norwegian_page(analyser: DanishAnalyser, corpus: Path) -> None:
    body = (corpus / "html/tine-no-norwegian.html").read_bytes()
    task = ReadingTask(1, "i", "page", "https://www.tine.no/fotballskole")
    told = with_language(read_target(task, Answer(task.url, body)), analyser.vote).told
    assert told is not None
    assert told.language == "nb"

"""Suggestions while typing: from what we have, by any word's beginning, never from queries."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from hub.model import Person
from hub.search import Suggestion
from hub.store import Store, open_store
from indexer.analysis import DanishAnalyser
from indexer.searcher.field_words import FieldWords
from indexer.searcher.frequent_phrases import frequent_phrases
from indexer.searcher.suggesting import Suggestions, Typeahead
from tests.storing import NOON, a_proposal, a_source, about, record, show

THEMES = FieldWords(
    themes={
        "loen": ("Lønnede timer og småjob", "Paid hours and small jobs"),
        "tro": ("Troen på borgerens jobchance", "Belief in the citizen"),
    }
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply([a_source(), a_source("anden")], NOON)
        record(
            opened,
            a_proposal("1", title="Troen på job", people=(Person("Trine Å. Ørum", "guest"),)),
            a_proposal("2", title="Den tavse samtale", summary="Om troen på job i praksis."),
            a_proposal("4", title="Skjult tro"),
            a_proposal("5", title="Annonce: trofast medarbejder", form="advert"),
        )
        other = a_proposal(
            "3", title="Åbningstider i juni", summary="Har troen på job rod i noget?"
        )
        record(opened, other, source="anden")
        show(opened, "id-1", "id-2", "id-3", "id-5", themes=(about("tro"),))
        yield opened


@pytest.fixture
def suggestions(store: Store, analyser: DanishAnalyser) -> Suggestions:
    seconds = count()  # a clock that goes on by one whenever it is looked at
    return Suggestions(store, lambda: THEMES, analyser.is_stop, lambda: float(next(seconds) * 100))


def texts(found: tuple[Suggestion, ...]) -> list[tuple[str, str]]:
    return [(suggestion.kind, suggestion.text) for suggestion in found]


def test_themes_phrases_people_titles(suggestions: Suggestions) -> None:
    assert texts(suggestions.suggest("tr")) == [
        ("theme", "Troen på borgerens jobchance"),
        ("phrase", "troen på job"),
        ("person", "Trine Å. Ørum"),
    ]
    assert suggestions.suggest("tavs") == (Suggestion("Den tavse samtale", "title", "id-2"),)
    assert suggestions.suggest("lønn")[0].id == "loen"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("TROEN PÅ BORG", "Troen på borgerens jobchance"),
        ("  troen   på borg", "Troen på borgerens jobchance"),
        ("jobch", "Troen på borgerens jobchance"),
        ("belief", "Belief in the citizen"),
        ("loennede", "Lønnede timer og småjob"),
        ("smaajob", "Lønnede timer og småjob"),
        ("aabn", "Åbningstider i juni"),
        ("åbn", "Åbningstider i juni"),
        ("oerum", "Trine Å. Ørum"),
    ],
)
def test_any_word_in_any_spelling(suggestions: Suggestions, typed: str, text: str) -> None:
    assert suggestions.suggest(typed)[0].text == text


@pytest.mark.parametrize("typed", ["", "t", "*", "skjult", "annonce", "010190-1234", "0101901"])
def test_nothing(suggestions: Suggestions, typed: str) -> None:
    assert suggestions.suggest(typed) == ()


def test_they_follow_the_store(store: Store, suggestions: Suggestions) -> None:
    assert suggestions.suggest("helt nyt") == ()
    record(store, a_proposal("6", title="Helt nyt afsnit"))
    show(store, "id-6")
    for _ in range(100):  # the clock goes on
        found = suggestions.suggest("helt nyt")
    assert found == (Suggestion("Helt nyt afsnit", "title", "id-6"),)


def test_no_kind_crowds_out_the_others() -> None:
    phrases = [Suggestion(f"job nummer {n}", "phrase") for n in range(20)]
    title = Suggestion("Om job", "title", "1")
    found = Typeahead([*phrases, title]).find("job", 5)
    assert found == (*phrases[:4], title)
    assert Typeahead(phrases).find("job", 5) == tuple(phrases[:5])


def test_phrases_of_many(analyser: DanishAnalyser) -> None:
    items = [
        (1, ("Individual placement and support", "Lyt med hver uge i dit eget tempo.")),
        (1, ("Mere individual placement and support til unge", "Lyt med hver uge i august")),
        (2, ("Hvad er Individual Placement and Support?", "")),
        (1, ("Lyt med hver uge – samtale. Om støtte", "")),
    ]
    assert frequent_phrases(items, analyser.is_stop) == [("individual placement and support", 3)]

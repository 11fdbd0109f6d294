"""What a model made up is left out; the rest becomes passages of half a minute to a minute."""

import pytest

from indexer.speech.heard import believed, read_heard
from indexer.speech.port import Segment


def said(*texts: str, long: float = 5.0, **sure: float) -> list[Segment]:
    return [
        Segment(text, at * long, (at + 1) * long, sure.get("no_speech"), sure.get("packing"),
                sure.get("sureness"))
        for at, text in enumerate(texts)
    ]  # fmt: skip


def kept(segments: list[Segment], seconds: float = 3600.0) -> list[str]:
    return [segment.text for segment in believed(segments, seconds)]


def test_passages_end_with_sentences_and_are_told_to_be_a_machines() -> None:
    texts = [f"Det her er sætning {n}, som varer." for n in range(30)]
    read = read_heard(said(*texts), 150.0, "small")
    assert (read.heard, read.extractor) == ("machine", "speech 1 small")
    assert read.passages is not None
    for passage in read.passages:
        assert passage.text.endswith(".")
        assert passage.start is not None
        assert passage.end is not None
        assert 30 <= passage.end - passage.start <= 60
    assert " ".join(passage.text for passage in read.passages) == " ".join(texts)


def test_text_without_times_has_passages_without_times() -> None:
    read = read_heard([Segment("En sætning om IPS. " * 200)], 600.0, "small")
    assert read.passages is not None
    assert len(read.passages) > 3
    assert {passage.start for passage in read.passages} == {None}


def test_silence_is_left_out_where_the_model_is_unsure_too() -> None:
    assert kept(said("Hej.", no_speech=0.9, sureness=-1.5)) == []
    assert kept(said("Hej.", no_speech=0.9, sureness=-0.2)) == ["Hej."]
    assert kept(said("Hej.", no_speech=0.1, sureness=-1.5)) == ["Hej."]
    assert kept(said("Hej.", no_speech=0.9)) == ["Hej."]


def test_what_goes_in_circles_is_left_out() -> None:
    assert kept(said("ja ja ja ja ja ja ja", packing=2.5)) == []
    assert kept(said("Det er rigtigt.", packing=2.3)) == ["Det er rigtigt."]
    again = said("Nu begynder vi.", *["Tak for det."] * 40, "Og så går vi videre.")
    assert kept(again) == ["Nu begynder vi.", "Tak for det.", "Og så går vi videre."]
    assert kept(said("Ja.", "Ja.", "Nej.")) == ["Ja.", "Ja.", "Nej."]


@pytest.mark.parametrize(
    "text",
    [
        "Danske tekster af Nicolai Winther",
        " Undertekster af Amara.org-fællesskabet",
        "Scandinavian Text Service 2019",
        "Tekstet af Nogen Andersen.",
        "Thanks for watching!",
    ],
)
def test_credits_of_films_are_not_what_was_said(text: str) -> None:
    assert kept(said(text)) == []
    sentence = f"Vi talte om, at {text} stod der hver gang, og det undrede os meget den dag."
    assert kept(said(sentence)) == [sentence]


def test_nothing_is_heard_after_the_end() -> None:
    assert kept(said("Et.", "To.", "Tre."), seconds=4.0) == ["Et.", "To."]


def test_silence_is_noted() -> None:
    read = read_heard(said("Danske tekster af Nicolai Winther"), 60.0, "small")
    assert read.passages is None
    assert read.note is not None
    assert read.note.code == "speech-silent"


def test_no_answer_is_too_much() -> None:
    read = read_heard(said(*[f"{n} {'ord ' * 200}" for n in range(20_000)], long=0.1), 9e9, "small")
    assert read.passages is not None
    assert sum(len(passage.text) for passage in read.passages) <= 1_000_000

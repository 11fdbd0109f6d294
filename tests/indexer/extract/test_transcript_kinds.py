"""Transcripts in every other published form: JSON, HTML and plain text; and which one is taken."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import ReadError
from hub.model import Draft, Localised, Passage, Source, Transcript
from hub.visiting import NewReading, ReadingTask
from indexer.answer import Answer
from indexer.extract import read_target, wanted
from indexer.extract.transcript_text import SIZE

PODCAST = Source("x", Localised((("", "X"),)), "podcast", "feed")


def read(body: str | bytes, media_type: str, url: str = "https://x.dk/t") -> tuple[Passage, ...]:
    task = ReadingTask(1, "item", "transcript", url, media_type)
    data = body.encode("utf-8", "replace") if isinstance(body, str) else body
    passages = read_target(task, Answer(url, data)).passages
    assert passages is not None
    return passages


def segments(*told: object) -> str:
    return json.dumps({"version": "1.0.0", "segments": told})


def segment(start: object, end: object, body: object, **more: object) -> dict[str, object]:
    return {"startTime": start, "endTime": end, "body": body, **more}


def test_json_words_become_passages_with_their_speakers() -> None:
    told = segments(
        segment(0, 1, "Hej", speaker="Anna"),
        segment(1, 2, "Bo."),
        segment("2", "3.5", "Ja.", speaker="Bo"),
    )
    assert read(told, "application/json") == (Passage("Hej Bo.\nBo: Ja.", 0, 3.5, speaker="Anna"),)


@pytest.mark.parametrize("when", ["NaN", "Infinity", "-Infinity", "-1", "1e300", '"x"', "null"])
def test_a_segment_with_no_possible_time_is_left_out(when: str) -> None:
    told = segments(segment(0, 2, "Et."), segment("?", 4, "To."), segment(5, 6, "Tre."))
    (passage,) = read(told.replace('"?"', when), "application/json")
    assert passage.text == "Et. Tre."


def test_a_segment_with_no_possible_end_lasts_until_the_next() -> None:
    told = segments(segment(0, None, "Et to."), segment(7, float("nan"), "Tre."), {"body": 1}, 3)
    (passage,) = read(told, "application/json")
    assert (passage.text, passage.start) == ("Et to. Tre.", 0)
    assert passage.end is not None
    assert 7 < passage.end < 10


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{", "unreadable"),
        ("[" * 100_000, "unreadable"),
        ('{"segments": 1}', "unreadable"),
        ('{"segments": []}', "no-text"),
        ('{"segments": [{"startTime": "1e999", "body": "x"}, null, 7]}', "no-text"),
        ("<!doctype html><html><body>Log ind", "unreadable"),
    ],
)
def test_what_is_no_json_transcript_says_so(body: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(body, "application/json")
    assert caught.value.trouble.code == code


def test_html_with_times() -> None:
    page = """<html><head><title>T</title></head><body><nav><p>Forside</p></nav>
      <cite>Anna:</cite><time>0:00</time><p>Hej <b>Bo</b>.</p><script>alert(1)</script>
      <cite>Bo:</cite> <time>0:20</time><p>Ja, troen på borgeren &amp; jobbet.</p>
      <cite>Anna:</cite> <time>1:00:10</time><p>Slut.</p></body></html>"""
    first, last = read(page, "text/html; charset=utf-8")
    assert first.text == "Hej Bo.\nBo: Ja, troen på borgeren & jobbet."
    assert (first.start, first.speaker) == (0, "Anna")
    assert (last.text, last.start, last.speaker) == ("Slut.", 3610, "Anna")


def test_what_follows_an_impossible_time_in_html_is_left_out() -> None:
    page = (
        "<cite>A</cite><time>0:05</time><p>Et.</p><time>999:00:00</time><p>To.</p>"
        "<time>0:09</time><p>Tre.</p>"
    )
    (passage,) = read(page, "text/html")
    assert (passage.text, passage.start) == ("Et. Tre.", 5)


def test_html_without_times_is_paragraphs() -> None:
    page = "<body><p><cite>Anna</cite></p><cite>Anna:</cite><p>Hej.</p><p>Og hej.</p></body>"
    (passage,) = read(page, "text/html")
    assert (passage.start, passage.text) == (None, "Anna\nAnna: Hej.\nAnna: Og hej.")
    with pytest.raises(ReadError, match="no-text"):
        read("<html><body><h1>Log ind</h1></body></html>", "text/html")


def test_plain_text_is_groups_of_whole_paragraphs() -> None:
    paragraph = "Vi spurgte borgeren,\nhvad hun drømmer om. " * 6
    passages = read("\n\n".join([paragraph] * 9), "text/plain")
    assert len(passages) > 3
    assert all(p.start is None and len(p.text) <= SIZE for p in passages)
    assert "\n".join(p.text for p in passages).count("drømmer om.") == 54
    assert all(p.text.endswith("drømmer om.") for p in passages)


def test_a_long_paragraph_is_cut_at_sentence_ends_else_between_words() -> None:
    sentences = read("Det er en sætning om troen. " * 200, "text/plain")
    assert len(sentences) > 6
    assert all(p.text.endswith("troen.") for p in sentences)
    assert len(read("ord " * 2000, "text/plain")) > 8
    assert len(read("x" * 5000, "text/plain")) > 5


def test_plain_text_with_times_has_moments() -> None:
    text = (
        "Udskrift\n\n[00:00:05] Anna: Hej.\nOg velkommen.\n\nBo Dam (00:12): Tak.\n00:00:50 Slut."
    )
    (passage,) = read(text, "text/plain")
    assert (passage.start, passage.speaker) == (5, "Anna")
    assert passage.text == "Hej. Og velkommen.\nBo Dam: Tak. Slut."


def test_times_in_no_order_are_something_else() -> None:
    (passage,) = read("12:30 er der frokost.\n10:00 begynder vi.", "text/plain")
    assert passage.start is None


@pytest.mark.parametrize("media_type", ["text/plain", "text/vtt", "application/json", ""])
def test_captions_are_known_whatever_they_are_called(media_type: str) -> None:
    (passage,) = read("WEBVTT\n\n00:01.000 --> 00:02.000\nHej.", media_type)
    assert (passage.start, passage.end) == (1, 2)


def test_a_page_where_plain_text_was_promised_is_trouble() -> None:
    with pytest.raises(ReadError, match="unreadable"):
        read("<!DOCTYPE html><html><body>404</body></html>", "text/plain")


def test_a_cue_beyond_any_episode_is_left_out() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHej.\n\n999:00:00.000 --> 999:00:01.000\nAldrig."
    (passage,) = read(text, "text/vtt")
    assert passage.text == "Hej."


@given(st.text(max_size=200), st.sampled_from(["text/html", "text/plain", "application/json"]))
def test_any_text_is_passages_or_a_read_error(text: str, media_type: str) -> None:
    try:
        passages = read(text, media_type)
    except ReadError:
        return
    assert all(passage.text for passage in passages)


def test_the_best_is_wanted_and_the_others_in_its_place() -> None:
    told = (
        Transcript("https://x.dk/t.txt", "text/plain"),
        Transcript("https://x.dk/t.json", "application/json"),
        Transcript("https://x.dk/en.vtt", "text/vtt", "en"),
        Transcript("https://x.dk/t", "text/html"),
        Transcript("https://x.dk/t.pdf", "application/pdf"),
        Transcript("https://x.dk/t.srt", "application/x-subrip", "da"),
        Transcript("https://x.dk/t.srt", "text/srt", "da"),
    )
    assert wanted(Draft("A", language="da", transcripts=told), PODCAST) == (
        NewReading(
            "transcript",
            "https://x.dk/t.srt",
            "application/x-subrip",
            (
                ("https://x.dk/t.json", "application/json"),
                ("https://x.dk/t", "text/html"),
                ("https://x.dk/t.txt", "text/plain"),
                ("https://x.dk/en.vtt", "text/vtt"),
            ),
        ),
    )


@pytest.mark.corpus
def test_one_episode_in_three_forms_says_the_same(corpus: Path) -> None:
    files = corpus / "transcripts"
    srt = read((files / "buzzcast.srt").read_bytes(), "application/x-subrip")
    told = read((files / "buzzcast.json").read_bytes(), "application/json")
    page = read((files / "buzzcast.html").read_bytes(), "text/html")
    assert (len(told), len(page)) == (48, 50)
    for passages in (told, page):
        assert (passages[0].speaker, passages[1].speaker) == ("Alban", "Kevin")
        lengths = [p.end - p.start for p in passages if p.end is not None and p.start is not None]
        assert max(lengths) <= 61
        assert sum(p.text.endswith((".", "?", "!")) for p in passages) >= 0.9 * len(passages)
        words = [len(" ".join(p.text for p in each).split()) for each in (srt, passages)]
        assert abs(words[0] - words[1]) < 0.03 * words[0]

"""Chapters from JSON files and from time stamps in show notes; and what is worth reading at all."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import ReadError
from hub.model import Chapter, Draft, Localised, Source, Transcript
from hub.visiting import NewReading, ReadingTask
from indexer.answer import Answer
from indexer.extract import extractor_version, read_target, wanted
from indexer.extract.chapters import from_notes
from indexer.readers import read_listing

TITLE = Localised((("", "X"),))


def read(told: object) -> tuple[Chapter, ...]:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    task = ReadingTask(1, "item", "chapters", "https://example.org/c.json")
    chapters = read_target(task, Answer("https://example.org/c.json", body)).chapters
    assert chapters is not None
    return chapters


def test_json_chapters() -> None:
    told = [
        {"startTime": 90.5, "title": "To"},
        {"startTime": "0", "title": " Et\n"},
        {"startTime": 5, "title": "Skjult", "toc": False},
        {"startTime": -1, "title": "Før"},
        {"startTime": 1e300, "title": "Aldrig"},
        {"startTime": 7},
        "noget andet",
    ]
    assert read({"version": "1.2.0", "chapters": told}) == (Chapter(0.0, "Et"), Chapter(90.5, "To"))


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"chapters": 1}', b"[" * 100_000])
def test_what_is_no_chapter_file_says_so(body: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(body)
    assert caught.value.trouble.code == "unreadable"


@pytest.mark.parametrize(
    ("notes", "chapters"),
    [
        ("00:00 Intro\n12:31 Om IPS", ((0, "Intro"), (751, "Om IPS"))),
        ("(00:12:31) – Om IPS\n(01:02:03) – Slut", ((751, "Om IPS"), (3723, "Slut"))),
        ("– [0:30] Et\n– [1:30] To", ((30, "Et"), (90, "To"))),
        ("Tider:\n\n0:30: Et\nnoget imellem\n1:30 - 2:40 To", ((30, "Et"), (90, "To"))),
        ("⏱ 0:30 Et\n⏱ 75:10 To", ((30, "Et"), (4510, "To"))),
        ("12:31 Kun et", ()),
        ("12:31 Om IPS\n02:00 Tilbage", ()),
        ("Vi mødes kl. 10:30 i salen\nog kl. 12:30 er der mad", ()),
        ("10:75 Ingen tid\n11:80 Heller ikke", ()),
        ("", ()),
        (
            "– Prolog (03:12)\n– Om IPS (12:29)\n– Tom (20:00)\n– Slut [20:00]",
            ((192, "Prolog"), (749, "Om IPS"), (1200, "Slut")),
        ),
        ("[00:41] – Velkommen\n[01:02] – Om IPS", ((41, "Velkommen"), (62, "Om IPS"))),
        ("0:00 Et\n5:00 To\nOg en gang til:\n0:00 Et\n5:00 To", ((0, "Et"), (300, "To"))),
        ("Kærligheden (Joh 3:16)\nTroen (Hebr 11:01)\nHåbet (1 Kor 13:13)", ()),
        ("Se Johannes 3:16\nog Matthæus 5:10", ()),
        ("Kl. 12.30: frokost\nkl. 13.15: oplæg", ()),
        ("12.30 Frokost\n13.15 Oplæg", ()),
        ("09:00 Velkomst\n10:15 Kaffe\n12:00-12:45 Frokost\n16:30 Tak for i dag", ()),
        ("25:23 mod Norge\n28:31 mod Sverige", ()),
        ("Vi vandt (25:23)\nVi tabte (28:31)", ()),
        ("17/10/2021 15:00:38\nSidst rettet 10/24/2021 15:00:38", ()),
    ],
)
def test_time_stamps_in_show_notes(notes: str, chapters: tuple[tuple[float, str], ...]) -> None:
    assert from_notes(notes) == tuple(Chapter(start, title) for start, title in chapters)


def test_time_stamps_beyond_the_end_are_something_else() -> None:
    assert from_notes("09:00 Velkomst\n10:00 Kaffe", duration=540) == ()


@pytest.mark.corpus
def test_real_show_notes(corpus: Path) -> None:
    """Every time stamp of a chapter list is found, and none where there are only clock times."""
    title = Localised((("", "X"),))
    found = {}
    for path in sorted(corpus.glob("podcasts/*.xml")):
        answer = Answer("https://example.org/f", path.read_bytes())
        drafts = read_listing(Source("x", title, "podcast", "feed"), answer).drafts
        notes = [from_notes(f"{draft.summary}\n\n{draft.body}", draft.duration) for draft in drafts]
        found[path.stem] = sum(map(bool, notes))
    assert {name: count for name, count in found.items() if count} == {
        "fallthrough-transistor-chapters": 62
    }


@given(st.text(st.sampled_from("0123456789:()[] -–.\nab"), max_size=120))
def test_chapters_from_any_notes_ascend(notes: str) -> None:
    starts = [chapter.start for chapter in from_notes(notes)]
    assert starts == sorted(set(starts))
    assert len(starts) != 1


@pytest.mark.corpus
def test_the_reference_example(corpus: Path) -> None:
    chapters = read((corpus / "transcripts/pn-chapters-example.json").read_bytes())
    assert len(chapters) == 9
    assert chapters[1] == Chapter(168.0, "Hearing Aids")


def test_the_best_transcript_is_wanted() -> None:
    draft = Draft(
        "A",
        language="da",
        transcripts=(
            Transcript("https://example.org/a.html", "text/html"),
            Transcript("https://example.org/en.vtt", "text/vtt", "en"),
            Transcript("https://example.org/a.srt", "application/x-subrip", "da"),
            Transcript("https://example.org/a.vtt", "text/plain", "da"),
        ),
        chapters_url="https://example.org/c.json",
        link="https://example.org/a",
    )
    podcast = Source("x", TITLE, "podcast", "feed")
    assert wanted(draft, podcast) == (
        NewReading(
            "transcript",
            "https://example.org/a.vtt",
            "text/plain",
            (
                ("https://example.org/a.srt", "application/x-subrip"),
                ("https://example.org/a.html", "text/html"),
                ("https://example.org/en.vtt", "text/vtt"),
            ),
        ),
        NewReading("chapters", "https://example.org/c.json", "application/json+chapters"),
    )


def test_a_transcript_that_we_do_not_read_is_not_wanted() -> None:
    unread = Draft("A", transcripts=(Transcript("https://example.org/a", "application/msword"),))
    assert wanted(unread, Source("x", TITLE, "podcast", "feed")) == ()


def test_a_page_brings_its_text() -> None:
    html = (
        b"<html><head><title>T</title></head><body><p>" + b"Om troen. " * 30 + b"</p></body></html>"
    )
    task = ReadingTask(1, "item", "page", "https://example.org/a")
    result = read_target(task, Answer("https://example.org/a", html, "text/html"))
    assert result.body
    assert result.body.startswith("Om troen.")
    assert result.extractor == extractor_version("page")


def test_other_targets_come_later() -> None:
    with pytest.raises(ReadError) as caught:
        read_target(ReadingTask(1, "item", "film", "https://example.org/a"), Answer("", b"x"))
    assert caught.value.trouble.code == "not-read-yet"

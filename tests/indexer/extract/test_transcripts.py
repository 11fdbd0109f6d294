"""Transcripts: real and odd files become passages that can be pointed at."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import ReadError
from hub.model import Passage
from hub.visiting import ReadingTask
from indexer.answer import Answer
from indexer.extract import read_target


def read(text: str | bytes) -> tuple[Passage, ...]:
    body = text.encode() if isinstance(text, str) else text
    task = ReadingTask(1, "item", "transcript", "https://example.org/a.vtt", "text/vtt")
    result = read_target(task, Answer("https://example.org/a.vtt", body))
    assert result.passages is not None
    assert (result.body, result.chapters) == (None, None)
    assert result.extractor
    return result.passages


def vtt(*cues: tuple[int, int, str]) -> str:
    lines = [
        f"{a // 60:02}:{a % 60:02}.000 --> {b // 60:02}:{b % 60:02}.000\n{t}" for a, b, t in cues
    ]
    return "\n\n".join(["WEBVTT", *lines])


def test_passages_end_with_sentences_after_half_a_minute() -> None:
    passages = read(vtt(*((n * 8, n * 8 + 8, f"Sætning nummer {n}.") for n in range(12))))
    assert [(p.start, p.end) for p in passages] == [(0, 32), (32, 64), (64, 96)]
    assert passages[0].text.startswith("Sætning nummer 0. Sætning nummer 1.")


def test_a_sentence_may_end_within_a_cue() -> None:
    (first, second) = read(vtt((0, 40, "Her er en lang sætning. Og"), (40, 60, "her en til.")))
    assert first.text == "Her er en lang sætning."
    assert second.text == "Og her en til."
    assert first.end == second.start


def test_no_passage_is_much_longer_than_a_minute_even_without_full_stops() -> None:
    passages = read(vtt((0, 600, "ord " * 900)))
    assert all(p.end and p.start is not None and p.end - p.start <= 61 for p in passages)
    assert " ".join(p.text for p in passages).split() == ["ord"] * 900


def test_speakers_from_voice_spans_and_from_labels() -> None:
    spans = read(vtt((0, 5, "<v Anna>Hej Bo.</v>"), (5, 9, "<v.loud Bo>Hej."), (9, 12, "Og hej.")))
    assert spans == (Passage("Hej Bo.\nBo: Hej. Og hej.", 0.0, 12.0, speaker="Anna"),)
    labels = read(
        vtt(
            (0, 5, "Anna: Hej."),
            (5, 9, "Bo Dam: Ja."),
            (9, 12, "Anna: Godt."),
            (12, 14, "Bo Dam: Ja."),
        )
    )
    assert labels[0].speaker == "Anna"
    assert labels[0].text == "Hej.\nBo Dam: Ja.\nAnna: Godt.\nBo Dam: Ja."


def test_a_colon_alone_makes_no_speaker() -> None:
    (passage,) = read(vtt((0, 5, "vi spørger borgeren"), (5, 9, "Spørgsmålet er: hvad vil du?")))
    assert (passage.speaker, passage.text) == (
        "",
        "vi spørger borgeren Spørgsmålet er: hvad vil du?",
    )


def test_rolling_captions_are_told_once() -> None:
    rolling = vtt((0, 2, "Et to"), (2, 4, "Et to\ntre fire"), (4, 6, "tre fire\nfem."))
    assert [p.text for p in read(rolling)] == ["Et to tre fire fem."]


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n0.860 --> 7.380\nHej.",
        "\ufeff\n\nWEBVTT - titel\n\n  00:00.860 --> 00:07.380 align:left\nHej.",
        "1\n00:00:00,860 --> 00:00:07,380\nHej.\n",
        "00:00:00,860 --> 00:00:07,380\nHej.",
        "1\r\n0:0:0,86 --> 0:0:7,38\r\nHej.\r\n",
        "WEBVTT\n\nNOTE x\n\n00:00:00.860 --> 00:00:07.380\n<c.yellow>Hej.</c>",
    ],
)
def test_odd_files_are_repaired(text: str) -> None:
    assert read(text) == (Passage("Hej.", 0.86, 7.38),)


def test_cues_out_of_order_are_put_in_order() -> None:
    assert read(vtt((10, 12, "To."), (0, 2, "Et.")))[0].text == "Et. To."


def test_markup_in_a_transcript_is_gone() -> None:
    (passage,) = read(vtt((0, 5, "<script>alert(1)</script> &lt;Hej&gt; {\\an8}du")))
    assert passage.text == "alert(1) <Hej> du"


@pytest.mark.parametrize(
    "text", ["<html><body>Log ind</body></html>", "WEBVTT\n\n", "ikke en tekst"]
)
def test_what_is_no_transcript_says_so(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert caught.value.trouble.code in ("no-text", "unreadable")


@given(
    st.lists(
        st.sampled_from(
            ["WEBVTT", "1", "00:01.000 --> 00:02.000", "0 --> 1", "x --> y", "<v A>", ""]
        )
        | st.text(max_size=20),
        max_size=30,
    )
)
def test_any_lines_are_passages_or_a_read_error(lines: list[str]) -> None:
    try:
        passages = read("\n".join(lines).encode("utf-8", "replace"))
    except ReadError:
        return
    assert all(passage.text for passage in passages)


@pytest.mark.corpus
def test_real_transcripts(corpus: Path) -> None:
    counts = {
        "buzzcast.srt": (48, "Alban"),
        "pn-example.srt": (22, "Travis"),
        "pn-example.vtt": (1, "Sarah"),
        "podnews_daily_2024-01-25.vtt": (7, "SPEAKER_1"),
        "kde_express-16_kde_en_telegram.vtt": (4, ""),
    }
    for name, (count, speaker) in counts.items():
        passages = read((corpus / "transcripts" / name).read_bytes())
        assert (len(passages), passages[0].speaker) == (count, speaker), name
        lengths = [p.end - p.start for p in passages if p.end is not None and p.start is not None]
        assert max(lengths) <= 60, name
        assert all(length >= 20 for length in lengths[:-1]), name
        ended = sum(passage.text.endswith((".", "?", "!", "…")) for passage in passages[:-1])
        assert ended >= 0.9 * (len(passages) - 1), name

"""Nobody's length is everybody's wait: what is stored and what is read per request is bounded."""

import json
from collections.abc import Sequence

import pytest

from hub.model import Passage
from hub.query import parse_query
from hub.search import Token
from indexer.answer import Answer
from indexer.extract.transcript import (
    LONGEST_PASSAGE,
    LONGEST_TEXT,
    MOST_PASSAGES,
    read_transcript,
)
from indexer.searcher.hits import MOST_READ, HitMaker
from indexer.searcher.matching_words import wanted_of
from tests.small_analyser import SmallAnalyser, an_item


def segments(count: int, seconds: int, text: str) -> bytes:
    """A transcript in JSON with so many segments, each so long."""
    told = [
        {"startTime": n * seconds, "endTime": (n + 1) * seconds, "body": f"{text} {n}."}
        for n in range(count)
    ]
    return json.dumps({"version": "1.0.0", "segments": told}).encode()


@pytest.mark.parametrize(
    "body",
    [
        segments(2_000, 1, "Ord på gaden" * 100),
        segments(MOST_PASSAGES + 100, 31, "Ord"),
        b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + b"ord " * 500_000,
    ],
    ids=["much text", "many passages", "one caption"],
)
def test_a_transcript_has_an_end(body: bytes) -> None:
    passages = read_transcript(Answer("https://x.dk/t", body))
    assert 0 < len(passages) <= MOST_PASSAGES
    assert sum(len(passage.text) for passage in passages) <= LONGEST_TEXT
    assert max(len(passage.text) for passage in passages) <= LONGEST_PASSAGE
    assert all(passage.text for passage in passages)


class Counting(SmallAnalyser):
    """Counts the characters that it was given."""

    read = 0

    def tokens(self, text: str, language: str) -> Sequence[Token]:
        self.read += len(text)
        return super().tokens(text, language)


def test_a_hit_is_made_of_the_beginning_of_a_very_long_text() -> None:
    analyser = Counting()
    said = Passage("Her er et job til dig. " + "Ord på gaden. " * MOST_READ, start=60.0)
    item = an_item("Titel", summary="Andet. " * MOST_READ, passages=(said,))
    wanted = wanted_of(parse_query("job").node, analyser)
    analyser.read = 0
    hit = HitMaker(analyser, wanted).hit(item, None, 1.0)
    assert analyser.read <= 2 * MOST_READ + len(item.title)
    assert [text for text, is_match in hit.snippet.parts() if is_match] == ["job"]
    assert hit.moment is not None
    assert hit.moment.start == 60.0


def test_no_word_is_cut_in_two_where_reading_ends() -> None:
    body = "x" * (MOST_READ - 3) + " jobchance"
    analyser = SmallAnalyser()
    hit = HitMaker(analyser, wanted_of(parse_query("jo*").node, analyser)).hit(
        an_item("Titel", body=body), None, 1.0
    )
    assert hit.snippet.spans == ()

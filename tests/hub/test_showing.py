"""What of an item may be passed on (decision 13)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hub.model import Chapter, Enclosure, Heard, Item, Passage, Soundbite
from hub.showing import shown

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAID = Passage("Det er sagt.", start=1.0)
LEAF = Passage("Det står på side 4.", page=4)
EPISODE = Item(
    "abc", "samtalen", "episode", "episode", "Titel", NOON, NOON,
    url="https://example.org/1", summary="Resumé", body="Tekst", heard="published",
    chapters=(Chapter(0, "Først"),), passages=(SAID,), soundbites=(Soundbite(1, 2),),
    enclosures=(Enclosure("https://example.org/1.mp3"),),
)  # fmt: skip
REPORT = replace(EPISODE, kind="publication", heard="", passages=(LEAF,))


def test_full_is_everything() -> None:
    assert shown(EPISODE, "full") == EPISODE
    assert shown(REPORT, "full") == REPORT


@pytest.mark.parametrize(("heard", "said"), [("published", 1), ("hand", 1), ("machine", 0)])
def test_an_excerpt_has_what_its_source_says_itself(heard: Heard, said: int) -> None:
    told = shown(replace(EPISODE, heard=heard), "excerpt")
    assert (told.summary, told.body, len(told.passages)) == ("Resumé", "", said)
    assert (told.chapters, told.enclosures) == (EPISODE.chapters, EPISODE.enclosures)


def test_an_excerpt_of_a_report_has_no_pages() -> None:
    assert shown(REPORT, "excerpt") == replace(REPORT, body="", passages=())


def test_a_link_has_title_and_address() -> None:
    told = shown(EPISODE, "link")
    assert (told.title, told.url) == ("Titel", "https://example.org/1")
    assert not any(
        (told.summary, told.body, told.passages, told.chapters, told.soundbites, told.enclosures)
    )

"""Our feeds as our own readers read them: what goes out comes in again."""

import pytest

from hub.model import Draft, Localised, Person, Source, Transcript
from indexer.answer import Answer
from indexer.readers.feed import read_feed
from tests.web.visiting import Visitor

HUB = Source(
    "hub", Localised((("", "Lydhør"),)), "podcast", "feed", url="https://viden.example.dk/"
)


async def read(known: Visitor, path: str) -> tuple[Draft, ...]:
    response = await known.get(path)
    address = f"https://viden.example.dk{path}"
    listing = read_feed(HUB, Answer(address, response.content, response.headers["content-type"]))
    assert listing.notes == ()
    return listing.drafts


async def test_a_themes_episode_comes_back_by_rss(known: Visitor) -> None:
    (draft,) = await read(known, "/themes/troen-paa-borgeren.rss")
    assert draft.title == "Troen på borgeren – hvad er det, der virker?"
    assert draft.guid.startswith("urn:uuid:")
    (sound,) = draft.enclosures
    assert (sound.url, sound.type, sound.length) == (
        "https://lyd.example.org/12.mp3",
        "audio/mpeg",
        30_000_000,
    )
    assert draft.duration == 2530
    assert set(draft.people) == {Person("Karen Holm", "guest"), Person("Mads Bjerre", "host")}
    assert draft.date is not None
    assert draft.date.iso == "2026-02-17T06:00:00+01:00"
    assert draft.transcripts == (Transcript("https://lyd.example.org/12.vtt", "text/vtt", "da"),)
    assert draft.summary.startswith("Karen har været jobkonsulent i tyve år.")
    assert draft.language == "da"


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
async def test_every_form_tells_the_same(known: Visitor, form: str) -> None:
    drafts = await read(known, f"/search.{form}")
    by_title = {draft.title: draft for draft in drafts}
    assert len(by_title) == 8
    episode = by_title["Troen på borgeren – hvad er det, der virker?"]
    assert [file.url for file in episode.enclosures] == ["https://lyd.example.org/12.mp3"]
    assert {person.name for person in episode.people} >= {"Mads Bjerre"}
    assert all(
        draft.link and draft.link.startswith("https://viden.example.dk/items/") for draft in drafts
    )

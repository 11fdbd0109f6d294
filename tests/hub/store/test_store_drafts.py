"""A draft is the same after a stay in the database."""

from hub.model import (
    Chapter,
    Draft,
    Enclosure,
    Link,
    Person,
    Soundbite,
    Transcript,
    When,
)
from hub.store.drafts import draft_from_json, draft_to_json

FULL = Draft(
    title="Job først",
    guid="g",
    link="https://a.example/1",
    summary="Kort",
    body="Langt",
    people=(Person("Ida Holm", "host"),),
    date=When("2024-03"),
    language="da",
    form="report",
    enclosures=(Enclosure("https://a.example/1.mp3", "audio/mpeg", 12),),
    duration=60,
    season=1,
    episode=2,
    transcripts=(Transcript("https://a.example/1.vtt", "text/vtt", "da"),),
    chapters_url="https://a.example/1.json",
    chapters=(Chapter(1.5, "Start"),),
    ids=("doi:10.1/x",),
    publisher="Forlaget",
    access="login",
    license="cc-by-4.0",
    soundbites=(Soundbite(3.0, 4.0, "Her"),),
    links=(Link("https://b.example/", "her"),),
    expires=When("2024-05-01"),
    made_up_title=True,
    modified=When("2024-04-02"),
)


def test_every_field_comes_back() -> None:
    assert draft_from_json(draft_to_json(FULL)) == FULL
    defaults = Draft(title="x")
    assert all(getattr(FULL, name) != getattr(defaults, name) for name in Draft.__slots__)


def test_a_plain_draft_is_small_and_unknown_fields_are_passed_over() -> None:
    assert draft_to_json(Draft(title="x")) == {"title": "x"}
    assert draft_from_json({"title": "x", "of_tomorrow": 1}) == Draft(title="x")

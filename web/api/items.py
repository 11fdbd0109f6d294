"""/api/v1/items/{id}: all that an item's source lets us tell of it."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Annotated, TypedDict

from hub.cost import cost_of
from hub.model import Assignment, Item, Kind, Moved, Passage, Person, Show, Strength, Tombstone
from hub.results_json import CostJson, Date, cost_json
from hub.searched import searched
from hub.showing import shown
from web.alive import endings
from web.api.answers import Answer, Endpoint, address, full
from web.api.problems import Problem, not_there
from web.cards import publisher_of
from web.links import safe_link
from web.page import Redirect
from web.people import person_address
from web.site import Here

Seconds = Annotated[float | None, "From the beginning of the recording.", 751.0]
Time = Annotated[str, "A time with its offset.", "2026-03-02T09:30:00+00:00"]


class PersonJson(TypedDict):
    """Somebody who made it or appears in it."""

    name: Annotated[str, "As the source writes it.", "Karen Holm"]
    role: Annotated[str, "Such as author, host or guest; may be empty.", "guest"]
    page: Annotated[str, "Their page on this site.", "/people/karen-holm"]


class ChapterJson(TypedDict):
    """A named start within an episode."""

    start: Annotated[float, "Seconds from the beginning.", 751.0]
    title: Annotated[str, "Its name.", "Tro er noget, man gør"]


class PassageJson(TypedDict):
    """A stretch of the item's text that can be pointed at."""

    text: Annotated[str, "What is said or written there.", "Troen på borgeren er noget, man gør."]
    start: Seconds
    end: Seconds
    page: Annotated[int | None, "The page of a document, from 1.", None]
    section: Annotated[str, "The heading it stands below; may be empty.", ""]
    speaker: Annotated[str, "Who speaks; may be empty.", "Karen"]


class EvidenceJson(TypedDict):
    """Why it has the theme."""

    where: Annotated[str, "title, summary, chapters, body or source.", "title"]
    text: Annotated[str, "The words.", "Troen på borgeren"]
    count: Annotated[int, "How often they stand there.", 3]


class AssignedJson(TypedDict):
    """A theme of the item."""

    id: Annotated[str, "The theme's id.", "troen-paa-borgeren"]
    title: Annotated[str, "The theme's title.", "Troen på borgerens jobchance"]
    strength: Annotated[Strength, "Whether the item is about it or only mentions it.", "about"]
    evidence: list[EvidenceJson]


class FileJson(TypedDict):
    """A file of the item, at its publisher's."""

    url: Annotated[str, "Where it is.", "https://lyd.example.org/12.mp3"]
    type: Annotated[str, "Its media type; may be empty.", "audio/mpeg"]
    length: Annotated[int | None, "In bytes.", 30000000]


class PlaceJson(TypedDict):
    """Where the item was found."""

    source: Annotated[str, "The id of the source that told of it.", "samtalen"]
    url: Annotated[str | None, "What the source points at.", "https://podcast.example.org/12"]
    first_seen: Time
    last_seen: Time
    gone: Annotated[Time | None, "Since when it is no longer there.", None]


class DeadJson(TypedDict):
    """An original that answers no more."""

    seen: Annotated[str, "The day it was last seen, in words; may be empty.", "3. maj 2026"]
    copy: Annotated[
        str,
        "Where the Internet Archive's copy nearest to that day is, if it has one.",
        "https://web.archive.org/web/20260503/https://podcast.example.org/12",
    ]


class ItemJson(TypedDict):
    """A work, as far as its source lets us tell of it (`show`)."""

    id: Annotated[str, "The id, which it keeps for ever.", "k3vq7aw2m5xd"]
    title: Annotated[str, "In its own language; may be empty.", "Troen på borgeren"]
    kind: Annotated[Kind, "What it is.", "episode"]
    form: Annotated[str, "What it is, finer than its kind.", "episode"]
    page: Annotated[str, "Its page on this site.", "/items/k3vq7aw2m5xd/troen-paa-borgeren"]
    url: Annotated[str | None, "Where the original is.", "https://podcast.example.org/12"]
    dead: Annotated[DeadJson | None, "Null as long as the original answers."]
    source: Annotated[str, "The id of the source that told of it first.", "samtalen"]
    publisher: Annotated[str, "Who brought it out.", "Radio Fjord"]
    date: Annotated[Date | None, "When it came out."]
    language: Annotated[str, "Two letters, or empty where it is not known.", "da"]
    access: Annotated[str, "open, login or subscription.", "open"]
    license: Annotated[str, "An address or a name; may be empty.", "cc-by-4.0"]
    expires: Annotated[Date | None, "The last day of a grant or a course.", None]
    ids: Annotated[list[str], "What else it is known by.", ["doi:10.1000/182"]]
    cost: CostJson
    season: Annotated[int | None, "Of an episode.", 2]
    episode: Annotated[int | None, "The number of an episode.", 12]
    people: list[PersonJson]
    themes: Annotated[list[AssignedJson], "Those it is about first."]
    show: Annotated[
        Show,
        "What the source lets us pass on: full (all of it), excerpt (its own words about it, and a "
        "transcript of its publisher's), link (title and address).",
        "excerpt",
    ]
    summary: Annotated[str, "The source's own; a blank line parts paragraphs.", "Karen fortæller."]
    body: Annotated[str, "The whole text, where it may be shown.", ""]
    files: list[FileJson]
    chapters: list[ChapterJson]
    passages: Annotated[list[PassageJson], "What is said or written, where it may be shown."]
    searched: Annotated[
        str,
        "What of an episode can be searched: sound (all that is said), machine (the same, written "
        "down by a machine), chapters or words (only what was written about it); else empty.",
        "sound",
    ]
    places: list[PlaceJson]
    first_seen: Time
    changed: Annotated[Time, "When what we know of it last changed."]


def item(here: Here, item: str) -> Answer | Redirect:
    """The item with this id. Raises Problem: 404, or 410 for one that was removed on request."""
    match here.store.items.find(item):
        case Tombstone() as stone:
            raise _removed(stone)
        case Moved(to=other):
            return Redirect(address(here, f"/items/{other}"))
        case Item(visible=True) as found:
            return Answer(_json(here, found))
        case _:
            raise not_there("item")


def _removed(stone: Tombstone) -> Problem:
    members = {"was": stone.title, "removed": stone.at.isoformat(), "reason": stone.reason}
    return Problem(HTTPStatus.GONE, "The item was removed on request.", members=members)


def _json(here: Here, item: Item) -> ItemJson:
    source = here.sources.get(item.source)
    show: Show = source.show if source else "excerpt"
    told, url = shown(item, show), safe_link(item.url)
    gone = endings(here, item, url or "", "").original
    return {
        "id": item.id,
        "title": item.title,
        "kind": item.kind,
        "form": item.form,
        "page": full(here, here.links.item(item.id, item.title)),
        "url": url,
        "dead": {"seen": gone.seen, "copy": gone.copy} if gone else None,
        "source": item.source,
        "publisher": publisher_of(here, item),
        "date": item.date.iso if item.date else None,
        "language": item.language,
        "access": item.access,
        "license": item.license,
        "expires": item.expires.iso if item.expires else None,
        "ids": list(item.ids),
        "cost": cost_json(cost_of(item)),
        "season": item.season,
        "episode": item.episode,
        "people": [_person(here, person) for person in item.people],
        "themes": _themes(here, item.themes),
        "show": show,
        "summary": told.summary,
        "body": told.body,
        "files": [
            {"url": url, "type": file.type, "length": file.length}
            for file in told.enclosures
            if (url := safe_link(file.url))
        ],
        "chapters": [{"start": c.start, "title": c.title} for c in told.chapters],
        "passages": [_passage(passage) for passage in told.passages],
        "searched": searched(item),
        "places": _places(item),
        "first_seen": item.first_seen.isoformat(),
        "changed": item.changed.isoformat(),
    }


def _themes(here: Here, themes: Iterable[Assignment]) -> list[AssignedJson]:
    """The themes that there are today, those it is about first."""
    return [
        {
            "id": given.theme,
            "title": here.theme_titles[given.theme],
            "strength": given.strength,
            "evidence": [
                {"where": e.where, "text": e.text, "count": e.count} for e in given.evidence
            ],
        }
        for given in sorted(themes, key=lambda given: (given.strength != "about", given.theme))
        if given.theme in here.theme_titles
    ]


def _person(here: Here, person: Person) -> PersonJson:
    page = full(here, person_address(here, person.name))
    return {"name": person.name, "role": person.role, "page": page}


def _passage(passage: Passage) -> PassageJson:
    return {
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "section": passage.section,
        "speaker": passage.speaker,
    }


def _places(item: Item) -> list[PlaceJson]:
    return [
        {
            "source": place.source,
            "url": safe_link(place.url),
            "first_seen": place.first_seen.isoformat(),
            "last_seen": place.last_seen.isoformat(),
            "gone": place.gone.isoformat() if place.gone else None,
        }
        for place in item.places
    ]


ITEM = Endpoint(
    path="/items/{item}",
    view=item,
    type=ItemJson,
    name="item",
    summary="One item",
    about="An episode, a publication or an issue of a newsletter, as far as its source lets us "
    "tell of it. An id that another one has taken over redirects; one that was removed says so.",
    path_about="The id of an item, as a search tells it.",
    path_example="k3vq7aw2m5xd",
    problems=(HTTPStatus.NOT_FOUND, HTTPStatus.GONE),
    moves=True,
)

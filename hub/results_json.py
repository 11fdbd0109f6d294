"""What a search answers, as JSON: one shape for ``hub search --json`` and ``/api/v1/search``.

Beside its type, each value has what it means and an example; the site's OpenAPI document is made
of them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, NotRequired, TypedDict

from hub.model import Kind
from hub.phrases import in_words, with_titles
from hub.search import Cost, Hit, Moment, Results

NO_TITLES: Mapping[str, str] = MappingProxyType({})

Date = Annotated[
    str, "As precise as it is known: a year, a month, a day, or a time with its offset.", "2024-03"
]
Amounts = Annotated[
    dict[str, int], "How many items have each value.", {"episode": 12, "publication": 30}
]
Stretch = Annotated[
    tuple[str, bool], "A stretch of text, and whether it is what was searched for.", ["tro", True]
]


class CostJson(TypedDict):
    """What taking an item in asks of a person; only what is known."""

    seconds: NotRequired[Annotated[int, "To hear.", 2530]]
    pages: NotRequired[Annotated[int, "To read.", 48]]
    words: NotRequired[Annotated[int, "To read.", 1200]]


class SecondsJson(TypedDict):
    """A stretch of a recording."""

    start: Annotated[float, "Seconds from the beginning.", 751.0]
    end: Annotated[float | None, "Seconds from the beginning, where it is known.", 790.0]


class PageJson(TypedDict):
    """A page of a document."""

    page: Annotated[int, "Counted from 1.", 4]


class SectionJson(TypedDict):
    """A section of a text."""

    section: Annotated[str, "Its heading.", "Metode"]


MomentJson = SecondsJson | PageJson | SectionJson


class HitJson(TypedDict):
    """One item that was found."""

    id: Annotated[str, "The item's id, which it keeps for ever.", "k3vq7aw2m5xd"]
    title: Annotated[str, "In the item's own language; may be empty.", "Troen på borgeren"]
    kind: Annotated[Kind, "What it is.", "episode"]
    form: Annotated[str, "What it is, finer than its kind.", "report"]
    source: Annotated[str, "The id of the source that told of it first.", "samtalen"]
    publisher: Annotated[str, "Who brought it out.", "Radio Fjord"]
    url: Annotated[str | None, "Where the original is.", "https://podcast.example.org/12"]
    date: Annotated[Date | None, "When it came out."]
    language: Annotated[str, "Two letters, or empty where it is not known.", "da"]
    score: Annotated[float, "How well it answers; only to be compared within one answer.", 11.25]
    themes: Annotated[list[str], "The ids of the themes that it is about.", ["ips"]]
    cost: CostJson
    access: Annotated[str, "open, login or subscription.", "open"]
    snippet: Annotated[list[Stretch], "What stands around the words; joined, it is the text."]
    moments: Annotated[list[MomentJson], "The places in it that answer best, best first."]
    moment: Annotated[SecondsJson | None, "The best place to begin to listen."]
    searched: Annotated[
        str,
        "What of an episode was searched: sound (all that is said), machine (the same, written "
        "down by a machine), chapters or words (only what was written about it); else empty.",
        "sound",
    ]
    reasons: NotRequired[Annotated[list[str], "Why it was found; asked for with explain."]]


class ResultsJson(TypedDict):
    """One page of what was found."""

    query: Annotated[str, "What was searched for.", "tro på borgeren"]
    read_as: Annotated[str, "How the words were read.", "tro borger"]
    total: Annotated[int, "How many items were found, on all pages.", 42]
    relaxed: Annotated[bool, "Whether items count that have only most of the words.", False]
    notes: Annotated[list[str], "What a person should know of how the words were read.", []]
    took_ms: Annotated[float, "How long the search took, in milliseconds.", 12.34]
    did_you_mean: Annotated[str | None, "The words as we would spell them.", None]
    facets: Annotated[
        dict[str, Amounts],
        "Ways to narrow the search, by the parameter that does it. The counts of a facet take no "
        "notice of what is chosen of itself.",
        {"kind": {"episode": 12, "publication": 30}},
    ]
    hits: list[HitJson]


def results_json(
    results: Results,
    *,
    explain: bool = False,
    language: str = "en",
    titles: Mapping[str, str] = NO_TITLES,
) -> ResultsJson:
    """The contract of DESIGN, "Command line"; notes and reasons are words of `language`, in which
    themes have these `titles`, by id.
    """
    return {
        "query": results.query.typed,
        "read_as": results.read_as,
        "total": results.total,
        "relaxed": results.relaxed,
        "notes": [in_words(note, language) for note in results.notes],
        "took_ms": round(results.milliseconds, 2),
        "did_you_mean": results.did_you_mean,
        "facets": {facet.name: dict(facet.counts) for facet in results.facets},
        "hits": [
            _hit(
                hit, [in_words(with_titles(why, titles), language) for why in hit.reasons], explain
            )
            for hit in results.hits
        ],
    }


def _hit(hit: Hit, reasons: list[str], explain: bool) -> HitJson:
    shown: HitJson = {
        "id": hit.id,
        "title": hit.title.text,
        "kind": hit.kind,
        "form": hit.form,
        "source": hit.source,
        "publisher": hit.publisher,
        "url": hit.url,
        "date": hit.date.iso if hit.date else None,
        "language": hit.language,
        "score": round(hit.score, 4),
        "themes": [assignment.theme for assignment in hit.themes if assignment.strength == "about"],
        "cost": cost_json(hit.cost),
        "access": hit.access,
        "snippet": list(hit.snippet.parts()),
        "moments": [_moment(moment) for moment in hit.moments],
        "moment": _spoken(hit.moment),
        "searched": hit.searched,
    }
    if explain:
        shown["reasons"] = reasons
    return shown


def cost_json(cost: Cost) -> CostJson:
    """Only what is known."""
    known: CostJson = {}
    if cost.seconds is not None:
        known["seconds"] = cost.seconds
    if cost.pages is not None:
        known["pages"] = cost.pages
    if cost.words is not None:
        known["words"] = cost.words
    return known


def _moment(moment: Moment) -> MomentJson:
    if moment.start is not None:
        return {"start": moment.start, "end": moment.end}
    return {"page": moment.page} if moment.page is not None else {"section": moment.section}


def _spoken(moment: Moment | None) -> SecondsJson | None:
    if moment is None or moment.start is None:
        return None
    return {"start": moment.start, "end": moment.end}

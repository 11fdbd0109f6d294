"""hub search: ask from the shell what the site asks."""

from typing import Annotated

import typer

from hub.cli.composition import open_hub
from hub.cli.output import Json, print_json, say
from hub.phrases import in_words
from hub.query import parse_query
from hub.search import Filters, Hit, Marked, Moment, Results, Sort
from hub.settings import Settings

Values = Annotated[list[str] | None, typer.Option(help="May be given several times.")]


def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for; empty is everything.")] = "",
    kind: Values = None,
    form: Values = None,
    theme: Values = None,
    source: Values = None,
    language: Values = None,
    year: Annotated[list[str] | None, typer.Option(help="2021 or 2019..2023.")] = None,
    sort: Annotated[str, typer.Option(help="relevance, newest or oldest.")] = "relevance",
    limit: Annotated[int, typer.Option(min=0, max=1000)] = 20,
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Say why each hit is there.")] = False,
    json: Json = False,
) -> None:
    """Search the index."""
    settings: Settings = context.obj
    filters = Filters.of(
        kind=kind or (),
        form=form or (),
        theme=theme or (),
        source=source or (),
        language=language or (),
        year=year or (),
    )
    with open_hub(settings) as hub:
        asked = parse_query(query).choose(filters, _sort(sort))
        results = hub.searcher.search(asked, limit=limit, explain=explain)
    if json:
        print_json(results_as_json(results, explain=explain))
    else:
        _print(results)


def _sort(value: str) -> Sort:
    match value:
        case "relevance" | "newest" | "oldest":
            return value
        case _:
            raise typer.BadParameter(f"{value!r} must be relevance, newest or oldest")


def results_as_json(results: Results, *, explain: bool = False) -> dict[str, object]:
    """The contract of ``hub search --json`` (DESIGN, "Command line")."""
    return {
        "query": results.query.typed,
        "read_as": results.read_as,
        "total": results.total,
        "relaxed": results.relaxed,
        "notes": [in_words(note, "en") for note in results.notes],
        "took_ms": round(results.milliseconds, 2),
        "did_you_mean": results.did_you_mean,
        "facets": {facet.name: dict(facet.counts) for facet in results.facets},
        "hits": [_hit_as_json(hit, explain=explain) for hit in results.hits],
    }


def _hit_as_json(hit: Hit, *, explain: bool) -> dict[str, object]:
    cost = {"seconds": hit.cost.seconds, "pages": hit.cost.pages, "words": hit.cost.words}
    shown: dict[str, object] = {
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
        "cost": {unit: amount for unit, amount in cost.items() if amount is not None},
        "access": hit.access,
        "snippet": [[text, is_match] for text, is_match in hit.snippet.parts()],
        "moments": [_moment_as_json(moment) for moment in hit.moments],
        "moment": _spoken(hit.moment),
        "searched": hit.searched,
    }
    return (
        shown | {"reasons": [in_words(reason, "en") for reason in hit.reasons]}
        if explain
        else shown
    )


def _moment_as_json(moment: Moment) -> dict[str, object]:
    if moment.start is not None:
        return {"start": moment.start, "end": moment.end}
    return {"page": moment.page} if moment.page is not None else {"section": moment.section}


def _spoken(moment: Moment | None) -> dict[str, object] | None:
    return _moment_as_json(moment) if moment and moment.start is not None else None


def _print(results: Results) -> None:
    for note in results.notes:
        say(in_words(note, "en"))
    read_as = results.read_as or "(everything)"
    say(f"{results.total} found in {results.milliseconds:.0f} ms, read as: {read_as}")
    for hit in results.hits:
        when = hit.date.iso[:10] if hit.date else "no date"
        say(f"\n{_shown(hit.title)}\n  {hit.kind}, {hit.publisher}, {when}  ({hit.id})")
        if hit.snippet.text:
            say(f"  {_shown(hit.snippet)}")
        for reason in hit.reasons:
            say(f"  because: {in_words(reason, 'en')}")


def _shown(marked: Marked) -> str:
    return "".join(f"*{text}*" if is_match else text for text, is_match in marked.parts())

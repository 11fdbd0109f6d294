"""hub search: ask from the shell what the site asks."""

from collections.abc import Mapping
from typing import Annotated

import typer

from hub.cli.composition import open_hub
from hub.cli.output import Json, print_json, say
from hub.phrases import in_words, with_titles
from hub.query import parse_query
from hub.results_json import results_json
from hub.search import Filters, Marked, Results, Sort
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
        titles = {theme.id: theme.title.to("en") for theme in hub.config.themes}
    if json:
        print_json(results_json(results, explain=explain, titles=titles))
    else:
        _print(results, titles)


def _sort(value: str) -> Sort:
    match value:
        case "relevance" | "newest" | "oldest":
            return value
        case _:
            raise typer.BadParameter(f"{value!r} must be relevance, newest or oldest")


def _print(results: Results, titles: Mapping[str, str]) -> None:
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
            say(f"  because: {in_words(with_titles(reason, titles), 'en')}")


def _shown(marked: Marked) -> str:
    return "".join(f"*{text}*" if is_match else text for text, is_match in marked.parts())

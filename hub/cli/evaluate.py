"""hub eval: how good is the ranking, against a file of judgements?"""

from pathlib import Path
from typing import Annotated

import typer

from hub.addresses import canonical
from hub.cli.composition import Hub, open_hub
from hub.cli.output import Json, print_json, say
from hub.errors import ConfigError
from hub.evaluation import DEPTH, Judged, Score, mean, parse_judgements, score
from hub.model import Fault
from hub.query import parse_query


def evaluate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="queries: [{q: …, judged: {URL: grade}}]")],
    *,
    json: Json = False,
) -> None:
    """Measure nDCG@10 and recall@10."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(file), [Fault(0, "", f"can't be read: {error}")]) from error
    judged = parse_judgements(text, str(file))
    with open_hub(context.obj) as hub:
        places = _items_by_address(hub)
        scores = [(one.query, _score(hub, one, places)) for one in judged]
    overall = mean([found for _, found in scores])
    if json:
        print_json(
            {
                "queries": len(scores),
                **_as_json(overall),
                "per_query": [{"q": query, **_as_json(found)} for query, found in scores],
            }
        )
        return
    for query, found in scores:
        say(f"{found.ndcg:.3f}  {found.recall:.3f}  {query}")
    say(f"{overall.ndcg:.3f}  {overall.recall:.3f}  nDCG@10 and recall@10 of {len(scores)} queries")


def _as_json(found: Score) -> dict[str, object]:
    return {"ndcg@10": round(found.ndcg, 4), "recall@10": round(found.recall, 4)}


def _score(hub: Hub, judged: Judged, places: dict[str, str]) -> Score:
    """One query's score; an address that no item has is judged but can't be found."""
    grades: dict[str, int] = {}
    for url, grade in judged.grades.items():
        key = places.get(canonical(url), url)
        grades[key] = max(grade, grades.get(key, 0))
    results = hub.searcher.search(parse_query(judged.query), limit=DEPTH)
    return score([hit.id for hit in results.hits], grades)


def _items_by_address(hub: Hub) -> dict[str, str]:
    """Every address of every item, canonical, with the item's id."""
    found: dict[str, str] = {}
    for item in hub.all_items():
        addresses = [item.url, *(place.url for place in item.places)]
        addresses += [enclosure.url for enclosure in item.enclosures]
        found.update({canonical(url): item.id for url in addresses if url})
    return found

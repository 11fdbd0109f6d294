"""hub eval: how good is the ranking, against a file of judgements?"""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.composition import open_hub
from hub.cli.output import Json, print_json, say
from hub.errors import ConfigError
from hub.evaluation import Score, items_by_address, judge, mean, parse_judgements
from hub.model import Fault


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
        places = items_by_address(hub.all_items())
        scores = [(one.query, judge(hub.searcher, one, places)) for one in judged]
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

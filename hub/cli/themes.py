"""What the themes hold, and what a rule would find."""

from typing import Annotated

import typer

from hub.cli.composition import open_hub
from hub.cli.output import Json, print_json, progress_bars, say
from hub.errors import ConfigError, QueryError
from hub.matching import compile_rule
from hub.model import Fault, Item
from hub.query import parse_rule
from indexer.documents import item_tokens

EXAMPLES = 10


def show(context: typer.Context, *, json: Json = False) -> None:
    """How many items each theme has: about it, and only mentioning it."""
    with open_hub(context.obj) as hub:
        counts = hub.store.themes.counts()
        themes = hub.config.themes
    for theme in themes:
        count = counts.get(theme.id)
        about, mentions = (count.about, count.mentions) if count else (0, 0)
        if json:
            print_json({"theme": theme.id, "about": about, "mentions": mentions})
        else:
            say(f"{about:6} about  {mentions:6} mention  {theme.id}: {theme.title.to('en')}")


def try_rule(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(help="A rule, as `match:` has it; or a theme's id.")],
    *,
    json: Json = False,
) -> None:
    """Try a rule on everything the hub has, without changing anything."""
    with open_hub(context.obj) as hub:
        theme = hub.config.theme(rule)
        try:
            compiled = compile_rule(parse_rule(theme.match if theme else rule), hub.analyser)
        except QueryError as error:
            raise ConfigError("rule", [Fault(0, "", str(error))]) from error
        found: list[Item] = []
        tried = 0
        for item in hub.all_items():
            tried += 1
            if compiled.match(item, item_tokens(item, hub.analyser)) is not None:
                found.append(item)
    if json:
        print_json({"tried": tried, "found": len(found), "items": [item.id for item in found]})
        return
    say(f"{len(found)} of {tried} items match.")
    for item in found[:EXAMPLES]:
        say(f"  {item.id}  {item.title}")
    if len(found) > EXAMPLES:
        say(f"  … and {len(found) - EXAMPLES} more")


def apply(context: typer.Context) -> None:
    """Judge every item again by the rules in feeds.yaml, and bring the index up to date."""
    with open_hub(context.obj) as hub, progress_bars() as show_progress:
        hub.store.pending.all_again("themes")
        judged = hub.judge(show_progress)
        indexed = hub.index.sync(show_progress)
    say(f"{judged} items judged, {indexed} changed in the index.")


COMMANDS = {"list": show, "test": try_rule, "apply": apply}

"""hub index: bring the index up to date, or make it anew."""

from typing import Annotated

import typer

from hub.cli.composition import open_hub
from hub.cli.output import progress_bars, say


def index(
    context: typer.Context,
    *,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make a new index beside the live one.")
    ] = False,
) -> None:
    """Bring the index up to date with the store."""
    with open_hub(context.obj) as hub, progress_bars() as show:
        hub.judge(show)
        done = hub.index.rebuild(show) if rebuild else hub.index.sync(show)
        total = hub.index.reader().count()
    say(f"{done} items taken up; {total} in the index.")

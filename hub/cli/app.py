"""The `hub` command: its options, its commands, and what becomes of errors.

Exit codes: 0 fine, 1 something failed, 2 wrong use (a wrong option, setting or feeds.yaml).
"""

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from hub.cli import (
    backups,
    crawling,
    doctor,
    evaluate,
    indexing,
    items,
    searching,
    serving,
    sources,
    themes,
    transcripts,
    up,
    works,
)
from hub.errors import ConfigError, HubError
from hub.settings import load_settings


def _begin(
    context: typer.Context,
    data: Annotated[Path | None, typer.Option(help="Data folder (HUB_DATA).")] = None,
    feeds: Annotated[Path | None, typer.Option(help="Sources and themes (HUB_FEEDS).")] = None,
    engine: Annotated[
        str | None, typer.Option(help="memory, whoosh, tantivy (HUB_ENGINE).")
    ] = None,
) -> None:
    """Lydhør: a knowledge hub for a field of practice, with one search over everything."""
    context.obj = load_settings(os.environ, data=data, feeds=feeds, engine=engine)


def make_app() -> typer.Typer:
    """The whole command tree."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_begin)
    for name, command in (
        ("up", up.up),
        ("crawl", crawling.crawl),
        ("index", indexing.index),
        ("serve", serving.serve),
        ("work", up.work),
        ("search", searching.search),
        ("eval", evaluate.evaluate),
        ("backup", backups.backup),
        ("restore", backups.restore),
        ("doctor", doctor.doctor),
    ):
        app.command(name)(command)
    groups = {"sources": sources, "themes": themes, "items": items, "transcript": transcripts}
    for name, module in groups.items():
        group = typer.Typer(help=(module.__doc__ or "").partition("\n")[0], no_args_is_help=True)
        both = {**module.COMMANDS, **(works.COMMANDS if module is items else {})}
        for command_name, command in both.items():
            group.command(command_name)(command)
        app.add_typer(group, name=name)
    return app


def main() -> None:
    """Run the command; errors of ours end in a sentence and an exit code, not a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        make_app()(prog_name="hub")
    except ConfigError as error:
        sys.exit(_said(error, 2))
    except HubError as error:
        sys.exit(_said(error, 1))
    except BrokenPipeError:
        sys.exit(_quiet())
    except KeyboardInterrupt:
        sys.exit(130)


def _said(error: HubError, code: int) -> int:
    sys.stderr.write(f"hub: {error}\n")
    return code


def _quiet() -> int:
    """Whoever read our output stopped reading, as `hub search … | head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0

"""The `hub` command: its options, its commands, and what becomes of errors.

Only the modules of the command that is run are imported: the site needs no crawler in memory, and
every command starts sooner.

Exit codes: 0 fine, 1 something failed, 2 wrong use (a wrong option, setting or feeds.yaml).
"""

import logging
import os
import sys
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from hub.errors import ConfigError, HubError
from hub.settings import load_settings

# By name: the module in hub.cli and its function; of groups the modules with their COMMANDS.
COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "up": ("up", "up"),
        "crawl": ("crawling", "crawl"),
        "index": ("indexing", "index"),
        "serve": ("serving", "serve"),
        "work": ("up", "work"),
        "search": ("searching", "search"),
        "eval": ("evaluate", "evaluate"),
        "backup": ("backups", "backup"),
        "restore": ("backups", "restore"),
        "doctor": ("doctor", "doctor"),
    }
)
GROUPS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "sources": ("sources",),
        "themes": ("themes",),
        "items": ("items", "works"),
        "transcript": ("transcripts",),
    }
)


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


def make_app(typed: Collection[str] = ()) -> typer.Typer:
    """The commands that are among the words `typed`; the whole tree where none is."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_begin)
    names = [name for name in (*COMMANDS, *GROUPS) if name in typed] or [*COMMANDS, *GROUPS]
    for name in names:
        if name in GROUPS:
            app.add_typer(_group(GROUPS[name]), name=name)
        else:
            module, function = COMMANDS[name]
            app.command(name)(getattr(import_module(f"hub.cli.{module}"), function))
    return app


def _group(names: Sequence[str]) -> typer.Typer:
    """The commands of some modules as one group; the first of them says what it is for."""
    modules = [import_module(f"hub.cli.{name}") for name in names]
    group = typer.Typer(help=(modules[0].__doc__ or "").partition("\n")[0], no_args_is_help=True)
    for module in modules:
        for name, command in module.COMMANDS.items():
            group.command(name)(command)
    return group


def main() -> None:
    """Run the command; errors of ours end in a sentence and an exit code, not a traceback."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        make_app(sys.argv[1:])(prog_name="hub")
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

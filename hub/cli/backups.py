"""hub backup and hub restore: everything in one file, and back again."""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.composition import open_hub
from hub.cli.output import say
from hub.settings import Settings
from hub.store import restore as restore_store


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write the backup.")],
) -> None:
    """Write a backup; the hub may be running."""
    with open_hub(context.obj) as hub:
        hub.store.backup(file)
    say(f"Backed up to {file} ({file.stat().st_size // 1024} KB).")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A backup made by hub backup.")],
) -> None:
    """Put a backup in place; stop the hub first.

    The index is made anew from it.
    """
    settings: Settings = context.obj
    settings.data.mkdir(parents=True, exist_ok=True)
    restore_store(file, settings.database_url)
    say(f"Restored from {file}. The index follows at the next start; at once: hub index --rebuild")

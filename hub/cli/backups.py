"""hub backup and hub restore: everything in one file, and back again."""

from pathlib import Path
from typing import Annotated

import typer

from hub.cli.composition import open_hub
from hub.cli.output import say
from hub.errors import BackupError
from hub.settings import Settings
from hub.store import open_store
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
    _bring_back_feeds(settings)
    say(f"Restored from {file}. The index follows at the next start; at once: hub index --rebuild")


def _bring_back_feeds(settings: Settings) -> None:
    """Write the feeds.yaml of the backup where there is none; one that is there is left alone."""
    with open_store(settings.database_url) as store:
        accepted = store.configs.latest()
    if accepted is not None and not settings.feeds.exists():
        try:
            settings.feeds.write_text(accepted.text, encoding="utf-8")
        except OSError as error:
            raise BackupError(
                f"The database is restored, but {settings.feeds} can't be written"
                f" ({error.strerror}); set HUB_FEEDS to another place, and restore again."
            ) from error
        say(f"Brought back {settings.feeds} as the backup has it.")

"""hub sources import and export: lists of feeds, as other readers hand them on (OPML)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from hub.addresses import folded
from hub.cli.composition import open_hub
from hub.cli.curating import free_id
from hub.cli.output import Json, counted, print_json, say
from hub.config import Config
from hub.errors import HubError
from hub.feedsfile import Value, read_file, replace_file, with_sources
from hub.opml import Subscription, read_opml, themes_of, write_opml

Entry = dict[str, Value]


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An OPML file.")],
    *,
    kind: Annotated[str, typer.Option(help="What they are.")] = "publications",
    apply: Annotated[bool, typer.Option("--apply", help="Do it; else only the plan.")] = False,
    json: Json = False,
) -> None:
    """Add the feeds of an OPML file: the plan first, and with --apply into feeds.yaml.

    Groups that are called as a theme put their feeds into it. What is followed already is left out.
    """
    with open_hub(context.obj) as hub:
        found = read_opml(_read(file))
        path = hub.settings.feeds
        before = read_file(path)
        entries, known = plan(found, hub.config, kind)
        changed = with_sources(before, entries, str(path)) if entries else before
        if apply and entries:
            replace_file(path, changed, before)
    for entry in entries:
        print_json(entry) if json else say(_line(entry))
    if not json:
        say(_sum(entries, known, path, done=apply))


def plan(
    found: Sequence[Subscription], config: Config, kind: str
) -> tuple[list[Entry], list[Subscription]]:
    """The entries to write, and what is followed already."""
    followed = {folded(source.url) for source in config.sources if source.url}
    taken = {name for source in config.sources for name in (source.id, *source.was)}
    titles = {theme.id: [text for _, text in theme.title.texts] for theme in config.themes}
    entries: list[Entry] = []
    known: list[Subscription] = []
    for feed in found:
        if folded(feed.url) in followed:
            known.append(feed)
            continue
        followed.add(folded(feed.url))
        name = feed.title or feed.url
        entry: Entry = {"id": free_id(name, taken), "title": name, "kind": kind, "url": feed.url}
        if themes := themes_of(feed.groups, titles):
            entry["themes"] = themes
        taken.add(str(entry["id"]))
        entries.append(entry)
    return entries, known


def export(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(help="Where to; else to the terminal.")] = None,
) -> None:
    """All feeds that we follow, as OPML; sources that are no feeds can't be in it."""
    with open_hub(context.obj) as hub:
        language = hub.config.hub.language
        themes = {theme.id: theme.title.to(language) for theme in hub.config.themes}
        text = write_opml(hub.config.hub.title, hub.config.sources, themes)
        left = [source.id for source in hub.config.sources if source.via != "feed"]
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise HubError(f"{file} can't be written: {error.strerror}") from error
    without = counted(len(left), "source is no feed and so is", "sources are no feeds and so are")
    say(f"Wrote {file}." + (f" {without} not in it." if left else ""))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise HubError(f"{file} can't be read: {error.strerror}") from error


def _line(entry: Entry) -> str:
    themes = entry.get("themes", ())
    told = f"  [{', '.join(themes)}]" if isinstance(themes, list | tuple) and themes else ""
    return f"add  {entry['id']}: {entry['title']}{told}\n     {entry['url']}"


def _sum(entries: Sequence[Entry], known: Sequence[Subscription], path: Path, *, done: bool) -> str:
    already = f"; {counted(len(known), 'is', 'are')} followed already" if known else ""
    if not entries:
        return f"Nothing to add{already}."
    if done:
        return f"Added {counted(len(entries), 'source')} to {path}{already}."
    return (
        f"{counted(len(entries), 'source')} to add{already}. Nothing is written yet: add --apply."
    )


COMMANDS = {"import": import_, "export": export}

"""hub crawl: visit sources once, index what came, read what it points at, and end."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from typing import Annotated

import typer

from hub.cli.composition import Hub, open_hub
from hub.cli.output import Json, Show, counted, print_json, progress_bars, say, warn
from hub.cli.speaking import Voice
from hub.config import Config
from hub.errors import ConfigError
from hub.model import Fault, Source
from hub.phrases import in_words
from hub.visiting import Visit
from indexer.client import Way, trusted, user_agent
from indexer.fetch import Fetcher
from indexer.freeing import give_back
from indexer.guard import Allowed
from indexer.mailbox import Mailboxes
from indexer.rounds import Round, Worker, nobody, one_round
from indexer.tools import open_fetcher, open_tools

STATUSES = ("ok", "unchanged", "failed", "skipped")


def crawl(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="SOURCE")] = None,
    *,
    all_: Annotated[bool, typer.Option("--all", help="Every source, due or not.")] = False,
    no_read: Annotated[bool, typer.Option("--no-read", help="Leave the reading queue.")] = False,
    json: Json = False,
) -> None:
    """Visit what is due, or named, or all; index, read."""
    began = time.perf_counter()
    with open_hub(context.obj) as hub:
        sources = chosen(hub, names or [], everything=all_)
        with progress_bars(quiet=json) as show:
            tell = print_visit if json else nobody
            done = asyncio.run(_crawl(hub, sources, read=not no_read, show=show, visited=tell))
    milliseconds = round((time.perf_counter() - began) * 1000)
    if json:
        print_json({"summary": summary(done, milliseconds)})
    else:
        print_round(done, milliseconds)
    failed = [visit for visit in done.visits if visit.status == "failed"]
    raise typer.Exit(1 if failed and (names or len(failed) == len(done.visits)) else 0)


def chosen(hub: Hub, names: Sequence[str], *, everything: bool) -> list[Source]:
    """The sources to visit. Raises ConfigError for a name that no source has."""
    if names:
        known = {name: hub.config.source(hub.store.sources.now(name) or name) for name in names}
        faults = [
            Fault(0, "", f"there is no source {name!r}; see: hub sources list")
            for name, source in known.items()
            if source is None
        ]
        if faults:
            raise ConfigError("hub crawl", faults)
        return [source for source in known.values() if source is not None]
    if everything:
        ended = {row.source.id for row in hub.store.sources.all() if row.state.ended}
        return [s for s in hub.config.sources if s.enabled and s.id not in ended]
    due = (hub.config.source(name) for name in hub.store.sources.due(hub.now()))
    return [source for source in due if source is not None]


async def _crawl(
    hub: Hub, sources: Sequence[Source], *, read: bool, show: Show, visited: Callable[[Visit], None]
) -> Round:
    async with open_worker(hub, told=show, visited=visited) as worker:
        return await one_round(worker, hub.config, sources, read=read)


def fetcher(hub: Hub) -> AbstractAsyncContextManager[Fetcher]:
    """A fetcher with the hub's name and manners."""
    agent = user_agent(hub.settings.address or hub.config.hub.address, hub.config.hub.contact)
    settings = hub.settings
    return open_fetcher(
        agent,
        settings.allow_private,
        settings.host_pause,
        store=hub.store,
        way=Way(settings.proxy, settings.ca),
    )


def mailboxes(hub: Hub) -> Mailboxes:
    """Where newsletters by mail come from; passwords stand in the environment alone."""
    settings = hub.settings
    return Mailboxes(
        settings.feeds.absolute().parent,
        os.environ,
        Allowed.parse(settings.allow_private),
        partial(trusted, settings.ca),
    )


@asynccontextmanager
async def open_worker(
    hub: Hub,
    *,
    told: Show = nobody,
    visited: Callable[[Visit], None] = nobody,
    finished: Callable[[Round], None] = nobody,
) -> AsyncIterator[Worker]:
    """A worker over this hub."""

    def follow(config: Config, show: Show) -> int:
        hub.judge(show, config)
        return hub.index.sync(show)

    def tidy() -> None:
        hub.index.tidy()
        hub.tokens.clear()
        give_back()

    if not hub.lexicon.is_dir():
        warn("Building the lexicon of Danish words, once; this takes some ten seconds.")
    async with (
        fetcher(hub) as fetching,
        open_tools(
            hub.store, fetching, hub.analyser.vote, step=hub.step, mailboxes=mailboxes(hub)
        ) as tools,
    ):
        speak = Voice(hub, tools).speak
        yield Worker(tools, follow, tidy, told, visited, finished, speak)


def print_visit(visit: Visit) -> None:
    """The contract's line for a source (DESIGN, "Command line")."""
    print_json(
        {
            "source": visit.source,
            "status": visit.status,
            "new": visit.new,
            "changed": visit.changed,
            "gone": visit.gone,
            "error": in_words(visit.trouble, "en") if visit.trouble else None,
            "ms": visit.milliseconds,
            "bytes": visit.bytes,
        }
    )


def summary(done: Round, milliseconds: int) -> dict[str, int]:
    """The contract's last line."""
    counts = {s: sum(visit.status == s for visit in done.visits) for s in STATUSES}
    return {
        "sources": len(done.visits),
        **counts,
        "new": sum(visit.new for visit in done.visits),
        "changed": sum(visit.changed for visit in done.visits),
        "gone": sum(visit.gone for visit in done.visits),
        "read": done.read,
        "indexed": done.indexed,
        "ms": milliseconds,
    }


def print_round(done: Round, milliseconds: int = 0) -> None:
    """One line per source that failed or was skipped, with the reason, and then the sum."""
    took = f" in {milliseconds / 1000:.1f} s" if milliseconds else ""
    for visit in done.visits:
        if visit.status in ("failed", "skipped"):
            why = in_words(visit.trouble, "en") if visit.trouble else ""
            say(f"{visit.status}  {visit.source}: {why}")
        for note in visit.notes:
            say(f"note    {visit.source}: {in_words(note, 'en')}")
    told = summary(done, milliseconds)
    if not done.visits:
        say("No source is due. `hub crawl --all` visits every one; `hub sources list` says when.")
        return
    say(
        f"{counted(told['sources'], 'source')}{took}: {told['ok']} with news,"
        f" {told['unchanged']} unchanged, {told['failed']} failed, {told['skipped']} skipped."
        f"\n{counted(told['new'], 'new item')} and {told['changed']} changed;"
        f" {told['read']} transcripts, chapters or pages read;"
        f" {counted(told['indexed'], 'item')} indexed."
    )

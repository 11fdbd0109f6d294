"""What we follow, and how it is doing."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from hub.cli import curating, subscriptions
from hub.cli.composition import Hub, open_hub
from hub.cli.curating import trying
from hub.cli.output import Json, print_json, say
from hub.errors import HubError, SourceError
from hub.model import Draft, Listing, Localised, Source
from hub.phrases import in_words
from hub.store import StoredSource
from indexer.probing import probe

SHOWN = 3


def show(context: typer.Context, *, json: Json = False) -> None:
    """Every source, with its last visit and what is wrong with it."""
    with open_hub(context.obj) as hub:
        rows = hub.store.sources.all(retired=True)
    for row in rows:
        if json:
            print_json(_as_json(row))
        else:
            say(_in_words(row))


def _as_json(row: StoredSource) -> dict[str, object]:
    state = row.state
    times = {
        "last_visit": state.last_visit,
        "last_success": state.last_success,
        "last_new": state.last_new,
        "due": state.due,
        "retired": row.retired,
    }
    return {
        "source": row.source.id,
        "title": row.source.title.to("en"),
        "kind": row.source.kind,
        "via": row.source.via,
        "url": row.source.url,
        "enabled": row.source.enabled,
        "items": row.items,
        "failures": state.failures,
        "error": in_words(state.trouble, "en") if state.trouble else None,
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }


def _in_words(row: StoredSource) -> str:
    state = row.state
    if row.retired:
        how = "no longer followed"
    elif not row.source.enabled:
        how = "turned off"
    elif state.trouble:
        how = f"failed {state.failures}x: {in_words(state.trouble, 'en')}"
    else:
        how = (
            f"visited {state.last_visit:%Y-%m-%d %H:%M}" if state.last_visit else "not visited yet"
        )
    return f"{row.items:6} items  {row.source.id}: {how}"


def check(
    context: typer.Context,
    which: Annotated[str, typer.Argument(help="A source's id, or an address to try.")],
    *,
    json: Json = False,
) -> None:
    """Fetch a source without storing anything, and show its first items as they would appear."""
    with open_hub(context.obj) as hub:
        source = hub.config.source(which)
        if source is None and not which.startswith(("http://", "https://")):
            raise HubError(f"there is no source {which!r}; see: hub sources list")
        source = source or Source("check", Localised((("", which),)), "publications", "feed", which)
        listing = asyncio.run(_probe(hub, source))
    if json:
        first = [_draft_as_json(draft) for draft in listing.drafts[:SHOWN]]
        faults = [in_words(note, "en") for note in listing.notes]
        count = len(listing.drafts)
        print_json({"title": listing.title, "items": count, "first": first, "faults": faults})
        return
    say(f"{listing.title or which}: {len(listing.drafts)} items")
    for note in listing.notes:
        say(f"  note: {in_words(note, 'en')}")
    for draft in listing.drafts[:SHOWN]:
        when = draft.date.iso[:10] if draft.date else "no date"
        say(f"  {when:10}  {draft.title}\n    {draft.link}")


async def _probe(hub: Hub, source: Source) -> Listing:
    async with trying(hub) as (fetching, pool):
        try:
            return await probe(source, fetching, pool, datetime.now(UTC))
        except SourceError as error:
            raise HubError(in_words(error.trouble, "en")) from error


def _draft_as_json(draft: Draft) -> dict[str, object]:
    return {
        "title": draft.title,
        "url": draft.link,
        "date": draft.date.iso if draft.date else None,
        "summary": draft.summary[:300],
    }


COMMANDS = {"list": show, "check": check, **curating.COMMANDS, **subscriptions.COMMANDS}

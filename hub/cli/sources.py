"""What we follow, and how it is doing."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from hub.cli import curating, source_list, subscriptions
from hub.cli.composition import Hub, open_hub
from hub.cli.crawling import mailboxes
from hub.cli.curating import trying
from hub.cli.output import Json, counted, print_json, say
from hub.errors import HubError, SourceError
from hub.model import Draft, Listing, Localised, Source
from hub.phrases import in_words
from indexer.probing import probe

SHOWN = 3


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
    say(f"{listing.title or which}: {counted(len(listing.drafts), 'item')}")
    for note in listing.notes:
        say(f"  note: {in_words(note, 'en')}")
    for draft in listing.drafts[:SHOWN]:
        when = draft.date.iso[:10] if draft.date else "no date"
        say(f"  {when:10}  {draft.title}\n    {draft.link}")


async def _probe(hub: Hub, source: Source) -> Listing:
    async with trying(hub) as (fetching, pool):
        try:
            origin = mailboxes(hub).of(source) if source.via == "mail" else fetching
            return await probe(source, origin, pool, datetime.now(UTC))
        except SourceError as error:
            said = in_words(error.trouble, "en")
            if source.url and error.trouble.code in ("not-a-feed", "no-feed"):
                said += f" Look for one with: hub sources discover {source.url}"
            raise HubError(said) from error


def _draft_as_json(draft: Draft) -> dict[str, object]:
    return {
        "title": draft.title,
        "url": draft.link,
        "date": draft.date.iso if draft.date else None,
        "summary": draft.summary[:300],
    }


COMMANDS = {"list": source_list.show, "check": check, **curating.COMMANDS, **subscriptions.COMMANDS}

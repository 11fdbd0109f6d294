"""hub sources discover, add, remove: finding sources and writing feeds.yaml."""

import asyncio
import re
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlsplit

import typer

from hub.addresses import folded
from hub.cli.composition import Hub, open_hub
from hub.cli.crawling import fetcher
from hub.cli.output import Json, counted, print_json, say
from hub.errors import ConfigError, HubError, SourceError
from hub.feedsfile import Value, read_file, replace_file, with_sources, without_source
from hub.model import Fault, Listing
from hub.phrases import in_words
from hub.phrases import say as phrase
from indexer.discover import Candidate, apple_number
from indexer.fetch import Fetcher
from indexer.pool import ReaderPool
from indexer.probing import Found, kind_of, probe, to_source
from indexer.probing import discover as find

_FOLDED = {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "é": "e"}
_LONGEST_ID = 40


def discover(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="Any page of the site, or of the show.")],
    *,
    json: Json = False,
) -> None:
    """What can be followed at a page, tried and ranked, with the command that adds it."""
    with open_hub(context.obj) as hub:
        known = {folded(source.url): source.id for source in hub.config.sources if source.url}
        found = [each for each in asyncio.run(_find(hub, url)) if each.listing]
    if not found:
        raise HubError(
            f"nothing to follow was found at {url}; look for a page with a feed, a list of"
            " publications or a show's number at Apple, and see docs/sources.md"
        )
    for each in found:
        already = known.get(folded(each.candidate.url), "")
        if json:
            print_json(_as_json(each, already))
        else:
            _tell(each, already)


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The source's own address.")],
    *,
    source: Annotated[str | None, typer.Option("--id", help="Its id; else from the title.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title; else its own.")] = None,
    kind: Annotated[str | None, typer.Option(help="podcast, publications, newsletter.")] = None,
    via: Annotated[
        str, typer.Option(help="feed, oai, sitemap, page …; see docs/sources.md.")
    ] = "feed",
    language: Annotated[str | None, typer.Option(help="Such as da or en.")] = None,
    theme: Annotated[list[str] | None, typer.Option(help="All of it is in this theme.")] = None,
    only: Annotated[str | None, typer.Option(help="field: keep what is of the field.")] = None,
    off: Annotated[bool, typer.Option("--off", help="Write it, but do not follow it yet.")] = False,
) -> None:
    """Try a source, and write it into feeds.yaml."""
    with open_hub(context.obj) as hub:
        _refuse_known(hub, url)
        guess = guessed(url, via)
        listing = Listing(()) if off else asyncio.run(_probe(hub, guess))
        named = title or listing.title or urlsplit(url).netloc
        entry: dict[str, Value] = {
            "id": source or free_id(named, _taken(hub)),
            "title": named,
            "kind": kind or kind_of(listing.drafts),
            "via": guess.via,
            **({"apple_id": int(guess.apple_id)} if guess.apple_id else {"url": url}),
        }
        wishes = {"language": language or _language(hub, listing), "themes": theme, "only": only}
        entry |= {key: value for key, value in wishes.items() if value}
        entry |= {"enabled": False} if off else {}
        path = hub.settings.feeds
        before = read_file(path)
        replace_file(path, with_sources(before, [entry], str(path)), before)
    say(f"Added {entry['id']} ({named}) to {path}; a running worker takes it up by itself.")


def guessed(url: str, via: str) -> Candidate:
    """What an address is a source of: a show at Apple is known by its number."""
    number = apple_number(url)
    return Candidate("apple" if number else via, url, "itself", 200, apple_id=number)


def _taken(hub: Hub) -> set[str]:
    return {name for source in hub.config.sources for name in (source.id, *source.was)}


def remove(
    context: typer.Context, source: Annotated[str, typer.Argument(help="A source's id.")]
) -> None:
    """Take a source out of feeds.yaml; its items and its page stay."""
    with open_hub(context.obj) as hub:
        path = hub.settings.feeds
        before = read_file(path)
        replace_file(path, without_source(before, source, str(path)), before)
    say(f"Took {source} out of {path}. What we have from it stays, but it is followed no more.")


def free_id(title: str, taken: Collection[str]) -> str:
    """An id made of a title that no source has."""
    plain = "".join(_FOLDED.get(letter, letter) for letter in title.lower())
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_ID].strip("-") or "kilde"
    free = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in free if each not in taken)


@asynccontextmanager
async def trying(hub: Hub) -> AsyncIterator[tuple[Fetcher, ReaderPool]]:
    """What it takes to try a source: the hub's own manners, and a reader that can be killed."""
    pool = ReaderPool(1)
    try:
        async with fetcher(hub) as fetching:
            yield fetching, pool
    finally:
        await pool.close()


async def _find(hub: Hub, url: str) -> tuple[Found, ...]:
    async with trying(hub) as (fetching, pool):
        try:
            return await find(url, fetching, pool, datetime.now(UTC))
        except SourceError as error:
            raise HubError(in_words(error.trouble, "en")) from error


async def _probe(hub: Hub, guess: Candidate) -> Listing:
    async with trying(hub) as (fetching, pool):
        try:
            return await probe(to_source(guess), fetching, pool, datetime.now(UTC))
        except SourceError as error:
            raise HubError(
                f"{in_words(error.trouble, 'en')} Nothing was written. Find its feed with"
                f" hub sources discover {guess.url}, or write it all the same with --off"
            ) from error


def _refuse_known(hub: Hub, url: str) -> None:
    for source in hub.config.sources:
        if source.url and folded(source.url) == folded(url):
            raise ConfigError(
                "hub sources add", [Fault(0, "", f"{url} is followed already, as {source.id}")]
            )


def _language(hub: Hub, listing: Listing) -> str:
    drafts = listing.drafts
    named = [draft.language for draft in drafts if draft.language]
    if named:
        return max(set(named), key=named.count)
    return hub.analyser.vote("\n".join(f"{draft.title}\n{draft.summary}" for draft in drafts))


def _tell(found: Found, already: str) -> None:
    listing, guess = found.listing or Listing(()), found.candidate
    title = guess.title or listing.title or guess.url
    amount = counted(len(listing.drafts), "item")
    say(f"{title}: {amount}, via {guess.via}. {phrase(guess.why, 'en')}")
    for draft in listing.drafts[:1]:
        when = draft.date.iso[:10] if draft.date else "no date"
        say(f"  latest: {when}  {draft.title}")
    say(f"  followed already, as {already}" if already else f"  {_command(found)}")


def _command(found: Found) -> str:
    guess = found.candidate
    via = "" if guess.via in ("feed", "apple") else f" --via {guess.via}"
    return f"hub sources add '{guess.url}'{via}"


def _as_json(found: Found, already: str) -> dict[str, object]:
    listing, guess = found.listing or Listing(()), found.candidate
    first = listing.drafts[0] if listing.drafts else None
    return {
        "via": guess.via,
        "url": guess.url,
        "apple_id": guess.apple_id or None,
        "title": guess.title or listing.title,
        "items": len(listing.drafts),
        "latest": first.title if first else None,
        "why": phrase(guess.why, "en"),
        "followed_as": already or None,
    }


COMMANDS = {"discover": discover, "add": add, "remove": remove}

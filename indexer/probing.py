"""Trying sources without storing anything: one that is named, or whatever a page may offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hub.errors import ReadError, SourceError
from hub.model import Draft, Listing, Localised, Source, Trouble
from indexer.discover import Candidate, candidates
from indexer.fetch import Fetcher
from indexer.mailbox import Origin
from indexer.pool import ReaderPool
from indexer.readers import (
    first_address,
    is_interface,
    is_read,
    leads_to,
    needs_fetch,
    read_listing,
)

_SURE = 50  # trust from which a candidate is more than a usual place
_MOST_TRIED = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate that was tried: what it lists, or why it can't be read."""

    candidate: Candidate
    listing: Listing | None = None
    trouble: Trouble | None = None


async def probe(source: Source, origin: Origin, pool: ReaderPool, now: datetime) -> Listing:
    """The first page of `source`, as a visit would read it. Raises SourceError."""
    if not is_read(source.via):
        raise ReadError("not-read-yet", via=source.via)
    if not needs_fetch(source.via):
        return await pool.run(read_listing, source, None)
    interface = is_interface(source.via)
    first = origin.interface if interface and isinstance(origin, Fetcher) else origin
    answer = (await first.ask(first_address(source, "", now))).answer
    if (tells := leads_to(source.via)) and answer is not None:
        answer = (await origin.ask(await pool.run(tells, answer))).answer
    return await pool.run(read_listing, source, answer)


async def discover(
    url: str, fetcher: Fetcher, pool: ReaderPool, now: datetime
) -> tuple[Found, ...]:
    """What can be followed at the page `url`, the best first. Raises SourceError if the page itself
    can't be fetched.

    The usual places are tried only where the page names nothing that can be read.
    """
    answer = await fetcher.fetch(url)
    if answer is None:
        return ()
    itself = Candidate("feed", answer.url, "itself", 200)
    try:
        return (Found(itself, await pool.run(read_listing, to_source(itself), answer)),)
    except SourceError:
        guesses = await pool.run(candidates, answer)
    sure = [each for each in guesses if each.trust >= _SURE]
    found = await _tried(sure[:_MOST_TRIED], fetcher, pool, now)
    if not any(each.listing for each in found):
        rest = [each for each in guesses if each.trust < _SURE][:_MOST_TRIED]
        found += await _tried(rest, fetcher, pool, now)
    return tuple(sorted(found, key=_rank))


async def _tried(
    guesses: Iterable[Candidate], fetcher: Fetcher, pool: ReaderPool, now: datetime
) -> list[Found]:
    found = []
    for guess in guesses:
        try:
            found.append(Found(guess, await probe(to_source(guess), fetcher, pool, now)))
        except SourceError as error:
            found.append(Found(guess, trouble=error.trouble))
    return found


def _rank(found: Found) -> tuple[bool, bool, int]:
    """What lists something first, then what we trust more."""
    entries = len(found.listing.drafts) if found.listing else 0
    return (found.listing is None, entries == 0, -found.candidate.trust)


def to_source(candidate: Candidate) -> Source:
    """A candidate as a source, so that it can be tried."""
    apple = (("apple_id", candidate.apple_id),) if candidate.apple_id else ()
    url = None if candidate.apple_id else candidate.url
    title = Localised((("", candidate.title or candidate.url),))
    return Source("probe", title, "publications", candidate.via, url, options=apple)


def kind_of(drafts: Iterable[Draft]) -> str:
    """Podcast where most entries have sound, else publications."""
    sound = [any(e.type.startswith("audio/") for e in draft.enclosures) for draft in drafts]
    return "podcast" if sum(sound) * 2 > len(sound) else "publications"

"""A crawler for tests: real store, real sockets, real worker processes, time as it is told."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from hub.model import Localised, Source
from hub.store import Store
from hub.visiting import Visit
from indexer.client import user_agent
from indexer.crawl import crawl
from indexer.limits import Limits
from indexer.tools import Tools, open_fetcher, open_tools

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIMITS = Limits(body=1_000_000, connect=5.0, read=5.0, total=10.0)


@dataclass(slots=True)
class Story:
    """The time, which tests move on, and the steps that were taken."""

    now: datetime = START
    steps: list[str] = field(default_factory=list)
    end_at: str = ""  # the step at which the crawler is killed

    def clock(self) -> datetime:
        return self.now

    def step(self, name: str) -> None:
        self.steps.append(name)
        if name == self.end_at:
            raise Killed(name)


class Killed(BaseException):
    """Ends a crawler at a named step, past everything that catches errors."""


def source(name: str, url: str | None, via: str = "feed", language: str | None = "da") -> Source:
    title = Localised((("", name),))
    return Source(name, title, "publications", via, url, language=language)


@asynccontextmanager
async def crawler(
    store: Store,
    story: Story,
    *,
    limits: Limits = LIMITS,
    vote: Callable[[str], str] = lambda text: "",
) -> AsyncIterator[Tools]:
    async with (
        open_fetcher(
            user_agent(), ("127.0.0.0/8",), 0, limits, store=store, now=story.clock
        ) as fetcher,
        open_tools(store, fetcher, vote, step=story.step, workers=2) as tools,
    ):
        yield replace(tools, now=story.clock, random=Random(1))


async def crawled(sources: Sequence[Source], tools: Tools) -> dict[str, Visit]:
    """The visits by source."""
    async with aclosing(crawl(sources, tools)) as visits:
        return {visit.source: visit async for visit in visits}


def later(story: Story, **much: float) -> None:
    story.now += timedelta(**much)


def rss(*titles: str, extra: str = "") -> str:
    """A feed with an entry per title; its guid is the title's first word."""
    entries = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{title.split()[0]}</guid>"
        f"<link>https://kilde.example/{title.split()[0]}</link>{extra}</item>"
        for title in titles
    )
    head = "<title>Kilde</title><link>https://kilde.example/</link>"
    return (
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0">'
        f"<channel>{head}{entries}</channel></rss>"
    )

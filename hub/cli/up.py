"""hub up and hub work: crawl and index for ever, with the site beside it or without."""

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from hub.cli.composition import Hub, make_folder, open_hub
from hub.cli.crawling import open_worker, print_round
from hub.cli.demo import demo_feeds, demo_folder, serve_demo
from hub.cli.output import progress_bars, say
from hub.cli.serving import STOPPING, listen, shown_address
from hub.errors import HubError
from hub.settings import Settings
from indexer.readers import needs_fetch
from indexer.rounds import Round
from indexer.worker import stop_on_signals
from indexer.worker import work as work_on


def up(
    context: typer.Context,
    *,
    demo: Annotated[bool, typer.Option("--demo", help="The invented collection in demo/.")] = False,
) -> None:
    """Crawl, index and serve, and keep doing so until Ctrl-C."""
    settings: Settings = context.obj
    if not demo and run(settings) is Ending.UNREACHED:
        say(
            "\nNot one source could be reached, so there is nothing to show: is there a network?\n"
            "Here is the demo collection instead. The next start tries your sources again.\n"
        )
        demo = True
    if demo:
        run_demo(settings)


def work(context: typer.Context) -> None:
    """Crawl and index, and keep doing so, without the site."""
    with open_hub(context.obj) as hub:
        say("The worker is at work; stop it with Ctrl-C.")
        asyncio.run(Working(hub).for_ever())


class Ending(Enum):
    """How a run ended: told to stop, or at once, because no source could be reached."""

    STOPPED = "stopped"
    UNREACHED = "unreached"


def run_demo(settings: Settings) -> None:
    """The demo, in a data folder of its own, its files served over HTTP and crawled."""
    folder, data = demo_folder(), settings.data / "demo"
    make_folder(data)
    _share_lexicon(settings.data / "lexicon", data / "lexicon")
    with serve_demo(folder, settings.port + 1) as address:
        feeds = data / "feeds.yaml"
        feeds.write_text(demo_feeds(folder, address), encoding="utf-8")
        host = address.removeprefix("http://")
        run(
            replace(
                settings,
                data=data,
                feeds=feeds,
                database=None,
                allow_private=(host,),
                host_pause=0.0,
            ),
            demo=True,
        )


def _share_lexicon(built: Path, wanted: Path) -> None:
    """Spare the demo the ten seconds that building the lexicon takes, where it was built before."""
    if built.is_dir() and not wanted.exists():
        shutil.copytree(built, wanted)


def run(settings: Settings, *, demo: bool = False) -> Ending:
    """Serve in a process of its own and work in this one; ends both."""
    with listen(settings) as free:
        say(f"The site is at {shown_address(free)} – stop with Ctrl-C.")
    with open_hub(settings) as hub:
        if not ever_reached(hub):  # an earlier start without a network must not make this one wait
            hub.store.sources.all_due()
        return asyncio.run(_run(hub, demo=demo))


async def _run(hub: Hub, *, demo: bool) -> Ending:
    async with site(hub.settings, demo=demo) as process:
        return await Working(hub, process, demo=demo).for_ever()


@asynccontextmanager
async def site(settings: Settings, *, demo: bool) -> AsyncIterator[Process]:
    """The site's process; ended by SIGTERM, and by force only if it doesn't end by itself.

    It has a process group of its own, so that a terminal's Ctrl-C reaches this process alone, and
    it ends when its standard input does, which is when this process is gone, however that came.
    """
    # -P: a folder called web or hub where the command is given is none of ours.
    command = [sys.executable, "-P", "-m", "hub.cli", "serve", "--quiet"]
    command += ["--demo"] if demo else []
    surroundings = {**os.environ, **environment(settings)}
    process = await asyncio.create_subprocess_exec(
        *command, env=surroundings, stdin=asyncio.subprocess.PIPE, process_group=0
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOPPING + 5)
        except TimeoutError:
            process.kill()
            await process.wait()


def environment(settings: Settings) -> dict[str, str]:
    """Settings as the environment that gives them."""
    values: dict[str, object] = {
        "HUB_DATA": Path(settings.data).absolute(),
        "HUB_FEEDS": Path(settings.feeds).absolute(),
        "HUB_ENGINE": settings.engine or "",
        "HUB_DATABASE": settings.database or "",
        "HUB_ADDRESS": settings.address or "",
        "HUB_HOST": settings.host,
        "HUB_PORT": settings.port,
        "HUB_TRUSTED_PROXIES": ",".join(settings.trusted_proxies),
        "HUB_ALLOW_PRIVATE": ",".join(settings.allow_private),
        "HUB_HOST_PAUSE": settings.host_pause,
        "HUB_PROXY": settings.proxy or "",
        "HUB_CA": Path(settings.ca).absolute() if settings.ca else "",
    }
    return {name: str(value) for name, value in values.items()}


@dataclass
class Working:
    """The worker's life in this process, beside the site's process where there is one."""

    hub: Hub
    site: Process | None = None
    demo: bool = False
    ending: Ending = Ending.STOPPED
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def for_ever(self) -> Ending:
        """Work until a signal, or until the site dies, or until nothing at all can be reached."""
        self.stop = stop_on_signals()
        with progress_bars() as show:
            async with open_worker(self.hub, told=show, finished=self._finished) as worker:
                watching = asyncio.create_task(self._watch())
                try:
                    await work_on(worker, self.hub.feeds, self.stop)
                finally:
                    watching.cancel()
        if self.site and self.site.returncode not in (None, 0):
            raise HubError("the site ended by itself; its own words above say why")
        return self.ending

    async def _watch(self) -> None:
        """Stop when the site ends: a hub without it is of no use to who started both."""
        if self.site is not None:
            await self.site.wait()
            self.stop.set()

    def _finished(self, done: Round) -> None:
        """After a round: tell of failures; after a first one that reached nothing, give up."""
        if done.visits:
            print_round(done)
        tried = any(visit.status == "failed" for visit in done.visits)
        if self.site is not None and not self.demo and tried and not ever_reached(self.hub):
            self.ending = Ending.UNREACHED
            self.stop.set()


def ever_reached(hub: Hub) -> bool:
    """Whether any source out there has ever answered; what needs no fetching is no sign of it."""
    rows = hub.store.sources.all()
    return any(row.state.last_success and needs_fetch(row.source.via) for row in rows)

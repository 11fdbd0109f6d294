"""hub transcript make: speech to text by hand."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Annotated

import typer

from hub.cli.composition import Hub, open_hub
from hub.cli.crawling import fetcher
from hub.cli.items import found_item
from hub.cli.output import Json, counted, print_json, say
from hub.cli.speaking import CURE, speaking_of
from hub.errors import HubError, SpeechError
from hub.phrases import in_words
from indexer.speech.opening import open_transcriber
from indexer.speech.speaking import Speaking, Spoken, clear_up, speak_one, speak_some
from indexer.tools import Tools, open_tools


def make(
    context: typer.Context,
    item_id: Annotated[str | None, typer.Argument(metavar="[ITEM]", help="Its id.")] = None,
    *,
    limit: Annotated[int, typer.Option(min=1, help="At most so many episodes.")] = 1,
    json: Json = False,
) -> None:
    """Make speech into text: of an episode, or of those that are most wanted."""
    with open_hub(context.obj) as hub:
        done = asyncio.run(_make(hub, found_item(hub, item_id).id if item_id else None, limit))
        if any(spoken.trouble is None for spoken in done):
            hub.judge()
            hub.index.sync()
        for spoken in done:
            _tell(hub, spoken, json)
    if not done and not json:
        say("There is nothing to do: every episode has a transcript, or today's minutes are used.")
    raise typer.Exit(1 if any(spoken.trouble for spoken in done) else 0)


async def _make(hub: Hub, item: str | None, limit: int) -> list[Spoken]:
    config = hub.config.hub.speech
    if config is None:
        raise HubError(f"hub.speech is not set in feeds.yaml, so nothing can be heard; {CURE}")
    try:
        transcriber = open_transcriber(config, os.environ, hub.settings.ca)
    except SpeechError as error:
        raise HubError(in_words(error.trouble, "en")) from error
    speaking = speaking_of(hub, hub.config, config, transcriber)
    async with (
        fetcher(hub) as fetching,
        open_tools(hub.store, fetching, hub.analyser.vote, step=hub.step) as tools,
    ):
        await clear_up(tools, speaking.folder)
        speak: Callable[[], Awaitable[Spoken | None]] = partial(speak_some, tools, speaking)
        if item:
            speak, limit = partial(_of_item, item, tools, speaking), 1
        done: list[Spoken] = []
        while len(done) < limit and (spoken := await speak()):
            done.append(spoken)
        return done


async def _of_item(item: str, tools: Tools, speaking: Speaking) -> Spoken:
    spoken = await speak_one(item, tools, speaking)
    if spoken is None:
        raise HubError(f"item {item} has no audio, or a transcript from elsewhere")
    return spoken


def _tell(hub: Hub, spoken: Spoken, json: bool) -> None:
    why = in_words(spoken.trouble, "en") if spoken.trouble else None
    if json:
        minutes = round(spoken.seconds / 60, 1)
        told = {"item": spoken.item, "minutes": minutes, "passages": spoken.passages}
        print_json({**told, "error": why})
        return
    title = found_item(hub, spoken.item).title
    said = why or f"{counted(spoken.passages, 'passage')} with times."
    say(f"{title}: {said}")

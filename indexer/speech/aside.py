"""An episode heard beside a worker's rounds: begun in a quiet moment, waited for by nobody."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from hub.config import Config
from hub.errors import HubError, SourceError
from hub.phrases import in_words

Speak = Callable[[Config], Awaitable[object]]
PAUSE = 60.0  # seconds before it is asked again whether there is an episode
logger = logging.getLogger(__name__)


async def in_silence(_: Config) -> None:
    """Nothing is made into text."""


class Aside:
    """At most one episode at a time. What goes wrong is logged; the rounds go on."""

    def __init__(self, speak: Speak) -> None:
        self._speak = speak
        self._under_way: asyncio.Task[None] | None = None
        self._not_before = 0.0

    def after(self, busy: bool, config: Config) -> None:
        """After a round: if it brought nothing, take up the next episode, unless one is under way
        or a moment ago there was none.
        """
        if busy:
            self._not_before = 0.0
        elif self._is_idle() and time.monotonic() >= self._not_before:
            self._under_way = asyncio.create_task(self._one(config))

    def _is_idle(self) -> bool:
        return self._under_way is None or self._under_way.done()

    async def end(self) -> None:
        """Leave off; the episode is taken up again another time."""
        if self._under_way is not None:
            self._under_way.cancel()
            await asyncio.gather(self._under_way, return_exceptions=True)

    async def _one(self, config: Config) -> None:
        try:
            if await self._speak(config) is None:
                self._not_before = time.monotonic() + PAUSE
        except SourceError as error:
            logger.warning("speech to text: %s", in_words(error.trouble, "en"))
        except HubError as error:
            logger.error("speech to text: %s", error)  # noqa: TRY400 - its text names the cure

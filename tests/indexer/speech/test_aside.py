"""Beside a worker's rounds: one episode at a time, begun in quiet moments, waited for by nobody."""

import asyncio
import logging

import pytest

from hub.config import Config, parse_config
from hub.errors import SpeechError, StoreError
from indexer.speech.aside import Aside

pytestmark = pytest.mark.anyio
CONFIG = parse_config("hub: {title: T, contact: 'mailto:a@b.dk'}")


class Speaker:
    """Takes up an episode when told to, and is done with it when told so."""

    def __init__(self) -> None:
        self.begun = 0
        self.ended = 0
        self.done = asyncio.Event()
        self.says: object | Exception = "an episode"

    async def __call__(self, config: Config) -> object:
        self.begun += 1
        try:
            await self.done.wait()
        finally:
            self.ended += 1
        if isinstance(self.says, Exception):
            raise self.says
        return self.says


async def turn() -> None:
    """Let everything that can go on do so."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_one_at_a_time_and_only_in_quiet_moments() -> None:
    speaker = Speaker()
    aside = Aside(speaker)
    aside.after(True, CONFIG)
    await turn()
    assert speaker.begun == 0
    for _ in range(3):
        aside.after(False, CONFIG)
        await turn()
    assert speaker.begun == 1
    speaker.done.set()
    await turn()
    aside.after(False, CONFIG)
    await turn()
    assert (speaker.begun, speaker.ended) == (2, 2)


async def test_where_there_is_nothing_it_asks_again_only_after_news() -> None:
    speaker = Speaker()
    speaker.says = None
    speaker.done.set()
    aside = Aside(speaker)
    for _ in range(3):
        aside.after(False, CONFIG)
        await turn()
    assert speaker.begun == 1
    aside.after(True, CONFIG)
    aside.after(False, CONFIG)
    await turn()
    assert speaker.begun == 2


async def test_it_leaves_off_when_told_to() -> None:
    speaker = Speaker()
    aside = Aside(speaker)
    await aside.end()
    aside.after(False, CONFIG)
    await turn()
    await aside.end()
    assert (speaker.begun, speaker.ended) == (1, 1)


@pytest.mark.parametrize(
    ("error", "told"),
    [(SpeechError("speech-extra"), "pip install"), (StoreError("the disk is full"), "disk")],
)
async def test_trouble_is_logged_and_the_rounds_go_on(
    caplog: pytest.LogCaptureFixture, error: Exception, told: str
) -> None:
    speaker = Speaker()
    speaker.says = error
    speaker.done.set()
    aside = Aside(speaker)
    with caplog.at_level(logging.WARNING):
        aside.after(False, CONFIG)
        await turn()
    assert told in caplog.text
    await aside.end()

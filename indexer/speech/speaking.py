"""The next episode made into text: choose, fetch, hear, store, and never twice at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.errors import ReadError, SpeechError
from hub.model import Item, Trouble
from hub.store.speech import TRIES
from hub.visiting import ReadingTask
from indexer.attempt import attempt
from indexer.speech.audio import best_audio
from indexer.speech.fetching import fetched_audio, sweep
from indexer.speech.heard import read_heard
from indexer.speech.port import Audio, Segment, Transcriber
from indexer.tools import Tools

RENEWED = 60.0  # seconds
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=10), timedelta(hours=6)
_LONGEST_PROMPT = 300  # characters; models read about 220 tokens
# The transcriber's own trouble, whatever episode it is given; and what may be either's.
_NOT_ITS_FAULT = (
    "speech-no-answer", "speech-key", "speech-no-key", "speech-busy", "speech-not-found",
    "speech-folder", "speech-extra",
)  # fmt: skip
_EITHERS = ("speech-timeout", "speech-status", "speech-broken-off", "speech-unreadable")
_FOR_GOOD = ("speech-too-long", "speech-too-large")


@dataclass(frozen=True, slots=True)
class Speaking:
    """What is needed to make speech into text. Up to `minutes` of audio a day, days as in `zone`;
    `language` is spoken where an episode doesn't say; audio is in `folder` meanwhile.
    """

    transcriber: Transcriber
    folder: Path
    zone: ZoneInfo
    minutes: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came of an episode: None for `trouble` where all went well."""

    item: str
    seconds: float = 0.0
    passages: int = 0
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class _Heard:
    seconds: float
    passages: int


async def speak_some(tools: Tools, speaking: Speaking) -> Spoken | None:
    """Make the most wanted episode into text; None where there is nothing to do today, or nothing
    can be done now. Raises HubError for trouble of the hub's own.
    """
    now, speech = tools.now(), tools.store.speech
    state = await tools.threads.read(speech.state)
    if state.until and state.until > now:
        return None
    room = speaking.minutes * 60 - (state.seconds if state.day == _day(now, speaking.zone) else 0)
    if room <= 0:
        return None
    task = await tools.threads.write(speech.claim, now, room, best_audio, tools.owner)
    return await _speak(task, tools, speaking, room) if task else None


async def speak_one(item: str, tools: Tools, speaking: Speaking) -> Spoken | None:
    """Make this very episode into text, whatever was used today; None where it has no audio.

    Raises StoreError while another one is under way.
    """
    claim = tools.store.speech.claim_item
    task = await tools.threads.write(claim, item, tools.now(), best_audio, tools.owner)
    return await _speak(task, tools, speaking, None) if task else None


async def clear_up(tools: Tools, folder: Path) -> None:
    """At a start: delete audio that was left behind, and try again what stood still."""
    speech, now = tools.store.speech, tools.now()
    if not await tools.threads.read(speech.is_under_way, now):
        await asyncio.to_thread(sweep, folder)
    if (await tools.threads.read(speech.state)).until:
        await tools.threads.write(speech.pause, None, None)


async def _speak(task: ReadingTask, tools: Tools, speaking: Speaking, room: float | None) -> Spoken:
    """`room` is what is left of the day in seconds; None where that does not matter."""
    speech = tools.store.speech
    async with _held(task, tools):
        heard = await attempt(task.url, _hear(task, tools, speaking, room))
    if isinstance(heard, Trouble):
        await _note(task, heard, tools)
        return Spoken(task.item, trouble=heard)
    if heard is None:
        tomorrow = _tomorrow(tools.now(), speaking.zone)
        await tools.threads.write(speech.put_off, task, tomorrow)
        return Spoken(task.item, trouble=Trouble("speech-tomorrow"))
    if (await tools.threads.read(speech.state)).trouble:
        await tools.threads.write(speech.pause, None, None)
    return Spoken(task.item, heard.seconds, heard.passages)


async def _hear(
    task: ReadingTask, tools: Tools, speaking: Speaking, room: float | None
) -> _Heard | None:
    """Fetch, hear and store; None where it is longer than what is left of today.

    Raises SourceError.
    """
    store, threads = tools.store, tools.threads
    (item,) = (await threads.read(store.items.many, [task.item])).values()
    async with fetched_audio(task, speaking.folder, tools) as audio:
        if room is not None and audio.seconds > speaking.minutes * 60:
            raise ReadError("speech-too-long", minutes=speaking.minutes)
        if room is not None and audio.seconds > room:
            return None
        segments = await _paid(item, audio, tools, speaking)
        tools.step("heard")
        read = await tools.pool.run(read_heard, segments, audio.seconds, speaking.transcriber.name)
    if not await threads.write(store.speech.record, task, read, tools.now()):
        raise ReadError("speech-overtaken")
    tools.step("spoken")
    return _Heard(audio.seconds, len(read.passages or ()))


async def _paid(item: Item, audio: Audio, tools: Tools, speaking: Speaking) -> tuple[Segment, ...]:
    """What is heard in `audio`. It counts from the moment it is sent, unless nobody took it."""
    day, spend = _day(tools.now(), speaking.zone), tools.store.speech.spend
    await tools.threads.write(spend, day, audio.seconds)
    try:
        return await speaking.transcriber.transcribe(
            audio, (item.language or speaking.language).partition("-")[0], prompt_for(item)
        )
    except SpeechError as error:
        if error.trouble.code in _NOT_ITS_FAULT:
            await tools.threads.write(spend, day, -audio.seconds)
        raise


async def _note(task: ReadingTask, trouble: Trouble, tools: Tools) -> None:
    """Where it is the transcriber's trouble, everybody waits; else only this episode does."""
    store, threads, now = tools.store, tools.threads, tools.now()
    if trouble.code in (*_NOT_ITS_FAULT, *_EITHERS):
        failures = (await threads.read(store.speech.state)).failures
        until = now + min(_FIRST_PAUSE * 2 ** min(failures, 10), _LONGEST_PAUSE)
        await threads.write(store.speech.pause, until, trouble)
        if trouble.code in _NOT_ITS_FAULT:
            await threads.write(store.speech.put_off, task, until)
            return
    tries = task.tries + 1
    last = tries >= TRIES or trouble.code in _FOR_GOOD
    again = None if last else now + timedelta(hours=4**tries)
    await threads.write(store.speech.failed, task, trouble, again)


@asynccontextmanager
async def _held(task: ReadingTask, tools: Tools) -> AsyncIterator[None]:
    """Nobody else takes it up while the block runs."""

    async def renew() -> None:
        while True:
            await asyncio.sleep(RENEWED)
            await tools.threads.write(tools.store.speech.renew, task, tools.now())

    renewing = asyncio.create_task(renew())
    try:
        yield
    except asyncio.CancelledError:  # told to stop: whoever goes on need not wait for the lease
        await tools.threads.write(tools.store.speech.put_off, task, tools.now())
        raise
    finally:
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)


def prompt_for(item: Item) -> str:
    """Names as they are spelt, which no model can hear: the title, the show, the people."""
    people = ", ".join(person.name for person in item.people)
    told = ". ".join(part for part in (item.publisher, item.title, people) if part)
    return told[:_LONGEST_PROMPT]


def _day(now: datetime, zone: ZoneInfo) -> str:
    return now.astimezone(zone).date().isoformat()


def _tomorrow(now: datetime, zone: ZoneInfo) -> datetime:
    day: date = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), zone)

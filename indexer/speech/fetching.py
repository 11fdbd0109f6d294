"""An episode's audio as a file of ours, for as long as it is needed and no longer."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from hub.errors import ReadError, StoreError
from hub.visiting import ReadingTask
from indexer.limits import MEGABYTE
from indexer.speech.audio import examine
from indexer.speech.port import Audio
from indexer.tools import Tools

LARGEST = 500 * MEGABYTE
LONGEST = 12 * 3600.0  # seconds


@asynccontextmanager
async def fetched_audio(task: ReadingTask, folder: Path, tools: Tools) -> AsyncIterator[Audio]:
    """The audio of `task` in `folder`, with the crawler's manners; deleted whatever happens.

    Raises SourceError, StoreError where the folder can't be written.
    """
    path = folder / f"{task.item}.part"
    try:
        yield await _fetched(task.url, path, tools)
    finally:
        path.unlink(missing_ok=True)


async def _fetched(url: str, path: Path, tools: Tools) -> Audio:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            fetched = await tools.fetcher.save(url, file, LARGEST)
    except OSError as error:
        raise StoreError(f"audio can't be kept in {path.parent}: {error.strerror}") from error
    tools.step("audio")
    content_type = fetched.answer.content_type if fetched.answer else ""
    audio = await tools.pool.run(examine, str(path), content_type)
    if audio.seconds > LONGEST:
        raise ReadError("speech-too-long", minutes=f"{LONGEST / 60:g}")
    return audio


def sweep(folder: Path) -> None:
    """Delete what a worker that was killed has left."""
    shutil.rmtree(folder, ignore_errors=True)

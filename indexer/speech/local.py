"""A model of the Whisper family on this machine, in a process of its own that ends with the work.

The only module that knows faster-whisper, which comes with the extra ``lydhoer[speech]``.
"""

import os
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hub.errors import ReadError, SpeechError
from indexer.pool import ReaderFault, ReaderPool
from indexer.speech.port import Audio, Segment, patience

_MEMORY = 64_000_000_000  # bytes of address space, much of which is never touched
_NEEDED = ("model.bin", "config.json", "tokenizer.json")


def check_folder(folder: Path) -> None:
    """Raises SpeechError where the model or the package that runs it is missing."""
    missing = [name for name in _NEEDED if not (folder / name).is_file()]
    if missing:
        raise SpeechError("speech-folder", folder=str(folder), missing=", ".join(missing))
    if find_spec("faster_whisper") is None:
        raise SpeechError("speech-extra")


class LocalModel:
    """A Transcriber with a model of CTranslate2's form in `folder`; nothing is ever downloaded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """The folder's."""
        return self._folder.name

    async def transcribe(self, audio: Audio, language: str, prompt: str) -> tuple[Segment, ...]:
        """What is said. Raises SpeechError, or ReadError where it is the audio."""
        check_folder(self._folder)
        threads = max(1, (os.cpu_count() or 1) // 2)
        pool = ReaderPool(1, _MEMORY)
        wait = patience(audio.seconds) * threads  # the pool counts every thread's time
        try:
            return await pool.run(
                _hear, str(self._folder), str(audio.path), language, prompt, threads, seconds=wait
            )
        except ReaderFault as error:
            raise ReadError("unreadable", reason=error.name) from error
        finally:
            await pool.close()


def _hear(folder: str, path: str, language: str, prompt: str, threads: int) -> tuple[Segment, ...]:
    """In the process: a low priority, and the model for as long as it is needed."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    with suppress(AttributeError, OSError):  # Windows has no such thing
        os.nice(10)
    from faster_whisper import WhisperModel

    model: Any = WhisperModel(folder, cpu_threads=threads, local_files_only=True)
    found, _ = model.transcribe(
        path,
        language=language if language in model.supported_languages else None,
        initial_prompt=prompt or None,
        condition_on_previous_text=False,  # else one mistake is said over and over
        vad_filter=True,
    )
    return tuple(map(_segment, found))


def _segment(told: Any) -> Segment:
    numbers = (told.start, told.end, told.no_speech_prob, told.compression_ratio, told.avg_logprob)
    start, end, no_speech, packing, sureness = map(float, numbers)
    plain = Segment(str(told.text), start, end)
    return replace(plain, no_speech=no_speech, packing=packing, sureness=sureness)

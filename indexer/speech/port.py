"""What turns speech into text, whatever does it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Audio:
    """A file with audio. `name` tells by its ending what it is, `seconds` how long it lasts."""

    path: Path
    name: str
    type: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Segment:
    """What was heard from `start` to `end` (seconds); None where no times are known.

    The rest is how sure the model was, where it tells: the chance that nobody spoke at all, how
    well the text packs (what goes in circles packs very well), the mean log-probability.
    """

    text: str
    start: float | None = None
    end: float | None = None
    no_speech: float | None = None
    packing: float | None = None
    sureness: float | None = None


class Transcriber(Protocol):
    """Hears. `name` is what its transcripts are told to be by."""

    @property
    def name(self) -> str: ...

    async def transcribe(self, audio: Audio, language: str, prompt: str) -> tuple[Segment, ...]:
        """What is said, in order; `language` may be empty, `prompt` holds names as they are spelt.

        Raises SpeechError where the transcriber itself is in trouble, ReadError where it is the
        audio.
        """
        ...


def patience(seconds: float) -> float:
    """How long to wait for the text of so much audio: a slow machine takes three times as long."""
    return 300 + 3 * seconds

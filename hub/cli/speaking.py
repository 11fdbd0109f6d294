"""Speech to text as this hub is set up for it: what the worker does, what the doctor sees."""

import asyncio
import logging
import os
from collections.abc import Iterator

from hub.cli.composition import Hub
from hub.config import Config, SpeechConfig
from hub.health import Finding
from hub.phrases import in_words
from indexer.speech.opening import look, open_transcriber
from indexer.speech.port import Transcriber
from indexer.speech.speaking import Speaking, Spoken, clear_up, speak_some
from indexer.tools import Tools

CURE = "see “Tale til tekst” in docs/running.md"
logger = logging.getLogger(__name__)


class Voice:
    """What the worker makes speech into text with. A transcriber is kept for as long as feeds.yaml
    says the same of it: it remembers what its server knows.
    """

    def __init__(self, hub: Hub, tools: Tools) -> None:
        self._hub = hub
        self._tools = tools
        self._config: SpeechConfig | None = None
        self._transcriber: Transcriber | None = None
        self._begun = False

    async def speak(self, config: Config) -> Spoken | None:
        """The next episode, if any. Raises HubError; SpeechError once for each feeds.yaml."""
        if not self._begun:
            self._begun = True
            await clear_up(self._tools, self._hub.settings.data / "speech")
        if (wanted := config.hub.speech) is None:
            return None
        if wanted != self._config:
            self._open(wanted)
        if self._transcriber is None:
            return None
        speaking = speaking_of(self._hub, config, wanted, self._transcriber)
        spoken = await speak_some(self._tools, speaking)
        if spoken and spoken.trouble:
            logger.warning("%s: %s", spoken.item, in_words(spoken.trouble, "en"))
        return spoken

    def _open(self, wanted: SpeechConfig) -> None:
        self._config, self._transcriber = wanted, None
        self._transcriber = open_transcriber(wanted, os.environ, self._hub.settings.ca)


def speaking_of(
    hub: Hub, config: Config, speech: SpeechConfig, transcriber: Transcriber
) -> Speaking:
    """What an episode is made into text with; its audio is in the data folder meanwhile."""
    folder, zone = hub.settings.data / "speech", config.hub.timezone
    return Speaking(transcriber, folder, zone, speech.minutes, speech.language)


def speech_findings(hub: Hub) -> Iterator[Finding]:
    """Whether speech to text works, where it is configured."""
    config = hub.config.hub.speech
    if config is None:
        return
    state = hub.store.speech.state()
    trouble = asyncio.run(look(config, os.environ, hub.settings.ca)) or state.trouble
    if trouble:
        yield Finding("problem", in_words(trouble, "en"), CURE)
    else:
        yield Finding("fine", "speech to text works")

"""What feeds.yaml and the environment say -> a Transcriber, and whether it would answer."""

from collections.abc import Mapping
from pathlib import Path

import httpx

from hub.config import SpeechConfig
from hub.errors import SpeechError
from hub.model import Trouble
from indexer.speech.endpoint import Endpoint, Server, open_client, trouble_of
from indexer.speech.local import LocalModel, check_folder
from indexer.speech.port import Transcriber

_SECONDS = 10.0


def open_transcriber(
    config: SpeechConfig, environment: Mapping[str, str], authorities: Path | None = None
) -> Transcriber:
    """The transcriber of `config`, its key from `environment`. Raises SpeechError."""
    if config.folder:
        check_folder(Path(config.folder))
        return LocalModel(Path(config.folder))
    return Endpoint(_server(config, environment, authorities))


async def look(
    config: SpeechConfig, environment: Mapping[str, str], authorities: Path | None = None
) -> Trouble | None:
    """What would keep us from making speech into text; no audio is sent."""
    try:
        open_transcriber(config, environment)
        if config.endpoint:
            await _knock(_server(config, environment, authorities))
    except SpeechError as error:
        return error.trouble
    return None


def _server(
    config: SpeechConfig, environment: Mapping[str, str], authorities: Path | None
) -> Server:
    key = environment.get(config.key_env, "").strip() if config.key_env else ""
    if config.key_env and not (key and key.isascii() and key.isprintable()):
        raise SpeechError("speech-no-key", key=config.key_env)
    return Server(config.endpoint, config.model, key, config.key_env, authorities)


async def _knock(server: Server) -> None:
    """Whether anybody is there who takes the key. Servers know no common question but the one with
    audio, so any answer will do that does not speak of the key or of trouble of their own.
    """
    try:
        async with open_client(server, httpx.Timeout(_SECONDS)) as client:
            response = await client.get(server.url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SpeechError("speech-no-answer", host=server.host) from error
    status = response.status_code
    if status in (401, 403, 429) or (status >= 500 and status != 501):
        raise trouble_of(server, status)

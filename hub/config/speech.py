"""`hub.speech` in feeds.yaml: what turns speech into text, where anything does."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from hub.config.entries import address
from hub.config.yamlfile import Section

MINUTES = 120  # of audio in a day, unless told
MOST_MINUTES = 100_000
_KEYS = ("endpoint", "model", "key_env", "folder", "minutes", "language")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class SpeechConfig:
    """Either a server (`endpoint`, the whole address that takes audio) or a `folder` with a model.

    `key_env` names the environment variable with the server's key; the key itself is in no file
    of ours. `minutes` of audio are made into text in a day, `language` is spoken where an episode
    doesn't say.
    """

    endpoint: str = ""
    model: str = ""
    key_env: str = ""
    folder: str = ""
    minutes: int = MINUTES
    language: str = ""


def parse_speech(at: Section) -> SpeechConfig | None:
    """What `at` (hub.speech) says; None where it stands in no file. Faults go to the section."""
    if not at.values:
        return None
    at.only(_KEYS)
    _one_way(at)
    return SpeechConfig(
        endpoint=_endpoint(at),
        model=at.text("model", required="endpoint" in at.values) or "",
        key_env=_variable(at),
        folder=_folder(at),
        minutes=at.number("minutes", 1, MOST_MINUTES, default=MINUTES),
        language=_language(at),
    )


def _one_way(at: Section) -> None:
    """A server or a folder, not both."""
    if ("endpoint" in at.values) == ("folder" in at.values):
        at.fault("", "needs either endpoint: (a server) or folder: (a model on this machine)")
    elif "folder" in at.values:
        for key in ("model", "key_env"):
            if key in at.values:
                at.fault(key, "belongs to an endpoint; a folder needs none")


def _endpoint(at: Section) -> str:
    """The whole address: what is missing of ``/v1/audio/transcriptions`` is added."""
    given = at.text("endpoint", required="endpoint" in at.values)
    found = address(at, "endpoint") if given else None
    if found is None:
        return ""
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    if parts.username or parts.password or "{" in found:
        at.fault("endpoint", "may hold no password; name the key's environment variable at key_env")
        return ""
    path = parts.path.rstrip("/") or "/v1"
    if path.endswith("/v1"):
        path += "/audio/transcriptions"
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def _variable(at: Section) -> str:
    found = at.text("key_env") or ""
    if found and not _VARIABLE.fullmatch(found):
        at.fault(
            "key_env", "must be the name of an environment variable such as SPEECH_KEY, not the key"
        )
        return ""
    return found


def _folder(at: Section) -> str:
    found = at.text("folder", required="folder" in at.values) or ""
    if found and not Path(found).is_absolute():
        at.fault("folder", f"{found!r} must be a whole path such as /srv/models/whisper-small")
    return found


def _language(at: Section) -> str:
    found = at.text("language") or ""
    if found and not _LANGUAGE.fullmatch(found):
        at.fault("language", f"{found!r} is no language; write one such as da, en or sv")
    return found

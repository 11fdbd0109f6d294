"""A whole feeds.yaml: read, checked, and turned into one value."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hub.config.entries import LANGUAGES, address, checked_id, localised, pick, rule
from hub.config.sources import parse_source
from hub.config.speech import SpeechConfig, parse_speech
from hub.config.yamlfile import Section, read_yaml
from hub.errors import ConfigError
from hub.model import Fault, Source, Theme
from hub.settings import ENGINES
from hub.text import one_line

_HUB_KEYS = (
    "title", "language", "timezone", "address", "contact", "accessibility", "privacy",
    "engine", "field", "speech",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HubConfig:
    """The hub itself. `field` is the rule for the whole field of practice, `speech` what turns
    speech into text, where that is wished for.
    """

    title: str
    language: str
    timezone: ZoneInfo
    contact: str
    engine: str
    address: str | None = None
    accessibility: str | None = None
    privacy: str | None = None
    field: str | None = None
    speech: SpeechConfig | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """A whole, valid feeds.yaml. `digest` is the SHA-256 of its text."""

    hub: HubConfig
    themes: tuple[Theme, ...]
    synonyms: tuple[tuple[str, ...], ...]
    sources: tuple[Source, ...]
    digest: str

    def source(self, source_id: str) -> Source | None:
        """The source with this id."""
        return next((source for source in self.sources if source.id == source_id), None)

    def theme(self, theme_id: str) -> Theme | None:
        """The theme with this id."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)

    def theme_now(self, old_id: str) -> str | None:
        """What a theme that was called `old_id` is called now."""
        return next((theme.id for theme in self.themes if old_id in theme.was), None)


def load_config(path: Path) -> tuple[Config, str]:
    """The configuration at `path`, and its text. Raises ConfigError with every fault."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        cure = "there is no such file; set HUB_FEEDS to where your feeds.yaml is"
        raise ConfigError(str(path), [Fault(0, "", cure)]) from error
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), [Fault(0, "", "is not UTF-8; save it as UTF-8")]) from error
    except OSError as error:
        raise ConfigError(str(path), [Fault(0, "", f"can't be read: {error.strerror}")]) from error
    return parse_config(text, str(path)), text


def parse_config(text: str, where: str = "feeds.yaml") -> Config:
    """The configuration in `text`. Raises ConfigError with every fault, line and key."""
    top = read_yaml(text, where)
    top.only(("hub", "themes", "synonyms", "sources"))
    hub = _hub(top.section("hub"))
    themes = [(entry, _theme(entry)) for entry in top.sections("themes")]
    names = [theme.id for _, theme in themes]
    sources = [
        (entry, parse_source(entry, names, has_field=hub.field is not None))
        for entry in top.sections("sources")
    ]
    _unique(themes)
    _unique(sources)
    synonyms = tuple(_synonyms(top))
    if top.faults:
        raise ConfigError(where, sorted(top.faults, key=lambda fault: (fault.line, fault.key)))
    return Config(
        hub=hub,
        themes=tuple(theme for _, theme in themes),
        synonyms=synonyms,
        sources=tuple(source for _, source in sources),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _hub(at: Section) -> HubConfig:
    at.only(_HUB_KEYS)
    return HubConfig(
        title=at.text("title", required=True) or "",
        language=at.choice("language", LANGUAGES, "da"),
        timezone=_zone(at),
        contact=address(at, "contact", ("https", "http", "mailto"), required=True) or "",
        engine=at.choice("engine", ENGINES, "whoosh"),
        address=(address(at, "address") or "").rstrip("/") or None,
        accessibility=address(at, "accessibility"),
        privacy=address(at, "privacy"),
        field=rule(at, "field"),
        speech=parse_speech(at.section("speech")),
    )


def _zone(at: Section) -> ZoneInfo:
    name = at.text("timezone") or "Europe/Copenhagen"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        at.fault("timezone", f"{name!r} is no time zone; write one such as Europe/Copenhagen")
        return ZoneInfo("UTC")


def _theme(at: Section) -> Theme:
    at.only(("id", "was", "title", "about", "match", "start"))
    return Theme(
        id=checked_id(at),
        title=localised(at, "title"),
        about=localised(at, "about"),
        match=rule(at, "match", required=True) or "",
        was=at.texts("was"),
        start=tuple(pick(entry) for entry in at.sections("start")),
    )


def _synonyms(top: Section) -> Iterable[tuple[str, ...]]:
    groups = top.values.get("synonyms") or []
    if not isinstance(groups, list):
        top.fault("synonyms", "must be a list of lists, such as - [ips, supported employment]")
        return
    for at, group in enumerate(groups):
        words = tuple(one_line(str(word)) for word in group) if isinstance(group, list) else ()
        if len(words) < 2 or not all(words):
            top.fault("synonyms", f"entry {at + 1} must be a list of two or more words or phrases")
        else:
            yield words


def _unique(entries: Sequence[tuple[Section, Theme]] | Sequence[tuple[Section, Source]]) -> None:
    """Every id, now or earlier (`was`), may stand once."""
    seen: dict[str, str] = {}
    for at, entry in entries:
        for name in filter(None, (entry.id, *entry.was)):
            if name in seen:
                at.fault("id", f"{name!r} stands in {seen[name]} too; an id may stand once")
            seen.setdefault(name, at.path)

"""What the site is made of, and how one request stands in it: what pages may use."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from hub.config import Config
from hub.dates import has_ended, microseconds, utc_now
from hub.model import Localised, Source, Theme, When
from hub.search import Searcher
from hub.store import Store
from web.configuration import Configuration
from web.formats import Formats
from web.links import Links, safe_link
from web.texts import Texts


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the site is told by whoever starts it; the rest stands in the stored configuration.

    `address` is the public base of absolute links and beats the configuration's. `title`,
    `language` and `timezone` hold until there is a configuration. `demo` shows a banner.
    """

    title: str = "Lydhør"
    language: str = "da"
    timezone: str = "Europe/Copenhagen"
    address: str | None = None
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """The collaborators that pages share."""

    store: Store
    searcher: Searcher
    settings: SiteSettings
    configuration: Configuration
    texts: Mapping[str, Texts]
    versions: Mapping[str, str]  # static file -> content hash
    now: Callable[[], datetime] = utc_now

    def address(self, config: Config | None) -> str:
        """The public base address without a last slash, or empty where none is known."""
        chosen = self.settings.address or (config.hub.address if config else None)
        return (safe_link(chosen) or "").rstrip("/")

    def path_below(self, config: Config | None) -> str:
        """The path that the public address lies below, such as /viden; mostly empty."""
        return urlsplit(self.address(config)).path

    def plain_language(self, config: Config | None) -> str:
        """The language of addresses without a prefix."""
        language = config.hub.language if config else self.settings.language
        return language if language in self.texts else "da"

    def here(
        self, config: Config | None, language: str, path: str, params: QueryParams, below: str
    ) -> "Here":
        """How a request for `path` (without prefix) in `language` stands."""
        zone = config.hub.timezone if config else ZoneInfo(self.settings.timezone)
        return Here(
            site=self,
            config=config,
            texts=self.texts[language],
            formats=Formats(self.texts[language], zone),
            links=self.links(config, language, below),
            path=path,
            params=params,
        )

    def links(self, config: Config | None, language: str, below: str) -> Links:
        """The addresses of pages in `language`; `below` is the path we are mounted below."""
        parts = urlsplit(self.address(config))
        return Links(
            base=below or parts.path,
            prefix="" if language == self.plain_language(config) else f"/{language}",
            origin=f"{parts.scheme}://{parts.netloc}" if parts.netloc else "",
            versions=self.versions,
        )


@dataclass(frozen=True)
class Here:
    """How one request stands: its language, its addresses, the configuration in effect."""

    site: Site
    config: Config | None
    texts: Texts
    formats: Formats
    links: Links
    path: str
    params: QueryParams = field(default_factory=QueryParams)

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.texts.language

    @property
    def store(self) -> Store:
        """The truth."""
        return self.site.store

    @property
    def title(self) -> str:
        """The name of the hub."""
        return self.config.hub.title if self.config else self.site.settings.title

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes, in the order their editors gave them."""
        return self.config.themes if self.config else ()

    def say(self, text: Localised) -> str:
        """`text` in the language of the page."""
        return text.to(self.language)

    def foreign(self, language: str) -> str:
        """`language` where it is not the page's own: for a lang attribute; else empty."""
        known = language.isascii() and language.replace("-", "").isalnum()
        return language if known and language != self.language else ""

    def has_ended(self, expires: When | None) -> bool:
        """Whether the last day of a grant or a course is over."""
        return has_ended(expires, self.site.now(), self.formats.zone)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source we know, also those no longer followed, by id."""
        return self.store.sources.known()

    @cached_property
    def newest(self) -> str:
        """When something new can last have come, for `upto`: the latest visit to any source."""
        latest = self.store.sources.last_visit()
        return str(microseconds(latest)) if latest else ""

    @cached_property
    def theme_titles(self) -> Mapping[str, str]:
        """The titles of themes in the language of the page, by id."""
        return {theme.id: self.say(theme.title) for theme in self.themes}

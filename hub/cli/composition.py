"""Everything put together once: settings to a store, an analyser, an index and a searcher."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.cli.accepted import AcceptedWords
from hub.cli.output import Show
from hub.config import Config, load_config, parse_config
from hub.dates import utc_now
from hub.errors import ConfigError, StoreError
from hub.model import Item
from hub.settings import Settings
from hub.store import Store, open_store
from hub.store.store import COPENHAGEN
from hub.visiting import Progress
from indexer.analysis import DanishAnalyser, open_analyser
from indexer.configfile import ConfigFile
from indexer.documents import TokenCache
from indexer.judging import judge_pending
from indexer.searcher import HubSearcher
from indexer.sync import Index

BATCH = 500


@dataclass(frozen=True)
class Hub:
    """One installation, opened. What is slow to open is opened when it is first asked for."""

    settings: Settings
    store: Store
    feeds: ConfigFile
    config: Config
    now: Callable[[], datetime] = utc_now
    step: Callable[[str], None] = field(default=lambda _step: None)

    @cached_property
    def analyser(self) -> DanishAnalyser:
        """Text to tokens; the lexicon is built into the data folder the first time."""
        return open_analyser(self.lexicon)

    @property
    def lexicon(self) -> Path:
        """Where the lexicon is."""
        return self.settings.data / "lexicon"

    @cached_property
    def tokens(self) -> TokenCache:
        """What judging and indexing share."""
        return TokenCache(self.analyser)

    @cached_property
    def index(self) -> Index:
        """The index of this hub."""
        return Index(
            self.store,
            self.index_root,
            self.settings.engine or self.config.hub.engine,
            self.analyser,
            self.config.hub.timezone,
            tokens=self.tokens,
            step=self._stepped,
        )

    def _stepped(self, step: str) -> None:
        if step == "committed":
            self.analyser.keep()
        self.step(step)

    @property
    def index_root(self) -> Path:
        """Where indexes are."""
        return self.settings.data / "index"

    @cached_property
    def searcher(self) -> HubSearcher:
        """What answers queries."""
        return HubSearcher(
            self.store,
            self.index.reader,
            self.analyser,
            self.now,
            self.index.damaged,
            field=AcceptedWords(self.store),
        )

    def prepare_search(self) -> None:
        """Make what the first who searches or types would wait for. Raises HubError."""
        self.searcher.prepare()

    def judge(self, show: Show | None = None, config: Config | None = None) -> int:
        """Find the themes of what is new or changed; how many items were judged."""

        def judged(progress: Progress) -> None:
            self.analyser.keep()
            if show is not None:
                show(progress)

        return judge_pending(
            self.store,
            config or self.config,
            self.analyser,
            self.index_root,
            tokens=self.tokens,
            progress=judged,
        )

    def all_items(self) -> Iterator[Item]:
        """Every item that can be seen, with its texts."""
        ids = list(self.store.items.ids())
        for at in range(0, len(ids), BATCH):
            yield from self.store.items.many(ids[at : at + BATCH]).values()

    def close(self) -> None:
        """Let go of the index's files, where they were opened."""
        if "index" in self.__dict__:
            self.index.close()


@contextmanager
def open_hub(
    settings: Settings, *, take_up: bool = True, step: Callable[[str], None] = lambda _step: None
) -> Iterator[Hub]:
    """The hub that `settings` say. With `take_up`, feeds.yaml is read and accepted first.

    Raises HubError with what is wrong and what mends it.
    """
    make_folder(settings.data)
    backups, zone = settings.data / "backups", _zone(settings)
    with open_store(settings.database_url, backups=backups, zone=zone) as store:
        feeds = ConfigFile(settings.feeds, store)
        config = feeds.refresh() if take_up else _last_accepted(store, settings)
        hub = Hub(settings, store, feeds, config, step=step)
        try:
            yield hub
        finally:
            hub.close()


def _zone(settings: Settings) -> ZoneInfo:
    """Where dates begin; a broken feeds.yaml is told of when it is taken up."""
    with suppress(ConfigError):
        return load_config(settings.feeds)[0].hub.timezone
    return COPENHAGEN


def _last_accepted(store: Store, settings: Settings) -> Config:
    """The configuration that was accepted last; feeds.yaml itself where none ever was."""
    row = store.configs.latest()
    return parse_config(row.text) if row else load_config(settings.feeds)[0]


def make_folder(data: Path) -> None:
    """The data folder. Raises StoreError where it can't be made or written."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        probe = data / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise StoreError(
            f"the data folder {data} can't be written ({error.strerror}); give the right to write"
            " there, or choose another with HUB_DATA"
        ) from error

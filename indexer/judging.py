"""Draining the follower "themes": every new or changed item is judged by the rules (decision 9)."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hub.config import Config
from hub.errors import EngineError
from hub.model import Assignment, Item, Source
from hub.search import Analyser
from hub.store import Store
from hub.themes import Rules, compile_rules, judge
from hub.visiting import Pending, Progress
from indexer.documents import TokenCache

FOLLOWER = "themes"
MARK = "judged-by"

Show = Callable[[Progress], None]


def judge_pending(
    store: Store,
    config: Config,
    analyser: Analyser,
    root: Path,
    *,
    tokens: TokenCache | None = None,
    progress: Show | None = None,
    limit: int = 500,
) -> int:
    """Judge what is pending, and everything when the rules have changed; how many were judged.

    `root` is the folder of the indexes: a small file there says by which rules all was judged.
    Raises StoreError, EngineError when that file can't be written, QueryError for a rule that
    can't be read.
    """
    rules = compile_rules(config.themes, config.hub.field, analyser)
    sources = {source.id: source for source in config.sources}
    _all_again_by_other_rules(store, root / MARK, _version(rules, sources, store.epoch()))
    cache = tokens or TokenCache(analyser)
    done, total = 0, store.pending.count(FOLLOWER)
    while pending := store.pending.next(FOLLOWER, limit):
        store.themes.assign_many(_judged(store, pending, rules, sources, cache))
        store.pending.settle(FOLLOWER, pending)
        done += len(pending)
        if progress is not None:
            progress(Progress("judge", done, max(done, total), datetime.now(UTC)))
    return done


def _judged(
    store: Store,
    pending: Sequence[Pending],
    rules: Rules,
    sources: Mapping[str, Source],
    cache: TokenCache,
) -> list[tuple[str, Sequence[Assignment], bool]]:
    items = store.items.many([one.item for one in pending])

    def verdict(item: Item) -> tuple[str, Sequence[Assignment], bool]:
        found = judge(item, cache.tokens(item), rules, source_of(item, sources))
        return item.id, found.assignments, found.visible

    return [verdict(item) for item in items.values()]


def source_of(item: Item, sources: Mapping[str, Source]) -> Source | None:
    """The item's own source, as all that have a place for it would have it judged: with the themes
    of each, and through the gate only if every one of them has it.
    """
    told = {place.source: sources[place.source] for place in item.places if place.source in sources}
    own = sources.get(item.source) or next(iter(told.values()), None)
    if own is None or told.keys() <= {item.source}:
        return own
    themes = dict.fromkeys(theme for source in (own, *told.values()) for theme in source.themes)
    followed = item.source in sources  # what a source that was taken out has shown stays shown
    gated = followed and own.only_field and all(s.only_field for s in told.values())
    return replace(own, themes=tuple(themes), only_field=gated)


def _version(rules: Rules, sources: Mapping[str, Source], epoch: str) -> str:
    """Changes with all that a judgement rests on besides the item."""
    own = [
        (source.id, source.only_field, source.themes, source.title)
        for source in sources.values()
        if source.only_field or source.themes
    ]
    written = repr((rules.version, sorted(own, key=lambda one: one[0]), epoch))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _all_again_by_other_rules(store: Store, mark: Path, version: str) -> None:
    """Make everything pending once per version of the rules.

    The file is written last: killed in between, everything is only judged once more.
    """
    try:
        known = mark.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        known = ""
    fresh = store.pending.register(FOLLOWER)
    if known == version:
        return
    if not fresh:
        store.pending.all_again(FOLLOWER)
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.write_text(version, "utf-8")
    except OSError as error:
        raise EngineError(
            f"{mark} can't be written ({error.strerror}); make room, or give the right to write"
        ) from error

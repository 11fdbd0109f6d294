"""Taking up what is pending: items from the store, as documents, into an engine."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hub.model import Item
from hub.store import Store
from hub.visiting import Pending, Progress
from indexer.documents import TokenCache, to_document
from indexer.engines.port import Engine

MOST_CHARACTERS = 4_000_000  # of one commit

Show = Callable[[Progress], None]
Step = Callable[[str], None]


class Filling:
    """Brings engines up to date with a store."""

    def __init__(self, store: Store, tokens: TokenCache, zone: ZoneInfo, step: Step) -> None:
        self._store = store
        self._tokens = tokens
        self._zone = zone
        self._step = step

    def fill(self, follower: str, engine: Engine, progress: Show | None, limit: int) -> int:
        """Put what is pending for `follower` into `engine`; how many items that were."""
        publishers = self._publishers()
        done, total = 0, self._store.pending.count(follower)
        while pending := self._store.pending.next(follower, limit):
            items = self._store.items.many([one.item for one in pending])
            for portion in _portions(pending, items):
                self._put(engine, portion, items, publishers)
                self._store.pending.settle(follower, portion)
                self._step("settled")
                done += len(portion)
                if progress is not None:
                    progress(Progress("index", done, max(done, total), datetime.now(UTC)))
        return done

    def _put(
        self,
        engine: Engine,
        pending: Sequence[Pending],
        items: Mapping[str, Item],
        publishers: Mapping[str, str],
    ) -> None:
        shown = [items[p.item] for p in pending if p.item in items and items[p.item].visible]
        documents = (
            to_document(
                item,
                self._tokens.tokens(item),
                zone=self._zone,
                source_publisher=publishers.get(item.source, ""),
            )
            for item in shown
        )
        self._step("put")
        engine.put(documents, remove=[one.item for one in pending])
        self._step("committed")

    def _publishers(self) -> dict[str, str]:
        known = self._store.sources.known()
        return {name: source.publisher or source.title.to("") for name, source in known.items()}


def _portions(pending: Sequence[Pending], items: Mapping[str, Item]) -> Iterator[list[Pending]]:
    """`pending` in lists whose texts are not too much for one commit."""
    portion: list[Pending] = []
    size = 0
    for one in pending:
        portion.append(one)
        if one.item in items:
            item = items[one.item]
            size += len(item.body) + sum(len(passage.text) for passage in item.passages)
        if size > MOST_CHARACTERS:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion

"""Sources that tell of works: drafts decided and recorded as a visit does it."""

from dataclasses import replace
from datetime import datetime

from hub.model import Draft, Item, Moved, Source, SourceKind
from hub.store import Recorded, Store
from hub.visiting import SourceState, Visit
from indexer.decide import decide
from indexer.extract import wanted
from tests.storing import NOON, a_source


def a_teller(name: str, kind: SourceKind = "publications", via: str = "feed") -> Source:
    """A source called `name` on a host of its own."""
    return replace(a_source(name, kind), via=via)


def tell(store: Store, source: str, *drafts: Draft, at: datetime = NOON) -> Recorded:
    """A visit at which the source lists these."""
    stored = store.sources.get(source)
    assert stored is not None
    state = store.sources.state(source)
    found = decide(stored.source, state, drafts, lambda _text: "")
    readings = {each.entry: wanted(each.draft, stored.source) for each in found}
    visit = Visit(source, at, "ok", new=len(found))
    return store.visits.record(visit, SourceState(source, last_visit=at), found, readings)


def the(store: Store, item: str) -> Item:
    """The item that an id stands for today."""
    found = store.items.find(item)
    while isinstance(found, Moved):
        found = store.items.find(found.to)
    assert isinstance(found, Item), found
    return found


def all_of(store: Store) -> list[Item]:
    """Every item there is, seen or not, in the order of their titles."""
    store.pending.register("counting")
    ids = [pending.item for pending in store.pending.next("counting", 100_000)]
    store.pending.unregister("counting")
    return sorted(store.items.many(ids).values(), key=lambda item: (item.title, item.id))

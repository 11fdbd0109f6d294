"""What tests of the store put into it, in few words."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hub.model import Assignment, Draft, Evidence, Localised, Source, SourceKind, When
from hub.store import Recorded, Store
from hub.visiting import NewReading, Proposal, SourceState, Visit

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def a_source(name: str = "kilde", kind: SourceKind = "podcast", **more: object) -> Source:
    """A source called `name`."""
    given: dict[str, object] = {"url": f"https://{name}.example.dk/rss", **more}
    title = Localised((("da", name.capitalize()),))
    return Source(id=name, title=title, kind=kind, via="feed", **given)  # type: ignore[arg-type]  # any field of Source


def a_proposal(entry: str = "1", *keys: str, digest: str = "", **draft: object) -> Proposal:
    """An entry known by `keys`, or by its own name."""
    told = Draft(**{"title": f"Afsnit {entry}", "date": When("2024-03-01"), **draft})  # type: ignore[arg-type]  # any field of Draft
    known_by = keys or (f"guid:{entry}",)
    return Proposal(f"id-{entry}", entry, digest or f"digest-{entry}", known_by, told, "da")


def record(
    store: Store,
    *proposals: Proposal,
    source: str = "kilde",
    at: datetime = NOON,
    readings: dict[str, list[NewReading]] | None = None,
) -> Recorded:
    """A visit that went well."""
    visit = Visit(source, at, "ok", new=len(proposals))
    state = SourceState(source, last_visit=at, last_success=at, due=at + HOUR)
    return store.visits.record(visit, state, proposals, readings or {})


def about(theme: str, times: int = 3) -> Assignment:
    """An item is about this theme."""
    return Assignment(theme, "about", (Evidence("body", theme, times),))


def mentions(theme: str) -> Assignment:
    """An item mentions this theme."""
    return Assignment(theme, "mentions", (Evidence("body", theme),))


def show(store: Store, *items: str, themes: tuple[Assignment, ...] = ()) -> None:
    """The judge lets these items be seen."""
    store.themes.assign_many([(item, themes, True) for item in items])


@dataclass
class Following:
    """A follower that only notes what it was told: an index as the store sees it."""

    store: Store
    name: str
    taken: list[str] = field(default_factory=list)

    def follow(self) -> list[str]:
        """Take up and settle all that is pending; the items, in order."""
        pending = self.store.pending.next(self.name, 1000)
        self.store.pending.settle(self.name, pending)
        return [change.item for change in pending]

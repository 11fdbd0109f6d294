"""A visit of many pages, and entries that their source has deleted."""

from hub.store import Store
from hub.visiting import Cursor, SourceState, Visit
from tests.storing import HOUR, NOON, Following, a_proposal, a_source, record

GOING_ON = Cursor("https://kilde.example.dk/?page=2", 1, "2024-03-01", "2024-03-05")


def test_a_page_is_stored_with_its_cursor_and_without_a_visit(empty: Store) -> None:
    empty.sources.apply([a_source()], NOON)
    assert empty.sources.state("kilde").cursor == Cursor()
    state = SourceState("kilde", cursor=GOING_ON)
    assert empty.visits.record_page(NOON, state, [a_proposal("1")]).new == ("id-1",)
    assert empty.visits.of("kilde") == ()
    kept = empty.sources.state("kilde")
    assert (kept.cursor, dict(kept.seen)) == (GOING_ON, {"1": "digest-1"})
    assert empty.sources.due(NOON) == ("kilde",)
    record(empty, a_proposal("2"))
    assert empty.sources.state("kilde").cursor == Cursor()


def test_what_is_gone_stays_and_may_come_back(empty: Store) -> None:
    empty.sources.apply([a_source()], NOON)
    index = Following(empty, "index")
    empty.pending.register("index")
    record(empty, a_proposal("1"), a_proposal("2"))
    index.follow()

    def deleted(*entries: str) -> None:
        visit = Visit("kilde", NOON + HOUR, "ok", gone=len(entries))
        empty.visits.record(visit, SourceState("kilde"), [], gone=entries)

    deleted("1", "never-seen")
    assert empty.visits.of("kilde")[0].gone == 2
    assert index.follow() == ["id-1"]
    item = empty.items.get("id-1")
    assert item is not None
    assert [place.gone for place in item.places] == [NOON + HOUR]
    assert dict(empty.sources.state("kilde").seen) == {"2": "digest-2"}
    deleted("1")
    assert index.follow() == []
    record(empty, a_proposal("1"), at=NOON + 2 * HOUR)
    back = empty.items.get("id-1")
    assert back is not None
    assert [place.gone for place in back.places] == [None]

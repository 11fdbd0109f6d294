"""Links from item to item, and notices for editors, in both databases."""

from datetime import timedelta

from hub.model import Link, Notice, Trouble
from hub.store import Store
from hub.store.links import OutgoingLink
from hub.store.notices import KEPT
from hub.visiting import SourceState, Visit
from tests.storing import NOON, a_proposal, a_source, record, show

REPORT = "link:viden.dk/ips"
LINKS = (Link("https://andet.dk/a", "Andet"), Link("https://www.viden.dk/da/ips/", "Rapporten"))


def two_sources(store: Store) -> None:
    store.sources.apply((a_source(), a_source("rapporter", "publications")), NOON)


def test_a_target_that_comes_later_is_found(store: Store) -> None:
    two_sources(store)
    (issue,) = record(store, a_proposal("brev", links=LINKS)).new
    assert store.links.of(issue) == tuple(OutgoingLink(each.url, each.text) for each in LINKS)
    report = a_proposal("ips", REPORT, link="https://viden.dk/ips", title="Hvad virker?")
    (found,) = record(store, report, source="rapporter").new
    show(store, issue, found)
    assert store.links.of(issue)[1].item == found
    assert store.links.of(issue)[1].title == "Hvad virker?"
    assert [each.item for each in store.links.to(found)] == [issue]
    assert store.links.to(issue) == ()


def test_an_issue_that_changes_has_its_new_links_alone(store: Store) -> None:
    two_sources(store)
    (issue,) = record(store, a_proposal("brev", links=LINKS)).new
    record(store, a_proposal("brev", digest="ny", links=LINKS[:1]))
    assert [each.url for each in store.links.of(issue)] == ["https://andet.dk/a"]


def test_what_was_removed_points_at_nothing(store: Store) -> None:
    two_sources(store)
    (issue,) = record(store, a_proposal("brev", links=LINKS)).new
    store.items.remove(issue, "ønsket", NOON)
    assert store.links.of(issue) == ()


def notice(key: str) -> Notice:
    return Notice(key, Trouble("mail-to-confirm", (("subject", f"Bekræft {key}"),)), NOON)


def note(store: Store, *keys: str, days: int = 0) -> None:
    at = NOON + timedelta(days=days)
    state = SourceState("kilde", last_visit=at)
    store.visits.record(Visit("kilde", at, "ok"), state, (), notices=[notice(key) for key in keys])


def test_a_notice_stays_as_it_was_first_seen_for_its_time(store: Store) -> None:
    two_sources(store)
    note(store, "a")
    note(store, "a", "b", days=1)
    told = store.notices.all(NOON + timedelta(days=1))
    assert [(each.notice.key, (each.first_seen - NOON).days) for each in told] == [
        ("b", 1),
        ("a", 0),
    ]
    assert told[1].notice == notice("a")
    assert [each.notice.key for each in store.notices.all(NOON + KEPT)] == ["b"]


def test_notices_of_a_source_we_left_are_not_shown(store: Store) -> None:
    two_sources(store)
    note(store, "a")
    store.sources.apply((a_source("rapporter", "publications"),), NOON)
    assert store.notices.all(NOON) == ()

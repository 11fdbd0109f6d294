"""What somebody pastes leads to the items that have it, in any of their places."""

import pytest

from hub.keys import global_keys
from hub.model import Draft, Enclosure
from hub.query import parse_query
from hub.store import Store
from hub.visiting import Proposal
from tests.storing import HOUR, NOON, a_source, record, show

OURS = "abcdefgh2345"


def told(id_: str, *, link: str = "", media: str = "", names: tuple[str, ...] = ()) -> Proposal:
    """An entry as the indexer proposes it: known by its guid and by all that holds everywhere."""
    enclosures = (Enclosure(media),) if media else ()
    draft = Draft(title=f"Om {id_}", link=link or None, ids=names, enclosures=enclosures)
    return Proposal(id_, id_, id_, (f"guid:{id_}", *global_keys(draft)), draft, "da")


def pointed(store: Store, pasted: str) -> tuple[str, ...]:
    pointer = parse_query(pasted).pointer
    assert pointer is not None
    return store.items.pointed(pointer.keys)


@pytest.fixture
def shelf(store: Store) -> Store:
    """Four works: a page, an episode, an article and a book."""
    record(
        store,
        told(OURS, link="https://www.star.dk/da/nyt/ips/"),
        told("episode", link="https://pod.dk/e/7", media="https://cdn.pod.dk/7.mp3"),
        told("article", link="https://t.dk/7", names=("doi:10.1000/182", "issn:0378-5955")),
        told("book", names=("isbn:9780306406157",)),
    )
    show(store, OURS, "episode", "article", "book")
    return store


@pytest.mark.parametrize(
    ("pasted", "items"),
    [
        ("http://star.dk/nyt/ips?utm_source=brev&fbclid=1#top", (OURS,)),
        ("https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fstar.dk%2Fnyt%2Fips",
         (OURS,)),
        ("https://dts.podtrac.com/redirect.mp3/cdn.pod.dk/7.mp3?mc_eid=1", ("episode",)),
        ("https://lydhoer.example/items/abcdefgh2345/om-ips?t=3", (OURS,)),
        ("https://lydhoer.example/en/items/abcdefgh2345", (OURS,)),
        ("https://lydhoer.example/go/abcdefgh2345", (OURS,)),
        ("https://doi.org/10.1000/182", ("article",)),
        ("doi: 10.1000/182", ("article",)),
        ("https://journals.example.com/doi/full/10.1000/182", ("article",)),
        ("ISBN 0-306-40615-2", ("book",)),
        ("978-0-306-40615-7", ("book",)),
        ("ISSN 0378-5955", ("article",)),
        ("https://star.dk/nyt/andet", ()),
        ("10.1000/18", ()),
        ("https://lydhoer.example/go/abcdefgh2346", ()),
    ],
)  # fmt: skip
def test_it_leads_to_what_has_it(shelf: Store, pasted: str, items: tuple[str, ...]) -> None:
    assert pointed(shelf, pasted) == items


def test_every_place_of_a_work_leads_to_it(shelf: Store) -> None:
    shelf.sources.apply([a_source("kilde"), a_source("anden")], NOON)
    again = told("other", link="https://anden.dk/ips", names=("doi:10.1000/182",))
    record(shelf, again, source="anden", at=NOON + HOUR)
    assert pointed(shelf, "https://anden.dk/ips") == ("article",)


def test_an_id_that_another_item_took_over_leads_to_that(shelf: Store) -> None:
    later = "zyxwvutsrq77"
    record(shelf, told(later, link="https://avis.dk/ips"), at=NOON + HOUR)
    assert shelf.works.same("article", later, NOON) == "article"
    assert pointed(shelf, f"https://lydhoer.example/items/{later}/om-ips") == ("article",)
    assert pointed(shelf, "https://avis.dk/ips") == ("article",)


def test_a_doi_that_several_share_leads_to_them_all(store: Store) -> None:
    record(store, *(told(name, names=("doi:10.1000/9",)) for name in ("one", "two")))
    show(store, "one", "two")
    assert pointed(store, "10.1000/9") == ("one", "two")


def test_only_what_may_be_seen_is_led_to(shelf: Store) -> None:
    shelf.items.remove(OURS, "ønsket fjernet", NOON)
    assert pointed(shelf, "https://star.dk/nyt/ips") == ()
    assert pointed(shelf, f"https://lydhoer.example/go/{OURS}") == ()
    shelf.themes.assign_many([("book", (), False)])
    assert pointed(shelf, "9780306406157") == ()


def test_no_keys_lead_nowhere(shelf: Store) -> None:
    assert shelf.items.pointed(()) == ()

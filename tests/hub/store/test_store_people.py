"""Who appears where, as the store tells it."""

from hub.model import Person, When
from hub.store import Named, Store
from tests.storing import NOON, a_proposal, a_source, about, record, show

KAREN, BO = Person("Karen Holm", "guest"), Person("Bo Ek", "host")


def filled(store: Store) -> Store:
    """Karen in two sources that nothing connects, and Bo in one of them."""
    store.sources.apply([a_source(), a_source("avis", "publications"), a_source("blad")], NOON)
    record(
        store,
        a_proposal("1", date=When("2024-01-01"), people=(KAREN, BO)),
        a_proposal("2", date=When("2024-02-01"), people=(Person("lektor Karen Holm", "host"), BO)),
        a_proposal("3", people=(KAREN,), form="advert"),
        a_proposal("4", people=(KAREN,)),
    )
    report = a_proposal("5", "doi:5", date=When("2023"), people=(Person("Holm, Karen"),))
    record(store, report, source="avis")
    show(store, "id-1", themes=(about("ips"),))
    show(store, "id-2", themes=(about("ips"), about("tro")))
    show(store, "id-3", "id-5")
    return store


def test_people_who_share_a_name_stay_apart(store: Store) -> None:
    podcast, report = filled(store).people.named("karen-holm")
    assert (podcast.name, podcast.items, podcast.roles) == (
        "Karen Holm", ("id-2", "id-1"), ("host", "guest"),
    )  # fmt: skip
    assert (podcast.sources, podcast.kinds) == ((("kilde", 2),), (("episode", 2),))
    assert (report.items, report.sources) == (("id-5",), (("avis", 1),))
    assert store.people.named("nobody") == store.people.named("") == ()


def test_a_work_in_two_sources_makes_them_one(store: Store) -> None:
    filled(store)
    record(store, a_proposal("6", "doi:5", people=(KAREN,)))
    (karen,) = store.people.named("karen-holm")
    assert karen.items == ("id-2", "id-1", "id-5")
    assert karen.sources == (("kilde", 3), ("avis", 1))


def test_a_name_that_changes_is_found_anew(store: Store) -> None:
    filled(store)
    record(
        store, a_proposal("5", "doi:5", digest="new", people=(Person("Åse Bro"),)), source="avis"
    )
    (karen,) = store.people.named("karen-holm")
    assert "id-5" not in karen.items
    assert [person.items for person in store.people.named("aase-bro")] == [("id-5",)]


def test_themes_of_items(store: Store) -> None:
    filled(store)
    assert store.people.themes(("id-1", "id-2", "id-5")) == (("ips", 2), ("tro", 1))
    assert store.people.themes(()) == ()


def test_lists_of_people(store: Store) -> None:
    filled(store)
    karen, bo = Named("Karen Holm", "karen-holm", 3), Named("Bo Ek", "bo-ek", 2)
    assert store.people.most(10) == (karen, bo)
    assert store.people.most(1) == (karen,)
    assert store.people.surnamed("h", 10) == (karen,)
    assert store.people.surnamed("e", 10) == (bo,)
    assert store.people.surnamed("k", 10) == ()
    assert store.people.initials() == {"ho", "ek"}


def test_whether_somebody_has_a_page(store: Store) -> None:
    filled(store)
    record(store, a_proposal("9", people=(Person("Ane Skjult"),)))
    assert store.people.known("karen-holm").endswith("Karen Holm")
    assert [store.people.known(slug) for slug in ("ane-skjult", "karen", "nobody", "")] == [""] * 4

"""What a theme is made of."""

from zoneinfo import ZoneInfo

from hub.model import Assignment, Evidence, Person, When
from hub.store import Named, Overview, Store, open_store
from tests.storing import NOON, a_proposal, a_source, about, mentions, record, show

KAREN, BO = Person("Karen Holm", "guest"), Person("Bo Ek", "host")


def filled(store: Store) -> Store:
    store.sources.apply([a_source(), a_source("avis", "publications")], NOON)
    new_year = When("2023-12-31T23:30:00+00:00")  # 2024 in Copenhagen
    record(
        store,
        a_proposal("1", date=new_year, people=(KAREN, BO)),
        a_proposal("2", date=When("2024"), people=(Person("Holm, Karen"),)),
        a_proposal("3", date=None, people=(BO,)),
        a_proposal("4", date=When("2020-05"), people=(BO,)),
        a_proposal("5", date=When("2019")),
    )
    show(store, "id-1", themes=(about("ips"), about("tro"), mentions("unge")))
    show(store, "id-2", "id-3", themes=(about("ips"), about("unge")))
    show(store, "id-4", themes=(mentions("ips"), about("tro")))
    store.themes.assign("id-5", [about("ips")], visible=False)
    return store


def test_an_overview(store: Store) -> None:
    record(store, a_proposal("0"))
    assert filled(store).overviews.of("ips", 5) == Overview(
        people=(Named("Bo Ek", "bo-ek", 2), Named("Karen Holm", "karen-holm", 2)),
        sources=(("kilde", 3),),
        related=(("unge", 2), ("tro", 1)),
        years=((2024, 2),),
        undated=1,
    )


def test_no_more_than_asked_for(store: Store) -> None:
    found = filled(store).overviews.of("ips", 1)
    assert (len(found.people), len(found.sources), len(found.related)) == (1, 1, 1)


def test_a_theme_that_nothing_is_about(store: Store) -> None:
    assert filled(store).overviews.of("nope", 5) == Overview()


def test_a_work_counts_for_each_of_its_sources(store: Store) -> None:
    filled(store)
    record(store, a_proposal("7", "doi:10.1/7", date=When("2022")))
    record(store, a_proposal("8", "doi:10.1/7", date=When("2022")), source="avis")
    show(store, "id-7", themes=(about("ips"),))
    found = store.overviews.of("ips", 5)
    assert (found.sources, found.years) == ((("kilde", 4), ("avis", 1)), ((2022, 1), (2024, 2)))


def test_years_as_they_are_elsewhere(url: str) -> None:
    with open_store(url, zone=ZoneInfo("UTC")) as store:
        assert filled(store).overviews.of("ips", 5).years == ((2023, 1), (2024, 1))


def test_the_most_central_come_first(store: Store) -> None:
    record(store, *(a_proposal(n, date=When(f"202{n}")) for n in "1234"))

    def by(*evidence: Evidence) -> tuple[Assignment, ...]:
        return (Assignment("ips", "about", evidence),)

    show(store, "id-1", themes=by(Evidence("title", "ips")))
    show(store, "id-2", "id-3", themes=by(Evidence("body", "ips", 4)))
    show(store, "id-4", themes=by(Evidence("source", "Kilde")))
    ids = [item.id for item in store.items.newest(9, theme="ips", central=True)]
    assert ids == ["id-1", "id-3", "id-2", "id-4"]
    (second,) = store.items.newest(1, theme="ips", central=True, offset=1)
    assert second.id == "id-3"

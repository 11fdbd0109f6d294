"""One work, one item: whoever tells of it, in whatever order, and as people say."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from hub.errors import StoreError
from hub.model import Draft, Enclosure, Link, Moved, Passage, Person, When
from hub.store import Store
from hub.visiting import NewReading, Read
from tests.storing import HOUR, NOON, Following, about, show
from tests.telling import a_teller, all_of, tell, the

PAGE = "https://star.example.dk/da/viden/job-forst?utm_source=nyt"
RECORD = Draft(
    "Job først: en effektmåling",
    guid="oai:forskning.example.dk:7",
    link="https://forskning.example.dk/handle/7",
    summary="Et resumé, som siger noget om, hvad der virker for de unge borgere.",
    people=(Person("Ida Holm", "author"), Person("Bo Bak", "author")),
    date=When("2024-03-01"),
    language="da",
    form="report",
    ids=("doi:10.1234/job.7",),
)
PRESS = Draft(
    "Ny rapport om IPS",
    guid="nyt-1",
    link=PAGE,
    summary="Rapporten er kommet.",
    date=When("2024-03-04"),
    ids=("doi:10.1234/job.7",),
)


@pytest.fixture
def works(empty: Store) -> Store:
    """A repository, a publisher and a newspaper."""
    empty.pending.register("index")
    empty.sources.apply(
        [a_teller("forskning", via="oai"), a_teller("star"), a_teller("avis")], NOON
    )
    return empty


def test_two_sources_with_one_doi_tell_of_one_work(works: Store) -> None:
    (first,) = tell(works, "avis", PRESS).new
    again = tell(works, "forskning", RECORD, at=NOON + HOUR)
    assert (again.new, again.changed) == ((), (first,))
    item = the(works, first)
    assert [place.source for place in item.places] == ["avis", "forskning"]
    assert (item.title, item.summary, item.people) == (RECORD.title, RECORD.summary, RECORD.people)
    assert (item.url, item.form, item.source) == (RECORD.link, "report", "avis")
    assert item.publisher == "Avis"
    assert [telling.told for telling in works.works.tellings(first)] == [
        replace(PRESS, language=None),
        RECORD,
    ]


def test_the_order_of_arrival_changes_nothing_but_the_id(works: Store) -> None:
    (first,) = tell(works, "forskning", RECORD).new
    tell(works, "avis", PRESS, at=NOON + HOUR)
    item = the(works, first)
    assert (item.title, item.summary, item.people) == (RECORD.title, RECORD.summary, RECORD.people)
    assert (item.url, item.form, item.date) == (RECORD.link, "report", When("2024-03-01"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"link": PAGE}, {"link": "http://www.star.example.dk/viden/job-forst/"}),
        ({"ids": ("doi:10.1234/Ab",)}, {"link": "https://dx.doi.org/10.1234/ab"}),
        ({"ids": ("doi:10.21203/rs.3.rs-1/v1",)}, {"ids": ("doi:10.21203/rs.3.rs-1/v2",)}),
        (
            {"enclosures": (Enclosure("https://cdn.example/1.mp3"),)},
            {"enclosures": (Enclosure("https://op3.dev/e/cdn.example/1.mp3?utm_medium=x"),)},
        ),
        ({"guid": "0D9F7A6E-1111-4222-8333-444455556666"},) * 2,
        ({"date": When("2024-03-01")}, {"date": When("2024-03")}),
    ],
)
def test_what_tells_that_works_are_one(
    works: Store, one: dict[str, object], other: dict[str, object]
) -> None:
    title = "Troen på borgerens jobchance virker"
    drafts = [Draft(title, **{"guid": str(n), **given}) for n, given in enumerate((one, other))]  # type: ignore[arg-type]  # any field of Draft
    (first,) = tell(works, "star", drafts[0]).new
    assert tell(works, "avis", drafts[1], at=NOON + HOUR).new == ()
    assert len(the(works, first).places) == 2


def test_what_entries_of_one_source_share_is_no_key_also_across_visits(works: Store) -> None:
    page = "https://star.example.dk/kurser/alle"
    first = tell(works, "star", Draft("Kursus i IPS", "1", page, date=When("2024-01-01"))).new
    second = tell(works, "star", Draft("Kursus i CTI", "2", page, date=When("2024-02-01"))).new
    assert len({*first, *second}) == 2
    third = tell(works, "avis", Draft("Alle kurser samlet", "3", page)).new
    assert len(third) == 1
    fourth = tell(works, "forskning", Draft("Kurser", "4", page)).new
    assert len(fourth) == 1


def test_a_changed_guid_is_the_same_entry(works: Store) -> None:
    page = "https://star.example.dk/viden/1"
    tell(works, "star", Draft("Viden om IPS", "1", page, date=When("2024-01-01")))
    assert tell(works, "star", Draft("Viden om IPS", "ny", page, date=When("2024-02-01"))).new == ()


@pytest.mark.parametrize("page", ["https://star.example.dk/", "https://star.example.dk/podcast"])
def test_a_page_of_many_is_no_key(works: Store, page: str) -> None:
    assert tell(works, "star", Draft("Det ene", "1", page)).new
    assert tell(works, "avis", Draft("Det andet", "2", page)).new


# --- nobody takes anything over ----------------------------------------------------------------


def test_another_source_may_claim_a_work_but_not_deface_it(works: Store) -> None:
    page = Draft(
        "Job først",
        "1",
        "https://star.example.dk/viden/job",
        summary="Hvad der virker, når borgere med sindslidelser skal i job.",
        people=(Person("Ida Holm"),),
        date=When("2024-03-01"),
        language="da",
        enclosures=(Enclosure("https://star.example.dk/job.pdf", "application/pdf"),),
        ids=("doi:10.1234/job.7",),
    )
    (mine,) = tell(works, "star", page).new
    before = the(works, mine)
    claim = replace(
        page,
        guid="x",
        title="KØB PILLER",
        summary="Køb piller her, de er meget billige og virker mod alt i hele verden. " * 9,
        body="Piller. " * 99,
        link="https://avis.example.dk/piller",
        people=(Person("Svindler"), Person("Bedrager")),
        date=When("1999-01-01"),
        enclosures=(Enclosure("https://avis.example.dk/piller.pdf", "application/pdf"),),
        publisher="Svindel A/S",
        form="advert",
        expires=When("2001-01-01"),
        language="en",
    )
    assert tell(works, "avis", claim, at=NOON + HOUR).new == ()
    after = the(works, mine)
    kept = ["title", "summary", "people", "date", "source", "kind", "form", "publisher", "url"]
    kept += ["language", "expires", "access"]
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.enclosures[0] == before.enclosures[0]
    read = [task.url for task in works.readings.claim(9, NOON)]
    assert page.enclosures[0].url in read
    assert not [url for url in read if "piller" in url]


def test_it_can_be_no_bridge_between_two_entries_of_one_source(works: Store) -> None:
    one = Draft(
        "Første rapport om job", "1", "https://star.example.dk/viden/1", ids=("doi:10.1/1",)
    )
    two = Draft("Anden rapport om job", "2", "https://star.example.dk/viden/2", ids=("doi:10.1/2",))
    tell(works, "star", one, two)
    tell(works, "avis", Draft("Begge", "x", one.link, ids=("doi:10.1/2", "doi:10.1/1")))
    assert len([item for item in all_of(works) if item.source == "star"]) == 2


# --- two items that turn out to be one ---------------------------------------------------------


def two_items(store: Store) -> tuple[str, str]:
    """A press item that knows no DOI yet, and the record; the press item is older."""
    (press,) = tell(store, "avis", replace(PRESS, ids=())).new
    (record,) = tell(store, "forskning", RECORD, at=NOON + HOUR).new
    return press, record


def page_read(store: Store, item: str, read: Read) -> None:
    store.readings.queue(item, NewReading("page", "https://avis.example.dk/side"))
    task = next(t for t in store.readings.claim(9, NOON) if (t.item, t.what) == (item, "page"))
    store.readings.record(task, read, NOON + 2 * HOUR)


def test_a_doi_on_a_page_makes_two_items_one(works: Store) -> None:
    press, record = two_items(works)
    show(works, press, record, themes=(about("ips"),))
    works.readings.put(record, "transcript", Read(passages=(Passage("Sagt"),), heard="hand"), NOON)
    index = Following(works, "index")
    index.follow()
    page_read(works, press, Read(body="Sidens tekst", told=Draft("", ids=RECORD.ids)))
    assert works.items.find(record) == Moved(press)
    item = the(works, record)
    assert (item.id, item.title, item.body) == (press, RECORD.title, "Sidens tekst")
    assert (item.passages, item.heard) == ((Passage("Sagt"),), "hand")
    assert [place.source for place in item.places] == ["avis", "forskning"]
    assert set(index.follow()) == {press, record}
    assert works.themes.counts()["ips"].about == 1
    assert list(works.items.ids()) == [press]
    assert works.items.get(record) is None
    assert tell(works, "forskning", replace(RECORD, title="Job først"), at=NOON + 3 * HOUR).changed
    assert the(works, press).title == "Job først"


def test_a_pdf_that_a_page_names_is_the_work_on_the_page(works: Store) -> None:
    pdf = "https://forskning.example.dk/filer/rapport-7.pdf"
    (first,) = tell(works, "forskning", replace(RECORD, link=pdf, ids=())).new
    (press,) = tell(works, "avis", replace(PRESS, ids=()), at=NOON + HOUR).new
    works.readings.queue(press, NewReading("page", PAGE))
    task = next(task for task in works.readings.claim(9, NOON) if task.what == "page")
    works.readings.record(task, Read(readings=(NewReading("pdf", pdf),)), NOON + HOUR)
    assert works.items.find(press) == Moved(first)


def test_a_file_that_many_pages_of_a_source_name_is_no_key(works: Store) -> None:
    report = "https://star.example.dk/filer/aarsrapport-2023.pdf"
    pages = [
        Draft(f"Side {n} om noget", str(n), f"https://star.example.dk/x/{n}") for n in range(3)
    ]
    tell(works, "star", *pages)
    for item in all_of(works):
        works.readings.queue(item.id, NewReading("page", item.url or ""))
    for task in works.readings.claim(9, NOON):
        works.readings.record(task, Read(readings=(NewReading("pdf", report),)), NOON)
    assert len(all_of(works)) == 3
    assert tell(works, "avis", Draft("Årsrapport", "å", report)).new


def test_a_merge_is_whole_or_not_at_all(works: Store) -> None:
    press, record = two_items(works)
    if works._database.path is None:
        pytest.skip("the fault is made with a trigger of SQLite")
    with works._database.write() as connection:
        connection.execute(
            sa.text(
                "CREATE TRIGGER fault BEFORE INSERT ON moved BEGIN SELECT RAISE(ABORT, 'x'); END"
            )
        )
    before = [the(works, press), the(works, record)]
    with pytest.raises(StoreError):
        tell(works, "avis", PRESS, at=NOON + HOUR)
    assert [the(works, press), the(works, record)] == before


# --- by hand -----------------------------------------------------------------------------------


def test_merged_by_hand_and_split_again_both_are_what_they_were(works: Store) -> None:
    press, record = two_items(works)
    works.readings.put(record, "transcript", Read(passages=(Passage("Sagt"),), heard="hand"), NOON)
    before = [the(works, press), the(works, record)]
    assert works.works.same(record, press, NOON) == press
    assert works.works.same(press, press, NOON) == press
    place = next(each for each in the(works, press).places if each.source == "forskning")
    assert works.works.split(press, place, NOON) == record
    after = [the(works, press), the(works, record)]
    assert [replace(item, changed=NOON) for item in after] == [
        replace(item, changed=NOON) for item in before
    ]
    assert works.works.apart(press) == (record,)


def test_what_was_split_stays_split(works: Store) -> None:
    (press,) = tell(works, "avis", PRESS).new
    tell(works, "forskning", RECORD, at=NOON + HOUR)
    place = next(each for each in the(works, press).places if each.source == "forskning")
    record = works.works.split(press, place, NOON)
    assert the(works, press).title == PRESS.title
    for n in range(2):
        for source, draft in (("avis", PRESS), ("forskning", RECORD)):
            tell(works, source, replace(draft, summary=f"Ændret {n}"), at=NOON + n * HOUR)
    page_read(works, press, Read(told=Draft("", ids=RECORD.ids)))
    assert {the(works, press).id, the(works, record).id} == {press, record}
    third = tell(works, "star", replace(PRESS, guid="3", link=None), at=NOON + 9 * HOUR)
    assert third.new == ()
    works.works.same(press, record, NOON)
    assert works.items.find(record) == Moved(press)


def test_the_place_that_gave_the_id_may_leave_too(works: Store) -> None:
    (press,) = tell(works, "avis", PRESS).new
    tell(works, "forskning", RECORD, at=NOON + HOUR)
    new = works.works.split(press, the(works, press).places[0], NOON)
    assert new != press
    assert (the(works, press).title, the(works, press).source) == (RECORD.title, "forskning")
    assert (the(works, new).title, the(works, new).source) == (PRESS.title, "avis")
    with pytest.raises(StoreError, match="one place only"):
        works.works.split(new, the(works, new).places[0], NOON)
    with pytest.raises(StoreError, match="no such place"):
        works.works.split(press, the(works, new).places[0], NOON)
    with pytest.raises(StoreError, match="no item"):
        works.works.same(press, "ukendt", NOON)


# --- sources come and go -----------------------------------------------------------------------


def test_an_item_outlives_the_source_that_told_of_it_first(works: Store) -> None:
    (press,) = tell(works, "avis", PRESS).new
    tell(works, "forskning", RECORD, at=NOON + HOUR)
    works.sources.apply([a_teller("forskning", via="oai")], NOON)
    assert len(the(works, press).places) == 2
    tell(works, "forskning", replace(RECORD, title="Job først"), at=NOON + timedelta(days=1))
    assert the(works, press).title == "Job først"


def test_what_a_source_claimed_first_goes_when_it_is_taken_out(works: Store) -> None:
    claim = replace(RECORD, guid="x", title="KØB PILLER", link="https://avis.example.dk/piller")
    (claimed,) = tell(works, "avis", replace(claim, form=None)).new
    tell(works, "star", replace(RECORD, guid="1", link=PAGE), at=NOON + HOUR)
    assert the(works, claimed).title == "KØB PILLER"
    index = Following(works, "index")
    index.follow()
    works.sources.apply([a_teller("star")], NOON + HOUR)
    assert (the(works, claimed).title, the(works, claimed).url) == (RECORD.title, PAGE)
    assert index.follow() == [claimed]
    works.sources.apply([a_teller("avis"), a_teller("star")], NOON + HOUR)
    assert the(works, claimed).title == "KØB PILLER"


def test_an_open_place_opens_the_work(works: Store) -> None:
    paid = replace(RECORD, link="https://star.example.dk/viden/7", access="subscription")
    (first,) = tell(works, "star", paid).new
    assert the(works, first).access == "subscription"
    tell(works, "forskning", RECORD, at=NOON + HOUR)
    assert (the(works, first).access, the(works, first).url) == ("open", RECORD.link)


def test_links_are_those_of_all_places(works: Store) -> None:
    (first,) = tell(works, "avis", replace(PRESS, links=(Link("https://a.example/1"),))).new
    tell(works, "forskning", replace(RECORD, links=(Link("https://a.example/2"),)))
    assert {link.url for link in works.links.of(first)} == {
        "https://a.example/1",
        "https://a.example/2",
    }


def test_every_source_that_tells_of_a_work_lists_it(works: Store) -> None:
    (first,) = tell(works, "avis", PRESS).new
    tell(works, "forskning", RECORD, at=NOON + HOUR)
    show(works, first)
    for source in ("avis", "forskning"):
        assert [item.id for item in works.items.newest(9, source=source)] == [first]
        assert works.items.count(source=source) == 1
    assert works.items.newest(9, source="star") == ()


def test_three_become_one_and_three_again(works: Store) -> None:
    names = ("avis", "star", "forskning")
    drafts = {n: Draft(f"Titel hos {n}", n, f"https://{n}.example.dk/viden/1") for n in names}
    ids = [tell(works, n, drafts[n], at=NOON + at * HOUR).new[0] for at, n in enumerate(names)]
    assert works.works.same(ids[1], ids[2], NOON) == ids[1]
    assert works.works.same(ids[0], ids[1], NOON) == ids[0]
    assert [works.items.find(item) for item in ids[1:]] == [Moved(ids[0])] * 2
    parted = [works.works.split(ids[0], place, NOON) for place in the(works, ids[0]).places[1:]]
    assert parted == ids[1:]
    assert [the(works, item).title for item in ids] == [drafts[n].title for n in names]
    assert set(works.works.apart(ids[0])) == set(parted)

"""What is one work, and what is not: pairs of real records, read through our readers.

Where the corpus has no natural pair, one is derived of a real record as other sites write it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hub.model import Draft, Enclosure, Person, SourceKind, When
from hub.store import Store, open_store
from hub.store.types import indexable
from hub.visiting import NewReading, ReadingTask, SourceState, Visit
from indexer.answer import Answer
from indexer.extract import read_target
from indexer.identity import ambiguous, entry_key, known_by
from indexer.readers import read_listing
from tests.conftest import corpus_or_skip
from tests.storing import HOUR, NOON
from tests.telling import a_teller, all_of, tell, the

pytestmark = pytest.mark.corpus
ENOUGH = 60
Change = Callable[[Draft], Draft]
Pairs = tuple[SourceKind, Sequence[Draft], Sequence[Draft]]

PODCASTS = {
    "bakspejl": ("dr-bakspejl-2025-02", "dr-bakspejl-2026-03"),
    "hvem-er": ("dr-hvem-er-2025-02", "dr-hvem-er-2026-03"),
    "prompt": ("dr-prompt-2026-03-28-fixed", "dr-prompt-2026-03-29-crlf"),
}
REPOSITORIES = {
    "datacite": "datacite-p1-with-danish-ojs-records",
    "cambridge": "dspace5-cambridge",
    "hacettepe": "dspace-hacettepe-tr-p1",
    "cogprints": "eprints-cogprints",
    "erudit": "erudit-fr",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        yield opened


def read(path: str, kind: SourceKind = "publications", via: str = "feed") -> tuple[Draft, ...]:
    body = (corpus_or_skip() / path).read_bytes()
    answer = Answer("https://kilde.example.dk/feed", body, "application/xml")
    return read_listing(a_teller("kilde", kind, via), answer).drafts


def podcast(name: str) -> tuple[Draft, ...]:
    return read(f"podcasts/{name}.xml", "podcast")


def repository(name: str) -> tuple[Draft, ...]:
    return read(f"oai/{REPOSITORIES[name]}.xml", via="oai")


def in_words_only(draft: Draft) -> Draft:
    """As somebody tells of it who gives neither link nor file nor number."""
    return replace(draft, guid=f"x{draft.title}", link=None, enclosures=(), ids=())


def as_others_link(draft: Draft) -> Draft:
    link = (draft.link or "").replace("https://", "http://").replace("http://www.", "http://")
    return replace(
        draft,
        guid=f"nyt-{draft.title}",
        title=f"Nyt: {draft.title}",
        link=f"{link.replace('://', '://www.', 1)}/?utm_source=nyhedsbrev#top",
        ids=(),
    )


def a_later_version(draft: Draft) -> Draft:
    """A preprint's next version, in another repository."""
    name = next(each for each in draft.ids if each.startswith("doi:"))
    link = f"https://preprints.example.dk/{name[4:]}"
    return replace(draft, guid=f"v2-{name}", ids=(f"{name}/v2",), link=link, date=When("2030"))


def distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """Without what bears the title of another: those pairs are not for sure."""
    titles = [draft.title for draft in drafts]
    return [draft for draft in drafts if titles.count(draft.title) == 1]


def known_in(later: Sequence[Draft], earlier: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """What is in both listings, by the publisher's own guid."""
    by_guid = {draft.guid: draft for draft in earlier}
    both = [draft for draft in later if draft.guid in by_guid]
    return [by_guid[draft.guid] for draft in both], both


def months_later(draft: Draft) -> Draft:
    """A show that comes again: the same words, another time."""
    when = draft.date or When("2024-01-01")
    return replace(in_words_only(draft), date=When(f"{int(when.iso[:4]) + 1}{when.iso[4:]}"))


def by_others(draft: Draft) -> Draft:
    return replace(in_words_only(draft), people=(Person("Zacharias Quist", "author"),))


def next_number(draft: Draft) -> Draft:
    """The next part, on the very page of the one before."""
    return replace(draft, guid=f"x{draft.guid}", title=f"{draft.title}, del 2", ids=())


# --- pairs of two sources ----------------------------------------------------------------------


def shown_later(name: str) -> Pairs:
    earlier, later = PODCASTS[name]
    return "podcast", *known_in(podcast(later), podcast(earlier))


def shown(name: str, change: Change) -> Pairs:
    listed = distinct(podcast(PODCASTS[name][0]))
    return "podcast", listed, list(map(change, listed))


def published(name: str, change: Change) -> Pairs:
    listed = [d for d in repository(name) if d.people and d.date and d.link and len(d.title) > 30]
    if change is a_later_version:
        listed = [draft for draft in listed if draft.ids]
    return "publications", distinct(listed), list(map(change, distinct(listed)))


def neighbours(kind: SourceKind, drafts: Sequence[Draft], change: Change) -> Pairs:
    """Entry after entry of one listing, as if two sources told of them by turns."""
    listed = distinct(drafts)[: len(distinct(drafts)) // 2 * 2]
    return kind, listed[::2], list(map(change, listed[1::2]))


ONE_WORK: dict[str, Callable[[], Pairs]] = {
    "a show 14 months later": lambda: shown_later("bakspejl"),
    "a show that drops old episodes": lambda: shown_later("hvem-er"),
    "a show with other line ends": lambda: shown_later("prompt"),
    "a show told of in words": lambda: shown("prompt", in_words_only),
    "records that others link to": lambda: published("datacite", as_others_link),
    "preprints and their next version": lambda: published("datacite", a_later_version),
    "records told of in words": lambda: published("cambridge", in_words_only),
    "Turkish records told of in words": lambda: published("hacettepe", in_words_only),
}
TWO_WORKS: dict[str, Callable[[], Pairs]] = {
    "parts of serials": lambda: neighbours("podcast", podcast("dr-genstart-dox-2026-03"), same),
    "episodes": lambda: neighbours("podcast", podcast("dr-hvem-er-2025-02"), same),
    "episodes by number alone": lambda: neighbours(
        "podcast", podcast("no-agenda-pc20"), in_words_only
    ),
    "Danish and other journals": lambda: neighbours("publications", repository("datacite"), same),
    "reviews in one journal": lambda: neighbours(
        "publications", repository("erudit"), in_words_only
    ),
    "a show a year later": lambda: shown("prompt", months_later),
    "one title, other people": lambda: published("cambridge", by_others),
    "two parts on one page": lambda: published("cogprints", next_number),
}


def same(draft: Draft) -> Draft:
    return draft


def items_of(store: Store, source: str, drafts: Sequence[Draft]) -> list[str]:
    """The item that each of these is counted to."""
    held = {(place.source, place.entry): item.id for item in all_of(store) for place in item.places}
    known = [known_by(draft) for draft in drafts]
    unclear = ambiguous(known)
    return [held[source, indexable(entry_key(entry, unclear))] for entry in known]


def told(store: Store, pairs: Pairs) -> list[tuple[str, str]]:
    kind, ours, theirs = pairs
    store.sources.apply([a_teller("ene", kind), a_teller("anden", kind)], NOON)
    tell(store, "ene", *ours)
    tell(store, "anden", *theirs, at=NOON + HOUR)
    return list(zip(items_of(store, "ene", ours), items_of(store, "anden", theirs), strict=True))


@pytest.mark.parametrize("name", ONE_WORK)
def test_one_work_is_one_item(store: Store, name: str) -> None:
    pairs = ONE_WORK[name]()
    found = told(store, pairs)
    apart = [draft.title for draft, (a, b) in zip(pairs[1], found, strict=True) if a != b]
    assert not apart
    assert len({a for a, _ in found}) == len(found) > 5


@pytest.mark.parametrize("name", TWO_WORKS)
def test_two_works_are_two_items(store: Store, name: str) -> None:
    pairs = TWO_WORKS[name]()
    found = told(store, pairs)
    merged = [draft.title for draft, (a, b) in zip(pairs[1], found, strict=True) if a == b]
    assert not merged
    assert len({item for pair in found for item in pair}) == 2 * len(found) > 20


def test_there_are_enough_pairs_of_either_kind() -> None:
    assert sum(len(make()[1]) for make in ONE_WORK.values()) >= 5 * ENOUGH
    assert sum(len(make()[1]) for make in TWO_WORKS.values()) >= 5 * ENOUGH


# --- one source, time after time ---------------------------------------------------------------


def test_a_renamed_show_keeps_its_episodes(store: Store) -> None:
    earlier, later = (podcast(name) for name in PODCASTS["bakspejl"])
    store.sources.apply([a_teller("bakspejl", "podcast")], NOON)
    assert len(tell(store, "bakspejl", *earlier).new) == 119
    renamed = replace(a_teller("krimi", "podcast"), was=("bakspejl",))
    store.sources.apply([renamed], NOON + HOUR)
    assert len(tell(store, "krimi", *later, at=NOON + HOUR).new) == 26
    assert len(all_of(store)) == 145


def test_a_weblog_at_two_times_has_each_post_once(store: Store) -> None:
    store.sources.apply([a_teller("bau")], NOON)
    links: set[str | None] = set()
    for moment in ("t1", "t2"):
        drafts = read(f"feeds/davidbau-rdf-iso8859-1-{moment}.xml")
        links |= {draft.link for draft in drafts}
        tell(store, "bau", *drafts, at=NOON + HOUR)
    assert len(all_of(store)) == len(links) > 15


def test_a_page_of_ten_courses_and_a_jingle_join_nothing(store: Store) -> None:
    page, jingle = "https://kurser.example.dk/alle-kurser", Enclosure("https://x.example/j.mp3")
    drafts = [replace(d, link=page, enclosures=(jingle,), ids=()) for d in repository("datacite")]
    store.sources.apply([a_teller("ene"), a_teller("anden")], NOON)
    for n, draft in enumerate(drafts):  # of each visit only the newest is listed
        tell(store, ("ene", "anden")[n % 2], draft, at=NOON + n * HOUR)
    assert len(all_of(store)) == len({draft.title for draft in drafts})


def test_what_a_repository_deletes_stays_one_with_what_others_tell(store: Store) -> None:
    records = published("datacite", same)[1][:9]
    oai = a_teller("oai", via="oai")
    store.sources.apply([oai, a_teller("avis")], NOON)
    tell(store, "oai", *records)
    tell(store, "avis", *map(as_others_link, records), at=NOON + HOUR)
    entries = tuple(store.sources.state("oai").seen)
    visit = Visit("oai", NOON + 2 * HOUR, "ok", gone=len(entries))
    store.visits.record(visit, SourceState("oai"), [], gone=entries)
    items = all_of(store)
    assert len(items) == len(records)
    assert {bool(place.gone) for item in items for place in item.places} == {True, False}
    tell(store, "oai", *records, at=NOON + timedelta(days=9))
    assert len(all_of(store)) == len(records)


def test_a_landing_page_its_file_and_its_record_are_one(store: Store) -> None:
    page = "https://link.springer.com/article/10.1007/s11926-017-0626-z"
    body = (corpus_or_skip() / "html/springer-article-citation-meta.html").read_bytes()
    task = ReadingTask(1, "x", "page", page, "text/html")
    brought = read_target(task, Answer(page, body, "text/html"))
    assert brought.told is not None
    names = ("bibliotek", "arkiv", "forlag")
    store.sources.apply([a_teller(name) for name in names], NOON)
    pdf = next(each.url for each in brought.readings if each.what == "pdf")
    tell(store, "bibliotek", Draft("DRESS", "1", pdf))
    tell(store, "arkiv", Draft("A syndrome, recorded", "2", ids=brought.told.ids), at=NOON + HOUR)
    (landing,) = tell(store, "forlag", Draft("10.1007", "3", page), at=NOON + 2 * HOUR).new
    store.readings.queue(landing, NewReading("page", page))
    due = store.readings.claim(99, NOON + 2 * HOUR)
    own = next(each for each in due if (each.item, each.what) == (landing, "page"))
    store.readings.record(own, brought, NOON + 2 * HOUR)
    (item,) = all_of(store)
    assert [place.source for place in item.places] == list(names)
    assert the(store, landing) == item
    assert item.people[0].name == "Marwan H. Adwan"

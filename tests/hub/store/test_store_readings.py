"""The reading queue: each thing is read once, by one worker, and nothing gets lost."""

import pytest

from hub.errors import StoreError
from hub.model import Chapter, Passage, Trouble
from hub.store import Store
from hub.store.readings import CLAIM
from hub.visiting import NewReading, Read
from tests.storing import HOUR, NOON, Following, a_proposal, a_source, record, show

TRANSCRIPT = NewReading("transcript", "https://x.dk/1.vtt", "text/vtt")
CHAPTERS = NewReading("chapters", "https://x.dk/1.json")


def test_a_reading_goes_into_its_item(store: Store) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1", body="Fra feedet"), readings={"1": [TRANSCRIPT]})
    index.follow()
    assert store.readings.count() == 1
    (task,) = store.readings.claim(5, NOON)
    assert (task.item, task.what, task.url, task.type, task.tries) == (
        "id-1",
        "transcript",
        TRANSCRIPT.url,
        "text/vtt",
        0,
    )
    passages = (Passage("Goddag", 0.0, 2.5, speaker="Bo"), Passage("Farvel", page=3, section="Sl"))
    read = Read(passages, (Chapter(1.0, "A"),), "Hele siden", 48, "vtt 1")
    store.readings.record(task, read, NOON + HOUR)
    item = store.items.get("id-1")
    assert item is not None
    assert (item.passages, item.chapters, item.body, item.pages, item.changed) == (
        passages,
        (Chapter(1.0, "A"),),
        "Hele siden",
        48,
        NOON + HOUR,
    )
    assert index.follow() == ["id-1"]
    assert store.readings.count() == 0
    assert store.readings.claim(5, NOON + 99 * HOUR) == ()


def test_only_what_was_read_replaces_what_there_was(store: Store) -> None:
    listed = (Chapter(0.0, "Listet"),)
    entry = a_proposal("1", body="Fra feedet", chapters=listed)
    record(store, entry, readings={"1": [TRANSCRIPT]})
    (task,) = store.readings.claim(1, NOON)
    store.readings.record(task, Read(passages=(Passage("Hej"),)), NOON)
    item = store.items.get("id-1")
    assert item is not None
    assert (item.body, item.chapters, item.passages) == ("Fra feedet", listed, (Passage("Hej"),))


def test_what_was_read_outlives_a_change_in_the_listing(store: Store) -> None:
    record(store, a_proposal("1", body="Kort"), readings={"1": [TRANSCRIPT]})
    (task,) = store.readings.claim(1, NOON)
    read = Read((Passage("Hej"),), (Chapter(1.0, "Læst"),), "Hele siden", 3)
    store.readings.record(task, read, NOON)
    record(store, a_proposal("1", title="Rettet", body="Rettet"), readings={"1": [TRANSCRIPT]})
    item = store.items.get("id-1")
    assert item is not None
    assert (item.title, item.body, item.pages) == ("Rettet", "Hele siden", 3)
    assert (item.passages, item.chapters) == ((Passage("Hej"),), (Chapter(1.0, "Læst"),))
    assert store.readings.count() == 0


def test_nobody_gets_what_another_has_claimed(store: Store) -> None:
    record(store, a_proposal("1"), readings={"1": [TRANSCRIPT, CHAPTERS]})
    first = store.readings.claim(1, NOON)
    second = store.readings.claim(9, NOON)
    assert [task.what for task in (*first, *second)] == ["transcript", "chapters"]
    assert store.readings.claim(9, NOON) == ()
    assert store.readings.count() == 2
    late = store.readings.claim(9, NOON + CLAIM)
    assert [task.tries for task in late] == [1, 1]


def test_what_a_killed_worker_had_is_given_to_another(store: Store) -> None:
    record(store, a_proposal("1"), readings={"1": [TRANSCRIPT, CHAPTERS]})
    store.readings.claim(1, NOON, "killed")
    store.readings.claim(1, NOON, "alive")
    assert store.leases.owners() == ("alive", "killed")
    assert store.leases.release(["killed"]) == 1
    given = store.readings.claim(9, NOON, "other")
    assert [(task.what, task.tries) for task in given] == [("transcript", 1)]
    assert store.leases.owners() == ("alive", "other")


def test_what_failed_is_tried_again_when_it_is_time(store: Store) -> None:
    record(store, a_proposal("1"), readings={"1": [TRANSCRIPT]})
    (task,) = store.readings.claim(1, NOON, "worker")
    store.readings.failed(task, Trouble("timeout", (("host", "x"),)), NOON + HOUR)
    assert store.leases.owners() == ()
    assert store.readings.claim(1, NOON) == ()
    (again,) = store.readings.claim(1, NOON + HOUR)
    assert again.tries == 1
    store.readings.failed(again, Trouble("not-found"), None)
    assert store.readings.claim(1, NOON + 999 * HOUR) == ()
    assert store.readings.count() == 0
    store.readings.queue("id-1", TRANSCRIPT)
    assert store.readings.count() == 0


def test_a_new_address_is_read_and_the_old_one_dropped(store: Store) -> None:
    record(store, a_proposal("1"), readings={"1": [TRANSCRIPT]})
    (old,) = store.readings.claim(1, NOON)
    store.readings.queue("id-1", NewReading("transcript", "https://x.dk/2.vtt"))
    store.readings.record(old, Read(passages=(Passage("Gammel"),)), NOON)
    store.readings.failed(old, Trouble("timeout"), None)
    item = store.items.get("id-1")
    assert item is not None
    assert item.passages == ()
    (new,) = store.readings.claim(1, NOON)
    assert new.url == "https://x.dk/2.vtt"


def test_a_reading_of_an_item_since_removed_is_dropped(store: Store) -> None:
    record(store, a_proposal("1"), readings={"1": [TRANSCRIPT]})
    (task,) = store.readings.claim(1, NOON)
    store.items.remove("id-1", "ønsket fjernet", NOON)
    Following(store, "index").follow()
    store.readings.record(task, Read(passages=(Passage("Hej"),), body="Hej"), NOON)
    store.readings.queue("id-1", TRANSCRIPT)
    assert (store.readings.count(), store.pending.count("index")) == (0, 0)
    assert store.items.get("id-1") is None


def test_what_is_fresh_is_read_before_what_has_failed(store: Store) -> None:
    record(store, a_proposal("1"), readings={"1": [TRANSCRIPT]})
    (task,) = store.readings.claim(1, NOON)
    store.readings.failed(task, Trouble("timeout"), NOON)
    record(store, a_proposal("2"), readings={"2": [CHAPTERS]})
    assert [task.item for task in store.readings.claim(9, NOON)] == ["id-2", "id-1"]


def test_a_reading_may_belong_to_an_entry_of_a_known_item(store: Store) -> None:
    record(store, a_proposal("1", "kilde\0link:a"))
    record(store, a_proposal("2", "kilde\0link:a"), readings={"2": [CHAPTERS]})
    assert [task.item for task in store.readings.claim(9, NOON)] == ["id-1"]


def test_what_brings_nothing_is_read_from_its_next_address(store: Store) -> None:
    others = (("https://x.dk/1.srt", "application/x-subrip"), ("https://x.dk/1.txt", "text/plain"))
    wanted = NewReading("transcript", "https://x.dk/1.vtt", "text/vtt", others)
    record(store, a_proposal("1"), readings={"1": [wanted]})
    (first,) = store.readings.claim(1, NOON)
    assert first.instead == others
    store.readings.failed(first, Trouble("no-text"), None)
    (second,) = store.readings.claim(1, NOON)
    assert (second.url, second.type, second.tries) == (*others[0], 0)
    assert second.instead == others[1:]
    store.readings.failed(second, Trouble("timeout"), NOON + HOUR)
    assert store.readings.claim(1, NOON) == ()
    (again,) = store.readings.claim(1, NOON + HOUR)
    assert again.url == second.url
    store.readings.record(again, Read(passages=(Passage("Hej"),)), NOON)
    store.readings.queue("id-1", wanted)
    assert store.readings.count() == 0


def test_the_last_address_is_given_up(store: Store) -> None:
    wanted = NewReading("transcript", "https://x.dk/1.vtt", "", (("https://x.dk/1.srt", ""),))
    record(store, a_proposal("1"), readings={"1": [wanted]})
    for _ in range(2):
        (task,) = store.readings.claim(1, NOON)
        store.readings.failed(task, Trouble("no-text"), None)
    assert store.readings.count() == 0


def test_what_a_reading_names_is_read_next_and_itself_never_again(store: Store) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1"), readings={"1": [NewReading("page", "https://x.dk/1")]})
    (page,) = store.readings.claim(1, NOON)
    named = (NewReading("pdf", "https://x.dk/1.pdf"), NewReading("page", "https://x.dk/2"))
    store.readings.record(page, Read(body="Siden", readings=named), NOON)
    (pdf,) = store.readings.claim(9, NOON)
    assert (pdf.what, pdf.url) == ("pdf", "https://x.dk/1.pdf")
    note = Trouble("pdf-no-text")
    store.readings.record(pdf, Read(passages=(), pages=3, note=note), NOON)
    item = store.items.get("id-1")
    assert item is not None
    assert (item.body, item.pages, item.passages) == ("Siden", 3, ())
    assert index.follow() == ["id-1"]


def test_what_a_person_puts_in_stays(store: Store) -> None:
    index = Following(store, "index")
    record(store, a_proposal("1"), readings={"1": [TRANSCRIPT]})
    index.follow()
    (under_way,) = store.readings.claim(1, NOON)
    store.readings.put("id-1", "transcript", Read(passages=(Passage("I hånden"),)), NOON + HOUR)
    store.readings.record(under_way, Read(passages=(Passage("Hentet"),)), NOON + HOUR)
    store.readings.failed(under_way, Trouble("timeout"), NOON)
    store.readings.queue("id-1", NewReading("transcript", "https://x.dk/9.vtt"))
    assert store.readings.count() == 0
    item = store.items.get("id-1")
    assert item is not None
    assert (item.passages, item.changed) == ((Passage("I hånden"),), NOON + HOUR)
    assert index.follow() == ["id-1"]
    store.readings.put("id-1", "transcript", Read(passages=(Passage("Igen"),)), NOON + HOUR)
    assert [p.text for p in store.items.many(["id-1"])["id-1"].passages] == ["Igen"]


def test_nothing_can_be_put_into_what_is_not_there(store: Store) -> None:
    with pytest.raises(StoreError, match="no item"):
        store.readings.put("intet", "transcript", Read(passages=()), NOON)


def test_what_the_field_keeps_out_is_not_read(store: Store) -> None:
    """Unless its source says no more than its title: then its page decides."""
    store.sources.apply([a_source("bred", only_field=True), a_source()], NOON)
    page = NewReading("page", "https://x.dk/side", "text/html")
    told = [a_proposal("a", summary="Om fisk"), a_proposal("b", summary="Om job"), a_proposal("c")]
    record(store, *told, source="bred", readings={each.entry: [page] for each in told})
    show(store, "id-b")
    assert {task.item for task in store.readings.claim(9, NOON)} == {"id-b", "id-c"}
    assert store.readings.count() == 2
    show(store, "id-a")
    assert store.readings.count() == 3

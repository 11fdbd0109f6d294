"""Items as lists that are taken along need them: in order, without their texts' parts."""

from dataclasses import replace

from hub.model import Assignment, Evidence, Person, Transcript, Trouble
from hub.store import Store
from hub.visiting import NewReading
from tests.storing import NOON, a_proposal, a_source, record, show


def _fill(store: Store) -> None:
    store.sources.apply([a_source()], NOON)
    record(store, *(a_proposal(key) for key in ("one", "two", "three")))
    show(store, "id-one", "id-two")


def test_visible_items_come_in_the_order_asked_for(store: Store) -> None:
    _fill(store)
    listed = store.items.listed(["id-two", "id-three", "id-gone", "id-one", "id-two"])
    assert [item.id for item in listed] == ["id-two", "id-one"]
    assert store.items.listed([]) == ()


def test_addresses_of_transcripts_are_the_publishers(store: Store) -> None:
    _fill(store)
    store.readings.queue("id-one", NewReading("transcript", "https://a.org/1.vtt", "text/vtt"))
    store.readings.queue("id-two", NewReading("page", "https://a.org/2"))
    found = store.readings.transcripts(["id-one", "id-two"])
    assert found == {"id-one": Transcript("https://a.org/1.vtt", "text/vtt")}
    assert store.readings.transcripts([]) == {}


def test_what_can_not_be_read_is_no_transcript(store: Store) -> None:
    _fill(store)
    store.readings.queue("id-one", NewReading("transcript", "https://a.org/1.vtt"))
    (task,) = store.readings.claim(1, NOON)
    store.readings.failed(task, Trouble("empty"), None)
    assert store.readings.transcripts(["id-one"]) == {}


def test_what_a_search_shows_has_its_texts_and_no_more(store: Store) -> None:
    store.sources.apply([a_source()], NOON)
    record(store, a_proposal("one", people=(Person("Anne Holm", "host"),)))
    evidence = (Evidence("title", "ips"),)
    store.themes.assign("id-one", [Assignment("ips", "about", evidence)], visible=True)
    whole, found = (get(["id-one"])["id-one"] for get in (store.items.many, store.items.found))
    assert (len(whole.people), len(whole.places)) == (1, 1)
    assert whole.themes[0].evidence == evidence
    assert found.themes == (Assignment("ips", "about"),)
    assert found == replace(whole, people=(), places=(), themes=found.themes)
    assert store.items.found(["id-gone"]) == {}

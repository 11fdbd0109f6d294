"""What entries are known by: the same thing written twice is one, different things never are."""

import pytest

from hub.addresses import canonical
from hub.model import Draft, Enclosure, Localised, Source, When
from indexer import identity
from indexer.identity import item_id, known_by

NONE: frozenset[str] = frozenset()
SOURCE = Source("dr", Localised((("", "DR"),)), "podcast", "feed", "https://dr.dk/feed")


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://WWW.Star.DK:443/a#b", "https://www.star.dk/a"),
        ("HTTP://star.dk", "http://star.dk/"),
        ("http://star.dk.:8080/", "http://star.dk:8080/"),
        ("https://x.dk/a?utm_source=n&id=7&fbclid=z&mc_eid=1&b=", "https://x.dk/a?id=7&b="),
        ("https://x.dk/a?b=2&a=1", "https://x.dk/a?b=2&a=1"),
        ("https://navn:kode@x.dk/", "https://x.dk/"),
        ("https://[::1]:80/a", "https://[::1]:80/a"),
        (" urn:nbn:dk:1 ", "urn:nbn:dk:1"),
        ("https://x.dk:port/", "https://x.dk:port/"),
        ("http://[", "http://["),
    ],
)
def test_canonical(url: str, same: str) -> None:
    assert canonical(url) == same
    assert canonical(same) == same


def ambiguous(drafts: list[Draft]) -> frozenset[str]:
    return identity.ambiguous(map(known_by, drafts))


def entry_key(draft: Draft, unclear: frozenset[str] = NONE) -> str:
    return identity.entry_key(known_by(draft), unclear)


def keys(source: Source, draft: Draft, unclear: frozenset[str] = NONE) -> tuple[str, ...]:
    return identity.keys(source, known_by(draft), unclear)


AUDIO = (Enclosure("https://x.dk/1.mp3?utm_medium=rss"),)


def test_the_surest_mark_is_the_entry() -> None:
    whole = Draft("Titel", guid=" a  b ", link="https://x.dk/1#top", enclosures=AUDIO)
    assert entry_key(whole) == "guid:a b"
    assert entry_key(Draft("Titel", link=whole.link, enclosures=AUDIO)) == "link:https://x.dk/1"
    assert entry_key(Draft("Titel", enclosures=AUDIO)) == "audio:https://x.dk/1.mp3"
    words = [Draft("Titel", date=When("2024")), Draft("Titel", date=When("2025")), Draft("Titel")]
    assert len({entry_key(draft) for draft in words}) == 3
    assert all(entry_key(draft).startswith("text:") for draft in words)


def test_keys_are_scoped_by_every_name_the_source_has_had() -> None:
    renamed = Source("ny", SOURCE.title, "podcast", "feed", SOURCE.url, was=("gammel",))
    draft = Draft("Titel", guid="1", link="https://x.dk/1")
    assert keys(renamed, draft) == (
        "ny\0guid:1",
        "ny\0link:https://x.dk/1",
        "gammel\0guid:1",
        "gammel\0link:https://x.dk/1",
        "link:x.dk/1",
    )
    assert keys(SOURCE, Draft("Kun titel")) == (f"dr\0{entry_key(Draft('Kun titel'))}",)


def test_what_several_entries_share_tells_none_of_them_apart() -> None:
    home = "https://x.dk/"
    drafts = [
        Draft("A", guid="1", link=home, enclosures=AUDIO),
        Draft("B", guid="2", link=home, enclosures=AUDIO),
        Draft("C", guid="3", link="https://x.dk/c"),
    ]
    unclear = ambiguous(drafts)
    assert unclear == {f"link:{home}", "audio:https://x.dk/1.mp3", "audio:x.dk/1.mp3"}
    assert keys(SOURCE, drafts[0], unclear) == ("dr\0guid:1",)
    assert keys(SOURCE, drafts[2], unclear)[1:] == ("dr\0link:https://x.dk/c", "link:x.dk/c")


def test_a_link_that_everybody_has_is_no_entry() -> None:
    drafts = [Draft(title, link="https://x.dk/kurser") for title in ("Kursus A", "Kursus B")]
    unclear = ambiguous(drafts)
    assert len({entry_key(draft, unclear) for draft in drafts}) == 2
    assert not any("link:" in key for draft in drafts for key in keys(SOURCE, draft, unclear))


def test_an_entry_listed_twice_keeps_its_marks() -> None:
    draft = Draft("A", guid="1", link="https://x.dk/a")
    assert ambiguous([draft, draft]) == frozenset()


def test_ids_are_short_and_steady() -> None:
    assert item_id("dr", "guid:1") == "yifh5goxgrhy"
    assert item_id("dr", "guid:2") != item_id("dr", "guid:1") != item_id("tv2", "guid:1")

"""An item's page: the original first, the moment, what may be shown, where ids lead."""

import sqlite3
from pathlib import Path

import pytest

from hub.model import Chapter, Draft, Enclosure, Passage, Trouble, When
from hub.store import Store
from hub.visiting import NewReading, Read
from tests.web.collection import NOW, item_id, record
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor, faults_of

EPISODE = f"/items/{item_id('samtalen', 0)}/troen-paa-borgeren-hvad-er-det-der-virker"


async def test_the_original_comes_first(visitor: Visitor) -> None:
    seen = await visitor.page(EPISODE)
    assert seen.texts("//main//a")[0] == "Hør hos Radio Fjord"
    assert seen.all("//main//a/@href")[0] == "https://podcast.example.org/afsnit/12"
    english = await visitor.page("/en" + EPISODE)
    assert english.texts("//main//a")[0] == "Listen at Radio Fjord"
    moved = await visitor.get(f"/items/{item_id('rapporter', 0)}")
    report = await visitor.page(moved.headers["location"])
    assert report.texts("//main//a")[0] == "Læs rapporten (PDF)"


async def test_facts(visitor: Visitor) -> None:
    seen = await visitor.page(EPISODE)
    assert seen.text("//header[@class='item-head']//p[@class='meta']") == (
        "Radio Fjord 17. februar 2026 42 min."
    )
    assert "Sæson 2, episode 12" in seen.text()
    assert seen.texts("//dl//dd") == [
        "Karen Holm, gæst", "Mads Bjerre, vært", "Samtalen", "17. februar 2026", "dansk",
        "hele lyden som tekst",
    ]  # fmt: skip
    english = await visitor.page("/en" + EPISODE)
    assert english.texts("//dl//dd")[3:] == [
        "17 February 2026",
        "Danish",
        "everything said, as text",
    ]
    assert english.all("//h1/@lang") == ["da"]


async def test_what_is_written_has_authors(visitor: Visitor) -> None:
    words = "//dl/dt[1]"
    assert (await visitor.page(EPISODE)).text(words) == "Medvirkende"
    moved = await visitor.get(f"/items/{item_id('rapporter', 0)}")
    report = await visitor.page(moved.headers["location"])
    assert report.text(words) == "Forfattere"
    assert report.texts("//dl//dd")[:2] == ["Astrid Lund", "Ø. Ågård"]


async def test_themes_say_why(visitor: Visitor) -> None:
    seen = await visitor.page(EPISODE)
    assert seen.texts("//ul[@class='reasons']/li") == [
        "Handler om Troen på borgerens jobchance Troen på borgeren i titlen, 3 gange i teksten",
        "Nævner Unge uden job og uddannelse unge i teksten",
    ]


async def test_summary_is_in_paragraphs(visitor: Visitor) -> None:
    seen = await visitor.page(EPISODE)
    assert len(seen.texts("//section[@aria-labelledby='resume']/p")) == 2


async def test_sound_waits_for_somebody_to_press_play(visitor: Visitor) -> None:
    seen = await visitor.page(EPISODE)
    (audio,) = seen.tree.xpath("//audio")
    assert (audio.get("src"), audio.get("preload")) == ("https://lyd.example.org/12.mp3", "none")
    assert audio.get("controls") is not None
    assert seen.all("//details[@class='transcript']/@open") == []


async def test_a_moment_stands_ready(visitor: Visitor) -> None:
    seen = await visitor.page(EPISODE + "?t=751")
    assert seen.all("//audio/@src") == ["https://lyd.example.org/12.mp3#t=751"]
    assert seen.by_class("ready") == ["Klar til at spille fra 12:31"]
    (passage,) = seen.tree.xpath("//*[@id='t=751']")
    assert passage.get("class") == "marked"
    assert "Det er noget, man gør" in passage.text_content()
    assert len(seen.tree.find_class("marked")) == 1
    assert seen.tree.xpath("//details[@class='transcript']/@open")
    assert faults_of(seen) == []


@pytest.mark.parametrize(("asked", "time"), [("0", "0:00"), ("770", "12:31"), ("99999", "13:10")])
async def test_a_second_within_a_passage_marks_it(visitor: Visitor, asked: str, time: str) -> None:
    seen = await visitor.page(f"{EPISODE}?t={asked}")
    (passage,) = seen.tree.xpath(f"//*[@id='t={asked}']")
    assert time in passage.text_content()
    assert faults_of(seen) == []


@pytest.mark.parametrize("asked", ["", "-1", "x", "1e9", "９", "12:31", "9999999999"])
async def test_a_second_that_makes_no_sense_is_left_out(visitor: Visitor, asked: str) -> None:
    seen = await visitor.page(f"{EPISODE}?t={asked}")
    assert seen.status == 200
    assert seen.all("//audio/@src") == ["https://lyd.example.org/12.mp3"]


async def test_without_a_transcript_the_chapter_then_the_player_is_the_target(
    visitor: Visitor, store: Store
) -> None:
    sound = (Enclosure("https://lyd.example.org/x.mp3#old", "audio/mpeg"),)
    chapters = (Chapter(0, "Først"), Chapter(60, "Så"))
    with_chapters, bare = record(
        store, "samtalen", Draft("Kapitler", enclosures=sound, chapters=chapters),
        Draft("Bar", enclosures=sound),
    )  # fmt: skip
    seen = await visitor.page(f"/items/{with_chapters}/kapitler?t=75")
    assert seen.tree.xpath("//*[@id='t=75']")[0].text_content().split() == ["1:00", "Så"]
    seen = await visitor.page(f"/items/{bare}/bar?t=75")
    assert seen.tree.xpath("//*[@id='t=75']")[0].get("class") == "player"
    assert seen.all("//audio/@src") == ["https://lyd.example.org/x.mp3#t=75"]


async def test_passages_that_begin_in_one_second_have_one_id(
    visitor: Visitor, store: Store
) -> None:
    (item,) = record(store, "samtalen", Draft("Hurtigt"))
    store.readings.queue(item, NewReading("transcript", "https://lyd.example.org/h.vtt"))
    (task,) = store.readings.claim(1, NOW)
    passages = tuple(Passage(f"Ord {n}", start=5 + n / 4) for n in range(8))
    store.readings.record(task, Read(passages=passages), NOW)
    seen = await visitor.page(f"/items/{item}/hurtigt?t=5")
    assert faults_of(seen) == []
    assert len(seen.texts("//ol[@class='passages']/li")) == 8


async def test_what_a_source_lets_us_show(visitor: Visitor) -> None:
    link = await visitor.page(
        f"/items/{item_id('links', 0)}/what-works-individual-placement-and-support-in-ten-countries"
    )
    assert link.status == 200
    assert "Secret" not in link.response.text
    assert link.texts("//main//a")[0] == "Læs rapporten hos Kun links"
    whole = await visitor.page(f"/items/{item_id('aabent', 0)}/haandbog-i-den-gode-samtale")
    assert "Første kapitel handler om at lytte." in whole.text()
    assert "ca. 2 min. læsning" in whole.text()


async def test_excerpt_keeps_the_whole_text_to_itself(visitor: Visitor, store: Store) -> None:
    body = "Hele brevet står her. " * 100
    (item,) = record(store, "nyt", Draft("Brev", summary="Kort.", body=body))
    seen = await visitor.page(f"/items/{item}/brev")
    assert "Kort." in seen.text()
    assert "Hele brevet" not in seen.response.text


async def test_the_id_decides_and_the_slug_is_put_right(visitor: Visitor) -> None:
    for path in (f"/items/{item_id('samtalen', 0)}", f"/items/{item_id('samtalen', 0)}/forkert"):
        response = await visitor.get(path + "?t=751")
        assert response.status_code == 301
        assert response.headers["location"] == EPISODE + "?t=751#t=751"
    english = await visitor.get(f"/en/items/{item_id('samtalen', 0)}")
    assert english.headers["location"] == "/en" + EPISODE


async def test_an_item_that_moved(visitor: Visitor, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(
            "INSERT INTO moved (id, item) VALUES (?, ?)", ("abcdefghijkl", item_id("samtalen", 0))
        )
    connection.close()
    response = await visitor.get("/items/abcdefghijkl/gammel?t=751")
    assert (response.status_code, response.headers["location"]) == (301, EPISODE + "?t=751#t=751")


async def test_an_item_that_was_removed(visitor: Visitor, store: Store) -> None:
    store.items.remove(item_id("samtalen", 0), "Forfatteren bad om det.", NOW)
    seen = await visitor.page(EPISODE)
    assert (seen.status, faults_of(seen)) == (410, [])
    assert "fjernet 2. marts 2026" in seen.text()
    assert "Forfatteren bad om det." in seen.text()
    assert seen.all("//input[@type='search']/@value") == [
        "Troen på borgeren – hvad er det, der virker?"
    ]


async def test_an_item_that_is_kept_out_is_not_there(visitor: Visitor, store: Store) -> None:
    store.themes.assign(item_id("samtalen", 0), (), visible=False)
    assert (await visitor.page(EPISODE)).status == 404


async def test_bare_items(visitor: Visitor) -> None:
    bare = await visitor.page(f"/items/{item_id('rapporter', 2)}")
    assert (bare.status, faults_of(bare)) == (200, [])
    assert bare.text("//h1") == "Udgivelse uden titel"
    assert "Uden dato" in bare.text()
    assert "javascript" not in bare.response.text
    assert not bare.has_class("button")


@pytest.mark.parametrize(
    ("iso", "danish", "english"),
    [
        ("2024", "2024", "2024"),
        ("2024-03", "marts 2024", "March 2024"),
        ("2024-03-05", "5. marts 2024", "5 March 2024"),
        ("2024-03-05T23:30:00+00:00", "6. marts 2024", "6 March 2024"),
    ],
)
async def test_dates_are_as_precise_as_known(
    visitor: Visitor, store: Store, iso: str, danish: str, english: str
) -> None:
    (item,) = record(store, "nyt", Draft("Dato", date=When(iso)))
    seen = await visitor.page(f"/items/{item}/dato")
    assert seen.texts("//header[@class='item-head']//time") == [danish]
    seen = await visitor.page(f"/en/items/{item}/dato")
    assert seen.texts("//header[@class='item-head']//time") == [english]


async def test_what_is_past_its_last_day_says_so(visitor: Visitor, store: Store) -> None:
    over = Draft("Pulje til brobygning", form="grant", expires=When("2020-09-30"))
    coming = Draft("Pulje til mentorer", form="grant", expires=When("2999-09-30"))
    first, second = record(store, "rapporter", over, coming)
    address = f"/items/{first}/pulje-til-brobygning"
    seen = await visitor.page(address)
    assert seen.texts("//header//span[@class='ended']") == ["udløbet"]
    assert seen.texts("//dd[@class='last-day']") == ["30. september 2020"]
    assert (await visitor.page("/en" + address)).texts("//span[@class='ended']") == ["closed"]
    other = await visitor.page(f"/items/{second}/pulje-til-mentorer")
    assert other.texts("//header//span[@class='ended']") == []
    for listed in ("/sources/rapporter", "/search?q=pulje"):
        cards = await visitor.page(listed)
        assert cards.texts("//li[@class='card'][contains(., 'brobygning')]//span[@class='ended']")
        assert not cards.texts("//li[@class='card'][contains(., 'mentorer')]//span[@class='ended']")


async def test_a_note_on_what_was_read_is_shown(visitor: Visitor, store: Store) -> None:
    (item,) = record(store, "rapporter", Draft("Rapport", link="https://x.dk/r.pdf"))
    store.readings.queue(item, NewReading("pdf", "https://x.dk/r.pdf"))
    (task,) = store.readings.claim(9, NOW)
    store.readings.record(task, Read(passages=(), note=Trouble("pdf-no-text")), NOW)
    seen = await visitor.page(f"/items/{item}/rapport")
    assert seen.texts("//dd[@class='note']") == [
        "PDF’en består kun af billeder, så der er ingen tekst at søge i."
    ]


async def test_items_on_the_same_subject(visitor: Visitor, searcher: PlainSearcher) -> None:
    address = f"/items/{item_id('samtalen', 1)}/job-foerst-et-besoeg-hos-et-ips-team"
    seen = await visitor.page(address)
    assert faults_of(seen) == []
    assert seen.texts("//section[@class='similar']/h2") == ["Ligner det her"]
    assert seen.texts("//section[@class='similar']//h3") == [
        "Episode: Troen på borgeren – hvad er det, der virker?"
    ]
    assert not seen.has_class("because")
    searcher.broken = True
    without = await visitor.page(address)
    assert (without.status, faults_of(without)) == (200, [])
    assert not without.has_class("similar")

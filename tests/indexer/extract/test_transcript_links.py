"""Transcripts that stand on an episode's own page, or that it points at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.model import Draft, Enclosure, Localised, Source, Transcript
from hub.visiting import NewReading, ReadingTask
from indexer.answer import Answer
from indexer.extract import read_target, wanted
from indexer.extract.transcript import read_transcript
from indexer.extract.transcript_links import transcript_links

BASE = "https://show.example.org/afsnit/12"
SAID = "<p>Troen på borgeren er noget, man gør, og ikke noget, man har. </p>" * 8
DANISH = f"""<html><body><nav><a href="/udskrifter">Udskrifter</a><a href="/u">Udskrift</a></nav>
<h1>Om IPS</h1><p>Et afsnit om at tro på nogen.</p><a href="javascript:print()">Udskriv</a>
<a href="/12/print">Udskriv siden</a><a href="/12/tekst.html">Læs afsnittet som tekst</a>
<a href="/12/udskrift.pdf">Udskrift (PDF)</a><h2>Udskrift</h2>{SAID}<h2>Læs også</h2>
<p>Et helt andet afsnit.</p></body></html>"""
SWEDISH = f"""<html><body><h1>Avsnitt 12</h1><p>Om arbete.</p>
<div class="box"><h3>Transkribering</h3></div><div><div>{SAID}</div></div>
<div><h3>Fler avsnitt</h3><p>Ett annat.</p></div></body></html>"""
ENGLISH = f"""<html><head><link rel="alternate" type="text/vtt" href="/12.vtt"></head><body>
<video><track kind="captions" srclang="en" src="/12-en.vtt"><track kind="metadata" src="/m.vtt">
</video><h1>Episode 12</h1><a href="#transcript">Transcript</a><a href="12.srt">Download</a>
<a href="https://other.example.com/t/12">Read the full transcript</a>
<div id="transcript"><p>About work.</p>{SAID}</div><p>Sponsors.</p></body></html>"""


def addresses(page: str) -> list[str]:
    return [found.url for found in transcript_links(page, BASE)]


def test_danish() -> None:
    assert addresses(DANISH) == ["https://show.example.org/12/tekst.html", BASE]
    passages = read_transcript(Answer(BASE, DANISH.encode(), "text/html"), "text/html", BASE)
    text = "\n".join(passage.text for passage in passages)
    assert text.count("Troen på borgeren") == 8
    assert "andet afsnit" not in text
    assert "Et afsnit om" not in text


def test_swedish() -> None:
    assert transcript_links(SWEDISH, BASE) == (Transcript(BASE, "text/html"),)
    passages = read_transcript(Answer(BASE, SWEDISH.encode(), "text/html"), "text/html", BASE)
    assert all("Troen" in passage.text for passage in passages)
    assert "Ett annat" not in passages[-1].text


def test_english() -> None:
    assert transcript_links(ENGLISH, BASE) == (
        Transcript("https://show.example.org/12-en.vtt", "text/vtt", "en"),
        Transcript("https://show.example.org/12.vtt", "text/vtt"),
        Transcript("https://show.example.org/afsnit/12.srt", ""),
        Transcript("https://other.example.com/t/12", "text/html"),
        Transcript(BASE, "text/html"),
    )
    passages = read_transcript(Answer(BASE, ENGLISH.encode(), "text/html"), "text/html", BASE)
    assert passages[0].text.startswith("About work.")
    assert "Sponsors" not in passages[-1].text


@pytest.mark.parametrize(
    "page",
    [
        "<h2>Udskrift</h2><p>Kommer snart.</p>",
        f"<h2>Om udskrivning af dagpenge og alt det andet, vi taler om</h2>{SAID}",
        f"<div class='has-transcript no-transcript'>{SAID}</div>",
        '<a href="/t">Transcripts</a><a href="/u">Udskriftsvenlig</a>',
        '<a href="javascript:alert(1)">Transcript</a><a href="mailto:a@b.dk">Udskrift</a>',
        '<footer><a href="/t">Transcript</a></footer>',
        '<a href="/12/12.mp3">Transcript</a>',
        "",
        "\x00",
        "<!-- transcript -->",
    ],
)
def test_pages_without_a_transcript(page: str) -> None:
    assert transcript_links(page, BASE) == ()


@pytest.mark.parametrize(
    "part",
    [
        f"<details><summary>Transskription</summary>{SAID}</details>",
        f"<section class='episode-transcript'>{SAID}</section>",
        f"<h4>Fuld udskrift af afsnittet</h4>{SAID}",
        "<h2>Transcript:</h2>" + "Anna: Vi begynder med det, borgeren drømmer om.<br>" * 9,
        "<h2>Transcript</h2>" + "<div>[00:12] Anna: Vi begynder med drømmen.</div>" * 9,
    ],
)
def test_a_part_of_the_page_is_the_transcript(part: str) -> None:
    page = f"<html><body><h1>Afsnit</h1><p>Noget helt andet.</p>{part}</body></html>"
    assert addresses(page) == [BASE]
    passages = read_transcript(Answer(BASE, page.encode(), "text/html"), "text/html", BASE)
    assert not any("helt andet" in passage.text for passage in passages)


def test_an_episodes_page_brings_what_is_to_be_read_next() -> None:
    task = ReadingTask(1, "item", "episode", BASE)
    read = read_target(task, Answer(BASE, ENGLISH.encode(), "text/html"))
    (next_one,) = read.readings
    assert (next_one.what, next_one.url) == ("transcript", "https://show.example.org/12-en.vtt")
    assert next_one.instead[-1] == (BASE, "text/html")
    assert read.passages is None
    assert read_target(task, Answer(BASE, b"<p>Hej</p>", "text/html")).readings == ()


def test_pages_of_episodes_without_a_transcript_are_wanted() -> None:
    title = Localised((("", "X"),))
    podcast = Source("x", title, "podcast", "feed")
    draft = Draft("A", link=BASE, enclosures=(Enclosure("https://x.dk/a.mp3", "audio/mpeg"),))
    assert wanted(draft, podcast) == (NewReading("episode", BASE, "text/html"),)
    assert wanted(draft, podcast, own_page=False) == ()
    assert wanted(draft, Source("x", title, "podcast", "feed", access="login")) == ()
    assert wanted(draft, Source("x", title, "publications", "feed"))[0].what != "episode"
    for link in ("https://show.example.org/", "https://show.example.org/a.mp3", None):
        assert wanted(Draft("A", link=link), podcast) == ()
    named = Draft("A", link=BASE, transcripts=(Transcript("https://x.dk/a.vtt"),))
    assert [reading.what for reading in wanted(named, podcast)] == ["transcript"]


@given(st.text(st.sampled_from("<>/ahp1div transcript=\"'#"), max_size=150))
def test_any_page_gives_links_or_none(page: str) -> None:
    assert all(found.url.startswith("http") for found in transcript_links(page, BASE))

"""Pages whose links are the entries."""

from dataclasses import replace
from pathlib import Path

import pytest

from hub.errors import ReadError
from hub.model import Draft, Localised, Source
from hub.phrases import in_words
from indexer.answer import Answer
from indexer.readers import read_listing

AT = "https://vfc.example/troen-paa-formidling/"
HUB = Source("x", Localised((("", "Troen"),)), "publications", "page", AT, language="da")
HTML = """<html><head><title>Troen på jobbet</title></head><body><nav><a href="/">Forside</a></nav>
<a href="tema1/">Læs mere</a><a href="tema2/"><img src="2.jpg"></a>
<h2><a href="/troen-paa-formidling/tema1/#podcast">Tema 1: Håb</a></h2>
<a href="http://www.vfc.example/troen-paa-formidling/tema3/?utm_source=a">Tema 3</a>
<a href="https://andet.example/troen-paa-formidling/tema4/">Tema 4</a>
<a href="/troen-paa-formidling/">Denne side</a><a>Intet</a><a href="mailto:a@b.dk">Skriv</a>
<a href="https://andet.example/rapporter/a.pdf">Rapporten</a></body></html>"""


def read(*patterns: str, html: str = HTML) -> tuple[Draft, ...]:
    source = replace(HUB, options=(("follow", "\n".join(patterns)),))
    return read_listing(source, Answer(AT, html.encode(), "text/html")).drafts


def test_links_that_fit_in_the_pages_order() -> None:
    drafts = read("/tema*/")
    assert [(draft.title, draft.link, draft.made_up_title) for draft in drafts] == [
        ("Tema 1: Håb", f"{AT}tema1/", False),
        ("Tema2", f"{AT}tema2/", True),
        (
            "Tema 3",
            "http://www.vfc.example/troen-paa-formidling/tema3/?utm_source=a",
            False,
        ),
    ]


def test_another_host_is_followed_only_where_it_is_named() -> None:
    assert [draft.title for draft in read("https://andet.example/rapporter/*")] == ["Rapporten"]
    assert [draft.title for draft in read("/tema1/", "https://andet.example/**/tema4/")] == [
        "Tema 1: Håb",
        "Tema 4",
    ]


def test_the_page_itself_is_no_entry() -> None:
    assert AT not in [draft.link for draft in read("/troen-paa-formidling/")]


def test_none_that_fit_is_a_failure_with_its_cure() -> None:
    with pytest.raises(ReadError) as raised:
        read("/rapporter/*")
    assert "“follow”" in in_words(raised.value.trouble, "en")
    with pytest.raises(ReadError, match="unreadable"):
        read("/a", html="%PDF-1.7")


def test_without_follow_a_page_is_one_work() -> None:
    html = HTML.replace("</body>", "<p>Forskning i troen på borgerens jobchance.</p></body>")
    (draft,) = read_listing(HUB, Answer(AT, html.encode(), "text/html")).drafts
    assert (draft.title, draft.link) == ("Troen på jobbet", AT)


@pytest.mark.corpus
def test_a_real_page(corpus: Path) -> None:
    body = (corpus / "html/blog.python.org.html").read_bytes()
    source = replace(HUB, url="http://blog.python.org/", options=(("follow", "/20*/*/*.html"),))
    drafts = read_listing(source, Answer("http://blog.python.org/", body)).drafts
    assert len(drafts) == len({draft.link for draft in drafts}) == 6
    assert all("blog.python.org/20" in (draft.link or "") for draft in drafts)

"""HTML to text, names, numbers and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.addresses import web_address
from indexer.readers.addresses import file_name
from indexer.readers.languages import language_tag
from indexer.readers.markup import to_line, to_text
from indexer.readers.numbers import duration, seconds, size, whole_number
from indexer.readers.people import names
from indexer.readers.texts import summary_and_body


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Et.</p><p>To <b>tre</b>.</p>", "Et.\n\nTo tre."),
        ("<h2>Om</h2>Tekst<br>linje", "Om\n\nTekst\nlinje"),
        ("<ul><li>Et</li><li>To</li></ul>", "– Et\n– To"),
        ("<table><tr><td>Et</td><td>To</td></tr><tr><td>Tre</td></tr></table>", "Et To\nTre"),
        ("F&#xF8;r &amp; efter&nbsp;nu", "Før & efter nu"),
        ("f&amp;#xE5;r", "får"),
        ("&lt;p&gt;Hej&lt;/p&gt;&lt;p&gt;igen&lt;/p&gt;", "Hej\n\nigen"),
        ("Linje et\nlinje <a href='/x'>to</a>", "Linje et\nlinje to"),
        ("<p>Brudt\nlinje</p>", "Brudt linje"),
        ("ren tekst, 3 < 4 & 5 > 2", "ren tekst, 3 < 4 & 5 > 2"),
        ("<jobcenter> er ikke HTML", "<jobcenter> er ikke HTML"),
        ("<![CDATA[<p>Pakket ind</p>]]>", "Pakket ind"),
        ("ble\u00adde\u200b ord", "blede ord"),
        ("<script>alert(1)</script>Hej", "Hej"),
        ("<p>Uden<p>slut<li>og<li>punkter", "Uden\n\nslut\n\n– og\n– punkter"),
    ],
)
def test_html_becomes_text(markup: str, text: str) -> None:
    assert to_text(markup) == text


def test_lines_and_limits() -> None:
    assert to_line("<p>Et</p>\n<p>to</p>") == "Et to"
    assert to_line("ord " * 300) == "ord " * 123 + "ord…"
    assert len(to_text("x" * 2_000_000)) == 1_000_000


@given(st.text(st.sampled_from("<>/&;#x0dpbrscriptimg=\"' \n\x00\ud800é"), max_size=200))
def test_any_markup_becomes_text_without_markup(markup: str) -> None:
    text = to_text(markup)
    assert "<script>" not in text
    assert "\x00" not in text
    text.encode()


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Anna Holm", ("Anna Holm",)),
        ("Anna Holm og Bo Dam", ("Anna Holm", "Bo Dam")),
        ("Anna Holm, Bo van Dam & Eva Bæk", ("Anna Holm", "Bo van Dam", "Eva Bæk")),
        ("Social- og Boligstyrelsen", ("Social- og Boligstyrelsen",)),
        ("Dam, Bo", ("Dam, Bo",)),
        ("anna@example.org (Anna Holm)", ("Anna Holm",)),
        ("Anna Holm <anna@example.org>", ("Anna Holm",)),
        ("anna@example.org", ()),
        ("", ()),
    ],
)
def test_names(written: str, people: tuple[str, ...]) -> None:
    assert names(written) == people


def test_numbers() -> None:
    told = {"1:02:03": 3723, "62:03": 3723, "3723": 3723, "3723.4": 3723, "0:30": 30, "0": None}
    assert {text: duration(text) for text in told} == told
    assert [duration(text) for text in ("", "PT3M", "-5", "99999999999", None)] == [None] * 5
    assert seconds("00:01:02.500") == 62.5
    told_numbers = {"3": 3, "Sæson 3": 3, "3.0": 3, "": None, "x": None}
    assert {text: whole_number(text) for text in told_numbers} == told_numbers
    assert [size(text) for text in ("1234", "0", "", "x", None)] == [1234, None, None, None, None]


def test_addresses() -> None:
    base = "https://example.org/a/feed.xml"
    assert web_address("b.mp3", base) == "https://example.org/a/b.mp3"
    assert web_address("//cdn.example.org/x", base) == "https://cdn.example.org/x"
    assert web_address(" https://example.org/a b\n ", "") == "https://example.org/a%20b"
    unusable = ("", None, "javascript:alert(1)", "data:text/html,x", "http://[", "mailto:a@b.dk")
    assert [web_address(text, base) for text in unusable] == [None] * len(unusable)
    assert web_address("x", "") is None
    assert file_name("https://example.org/a/om-ips_og%20job.mp3?x=1") == "om ips og job"


def test_language_tags() -> None:
    assert [language_tag(tag) for tag in ("da-DK", "EN_us", "nb", "", "dansk")] == [
        "da",
        "en",
        "nb",
        "",
        "",
    ]


def test_a_teaser_stays_beside_the_whole_text() -> None:
    whole = "Et langt afsnit om troen på borgeren. Og mere."
    assert summary_and_body("Et langt afsnit om…", [whole]) == ("Et langt afsnit om…", whole)
    assert summary_and_body(whole, ["Et langt afsnit"]) == (whole, "")
    assert summary_and_body("", ["Kort."]) == ("Kort.", "")
    assert summary_and_body("", []) == ("", "")

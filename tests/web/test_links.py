"""Addresses: made in one place, safe, the same for the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from hub.search import FACETS
from hub.slugs import slug
from web.asking import LONGEST, read_asked
from web.links import Links, safe_link
from web.pages.trouble import words_of


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Troen på borgeren – hvad er det?", "troen-paa-borgeren-hvad-er-det"),
        ("ÆØÅ æøå é ü", "aeoeaa-aeoeaa-e-u"),
        ("", ""),
        ("日本語", ""),
        ("ord " * 40, "ord-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord"),
        ("x" * 200, "x" * 60),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text())
def test_any_title_makes_a_slug(title: str) -> None:
    made = slug(title)
    assert len(made) <= 60
    assert made == slug(made)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made.strip("-") == made


@given(st.text())
def test_any_text_is_a_safe_link_or_none(text: str) -> None:
    assert safe_link(text) in (text, None)
    assert safe_link(f"https://example.org/{text}") is None or text.isprintable()


def test_links_below_a_path_in_a_language() -> None:
    links = Links(base="/viden", prefix="/en", origin="https://example.dk")
    assert links.home == "/viden/en/"
    assert links.search([("q", "æ & ø"), ("kind", "")]) == "/viden/en/search?q=%C3%A6+%26+%C3%B8"
    assert links.item("abc", "Tro og job", 751.4) == "/viden/en/items/abc/tro-og-job?t=751#t=751"
    assert links.item("abc", "") == "/viden/en/items/abc"
    assert links.absolute(links.themes) == "https://example.dk/viden/en/themes"
    assert Links().absolute("/themes") == ""


_PARAMETERS = st.lists(
    st.tuples(st.sampled_from(("q", "sort", "page", "upto", *FACETS)), st.text()), max_size=30
)


@given(_PARAMETERS)
def test_whatever_is_asked_is_read_and_said_again_alike(given_pairs: list[tuple[str, str]]) -> None:
    asked = read_asked(QueryParams(given_pairs))
    assert len(asked.typed) <= LONGEST
    again = read_asked(QueryParams([pair for pair in asked.parameters() if pair[1]]))
    assert again.with_page(1, "") == asked.with_page(1, "")
    assert 1 <= again.page <= 50


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/items/abcdefghijkl/troen-paa-borgeren", "troen paa borgeren"),
        ("/items/abcdefghijkl", ""),
        ("/viden/jobkonsulent", "jobkonsulent"),  # as many letters as an id has
        ("/themes/nedlagt-tema", "nedlagt tema"),
        ("/rapporter/2024/ips_og_job.html", "ips og job"),
        ("/", ""),
        ("/--/", ""),
    ],
)
def test_words_of_a_wrong_address(path: str, words: str) -> None:
    assert words_of(path) == words

"""Words and their places, on good and bad input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.tokens import LONGEST, fold, pieces, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IPS', IPS'en, VIVE's, CV’er", "ips ips vive cv"),
        ("IPS-indsatsen", "ips indsatsen"),
        ("a-kassernes A-kasse", "akassernes akasse"),
        ("1.500 kr. i 2019", "1500 kr i 2019"),
        ("12.345.678,50", "12345678 50"),
        ("50+ og § 116", "50 og 116"),
        ("job- og uddannelsesplacering", "job og uddannelsesplacering"),
        ("idéen, én og ét, allé", "ideen én og ét alle"),
        ("e\u0301t ord", "e t ord"),
        ("Højbjerg_Århus", "højbjerg århus"),
        ("nul\x00tegn 🙂 smil", "nul tegn smil"),
        ("'troen på borgeren'", "troen på borgeren"),
        ("caseworkers' don't", "caseworkers don t"),
        ("x-y a-bc ab-kasse", "x y a bc ab kasse"),
        ("", ""),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


def test_places_are_of_the_given_text() -> None:
    text = "🙂 IPS'en\u00ad og 'a-kassen' 1.500"
    found, starts, ends = pieces(text)
    spans = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    assert spans == found == ["IPS'en", "og", "a-kassen", "1.500"]


@given(st.text(st.characters(), max_size=200))
def test_any_text_has_words_in_order_with_places(text: str) -> None:
    found, starts, ends = pieces(text)
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == found
    assert all(found)
    edges = [edge for pair in zip(starts, ends, strict=True) for edge in pair]
    assert edges == sorted(edges)
    assert [fold(word) for word in found] == list(words(text))
    assert all(word and not any(c.isspace() for c in word) for word in words(text))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "a-" * 500_000,
        "111." * 250_000,
        "a'" * 500_000,
        "\x00" * 1_000_000,
        "\ud800" * 100_000,
        "🙂" * 300_000,
        "1.000" * 200_000 + "0",
    ],
    ids=["letters", "hyphens", "thousands", "apostrophes", "nul", "surrogates", "emoji", "digits"],
)
def test_a_million_characters_of_anything(text: str) -> None:
    found, starts, ends = pieces(text)
    assert len(found) == len(starts) == len(ends)
    assert all(len(fold(word)) <= LONGEST for word in found)

"""Text that is made to be slow, to cover other text, or to be read backwards."""

import unicodedata

import pytest

from hub.text import normalise, one_line

PILE = "\u0301\u0327"  # two marks that NFC has to sort


def marks(text: str) -> int:
    apart = unicodedata.normalize("NFD", text)
    return sum(unicodedata.category(sign) in ("Mn", "Me") for sign in apart)


@pytest.mark.parametrize("mark", [PILE, "\u0489", "\u20dd", "\u0335\u0300", "\u302e"])
def test_accents_are_not_piled_up(mark: str) -> None:
    """A hundred thousand marks upon one letter would take NFC minutes."""
    text = normalise(f"a{mark * 50_000}b {'e' + mark * 50_000}")
    assert len(text) < 50
    assert marks(text) <= 20
    assert "".join(sign for sign in unicodedata.normalize("NFD", text) if sign in "abe") == "abe"


@pytest.mark.parametrize(
    "text",
    [
        "Øllegård på Ærø: idé, naïve, Žižek",
        "Ελληνικές λέξεις χωρίς κενά",
        "ประเทศไทยไม่เว้นวรรคระหว่างคำที่เขียน",
        "नमस्तेकैसेहैंआपलोगसब",
        "Việt Nam: nghề nghiệp",
        "👩🏽‍💻🏳️‍🌈👨‍👩‍👧‍👦1️⃣❤️‍🔥👩🏽‍💻🏳️‍🌈",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert one_line(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("sign", "\u061c\u200e\u200f\u202a\u202e\u2066\u2069")
def test_nothing_turns_the_direction_of_what_follows(sign: str) -> None:
    assert one_line(f"rapport{sign}fdp.exe") == "rapportfdp.exe"

"""Last names from A to Å."""

from hub.naming import person_key, person_slug
from hub.surnames import LETTERS, beginning_of, letter_of, sorting


def test_the_letter_of_a_name() -> None:
    names = ("Bo Ek", "Ane Ågård", "Ane Aagaard", "Ø. Østergård", "Æ. Ærø", "Bo Abel", "Bo 7", "")
    letters = [letter_of(person_key(person_slug(name))) for name in names]
    assert letters == ["e", "å", "å", "ø", "æ", "a", "", ""]


def test_names_are_looked_up_by_how_their_keys_begin() -> None:
    assert all(letter_of(beginning_of(letter)) == letter for letter in LETTERS)


def test_the_order_of_danish() -> None:
    names = ["Bo Bro", "Ane Bæk", "Bo Bøg", "Åse Bech", "Bo Baatrup", "Ane Bro"]
    ordered = ["Åse Bech", "Ane Bro", "Bo Bro", "Ane Bæk", "Bo Bøg", "Bo Baatrup"]
    assert sorted(names, key=sorting) == ordered

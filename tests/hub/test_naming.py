"""A person's name, written in many ways."""

import pytest

from hub.naming import compatible, is_spelled_out, person_key, person_slug, plain_name


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Karen Holm", "Karen Holm"),
        ("  Karen \n Holm ", "Karen Holm"),
        ("Holm, Karen", "Karen Holm"),
        ("Lund Hansen, Karen", "Karen Lund Hansen"),
        ("Holm, K.", "K. Holm"),
        ("Raval, DR", "D. R. Raval"),
        ("Karen Holm, ph.d., lektor", "Karen Holm"),
        ("Karen Holm, lektor ved AU", "Karen Holm"),
        ("Karen Holm, Aarhus Universitet", "Karen Holm"),
        ("Karen Holm, VIVE", "Karen Holm"),
        ("Karen Holm, ph.d.-studerende, RUC", "Karen Holm"),
        ("Karen Holm, MSc", "Karen Holm"),
        ("lektor, ph.d. Karen Holm", "Karen Holm"),
        ("lektor, ph.d., Holm, Karen", "Karen Holm"),
        ("lektor Karen Holm (VIVE)", "Karen Holm"),
        ("cand.scient.soc. Bo Ek", "Bo Ek"),
        ("Wang, Professor Ting", "Ting Wang"),
        ("Gabbatore, Ph.D. Ilaria", "Ilaria Gabbatore"),
        ("Jenni Schmitt et al.", "Jenni Schmitt"),
        ("Adam Curry & John C. Dvorak", "Adam Curry & John C. Dvorak"),
        ("Holm, Karen, Bo Ek", "Holm, Karen, Bo Ek"),
        ("Center for Job, Kommunen", "Center for Job"),
        ("DR", "DR"),
        ("redaktør", "redaktør"),
        ("(red.)", "(red.)"),
        (",", ","),
        ("", ""),
    ],
)
def test_a_name_as_it_is_said(written: str, plain: str) -> None:
    assert plain_name(written) == plain
    assert plain_name(plain) == plain


def test_one_address_for_all_spellings() -> None:
    spellings = ("Karen Ågård", "ÅGÅRD, KAREN", "Karen Ågård, ph.d.", "karen aagaard")
    assert {person_slug(name) for name in spellings} == {"karen-aagaard"}
    assert person_slug("Кирилл") == ""


def test_what_all_forms_share() -> None:
    forms = ("Karen Holm", "K. Holm", "Karen Marie Holm", "Holm, K. M.", "Holm, KM")
    assert {person_key(person_slug(name)) for name in forms} == {"holm k"}
    assert (person_key(""), person_key("dr")) == ("", "dr d")


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("karen-holm", "karen-holm", True),
        ("karen-holm", "k-holm", True),
        ("karen-marie-holm", "karen-holm", True),
        ("karen-marie-holm", "k-m-holm", True),
        ("karen-marie-holm", "karen-birthe-holm", False),
        ("karen-m-holm", "karen-b-holm", False),
        ("karen-holm", "kirsten-holm", False),
        ("karen-holm", "karen-bro", False),
        ("holm", "karen-holm", False),
    ],
)
def test_forms_of_one_name(one: str, other: str, may_be: bool) -> None:
    assert compatible(one, other) is may_be
    assert compatible(other, one) is may_be


def test_initials_are_not_spelled_out() -> None:
    slugs = ("karen-holm", "k-holm", "holm", "")
    assert [is_spelled_out(slug) for slug in slugs] == [True, False, False, False]

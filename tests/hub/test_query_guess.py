"""A kind's name in plain words is a guess at what is looked for; the words stay as they are."""

import pytest

from hub.query import parse_query
from hub.search import All, Guess, Node, Not, Phrase, Word

IPS, ANGST = Word("ips"), Word("angst")


@pytest.mark.parametrize(
    ("text", "facet", "value", "rest", "name"),
    [
        ("podcast om ips", "kind", "episode", IPS, "podcast"),
        ("Podcasts about ips", "kind", "episode", IPS, "Podcasts"),
        ("rapport om ips angst", "form", "report", All((IPS, ANGST)), "rapport"),
        ("report on ips", "form", "report", IPS, "report"),
        ("artikler om ips", "form", "article", IPS, "artikler"),
        ("nyheder vedrørende ips", "form", "news", IPS, "nyheder"),
        ("nyhedsbrev om ips", "kind", "issue", IPS, "nyhedsbrev"),
        ("udgivelser om ips", "kind", "publication", IPS, "udgivelser"),
        ("pdf om ips", "has", "pdf", IPS, "pdf"),
        ("kursus i ips", "form", "course", IPS, "kursus"),
        ("puljer til ips", "form", "grant", IPS, "puljer"),
        ('podcast om "tro på job"', "kind", "episode", Phrase(("tro", "på", "job")), "podcast"),
        ("podcast om ips -angst", "kind", "episode", All((IPS, Not(ANGST))), "podcast"),
        ("ips podcast", "kind", "episode", IPS, "podcast"),
        ("podcast ips", "kind", "episode", IPS, "podcast"),
        ("ips angst pdf", "has", "pdf", All((IPS, ANGST)), "pdf"),
        ("ips rapport", "form", "report", IPS, "rapport"),
    ],
)
def test_a_kind_is_guessed_and_the_rest_is_what_it_is_about(
    text: str, facet: str, value: str, rest: Node, name: str
) -> None:
    query = parse_query(text)
    assert query.guess == Guess(facet, value, rest, name)
    assert query.node == parse_query(text, literal=True).node
    assert not query.strict
    assert query.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "podcast",
        "podcast om",
        "podcast om -ips",
        "ips",
        "om podcast",
        "en god podcast om ips",
        "podcast som metode",
        "ips i podcast",
        "hvad er en podcast",
        '"podcast" om ips',
        "=podcast om ips",
        "-podcast ips",
        "podcast* om ips",
        "podcast om titel:ips",
        "podcast om ips ELLER angst",
        "podcast om (ips angst)",
        "rapport ips",
        "self report",
        "værktøj til ips",
        "koordinerende sagsbehandler gode eksempler",
        "eksempler om ips",
        "dansk om ips",
    ],
)
def test_what_is_no_guess(text: str) -> None:
    assert parse_query(text).guess is None


def test_nothing_is_guessed_literally_or_in_a_feed() -> None:
    assert parse_query("podcast om ips", literal=True).guess is None
    assert parse_query("podcast om ips", strict=True).guess is None

"""A rule against an item's words: what counts as the word, and what is kept as evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.matching import compile_rule
from hub.model import Evidence, Item, Passage, Person, Place, When
from hub.query import parse_query, parse_rule
from hub.search import Word
from tests.small_analyser import NOON, SmallAnalyser, an_item, its_tokens

ANALYSER = SmallAnalyser()


def evidence(rule: str, item: Item) -> tuple[Evidence, ...] | None:
    return compile_rule(parse_rule(rule), ANALYSER).match(item, its_tokens(item, ANALYSER))


def matches(rule: str, item: Item) -> bool:
    return evidence(rule, item) is not None


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("borger", "Borgerens stemme", True),  # by lemma
        ("borgerens", "en borger", True),
        ("chancen", "en chance", False),  # neither lemma nor key
        ("chanc", "en chance", True),  # by key
        ("job", "en jobchance", False),  # a compound only by *
        ("job*", "en jobchance", True),
        ("JOBC*", "en Jobchance", True),
        ("ledelsen*", "god ledelse", False),  # a prefix goes by the word as it stands
        ("=ledelse", "god ledelse", True),
        ("=ledelse", "ledelsen", False),
        ('"troen på borgeren"', "Tro på borgere!", True),
        ('"troen på borgeren"', "tro i borgere", False),  # stop words as they stand
        ('"troen på borgeren"', "på borgeren troen", False),
        ('"troen på borg*"', "tro på borgmesteren", True),
        ('"job*"', "jobchance", True),
        ('"på"', "på", True),
        ("ips-indsats", "en IPS indsats", True),
        ("ips-indsats", "en indsats med ips", False),
        ("ips-ind*", "IPS-indsatserne", True),
        ("job psykiatri", "job i psykiatri", True),
        ("job psykiatri", "job", False),
        ("job ELLER psykiatri", "psykiatri", True),
        ("ips -skærm", "IPS virker", True),
        ("ips -skærm", "en IPS skærm", False),
        ("ips -(skærm ELLER patent)", "IPS og patent", False),
        ("ips -(skærm patent)", "IPS og patent", True),
        ("ips", "", False),
    ],
)
def test_what_counts_as_the_word(rule: str, text: str, expected: bool) -> None:
    assert matches(rule, an_item(body=text)) is expected
    assert matches(rule, an_item(title=text)) is expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("placement", True), ("job", True), ("employ*", True), ("=jobs", True), ("=job", False)],
)
def test_english_items_match_by_their_stems_and_surface_words(rule: str, expected: bool) -> None:
    item = an_item("Placements of the employed in jobs", language="en")
    assert matches(rule, item) is expected


def test_a_phrase_never_reaches_from_one_part_into_the_next() -> None:
    assert not matches('"tro på job"', an_item("Tro på", "job"))
    assert matches("tro job", an_item("Tro på", "job"))


def test_every_part_but_the_people_is_searched() -> None:
    item = an_item(
        "ips", "tro", "borger", chapters=("jobchance",), people=(Person("Chance Ledelse"),)
    )
    for word in ("ips", "tro", "jobchance", "borger"):
        assert matches(word, item)
    assert not matches("ledelse", item)
    assert matches('person:"chance ledelse"', item)
    assert not matches("person:tro", item)
    assert not matches("ips -person:chance", item)


def test_a_title_is_asked_for_itself() -> None:
    item = an_item("Tro på job", "IPS")
    assert matches("titel:tro", item)
    assert matches('titel:"på job"', item)
    assert not matches("titel:ips", item)
    assert matches("ips -titel:ips", item)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("type:podcast", True),
        ("type:rapport", False),
        ("form:episode", True),
        ("kilde:kilde", True),
        ("kilde:anden", True),  # another place of the same work
        ("kilde:tredje", False),
        ("kilde:kil*", True),
        ("udgiver:vive", True),
        ('udgiver:"VIVE – viden"', True),
        ("udgiver:viv*", True),
        ("udgiver:viv", False),
        ("udgiver:cabi", False),
        ("sprog:dansk", True),
        ("adgang:åben", True),
        ("år:2021", True),
        ("år:2019..2021", True),
        ("år:2022..", False),
        ("år:..2020", False),
        ("dato:2021", True),
        ("dato:2021-05..2021-06", True),
        ("dato:..2021-05", True),
        ("dato:2021-06..", False),
        ("dato:..2021-04", False),
        ("har:udskrift", True),
        ("har:pdf", False),
        ("længde:10", True),
        ("-type:rapport job", True),
    ],
)
def test_facets_are_the_items_own(rule: str, expected: bool) -> None:
    places = (Place("anden", "1", None, NOON, NOON),)
    item = an_item(
        "job",
        publisher="VIVE – viden og velfærd",
        language="da",
        date=When("2021-05"),
        duration=540,
        passages=(Passage("Om job.", start=0.0),),
        places=places,
    )
    assert matches(rule, item) is expected
    for undated in ("år:2021", "dato:2021", "længde:10", "har:udskrift"):
        assert not matches(undated, an_item("job"))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2024", False),  # may be from January on
        ("2024-03", True),
        ("2024-03-05", True),
        ("2024-03-31T23:30:00-05:00", True),  # the day as its source wrote it
        ("2024-04-01T00:30:00+02:00", False),
    ],
)
def test_days_are_those_of_the_source(told: str, expected: bool) -> None:
    assert matches("dato:2024-03", an_item("job", date=When(told))) is expected


def test_evidence_says_what_stands_where_and_how_often() -> None:
    item = an_item(
        "Troen på borgeren",
        "Om troen på  borgeren og tro på borgere. Tro på borgere!",
        "Ingen jobs.",
        chapters=("Indledning", "Et job", "Jobbet og jobbet"),
        passages=(Passage("Jobs er jobs", page=2),),
    )
    assert evidence('"tro på borger" ELLER job -skærm', item) == (
        Evidence("title", "Troen på borgeren", 1),
        Evidence("summary", "tro på borgere", 3),
        Evidence("chapters", "Jobbet", 3),
        Evidence("body", "jobs", 3),
    )


def test_words_with_the_same_surface_are_one_piece_of_evidence() -> None:
    item = an_item("Jobchance", body="job jobchance")
    assert evidence("job* ELLER jobchance ELLER job", item) == (
        Evidence("title", "Jobchance", 1),
        Evidence("body", "job", 2),
        Evidence("body", "jobchance", 1),
    )


def test_a_facet_alone_leaves_no_evidence() -> None:
    assert evidence("type:podcast", an_item("job")) == ()


def test_a_query_that_only_excludes_matches_everything_else() -> None:
    node = parse_query("-skærm").node
    rule = compile_rule(node or Word(""), ANALYSER)
    for item, expected in ((an_item("ips"), ()), (an_item(), ()), (an_item("skærm"), None)):
        assert rule.match(item, its_tokens(item, ANALYSER)) == expected


words = st.sampled_from(
    [
        *("tro", "troen", "på", "borger", "borgeren", "job", "jobs", "jobchance", "jo*", "=job"),
        *(
            "ips",
            "-ips",
            "ELLER",
            "IKKE",
            "(",
            ")",
            "titel:tro",
            '"tro',
            'borgeren"',
            "type:podcast",
        ),
    ]
)


@given(st.lists(words, max_size=12).map(" ".join), st.lists(words, max_size=20).map(" ".join))
def test_leaving_out_the_impossible_early_changes_nothing(query: str, text: str) -> None:
    node = parse_query(query).node
    rule = compile_rule(node or Word("tro"), ANALYSER)
    hurried = compile_rule(rule.node, ANALYSER)
    patient = type(rule)(rule.node, rule.wanted, rule.positive, needed=None)
    item = an_item(text[:20], body=text)
    tokens = its_tokens(item, ANALYSER)
    assert hurried.match(item, tokens) == patient.match(item, tokens)

"""About or mentions, in which order, and what a source with `only: field` shows (decision 9)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hub.errors import QueryError
from hub.model import Assignment, Evidence, Item, Localised, Source, Theme
from hub.themes import Judgement, Rules, compile_rules, judge
from tests.small_analyser import SmallAnalyser, an_item, its_tokens

ANALYSER = SmallAnalyser()
FILLER = "ord "


def rules_of(field: str | None = None, **matches: str) -> Rules:
    nothing = Localised(())
    themes = [Theme(theme, nothing, nothing, match) for theme, match in matches.items()]
    return compile_rules(themes, field, ANALYSER)


def judged(item: Item, rules: Rules, source: Source | None = None) -> Judgement:
    return judge(item, its_tokens(item, ANALYSER), rules, source)


def given_to(item: Item, rules: Rules, source: Source | None = None) -> Sequence[tuple[str, str]]:
    return [(one.theme, one.strength) for one in judged(item, rules, source).assignments]


def a_source(*themes: str, only_field: bool = False) -> Source:
    title = Localised((("da", "Kilden"),))
    return Source("kilde", title, "podcast", "feed", themes=themes, only_field=only_field)


@pytest.mark.parametrize(
    ("item", "strength"),
    [
        (an_item("IPS for unge"), "about"),
        (an_item(summary="Om IPS"), "about"),
        (an_item(chapters=("Indledning", "IPS")), "about"),
        (an_item(body="ips ips"), "mentions"),
        (an_item(body="ips ips ips"), "about"),
        (an_item(body="ips ips ips " + FILLER * 2_997), "about"),
        (an_item(body="ips ips ips " + FILLER * 2_998), "mentions"),
        (an_item(body="ips " * 4 + FILLER * 3_996), "about"),
        (an_item("Noget andet"), None),
    ],
)
def test_about_or_mentions(item: Item, strength: str | None) -> None:
    expected = [("ips", strength)] if strength else []
    assert given_to(item, rules_of(ips="ips")) == expected


@pytest.mark.parametrize(
    ("item", "strength"),
    [
        (an_item("IPS", "Om job"), "about"),  # title and summary are taken together
        (an_item("IPS", body="job job job"), "mentions"),  # but not with the body
        (an_item(body="ips job job"), "mentions"),  # the rule stands there once
        (an_item(body="ips job " * 3), "about"),
        (an_item(body="ips job"), "mentions"),
        (an_item("IPS og job", body="en skærm"), None),  # what must not be, must be nowhere
        (an_item("IPS"), None),
    ],
)
def test_a_rule_of_several_words(item: Item, strength: str | None) -> None:
    expected = [("ips", strength)] if strength else []
    assert given_to(item, rules_of(ips="ips AND job* AND NOT skærm")) == expected


def test_a_word_that_two_parts_of_a_rule_want_counts_once() -> None:
    rules = rules_of(job='job OR job* OR "job chance"')
    assert given_to(an_item(body="job chance, job"), rules) == [("job", "mentions")]


def test_about_first_then_by_the_evidence() -> None:
    item = an_item("Tro", "Om job. Job!", "ips ips", chapters=("ledelse og sygedagpenge",))
    rules = rules_of(
        ips="ips", ledelse="ledelse", job="job", tro="tro", sygedagpenge="sygedagpenge", alt="jo*"
    )
    assert given_to(item, rules) == [
        ("tro", "about"),
        ("job", "about"),
        ("alt", "about"),
        ("ledelse", "about"),
        ("sygedagpenge", "about"),
        ("ips", "mentions"),
    ]


def test_the_sources_own_themes_come_after_those_by_rule() -> None:
    item = an_item("Ledelse", body="ips og tro")
    rules = rules_of(ips="ips", ledelse="ledelse", tro="tro", job="job")
    assert judged(item, rules, a_source("job", "ips", "ledelse")).assignments == (
        Assignment("ledelse", "about", (Evidence("title", "Ledelse", 1),)),
        Assignment("job", "about", (Evidence("source", "Kilden"),)),
        Assignment("ips", "about", (Evidence("body", "ips", 1), Evidence("source", "Kilden"))),
        Assignment("tro", "mentions", (Evidence("body", "tro", 1),)),
    )


def test_what_tells_most_stands_first_and_there_is_not_too_much_of_it() -> None:
    words = [f"ord{n}" for n in range(20)]
    body = " ".join(" ".join([word] * n) for n, word in enumerate(words, 1))
    rules = rules_of(ord=" OR ".join(["tro", *words]))
    (assignment,) = judged(an_item("Tro", body=body), rules).assignments
    assert assignment.evidence[:2] == (Evidence("title", "Tro"), Evidence("body", "ord19", 20))
    assert len(assignment.evidence) == 8


@pytest.mark.parametrize(
    ("item", "visible"),
    [
        (an_item("IPS", body="jobcenter"), True),
        (an_item("IPS i psykiatrien"), False),  # about a theme, but not of the field
        (an_item("Jobcenter"), False),  # of the field, but about no theme
        (an_item("Jobcenter", body="ips"), False),  # mentioning is not enough
        (an_item("Noget andet"), False),
    ],
)
def test_only_field_keeps_what_is_of_the_field_and_about_a_theme(item: Item, visible: bool) -> None:
    rules = rules_of("jobcent* OR ledig*", ips="ips", job="job")
    assert judged(item, rules, a_source(only_field=True)).visible is visible
    assert judged(item, rules, a_source("job", only_field=True)).visible is visible
    assert judged(item, rules, a_source("job")).visible
    assert judged(item, rules).visible


def test_without_a_field_only_asks_for_a_theme() -> None:
    rules = rules_of(ips="ips")
    assert judged(an_item("IPS"), rules, a_source(only_field=True)).visible
    assert not judged(an_item("Job"), rules, a_source(only_field=True)).visible


def test_an_advert_has_no_theme_but_may_be_shown() -> None:
    advert = replace(an_item("IPS-konsulent søges"), form="advert")
    own = a_source("effekt", only_field=True)
    assert judged(advert, rules_of(ips="ips"), own) == Judgement((), visible=True)
    assert judged(advert, rules_of(ips="pension"), own) == Judgement((), visible=False)


def test_the_version_changes_with_all_that_rules_rest_on() -> None:
    nothing = Localised(())
    one = Theme("ips", nothing, nothing, "ips")
    versions = [
        compile_rules(themes, field, SmallAnalyser(analysis)).version
        for themes, field, analysis in [
            ([one], None, "1"),
            ([one], "job", "1"),
            ([one], None, "2"),
            ([Theme("ips", nothing, nothing, "ips*")], None, "1"),
            ([Theme("se", nothing, nothing, "ips")], None, "1"),
            ([], None, "1"),
        ]
    ]
    assert len(set(versions)) == len(versions)
    assert compile_rules([one], None, SmallAnalyser("1")).version == versions[0]


def test_a_rule_that_cant_be_read_is_said() -> None:
    with pytest.raises(QueryError):
        rules_of(ips="ips OR")

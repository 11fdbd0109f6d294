"""The best of what several places tell: by the stated rule, whoever came first."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.model import Access, Chapter, Draft, Enclosure, Localised, Person, Source, When
from hub.works import Trust, Voice, best, trust_in

LONG = "Et resumé, der siger noget om, hvad rapporten handler om."
RECORD = Draft("Job først", summary=LONG, date=When("2024"), people=(Person("Ida Holm"),))

TEXTS = st.sampled_from(["", "Kort", LONG, LONG * 2, "Afskåret tekst, der ender midt i …" * 3])
DATES = st.sampled_from([None, *map(When, ("2024", "2024-03", "2024-03-05", "2023-12-31"))])
PEOPLE = st.sampled_from([(), (Person("Bo"),), (Person("Bo"), Person("Eva"))])
FILES = st.sampled_from([(), (Enclosure("https://a.dk/1.mp3"),), (Enclosure("http://a.dk/1.mp3"),)])
DRAFTS = st.builds(
    Draft,
    title=st.sampled_from(["Job", "Job først", "IPS"]),
    link=st.sampled_from([None, "https://a.dk/1", "https://b.dk/1.pdf"]),
    summary=TEXTS,
    body=TEXTS,
    date=DATES,
    people=PEOPLE,
    enclosures=FILES,
    access=st.sampled_from([None, "open", "subscription"]),
    ids=st.sampled_from([(), ("doi:10.1234/1",), ("doi:10.1234/2", "isbn:978")]),
    made_up_title=st.booleans(),
    episode=st.sampled_from([None, 1, 2]),
)
VOICES = st.lists(
    st.builds(
        Voice,
        DRAFTS,
        trust=st.sampled_from(Trust),
        own=st.booleans(),
        gone=st.booleans(),
        read=st.booleans(),
        source=st.sampled_from(["a", "b"]),
        entry=st.sampled_from(["1", "2"]),
    ),
    min_size=1,
    max_size=5,
)


@given(VOICES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(voices: list[Voice], random: object) -> None:
    shuffled = list(voices)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis' own Random
    assert best(shuffled) == best(voices)


@given(VOICES)
def test_everything_taken_was_told_and_all_names_are_kept(voices: list[Voice]) -> None:
    work = best(voices)
    told = [voice.draft for voice in voices]
    for part in ("title", "summary", "body", "link", "date", "people", "episode"):
        assert getattr(work, part) in [getattr(draft, part) for draft in told]
    assert {name for draft in told for name in draft.ids} == set(work.ids)
    assert bool(work.enclosures) == any(draft.enclosures for draft in told)


@given(VOICES, VOICES)
def test_what_joins_and_leaves_again_leaves_no_trace(a: list[Voice], b: list[Voice]) -> None:
    both = [*a, *b]
    assert best(both) == best([*b, *a])
    assert best([voice for voice in both if any(voice is own for own in a)]) == best(a)


@given(VOICES)
def test_the_same_told_twice_is_told_once(voices: list[Voice]) -> None:
    assert best([*voices, *voices]) == replace(best(voices), guid=best([*voices, *voices]).guid)


def chosen(part: str, *voices: Voice) -> object:
    (value,) = {getattr(best(order), part) for order in permutations(voices)}
    return value


def press(**told: object) -> Voice:
    return Voice(Draft(**{"title": "Nyt fra os", **told}), Trust.PRESS, own=False)  # type: ignore[arg-type]  # any field of Draft


def test_a_catalogue_goes_before_press_and_press_before_an_aggregator() -> None:
    voices = [Voice(Draft(trust.name), trust, own=trust is Trust.AGGREGATOR) for trust in Trust]
    assert chosen("title", *voices) == "CATALOGUE"
    assert chosen("title", *voices[1:]) == "PUBLISHER"
    assert chosen("title", *voices[2:]) == "PRESS"


def test_of_equals_the_own_source_is_heard_and_what_is_gone_last() -> None:
    own, other = Voice(Draft("Min")), Voice(Draft("Din"), own=False)
    assert chosen("title", own, other) == "Min"
    assert chosen("title", replace(own, gone=True), other) == "Din"


def test_a_title_that_was_made_up_is_none() -> None:
    made_up = Voice(Draft("rapport 2024 endelig", made_up_title=True), Trust.CATALOGUE)
    assert chosen("title", made_up, press()) == "Nyt fra os"
    assert chosen("title", made_up) == "rapport 2024 endelig"


def test_the_longest_real_summary_of_the_most_trusted() -> None:
    short = Voice(replace(RECORD, summary="Kort."))
    catalogue = Voice(replace(RECORD, summary=LONG), Trust.CATALOGUE, own=False)
    assert chosen("summary", short, catalogue) == LONG
    assert chosen("summary", short, press(summary=LONG)) == "Kort."
    assert chosen("summary", Voice(Draft("Job", summary="JOB!")), press(summary=LONG)) == LONG
    assert chosen("summary", Voice(RECORD), press(summary=LONG * 3)) == LONG
    assert chosen("summary", Voice(RECORD), Voice(replace(RECORD, summary=LONG * 2))) == LONG * 2
    assert chosen("summary", Voice(replace(RECORD, summary=LONG * 2 + "…")), Voice(RECORD)) == LONG
    assert chosen("summary", short, press(summary="Nyt fra os")) == "Kort."


@pytest.mark.parametrize(
    ("trusted", "others", "expected"),
    [
        (["2024"], ["2024-03-05"], "2024-03-05"),
        (["2024-03"], ["2024-04-01", "2024"], "2024-03"),
        (["2024-03-05", "2024-03-01"], ["2024-02-01"], "2024-03-01"),
        (["2024-03-05", "1970-01-01"], [], "2024-03-05"),
        (["0000"], ["2024-03"], "2024-03"),
        ([], ["2024-03-05", "2024-03-05T10:00:00+01:00"], "2024-03-05T10:00:00+01:00"),
    ],
)
def test_the_earliest_date_as_exactly_as_anybody_tells_it(
    trusted: list[str], others: list[str], expected: str
) -> None:
    voices = [Voice(replace(RECORD, date=When(each)), own=not n) for n, each in enumerate(trusted)]
    voices += [press(date=When(each)) for each in others]
    assert chosen("date", *voices) == When(expected)


def test_a_longer_list_of_people_only_if_it_names_all() -> None:
    more = (Person("Bo Bak"), Person("ida holm"))
    assert chosen("people", Voice(RECORD), press(people=more)) == more
    strangers = (Person("Bo Bak"), Person("Eva"))
    assert chosen("people", Voice(RECORD), press(people=strangers)) == RECORD.people
    assert chosen("people", Voice(Draft("x")), press(people=strangers)) == strangers


@pytest.mark.parametrize(
    ("mine", "theirs", "trust", "expected"),
    [
        ("subscription", "open", Trust.CATALOGUE, ("https://b.dk/1", "open")),
        ("subscription", "open", Trust.PRESS, ("https://a.dk/1", "subscription")),
        ("open", "open", Trust.PUBLISHER, ("https://a.dk/1", "open")),
        ("login", "subscription", Trust.CATALOGUE, ("https://a.dk/1", "login")),
    ],
)
def test_an_open_place_is_where_it_is_read(
    mine: Access, theirs: Access, trust: Trust, expected: tuple[str, Access]
) -> None:
    own = Voice(Draft("Job", link="https://a.dk/1", access=mine))
    other = Voice(Draft("Job", link="https://b.dk/1", access=theirs), trust, own=False)
    assert (chosen("link", own, other), chosen("access", own, other)) == expected


def test_a_page_goes_before_its_file() -> None:
    page = Voice(Draft("Job", link="https://a.dk/1"), own=False)
    assert chosen("link", Voice(Draft("Job", link="https://a.dk/1.pdf")), page) == "https://a.dk/1"


def test_who_is_no_more_trusted_has_no_say_in_what_hides_an_item() -> None:
    hidden = Draft("Job", form="advert", expires=When("2001-01-01"))
    assert chosen("form", Voice(Draft("Job")), Voice(hidden, own=False)) is None
    assert chosen("expires", Voice(Draft("Job")), press(expires=When("2001"))) is None
    assert chosen("form", Voice(Draft("Job"), Trust.PRESS), Voice(hidden, own=False)) == "advert"


def test_the_publisher_is_who_the_own_source_says() -> None:
    own, other = Draft("Job", publisher="STAR"), Draft("Job", publisher="Svindel")
    assert chosen("publisher", Voice(own, Trust.PRESS), Voice(other, own=False)) == "STAR"
    assert chosen("publisher", Voice(Draft("Job")), Voice(other, own=False)) == ""


def test_media_and_chapters_are_united_without_counters() -> None:
    one = Draft("Job", enclosures=(Enclosure("https://op3.dev/e/a.dk/1.mp3"),))
    two = Draft(
        "Job", enclosures=(Enclosure("https://a.dk/1.mp3"), Enclosure("https://a.dk/2.mp3"))
    )
    found = best([Voice(one), Voice(two, own=False)]).enclosures
    assert found == (one.enclosures[0], two.enclosures[1])
    chapters = (Chapter(0, "Start"), Chapter(9, "Slut"))
    assert chosen("chapters", Voice(one), press(chapters=chapters)) == chapters


def test_nobody_tells_nothing() -> None:
    with pytest.raises(ValueError, match="nobody"):
        best([])


@pytest.mark.parametrize(
    ("kind", "via", "draft", "expected"),
    [
        ("publications", "oai", Draft("x"), Trust.CATALOGUE),
        ("publications", "openalex", Draft("x"), Trust.AGGREGATOR),
        ("publications", "feed", Draft("x", link="https://www.star.dk/1"), Trust.PUBLISHER),
        ("publications", "feed", Draft("x", link="https://andre.dk/1"), Trust.PRESS),
        ("publications", "feed", Draft("x", form="news"), Trust.PRESS),
        ("newsletter", "mail", Draft("x"), Trust.PRESS),
        ("podcast", "feed", Draft("x", link="https://andre.dk/1"), Trust.PUBLISHER),
        ("publications", "feed", Draft("x", link="http://["), Trust.PRESS),
    ],
)
def test_whose_word_counts(kind: object, via: str, draft: Draft, expected: Trust) -> None:
    title = Localised((("", "Kilde"),))
    source = Source("k", title, kind, via, "https://nyt.star.dk/rss")  # type: ignore[arg-type]  # one of the kinds
    assert trust_in(source, draft) == expected

"""The query language: every text is fine, and what is read can be printed and read again."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.errors import QueryError
from hub.phrases import PHRASES
from hub.query import MOST_WORDS, parse_query, parse_rule, print_query
from hub.query_fields import FIELDS, years
from hub.query_tree import leaves
from hub.search import All, Any, In, Node, Not, Phrase, Prefix, Word
from tests.questions import QUESTIONS

PIECES = (
    *("ips", "OG", "AND", "ELLER", "OR", "IKKE", "NOT", "og", "or", "(", ")", '"', "“", "«", "-"),
    *("=", "*", " ", "  ", ":", "titel:", "år:", "type:", "kilde:", "form:", "rapport", "2019.."),
    *("..2019", "2021", "foo:", "sagsbehandler(e)", "æøå", "é", "e\u0301", "\x00", "\ud800", "😀"),
    *(
        "dato:",
        "date:..",
        "2024-03",
        "..2024-13",
        "har:pdf",
        "længde:10",
        "5.3.2024",
        "dato:2024..",
    ),
    *("podcast ", "pdf ", "om ", "rapport ", "https://star.dk/", "/a?b=c", "10.1000/182", "ISBN "),
    *("İ", "ſ", "\u00ad", "\u202e", "\u2028", "--", "–", "50+", "a-kasse", "010190-1234", "1.5"),
    *("titel:(", "-(", "-=", 'person:"', "beskæft*", "*n", "a*", "OG,", ".titel:x", "=titel:x*"),
)
typed = st.one_of(
    st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.binary().map(str)
)


def read(text: str) -> Node | None:
    return parse_query(text).node


@given(typed)
@example('kilde:titel:x type:titel:x "a b* c*" -"" -(  ) titel:() IKKE () OG x')
@example("år:..2019--= year:2019.._ år:2019..x")
@example("HTTP://*0/=")
@example("/https://https://https://")
@example("podcast om -x pdf")
@example("tİtel:x ſprog:da Kilde:x")
@example("(" * 10_000 + "x" + ")" * 10_000)
@example(" OG ".join("x" * 70) + " ELLER")
@example("x " * 63 + '"a b c" OG y IKKE')
def test_what_is_printed_is_read_as_the_same(text: str) -> None:
    query = parse_query(text)
    for language in ("da", "en"):
        printed = print_query(query.node, language)
        again = parse_query(printed, strict=query.strict)
        assert (again.node, again.strict) == (query.node, query.strict)
        assert query.pointer or again.guess == query.guess
        assert again.notes == () or query.notes or query.pointer


@given(typed)
def test_every_note_has_words(text: str) -> None:
    for note in parse_query(text).notes:
        for phrase in PHRASES[note.code]:
            assert phrase.format(**dict(note.details))


@given(typed)
def test_a_rule_is_a_node_or_a_query_error(text: str) -> None:
    try:
        node = parse_rule(text)
    except QueryError:
        return
    assert parse_rule(print_query(node)) == node


def test_every_leaf_has_something_to_look_for() -> None:
    query = parse_query("- & ips ... (😀) \x00 §116 50+ !!! = * _")
    assert [leaf for leaf, _ in leaves(query.node or Word(""))] == [
        Word("ips"),
        Word("116"),
        Word("50"),
    ]


A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", None),
        ("   ", None),
        ("?!", None),
        ("a", A),
        ("a b", All((A, B))),
        ("a, b?", All((A, B))),
        ("a OG b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a ELLER b", Any((A, B))),
        ("a OR b OR c", Any((A, B, C))),
        ("a b ELLER c", Any((All((A, B)), C))),
        ("a (b ELLER c)", All((A, Any((B, C))))),
        ("(a (b (c)))", All((A, B, C))),
        ("-a", Not(A)),
        ("a -b", All((A, Not(B)))),
        ("a IKKE b", All((A, Not(B)))),
        ("a NOT (b ELLER c)", All((A, Not(Any((B, C)))))),
        ("IKKE a b", All((Not(A), B))),
        ("IKKE IKKE a", A),
        ("a ELLER -b c", Any((A, All((Not(B), C))))),
        ("a - b", All((A, B))),
        ("--a", A),
        ("a og b", All((A, Word("og"), B))),
        ("beskæft*", Prefix("beskæft")),
        ("a*", A),
        ("*a", A),
        ("=ledelse", Word("ledelse", exact=True)),
        ("= ledelse", Word("ledelse")),
        ("IPS-indsats", Word("IPS-indsats")),
        ("sagsbehandler(e)", Word("sagsbehandler")),
        ('"tro på  job"', Phrase(("tro", "på", "job"))),
        ("“tro på” »på job«", All((Phrase(("tro", "på")), Phrase(("på", "job"))))),
        ('"individuelt plan*"', Phrase(("individuelt", "plan*"))),
        ('""', None),
        ('12" skærm "på job"', All((Word("12"), Word("skærm"), Phrase(("på", "job"))))),
        ('"uden ende', All((Word("uden"), Word("ende")))),
        (")a( b", All((A, B))),
        ("a ELLER", All((A, Word("eller")))),
        ("OR", Word("or")),
        ("titel:a b", All((In("title", A), B))),
        ("Title:(a b)", All((In("title", A), In("title", B)))),
        ("titel:(a kilde:b)", All((In("title", A), In("source", B)))),
        ("-titel:a", Not(In("title", A))),
        ("titel:-a", Not(In("title", A))),
        ("titel: a", All((Word("titel"), A))),
        ('person:"Leif Hansen"', In("person", Phrase(("Leif", "Hansen")))),
        ("kilde:vive", In("source", Word("vive"))),
        ("udgiver:stat*", In("publisher", Prefix("stat"))),
        ("tema:troen-paa-borgeren", In("theme", Word("troen-paa-borgeren"))),
        ("type:podcast", In("kind", Word("episode"))),
        ("kind:Newsletter", In("kind", Word("issue"))),
        ("type:rapport", In("form", Word("report"))),
        ("form:nyhed", In("form", Word("news"))),
        (
            "type:(podcast ELLER guide)",
            Any((In("kind", Word("episode")), In("form", Word("tool")))),
        ),
        ("type:vrøvl", Word("vrøvl")),
        ("sprog:dansk", In("language", Word("da"))),
        ("language:norwegian", In("language", Word("nb"))),
        ("adgang:fri", In("access", Word("open"))),
        ("år:2021", In("year", Word("2021"))),
        ("aar:2019..2023", In("year", Word("2019..2023"))),
        ("year:2023-2019", In("year", Word("2019..2023"))),
        ("år:2019..", In("year", Word("2019.."))),
        ("år:..2019", In("year", Word("..2019"))),
        ("år:i-fjor", Word("i-fjor")),
        ("har:udskrift", In("has", Word("transcript"))),
        ("has:PDF", In("has", Word("pdf"))),
        ("længde:10", In("length", Word("10"))),
        ("length:short", In("length", Word("10"))),
        ("længde:lang", Word("lang")),
        ("dato:2024-03..", In("date", Word("2024-03.."))),
        ("date:2024..2024-06", In("date", Word("2024..2024-06"))),
        ("(dato:..5.3.2024)", In("date", Word("..2024-03-05"))),
        ("dato:2024-03-05.", In("date", Word("2024-03-05"))),
        ("dato:..2024-13 a", All((Word("2024-13"), A))),
        (
            "dato:(2023 ELLER 2024-05)",
            Any((In("date", Word("2023")), In("date", Word("2024-05")))),
        ),
        ("foo:bar", Word("foo:bar")),
        ("https://star.dk/a?b=c", Word("https://star.dk/a?b=c")),
    ],
)
def test_how_it_is_read(text: str, node: Node | None) -> None:
    assert read(text) == node


@pytest.mark.parametrize(
    ("text", "strict"),
    [
        ("hvad virker for unge", False),
        ('"tro på job" unge', False),
        ("unge -angst", False),
        ("beskæft*", False),
        ("a og b", False),
        ("a OG", False),
        ("(", False),
        ("titel:", False),
        ("a OG b", True),
        ("a ELLER b", True),
        ("IKKE a", True),
        ("(a b)", True),
        ("titel:a", True),
        ("=a", True),
        ("a titel:(b)", True),
    ],
)
def test_operators_brackets_fields_and_that_very_form_make_it_strict(
    text: str, strict: bool
) -> None:
    assert parse_query(text).strict is strict
    assert parse_query(text, strict=True).strict


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ips og unge", []),
        ("https://star.dk/ doi:10.1000/182 12:31", []),
        ("a ELLER", ["read-as-words"]),
        ("*job be*ft", ["read-as-words"]),
        ("foo:bar", ["unknown-field"]),
        ("type:vrøvl", ["unknown-value"]),
        ("titel: ips", ["loose-field"]),
        ('"uden ende', ["unmatched-quote"]),
        ("(a", ["unmatched-bracket"]),
        ("a)", ["unmatched-bracket"]),
        ("(" * 30 + "a" + ")" * 30, ["too-deep"]),
        ("a " * 65, ["too-long"]),
        ('a "' + "b " * 100 + '"', ["too-long"]),
        ("a" * 1000, ["no-words", "long-word"]),
        ("!!!", ["no-words"]),
        ("", []),
    ],
)
def test_notes_tell_what_was_not_read_as_written(text: str, codes: list[str]) -> None:
    assert [note.code for note in parse_query(text).notes] == codes


@pytest.mark.parametrize("text", ["a " * 200_000, '("' * 100_000, "a:" * 100_000, "-(" * 100_000])
def test_long_texts_are_cut(text: str) -> None:
    query = parse_query(text)
    assert "too-long" in [note.code for note in query.notes]
    assert query.node is None or len(list(leaves(query.node))) <= MOST_WORDS


@pytest.mark.parametrize(
    "number",
    [
        "010190-1234",
        "0101901234",
        "311299–4321",
        "=010190-1234",
        "010190-1234.020290-4321/0303911234",
    ],
)
def test_a_cpr_number_is_in_neither_the_query_nor_what_was_typed(number: str) -> None:
    query = parse_query(f'sygedagpenge {number} ("{number}")')
    assert "1234" not in repr(query)
    assert "4321" not in repr(query)
    assert query.node == Word("sygedagpenge")
    assert query.notes[0].code == "cpr"


@pytest.mark.parametrize(
    "text", ["320190-1234", "310290-1234", "2019-2023", "8771234567", "10.1177/0101901234"]
)
def test_other_numbers_are_no_cpr_numbers(text: str) -> None:
    assert parse_query(text).notes == ()


def test_what_was_typed_can_be_shown_anywhere() -> None:
    typed = parse_query("a\x00\ud800\u202e\n\tb “c”").typed
    assert typed == 'a b "c"'
    assert typed.encode()


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2021", (2021, 2021)),
        ("2019..2023", (2019, 2023)),
        ("2023..2019", (2019, 2023)),
        ("2019..", (2019, None)),
        ("..2019", (None, 2019)),
        ("..", None),
        ("19", None),
        ("i fjor", None),
    ],
)
def test_years(value: str, span: tuple[int | None, int | None] | None) -> None:
    assert years(value) == span


def test_printing_in_either_language() -> None:
    fields = parse_query("har:udskrift længde:kort dato:2024-3..").node
    assert print_query(fields) == "har:udskrift længde:10 dato:2024-03.."
    assert print_query(fields, "en") == "has:transcript length:10 date:2024-03.."
    query = parse_query('(a b ELLER type:rapport -(c ELLER =d)) år:2020.. sprog:en "a bc*" xy*')
    assert print_query(query.node) == (
        '(a OG b ELLER form:rapport OG -(c ELLER =d)) år:2020.. sprog:engelsk "a bc*" xy*'
    )
    assert print_query(query.node, "en").startswith("(a AND b OR form:report AND -(c OR =d)) year:")
    assert print_query(None) == ""


def test_no_two_fields_share_a_name() -> None:
    names = [name for names in FIELDS.values() for name in set(names)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("-a", "match everything"),
        ("a ELLER IKKE b", "match everything"),
        ("a OR", "character 3 (“OR”)"),
        ("a b or c", "character 5 (“or c”): “or” is an operator only in capitals"),
        ("a\nAND (b", "character 7 (“(b”)"),
        ("a)", "character 2"),
        ('a "b', "character 3"),
        ("foo:bar", "is no field"),
        ("type:vrøvl", "“vrøvl” is no value of type:"),
        ("titel: a", "character 1 (“titel: a”): no blank"),
        ("tema:ips", "can't ask for a theme"),
        ("a | b", "“|” means nothing here"),
        ("jobcenter *", "“*” means nothing here"),
        ("j*", "at least two letters"),
        ("be*ft", "may only end a word"),
        ("(" * 20 + "a" + ")" * 20, "10 deep"),
    ],
)
def test_a_bad_rule_says_where_and_what_would_be_right(text: str, complaint: str) -> None:
    with pytest.raises(QueryError) as error:
        parse_rule(text)
    assert complaint in str(error.value)


def test_a_rule_may_be_long() -> None:
    rule = parse_rule(" OR\n".join(f"ord{number}*" for number in range(500)))
    assert isinstance(rule, Any)
    assert len(rule.parts) == 500


@pytest.mark.parametrize("question", [question.lower() for question in QUESTIONS])
def test_a_practitioners_question_is_just_words(question: str) -> None:
    query = parse_query(question)
    assert query.node == All(tuple(Word(word) for word in question.split()))
    assert not query.strict
    assert query.notes == ()
    assert query.pointer is None
    assert (query.guess is None) == (not question.startswith("podcast om"))
    assert print_query(query.node) == print_query(query.node, "en") == question

"""The whole analysis: streams, languages, stop words, robustness."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.search import Analyser, Token
from indexer.analysis import DanishAnalyser
from indexer.analysis.wordlists import load_word_lists

DANISH = "Troen på borgerens jobchance er afgørende, og derfor skal indsatsen bygge på samtaler."
ENGLISH = "The caseworker's belief in the citizen is decisive for whether they find a job."
SWEDISH = "Det är viktigt att arbetsförmedlingen och kommunerna också samverkar mellan varandra."
NORWEGIAN = "Det er noe som veilederne i NAV må gjøre mye bedre etter at reformen ble innført."


def test_it_is_an_analyser(analyser: DanishAnalyser) -> None:
    promised: Analyser = analyser
    assert promised.version


def test_danish_tokens(analyser: DanishAnalyser) -> None:
    assert analyser.tokens("Jobcentrets IPS'er", "da") == [
        Token("jobcentrets", "jobcenter", analyser.tokens("jobcenter", "da")[0].wide, 0, 11),
        Token("ips", "ips", ("ips",), 12, 18),
    ]


def test_english_tokens_have_a_mark_and_no_wide_stream(analyser: DanishAnalyser) -> None:
    assert analyser.tokens("Caseworkers' beliefs", "en") == [
        Token("caseworkers", "en_casework", (), 0, 11),
        Token("beliefs", "en_belief", (), 13, 20),
    ]


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("borgerens", True),
        ("sagsbehandlerskift", True),
        ("employability", True),
        ("borgren", False),
        ("sagsbehadler", False),
        ("", False),
    ],
)
def test_it_knows_words_and_compounds(analyser: DanishAnalyser, word: str, known: bool) -> None:
    assert analyser.knows(word) is known


def test_a_compound_may_be_known_by_its_parts_alone(analyser: DanishAnalyser) -> None:
    assert not analyser.knows("samtalepostkasse", whole=True)
    assert analyser.knows("samtalepostkasse")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("jobchance", "borgerens jobchancer"),
        ("ips", "IPS-indsatsen"),
        ("indsats", "IPS-indsatsen"),
        ("ips", "IPS'en"),
        ("vive", "VIVE's rapport"),
        ("a-kasse", "A-kassernes"),
        ("akasse", "a-kassen"),
        ("jobcenter", "Jobcentrets"),
        ("2019", "i 2019-2021"),
        ("1.500", "1500 kr."),
        ("idé", "ideer"),
    ],
)
def test_a_word_is_found_by_its_lemma(analyser: DanishAnalyser, typed: str, text: str) -> None:
    (asked,) = analyser.tokens(typed, "da")
    assert asked.main in [token.main for token in analyser.tokens(text, "da")]


def test_a_part_is_found_by_its_key_alone(analyser: DanishAnalyser) -> None:
    (asked,) = analyser.tokens("chance", "da")
    (_, found) = analyser.tokens("borgerens jobchancer", "da")
    assert found.main != asked.main
    assert asked.wide[0] in found.wide[1:]


@pytest.mark.parametrize("language", ["", "sv", "de", "da"])
def test_what_is_not_english_is_read_as_danish(analyser: DanishAnalyser, language: str) -> None:
    assert analyser.tokens("borgerne", language)[0].main == "borger"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (DANISH, "da"),
        (ENGLISH, "en"),
        (SWEDISH, "sv"),
        (NORWEGIAN, "nb"),
        (DANISH + ENGLISH + DANISH, "da"),
        ("Job i centrum er på vej", "da"),
        ("IPS 2019", ""),
        ("Die Arbeit ist für den Menschen nicht nur der Lohn und die Zeit.", ""),
        ("L'emploi est pour les personnes une question de dignité dans la société.", ""),
        ("", ""),
    ],
)
def test_vote(analyser: DanishAnalyser, text: str, language: str) -> None:
    assert analyser.vote(text) == language


def test_stop_words(analyser: DanishAnalyser) -> None:
    for word in ("og", "hvordan", "mellem", "the", "between"):
        assert analyser.is_stop(word)
    for word in ("job", "tro", "borger", "work", "ledig"):
        assert not analyser.is_stop(word)


def test_filler_words_are_those_that_questions_are_put_in(analyser: DanishAnalyser) -> None:
    for word in ("virker", "forklaret", "eksempler", "erfaringer", "bedst", "works", "explained"):
        assert analyser.is_filler(word)
    for word in ("virkning", "effekt", "evidens", "metode", "work", "job", "ips", "hvad"):
        assert not analyser.is_filler(word)


def test_a_word_too_long_is_cut_but_keeps_its_place(analyser: DanishAnalyser) -> None:
    (token,) = analyser.tokens("å" * 5000, "da")
    assert (len(token.exact), token.start, token.end) == (100, 0, 5000)


@given(text=st.text(st.characters(), max_size=200), language=st.sampled_from(["da", "en"]))
def test_any_text(analyser: DanishAnalyser, text: str, language: str) -> None:
    for token in analyser.tokens(text, language):
        streams = (token.exact, token.main, *token.wide)
        assert all(word and not any(c.isspace() for c in word) for word in streams)
        assert 0 <= token.start < token.end <= len(text)
    analyser.vote(text)


@pytest.mark.parametrize("word", ["", "\ud800", "\x00", "\x01job", "ord med blanke", "-", "'s"])
def test_odd_words_are_answered(analyser: DanishAnalyser, word: str) -> None:
    assert isinstance(analyser.lemma(word), str)
    assert isinstance(analyser.key(word), str)
    assert analyser.parts(word) == ()


def test_the_same_tokens_in_any_thread_and_after_a_journey(analyser: DanishAnalyser) -> None:
    text = " ".join(sorted(load_word_lists().no_split)) + DANISH
    expected = analyser.tokens(text, "da")
    fresh: DanishAnalyser = pickle.loads(pickle.dumps(analyser))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: fresh.tokens(text, "da"), range(8)))
    assert answers == [expected] * 8
    assert fresh.version == analyser.version

"""Did-you-mean: wrong words become right, right ones stay, whatever we have. Floors only rise."""

from collections.abc import Iterator, Sequence

import pytest
from simplemma.strategies import DefaultDictionaryFactory

from indexer.analysis import DanishAnalyser
from indexer.engines import open_engine
from indexer.engines.port import Document, Engine
from indexer.searcher.repair import Repairer
from tests.demo_words import demo_documents

_BESIDE = dict(zip("qwertyuiopasdfghjklæzxcvbnmåø", "wqrewtiuopsdafghkjløxzvcnbmåæ", strict=True))
_SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@pytest.fixture(scope="module")
def engine(analyser: DanishAnalyser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo's words, indexed."""
    opened = open_engine("whoosh", tmp_path_factory.mktemp("index"), writable=True)
    opened.put(demo_documents(analyser))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def repairer(analyser: DanishAnalyser, engine: Engine) -> Repairer:
    return Repairer(analyser, lambda: engine)


def known_words(analyser: DanishAnalyser, engine: Engine, least: int) -> list[str]:
    """The demo's Danish words of so many letters at least."""
    return [
        word
        for word, _ in engine.words("body_exact")
        if len(word) >= least and word.isalpha() and analyser.knows(word)
    ]


def slips(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each word with one slip, of each kind in turn and at another place each time."""
    for n, word in enumerate(words):
        at = 1 + n * 7 % (len(word) - 2)
        ways = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + _BESIDE.get(word[at], "e") + word[at + 1 :],
        )
        if ways[n % 4] != word:
            yield word, ways[n % 4]


def test_slips_are_taken_out(analyser: DanishAnalyser, engine: Engine, repairer: Repairer) -> None:
    typed = [
        (word, slip)
        for word, slip in slips(known_words(analyser, engine, least=6)[::3])
        if engine.frequencies("body_exact", [slip]) == [0]
    ]
    right = [word for word, slip in typed if repairer.repair(slip) == word]
    assert len(typed) > 500
    assert len(right) / len(typed) >= 0.93


@pytest.mark.parametrize(("language", "step"), [("da", 600), ("en", 120)])
def test_words_of_the_language_stay(
    engine: Engine, repairer: Repairer, language: str, step: int
) -> None:
    words = DefaultDictionaryFactory().get_dictionary(language)
    forms = sorted(filter(str.islower, words))[::step]
    alphabetic = [word for word in forms if word.isalpha()]
    found = engine.frequencies("body_exact", alphabetic)
    unseen = [word for word, many in zip(alphabetic, found, strict=True) if not many]
    assert len(unseen) > 500
    assert [word for word in unseen if repairer.repair(word) not in (None, word)] == []


def test_danish_letters_are_put_back(
    analyser: DanishAnalyser, engine: Engine, repairer: Repairer
) -> None:
    words = [word for word in known_words(analyser, engine, least=3) if set(word) & set("æøå")]
    typed = [
        (word, plain)
        for word in words
        if engine.frequencies("body_exact", [plain := word.translate(_SPELT)]) == [0]
    ]
    right = [word for word, plain in typed if repairer.repair(plain) == word]
    assert len(typed) > 300
    assert len(right) / len(typed) >= 0.95


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("virksomhedspraktkk", "virksomhedspraktik"),
        ("samtalepratkik", "samtalepraktik"),
        ("Beskaeftigelse", "beskæftigelse"),
        ("IPS-indsast", "ips-indsats"),
        ("ökonomi", "økonomi"),
        ("samtalepraktik", None),
        ("praktikken", None),
        ("ldg", None),
        ("2109", None),
        ("", None),
        ("qqqqqqqqqq", None),
        ("praktik" * 20 + "q", None),
    ],
)
def test_what_a_word_should_have_been(repairer: Repairer, typed: str, meant: str | None) -> None:
    assert repairer.repair(typed) == meant


def test_new_words_are_known_when_the_index_has_grown(analyser: DanishAnalyser) -> None:
    engine = open_engine("memory", None, writable=True)
    repairer = Repairer(analyser, lambda: engine)
    engine.put([Document("1", {"body_exact": "bergmann"})])
    assert repairer.repair("zwillinh") is None
    engine.put([Document("2", {"body_exact": "zwilling"})])
    assert repairer.repair("zwillinh") == "zwilling"

"""Inflected forms of the field's words meet; words that only look alike stay apart."""

import pytest

from indexer.analysis import DanishAnalyser

PARADIGMS = [
    "jobcenter jobcentret jobcenteret jobcentre jobcentrene jobcenters jobcentrets jobcentrenes",
    "indsats indsatsen indsatser indsatserne indsatsens indsatsernes",
    "virksomhed virksomheden virksomheder virksomhederne virksomhedens virksomhedernes",
    "jobchance jobchancen jobchancer jobchancerne jobchancernes",
    "sagsbehandler sagsbehandleren sagsbehandlere sagsbehandlerne sagsbehandlerens",
    "ledig ledige ledigt lediges",
    "borger borgeren borgere borgerne borgerens borgernes borgeres",
    "akasse akassen akasser akassernes",
    "beskæftigelsesindsats beskæftigelsesindsatsen beskæftigelsesindsatsens",
    "jobkonsulent jobkonsulenten jobkonsulenter jobkonsulenterne jobkonsulenternes",
    "småjob småjobs småjobbet småjobbene",
    "sygedagpengemodtager sygedagpengemodtagere sygedagpengemodtagerne",
    "fleksjob fleksjobbet fleksjobbene fleksjobs",
    "mentor mentoren mentorer mentorerne mentors",
    "idé idéen idéer ideen ideer",
    "bip bippet",
    "sagstal sagstallet sagstallene",
    "klap klappet klappen",
    "led leddet leddene",
]


@pytest.mark.parametrize("paradigm", PARADIGMS, ids=lambda p: p.split()[0])
def test_forms_of_one_word_share_lemma_and_key(analyser: DanishAnalyser, paradigm: str) -> None:
    forms = paradigm.split()
    assert {analyser.lemma(form) for form in forms} == {analyser.lemma(forms[0])}
    assert {analyser.key(form) for form in forms} == {analyser.key(forms[0])}


@pytest.mark.parametrize(
    "words",
    [
        "ledig leder led",
        "ledighed ledelse led",
        "virksomhed virksom",
        "får far før for",
        "bør bor",
        "borger borg",
        "led lede",
    ],
)
def test_words_that_look_alike_have_keys_of_their_own(analyser: DanishAnalyser, words: str) -> None:
    assert len({analyser.key(word) for word in words.split()}) == len(words.split())


def test_ledig_and_ledighed_are_one_family_but_two_lemmas(analyser: DanishAnalyser) -> None:
    assert analyser.key("ledige") == analyser.key("ledigheden") == "ledig_"
    assert analyser.lemma("ledige") != analyser.lemma("ledigheden")


def test_numbers_stay_whole(analyser: DanishAnalyser) -> None:
    assert [analyser.lemma(word) for word in ("50", "2019", "116", "1990erne")] == [
        "50",
        "2019",
        "116",
        "1990erne",
    ]


def test_english_words_in_danish_stay_english(analyser: DanishAnalyser) -> None:
    assert analyser.lemma("employment") == "employment"
    assert analyser.lemma("unemployment") == "unemployment"

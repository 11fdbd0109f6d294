"""What is made of typed words: other names, spelling, kinds, addresses – and the way back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub.model import Localised, Passage, When
from hub.query import parse_query
from hub.search import Note, Results
from hub.store import Store, open_store
from hub.visiting import NewReading, Read
from indexer.analysis import DanishAnalyser
from indexer.engines import ENGINES
from indexer.searcher import HubSearcher
from indexer.searcher.field_words import FieldWords
from indexer.sync import Index
from tests.storing import NOON, a_proposal, a_source, about, record, show

ZONE = ZoneInfo("Europe/Copenhagen")
GROUPS = (
    ("ips", "individual placement and support", "individuelt planlagt job med støtte"),
    ("sagsbehandler", "rådgiver"),
)
TITLES = {"unge": ("Unge uden job", "Young people")}

DRAFTS: dict[str, dict[str, Any]] = {
    "ips": {"title": "IPS i praksis", "summary": "Job først, med støtte fra dag ét."},
    "screen": {"title": "En ny skærm", "summary": "Skærmen har et IPS-panel med flotte farver."},
    "long": {"title": "Individual placement and support", "summary": "Et studie."},
    "plan": {"title": "Et individuelt planlagt job med støtte", "summary": "Sådan virker det."},
    "adviser": {"title": "Rådgiverens rolle", "summary": "Om at lytte."},
    "worker": {"title": "Sagsbehandlerens rolle", "summary": "Om at lytte."},
    "fired": {"title": "Afskediget efter tyve år", "summary": "En fortælling."},
    "report": {"title": "Rapport fra kommunen", "summary": "Om fleksjob.", "form": "report"},
    "talk": {"title": "Om fleksjob", "summary": "En samtale."},
    "young": {"title": "Værkstedet", "summary": "Om unge og mestring."},
    "young-too": {"title": "Værkstedet igen", "summary": "Om unge og mestring."},
}


@dataclass(frozen=True)
class Asking:
    """A searcher over the drafts."""

    searcher: HubSearcher

    def __call__(self, text: str, *, literal: bool = False, explain: bool = True) -> Results:
        return self.searcher.search(parse_query(text, literal=literal), explain=explain)

    def ids(self, text: str) -> list[str]:
        return [hit.id.removeprefix("id-") for hit in self(text).hits]

    def codes(self, text: str, hit: str) -> list[str]:
        (found,) = [one for one in self(text).hits if one.id == f"id-{hit}"]
        return [reason.code for reason in found.reasons]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        title = Localised((("da", "Tidsskrift for arbejde"),))
        opened.sources.apply([replace(a_source(), title=title)], NOON)
        record(opened, *(a_proposal(key, **draft) for key, draft in DRAFTS.items()))
        show(opened, *(f"id-{key}" for key in DRAFTS))
        show(opened, "id-young-too", themes=(about("unge"),))
        yield opened


Opened = Callable[[], Asking]


@pytest.fixture(params=ENGINES)
def asking(
    request: pytest.FixtureRequest, store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> Iterator[Opened]:
    index = Index(store, tmp_path / "index", request.param, analyser, ZONE)

    def opened() -> Asking:
        index.sync()
        words = FieldWords(GROUPS, TITLES)
        later = NOON + timedelta(days=1)
        return Asking(
            HubSearcher(store, index.reader, analyser, lambda: later, field=lambda: words)
        )

    yield opened
    index.close()


@pytest.fixture
def ask(asking: Opened) -> Asking:
    return asking()


# --- synonyms ----------------------------------------------------------------------------------


def test_a_synonym_is_found_after_the_word_itself(ask: Asking) -> None:
    assert ask.ids("sagsbehandleren")[:2] == ["worker", "adviser"]
    assert ask.ids("rådgiver")[:2] == ["adviser", "worker"]


def test_names_of_several_words_both_ways(ask: Asking) -> None:
    assert {"ips", "long", "plan"} <= set(ask.ids("ips"))
    assert {"ips", "long", "plan"} <= set(ask.ids("individual placement and support"))
    assert ask.ids("individuelt planlagt job med støtte")[0] == "plan"


def test_an_abbreviation_counts_as_a_synonym_only_beside_a_word_of_its_names(ask: Asking) -> None:
    assert "screen" in ask.ids("ips")
    assert "screen" not in ask.ids("individual placement and support")


def test_a_synonym_says_so(ask: Asking) -> None:
    (hit,) = [hit for hit in ask("sagsbehandler").hits if hit.id == "id-adviser"]
    assert Note("why-synonym", (("word", "sagsbehandler"), ("via", "rådgiver"))) in hit.reasons
    assert [text for text, marked in hit.title.parts() if marked] == ["Rådgiverens"]


def test_strict_queries_have_no_synonyms(ask: Asking) -> None:
    assert ask.ids("=sagsbehandlerens") == ["worker"]
    assert ask.ids("sagsbehandler ELLER xyz") == ["worker"]


# --- bridges -----------------------------------------------------------------------------------


def test_a_lay_word_finds_the_official_one_and_says_how(ask: Asking) -> None:
    results = ask("fyret")
    assert [hit.id for hit in results.hits] == ["id-fired"]
    assert Note("bridged") in results.notes
    codes = ask.codes("fyret", "fired")
    assert "why-bridge" in codes
    assert "why-missing" not in codes


def test_what_has_the_words_themselves_comes_before_what_needs_a_bridge(
    store: Store, asking: Opened
) -> None:
    record(store, a_proposal("own", title="Livet", body="En lang tekst. " * 90 + "Han blev fyret."))
    show(store, "id-own")
    assert asking().ids("fyret") == ["own", "fired"]


def test_strict_queries_have_no_bridges(ask: Asking) -> None:
    assert ask.ids("titel:fyret") == []
    assert ask.ids("fyret ELLER xyz") == []


# --- spelling ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [("raadgiver", "rådgiver", "adviser"), ("sagsbehanlder", "sagsbehandler", "worker")],
)
def test_a_word_that_nothing_has_is_mended(ask: Asking, typed: str, meant: str, found: str) -> None:
    results = ask(typed)
    assert results.hits[0].id == f"id-{found}"
    assert results.did_you_mean is not None
    assert Note("repaired", (("typed", typed), ("found", results.did_you_mean))) in results.notes
    assert results.did_you_mean.startswith(meant[:8])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fleksjop OG unge", "fleksjob unge"),
        ("(fleksjop ELLER xyz) unge", "(fleksjob ELLER xyz) unge"),
        ('"om fleksjop"', '"om fleksjob"'),
        ("titel:fleksjop", "titel:fleksjob"),
        ("fleksjop form:rapport", "fleksjob form:rapport"),
    ],
)
def test_what_may_not_be_mended_is_offered_in_another_spelling(
    ask: Asking, typed: str, meant: str
) -> None:
    results = ask(typed)
    assert (results.total, results.did_you_mean) == (0, meant)
    assert results.read_as != meant
    assert ask(typed, literal=True).did_you_mean is None


@pytest.mark.parametrize(
    "typed", ["=fleksjop", "fleksjob OG skærm", "-fleksjop OG xyz", "tema:fleksjop"]
)
def test_right_words_and_very_forms_are_offered_in_no_other(ask: Asking, typed: str) -> None:
    assert (ask(typed).total, ask(typed).did_you_mean) == (0, None)


def test_what_found_something_is_asked_no_more(ask: Asking) -> None:
    assert ask("fleksjop ELLER fleksjob").total
    assert ask("fleksjop ELLER fleksjob").did_you_mean is None


def test_what_must_not_be_there_is_no_word_that_is_missing(ask: Asking) -> None:
    codes = ask.codes("fleksjob IKKE skærm", "talk")
    assert "why-missing" not in codes
    assert [word for word, _ in ask("xyz IKKE fleksjob").alone] == ["xyz"]


def test_danish_letters_are_put_back_into_a_beginning(ask: Asking) -> None:
    assert ask.ids("vaerkst*") == ask.ids("værkst*") != []
    assert ask("vaerkst*").did_you_mean == "værkst*"
    assert ask("vaerkst*").notes == (
        Note("repaired", (("typed", "vaerkst*"), ("found", "værkst*"))),
    )
    assert not ask("vaerkst*", literal=True).hits
    assert ask("værkst*").did_you_mean is None
    assert ask("qae*").did_you_mean is None


def test_literal_is_the_way_back(ask: Asking) -> None:
    results = ask("sagsbehanlder", literal=True)
    assert (results.total, results.did_you_mean) == (0, None)


# --- kinds and works ---------------------------------------------------------------------------


def test_a_kind_in_plain_words_filters_and_says_so(ask: Asking) -> None:
    results = ask("rapport om fleksjob")
    assert [hit.id for hit in results.hits] == ["id-report"]
    assert [note.code for note in results.notes] == ["kind-read"]
    literal = ask("rapport om fleksjob", literal=True)
    assert {"id-report", "id-talk"} <= {hit.id for hit in literal.hits}
    assert "kind-read" not in [note.code for note in literal.notes]


def test_a_kind_of_which_there_is_none_is_a_word(ask: Asking) -> None:
    results = ask("nyhedsbrev om fleksjob")
    assert "kind-read" not in [note.code for note in results.notes]


@pytest.mark.parametrize("theme", ["unge", "UNGE", '"unge uden job"', "people", "ung*"])
def test_a_theme_by_its_id_or_title(ask: Asking, theme: str) -> None:
    assert ask.ids(f"tema:{theme}") == ["young-too"]


@pytest.mark.parametrize("source", ["kilde", "Kilde", "tidsskrift", '"tidsskrift for arbejde"'])
def test_a_source_by_its_id_or_title(ask: Asking, source: str) -> None:
    assert ask(f"kilde:{source}").total == len(DRAFTS)
    assert ask(f"kilde:{source}x").total == ask("kilde:skrift").total == 0


def test_a_pasted_address_leads_to_its_item(store: Store, asking: Opened) -> None:
    record(store, a_proposal("page", "link:x.dk/en-side", title="En side"))
    show(store, "id-page")
    results = asking()("https://www.x.dk/en-side?utm_source=mail")
    assert [hit.id for hit in results.hits] == ["id-page"]
    assert [note.code for note in results.notes] == ["pointed"]


def test_an_address_that_we_do_not_have_says_so(ask: Asking) -> None:
    assert "pointed-nowhere" in [note.code for note in ask("https://x.dk/andet").notes]


def test_an_address_too_long_to_be_words_finds_nothing_rather_than_all(ask: Asking) -> None:
    results = ask(f"https://x.dk/{'a' * 600}")
    assert (results.total, [note.code for note in results.notes][-1]) == (0, "pointed-nowhere")


def test_days(store: Store, asking: Opened) -> None:
    record(store, a_proposal("old", title="Gammel", date=When("2019-05-31")))
    show(store, "id-old")
    ask = asking()
    assert ask.ids("dato:2019-05") == ["old"]
    assert ask.ids("dato:2019-06..2020") == []
    assert "old" in ask.ids("dato:..2019-05-31")
    assert "old" not in ask.ids("dato:..2019-05-30")


# --- order and reasons -------------------------------------------------------------------------


def test_a_title_that_is_just_what_was_typed_is_first(store: Store, asking: Opened) -> None:
    body = "Om rolle og rolle og rolle. " * 5
    record(store, *(a_proposal(f"r{n}", title=f"Rolle, rolle {n}", body=body) for n in range(5)))
    record(store, a_proposal("just", title="Rolle", date=When("2001")))
    show(store, "id-just", *(f"id-r{n}" for n in range(5)))
    ask = asking()
    assert ask.ids("rolle")[0] == "just"
    assert "why-exact-title" in ask.codes("rolle", "just")


def test_being_about_a_theme_of_that_name_helps_and_is_told(ask: Asking) -> None:
    assert ask.ids("unge")[:2] == ["young-too", "young"]
    assert "why-theme" in ask.codes("unge", "young-too")
    assert "why-theme" not in ask.codes("unge", "young")


def test_nothing_found_says_what_each_word_finds(ask: Asking) -> None:
    results = ask("=skærm =fleksjob")
    assert (results.total, results.alone) == (0, (("skærm", 1), ("fleksjob", 2)))


# --- moments -----------------------------------------------------------------------------------

FILL = "Vi taler om vejret og om kaffen og om alt muligt andet her i studiet. "


def test_long_talk_shows_its_best_moments(store: Store, asking: Opened) -> None:
    store.readings.queue("id-talk", NewReading("transcript", "https://x.dk/a.vtt", "text/vtt"))
    (task,) = store.readings.claim(1, NOON)
    said = {20: "Her nævner hun mestring en gang.", 60: "Så mestring og mere mestring og håb."}
    passages = tuple(Passage(said.get(n, FILL * 3), n * 30.0, n * 30.0 + 30.0) for n in range(100))
    store.readings.record(task, Read(passages=passages, extractor="test"), NOON)
    show(store, "id-talk")
    (hit,) = [hit for hit in asking()("mestring").hits if hit.id == "id-talk"]
    assert {moment.start for moment in hit.moments} == {600.0, 1800.0}
    assert hit.moment == hit.moments[0]
    marked = [[text for text, yes in m.text.parts() if yes] for m in hit.moments]
    assert all("mestring" in words for words in marked)


def test_two_words_that_stand_far_apart_are_both_shown(store: Store, asking: Opened) -> None:
    body = f"Først om hulemalerier. {FILL * 40} Til sidst om marcipan."
    record(store, a_proposal("far", title="Langt fra hinanden", summary="", body=body))
    show(store, "id-far")
    (hit,) = asking()("hulemalerier marcipan").hits[:1]
    assert [text for text, marked in hit.snippet.parts() if marked] == ["hulemalerier", "marcipan"]
    assert " … " in hit.snippet.text


def test_items_that_are_like_another(ask: Asking) -> None:
    assert [hit.id for hit in ask.searcher.similar("id-young")][:1] == ["id-young-too"]
    assert ask.searcher.similar("never seen") == ()


def test_suggestions_are_of_what_we_have(ask: Asking) -> None:
    texts = [suggestion.text for suggestion in ask.searcher.suggest("ung")]
    assert "Unge uden job" in texts

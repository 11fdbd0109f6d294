"""Where typed words lead, with the real analyser and lists of a few lines."""

from collections.abc import Sequence

import pytest

from hub.search import Token
from indexer.analysis import DanishAnalyser
from indexer.analysis.bridgelists import BridgeLists
from indexer.searcher.bridges import MOST, Bridge, Bridges, open_bridges
from tests.small_analyser import SmallAnalyser

LISTS = BridgeLists(
    across=(
        (("arbejdsløs", "ledig"), ("unemployed",)),
        (("mangel på arbejdskraft",), ("labour shortage",)),
        (("arbejdskraft",), ("manpower",)),
        (("mentor",), ("mentor", "tutor")),
    ),
    danish=(("fyret", "afskediget", "opsagt"),),
    english=(("dole", "unemployment benefit"),),
)


@pytest.fixture(scope="module")
def bridges(analyser: DanishAnalyser) -> Bridges:
    return Bridges(analyser, LISTS)


def phrases(found: tuple[Bridge, ...]) -> list[str]:
    return [bridge.phrase for bridge in found]


def test_any_form_of_a_word_leads_to_the_other_language(bridges: Bridges) -> None:
    assert phrases(bridges.across(["arbejdsløse"])) == ["unemployed"]
    assert phrases(bridges.across(["Ledige"])) == ["unemployed"]


def test_and_back_again(bridges: Bridges) -> None:
    assert phrases(bridges.across(["unemployed"])) == ["arbejdsløs", "ledig"]
    assert phrases(bridges.across(["tutors"])) == ["mentor"]


def test_words_of_one_side_do_not_lead_to_each_other_across(bridges: Bridges) -> None:
    assert "ledig" not in phrases(bridges.across(["arbejdsløs"]))


def test_near_words_lead_to_all_of_their_group_and_less_strongly(bridges: Bridges) -> None:
    found = bridges.across(["opsagte"])
    assert phrases(found) == ["fyret", "afskediget"]
    assert all(bridge.strength < 1 for bridge in found)


def test_a_phrase_leads_from_its_first_word_over_all_of_them(bridges: Bridges) -> None:
    found = bridges.across(["stor", "mangel", "på", "arbejdskraft"])
    assert [(bridge.start, bridge.length, bridge.phrase) for bridge in found] == [
        (1, 3, "labour shortage"),
        (3, 1, "manpower"),
    ]


def test_no_phrase_goes_over_what_is_no_word(bridges: Bridges) -> None:
    assert phrases(bridges.across(["mangel", "", "på", "arbejdskraft"])) == ["manpower"]
    assert bridges.across(["", "!"]) == ()


def test_a_word_does_not_lead_to_itself(bridges: Bridges) -> None:
    assert phrases(bridges.across(["mentor"])) == ["tutor"]


def test_a_near_word_leads_on_to_the_other_language_but_more_weakly(
    analyser: DanishAnalyser,
) -> None:
    lists = BridgeLists(((("afskediget",), ("dismissed",)),), (("fyret", "afskediget"),), ())
    near, further = Bridges(analyser, lists).across(["fyret"])
    assert (near.phrase, further.phrase) == ("afskediget", "dismissed")
    assert further.strength < near.strength


def test_the_parts_of_an_unknown_compound_lead_on(analyser: DanishAnalyser) -> None:
    bridges = Bridges(analyser, BridgeLists(((("flygtning",), ("refugee",)),), (), ()))
    found = phrases(bridges.fallbacks("flygtningeindsats"))
    assert found.index("refugee") > found.index("flygtninge")


class Counting(SmallAnalyser):
    """Counts how often it is asked."""

    asked = 0

    def tokens(self, text: str, language: str) -> Sequence[Token]:
        self.asked += 1
        return super().tokens(text, language)


def test_a_long_text_is_not_read_anew_from_each_of_its_words() -> None:
    counting = Counting()
    bridges = Bridges(counting, LISTS)
    bridges.across(["hus"])  # the lists are read now
    before = counting.asked
    bridges.across(["hus"] * 100)
    assert counting.asked - before < 100 * 10


def test_no_word_leads_to_very_many(analyser: DanishAnalyser) -> None:
    many = tuple(f"ord{n}" for n in range(3 * MOST))
    bridges = Bridges(analyser, BridgeLists(((("hus",), many),), (), ()))
    assert len(bridges.across(["huse"])) == MOST


def test_a_compound_that_nobody_wrote_leads_to_its_parts_the_last_first(bridges: Bridges) -> None:
    found = bridges.fallbacks("jobkonsulentuddannelsen")
    assert phrases(found)[:2] == ["konsulentuddannelsen", "uddannelsen"]
    assert "jobkonsulent" in phrases(found)
    assert all((bridge.start, bridge.length) == (0, 1) for bridge in found)


def test_the_link_of_a_compound_is_no_part_of_its_words(bridges: Bridges) -> None:
    assert "arbejdsmarked" in phrases(bridges.fallbacks("arbejdsmarkedsfilosofi"))


def test_another_spelling_comes_before_parts(bridges: Bridges) -> None:
    assert phrases(bridges.fallbacks("sax"))[:1] == ["saks"]


def test_what_is_no_word_or_simple_has_no_fallback(bridges: Bridges) -> None:
    assert bridges.fallbacks("") == ()
    assert bridges.fallbacks("to ord") == ()
    assert bridges.fallbacks("hus") == ()


def test_the_shipped_lists_bridge_lay_words_and_languages(analyser: DanishAnalyser) -> None:
    shipped = open_bridges(analyser)
    assert "afskediget" in phrases(shipped.across(["fyret"]))
    assert "unemployment" in phrases(shipped.across(["arbejdsløshed"]))
    assert "arbejdsløshed" in phrases(shipped.across(["unemployment"]))

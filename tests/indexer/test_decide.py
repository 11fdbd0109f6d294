"""New, changed, unchanged: on made-up entries, and on real feeds seen twice."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from hub.model import Draft, Localised, Source
from hub.visiting import Proposal, SourceState
from indexer.answer import Answer
from indexer.decide import decide, digest, language_of
from indexer.readers import read_listing

SOURCE = Source("dr", Localised((("", "DR"),)), "podcast", "feed", "https://dr.dk/feed")
NEW = SourceState("dr")


def none(text: str) -> str:
    return ""


def seen(proposals: Sequence[Proposal]) -> SourceState:
    """What is remembered once `proposals` are recorded."""
    digests = {proposal.entry: proposal.digest for proposal in proposals}
    return replace(NEW, seen=MappingProxyType(digests))


def test_new_then_unchanged_then_changed() -> None:
    drafts = [Draft("A", guid="1"), Draft("B", guid="2")]
    first = decide(SOURCE, NEW, drafts, none)
    assert [(each.entry, each.draft.title) for each in first] == [("guid:1", "A"), ("guid:2", "B")]
    assert decide(SOURCE, seen(first), drafts, none) == ()
    again = decide(SOURCE, seen(first), [Draft("A!", guid="1"), drafts[1]], none)
    assert [(each.id, each.draft.title) for each in again] == [(first[0].id, "A!")]


def test_leaving_the_listing_is_silent() -> None:
    first = decide(SOURCE, NEW, [Draft("A", guid="1")], none)
    assert decide(SOURCE, seen(first), [], none) == ()


def test_of_doubles_the_first_wins() -> None:
    drafts = [Draft("Ny", guid="1"), Draft("Gammel", guid="1")]
    assert [each.draft.title for each in decide(SOURCE, NEW, drafts, none)] == ["Ny"]


def test_a_source_that_changes_language_changes_its_entries() -> None:
    draft = Draft("A", guid="1")
    first = decide(SOURCE, NEW, [draft], none)
    english = replace(SOURCE, language="en")
    assert [p.language for p in decide(english, seen(first), [draft], none)] == ["en"]


@pytest.mark.parametrize(
    ("told", "of_source", "language"),
    [
        ("da-DK", "en", "da"),
        ("EN_us", None, "en"),
        (None, "nb-NO", "nb"),
        (None, None, "Titel\nResumé\nBrød"),
    ],
)
def test_language(told: str | None, of_source: str | None, language: str) -> None:
    draft = Draft("Titel", summary="Resumé", body="Brød", language=told)
    assert language_of(draft, replace(SOURCE, language=of_source), lambda text: text) == language


def test_digests_stay_what_they_are_when_drafts_get_new_fields() -> None:
    assert digest(Draft("A", guid="1"), SOURCE) == "a3546b3dbfa00e0f21d3210e2e2d939b"


def entries(path: Path) -> tuple[Draft, ...]:
    return read_listing(SOURCE, Answer("https://x.dk/feed", path.read_bytes())).drafts


@pytest.mark.corpus
def test_a_real_show_a_year_later(corpus: Path) -> None:
    """46 of 71 episodes have left the feed; what stayed is known by its guid and what is new is."""
    then = entries(corpus / "podcasts" / "dr-hvem-er-2025-02.xml")
    now = entries(corpus / "podcasts" / "dr-hvem-er-2026-03.xml")
    first = decide(SOURCE, NEW, then, none)
    assert (len(then), len(first), len(now)) == (71, 71, 25)
    assert decide(SOURCE, seen(first), then, none) == ()
    later = decide(SOURCE, seen(first), now, none)
    known = {proposal.entry for proposal in first}
    assert not [proposal for proposal in later if proposal.entry not in known]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "entries_in_it", "kinds"),
    [
        ("podcasts/fallthrough-transistor-chapters.xml", 62, {"guid"}),
        ("feeds/hackernews-same-guid.xml", 30, {"link"}),
        ("podcasts/podverse-liveitem.xml", 5, {"guid"}),
        ("feeds/dw-rdf10.xml", 141, {"guid", "link"}),
    ],
)
def test_real_feeds_have_as_many_items_as_they_should(
    corpus: Path, name: str, entries_in_it: int, kinds: set[str]
) -> None:
    proposals = decide(SOURCE, NEW, entries(corpus / name), none)
    assert len({proposal.id for proposal in proposals}) == len(proposals) == entries_in_it
    assert {proposal.entry.partition(":")[0] for proposal in proposals} <= kinds
    keys = [key for proposal in proposals for key in proposal.keys]
    assert len(set(keys)) == len(keys)


@pytest.mark.corpus
def test_line_ends_change_nothing(corpus: Path) -> None:
    """The same feed a day later, sent with other line ends, is not 122 changed episodes."""
    first = decide(SOURCE, NEW, entries(corpus / "podcasts" / "dr-prompt-2026-03-28-lf.xml"), none)
    later = entries(corpus / "podcasts" / "dr-prompt-2026-03-29-crlf.xml")
    assert len(first) == 122
    assert len(decide(SOURCE, seen(first), later, none)) == 0

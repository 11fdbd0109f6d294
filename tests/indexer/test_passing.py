"""Adverts, grants and courses among the entries of a list, by their own words."""

import pytest

from hub.model import Draft, Localised, Source, SourceKind, When
from hub.visiting import SourceState
from indexer.decide import decide
from indexer.passing import with_passing_form

A_JOB = (
    "Vil du være med?\n\nStillingen er på 37 timer med tiltrædelse 1. maj 2025.\n\n"
    "Ansøgningsfrist: 1. marts 2025\n\nAnsættelsessamtaler i uge 12."
)


def a_source(kind: SourceKind = "publications") -> Source:
    return Source("x", Localised((("", "X"),)), kind, "feed", "https://x.dk/feed")


@pytest.mark.parametrize("form", [None, "news"])
def test_a_job_advert_in_a_feed(form: str | None) -> None:
    draft = Draft("Vi søger en jobkonsulent", "1", "https://x.dk/nyheder/a", body=A_JOB, form=form)
    (proposal,) = decide(a_source(), SourceState("x"), [draft], lambda text: "da")
    assert (proposal.draft.form, proposal.draft.expires) == ("advert", When("2025-03-01"))
    seen = SourceState("x", seen={proposal.entry: proposal.digest})
    assert decide(a_source(), seen, [draft], lambda text: "da") == ()


def test_a_grant_that_its_source_calls_one_has_a_last_day() -> None:
    draft = Draft("Mentorer", form="grant", summary="Deadline: 30-09-2022")
    assert with_passing_form(draft, a_source()).expires == When("2022-09-30")
    told = Draft("Mentorer", form="grant", summary="Deadline: 30-09-2022", expires=When("2022"))
    assert with_passing_form(told, a_source()) == told


@pytest.mark.parametrize(
    "draft",
    [
        Draft("Vi søger svar", body="En artikel om at søge.", form="news"),
        Draft("Vi søger en jobkonsulent", body=A_JOB, form="report"),
        Draft("Kurser for ledige", summary="Deltagerne på kurset fandt oftere job."),
        Draft("Ny rapport", summary="Ansøgningsfrist 1. marts 2025"),
        Draft(""),
    ],
)
def test_everything_else_stays_as_it_is(draft: Draft) -> None:
    assert with_passing_form(draft, a_source()) == draft


def test_an_episode_is_an_episode() -> None:
    draft = Draft("Vi søger en jobkonsulent", body=A_JOB)
    assert with_passing_form(draft, a_source("podcast")) == draft

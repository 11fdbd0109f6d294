"""Entries that are of use only for a while: adverts, grants and courses, by their words. Pure."""

from dataclasses import replace

from hub.model import Draft, Source, When
from hub.text import one_line
from indexer.extract.dating import last_day
from indexer.extract.forming import Signs, form_of
from indexer.extract.lines import LONGEST_LINE, Line
from indexer.readers.dates import parse_date

PASSING = ("advert", "grant", "course")
_UNSURE = (None, "news", "article")  # what lists call everything they bring
_MOST_LINES = 400


def with_passing_form(draft: Draft, source: Source) -> Draft:
    """`draft` as an advert, a grant or a course with its last day, where its words plainly say so
    and its source doesn't say otherwise.
    """
    if source.kind != "publications" or draft.form not in (*_UNSURE, *PASSING):
        return draft
    text = f"{draft.summary}\n\n{draft.body}"
    form = draft.form
    if form in _UNSURE:
        found = form_of(Signs(draft.title, draft.link or "", text=text))
        form = found if found in PASSING else form
    expires = draft.expires or (_last(text) if form in PASSING else None)
    return replace(draft, form=form, expires=expires)


def _last(text: str) -> When | None:
    """The latest day that a line says is a last one."""
    lines = [one_line(line) for line in text.splitlines()[:_MOST_LINES]]
    told = last_day([Line(line[: LONGEST_LINE + 1]) for line in lines if line])
    days = [day for each in told if (day := parse_date(each)) and len(day.iso) >= 10]
    return max(days, key=lambda day: day.iso[:10], default=None)

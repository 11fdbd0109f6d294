"""Categories that name a form, and the many that don't."""

import pytest

from hub.model import Localised, Source
from indexer.answer import Answer
from indexer.readers import read_listing
from indexer.readers.forms import form_named


@pytest.mark.parametrize(
    ("categories", "form"),
    [
        (["Rapport"], "report"),
        (["Unge", " NYHEDER "], "news"),
        (["Redskab", "Rapport"], "tool"),
        (["Rapporten om unge"], None),
        ([], None),
    ],
)
def test_a_category_names_a_form(categories: list[str], form: str | None) -> None:
    assert form_named(categories) == form


def test_a_feed_s_category_becomes_the_form() -> None:
    feed = b"""<rss version="2.0"><channel><title>x</title><item><title>A</title>
    <category>Rapport</category></item><item><title>B</title></item></channel></rss>"""
    source = Source("x", Localised((("", "X"),)), "publications", "feed", "https://x.dk/")
    drafts = read_listing(source, Answer("https://x.dk/", feed, "application/rss+xml")).drafts
    assert [draft.form for draft in drafts] == ["report", None]

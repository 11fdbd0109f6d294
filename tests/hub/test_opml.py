"""Lists of feeds from other readers, real and broken ones; and ours for them."""

from pathlib import Path

import pytest

from hub.errors import HubError
from hub.model import Localised, Source
from hub.opml import read_opml, themes_of, write_opml


def test_a_real_list_of_many(corpus: Path) -> None:
    text = (corpus / "opml" / "hn-personal-blogs-1229-feeds.opml").read_text(encoding="utf-8")
    found = read_opml(text)
    assert len(found) == len({each.url for each in found}) == 1229
    assert found[0].title == "jgrahamc"
    assert found[0].groups == ("HN Personal Blogs",)


def test_every_odd_list_of_the_corpus_is_read_or_refused_in_words(corpus: Path) -> None:
    files = [*(corpus / "opml").iterdir(), *(corpus / "hostile").glob("lp-*")]
    assert len(files) > 5
    for path in files:
        try:
            assert read_opml(path.read_text(encoding="utf-8"))
        except HubError as error:
            assert "is it OPML" in str(error)  # noqa: PT017 - either is right


@pytest.mark.parametrize("text", ["", "<html></html>", "{}", "<opml><body/></opml>", "\x00"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(HubError, match="no feed in the file"):
        read_opml(text)


def test_there_and_back() -> None:
    sources = [
        Source("a", Localised((("", "A & B"),)), "podcast", "feed", "https://a.example/?x=1&y=2"),
        Source(
            "b",
            Localised((("da", "Ærø"),)),
            "podcast",
            "feed",
            "https://b.example/",
            themes=("ips", "unge"),
            language="da",
        ),
        Source("c", Localised((("", "C"),)), "publications", "oai", "https://c.example/oai"),
    ]
    text = write_opml("Lydhør", sources, {"ips": "IPS", "unge": "Unge"})
    found = {each.url: each for each in read_opml(text)}
    assert found.keys() == {"https://a.example/?x=1&y=2", "https://b.example/"}
    assert found["https://a.example/?x=1&y=2"].title == "A & B"
    assert set(found["https://b.example/"].groups) == {"IPS", "Unge"}


def test_groups_are_themes_by_id_or_title() -> None:
    themes = {"ips": ("IPS og job", "IPS and jobs"), "unge": ("Unge",)}
    assert themes_of(("ips AND jobs", "UNGE", "Blogs", "ips"), themes) == ("ips", "unge")

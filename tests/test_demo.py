"""The demo holds together: well-formed, complete, true to its own sound, and within its size."""

import re
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
import webvtt
from lxml import etree

from hub.config import Config, parse_config

DEMO = Path(__file__).resolve().parents[1] / "demo"
SITE = DEMO / "site"
ADDRESS = "http://127.0.0.1:1"
WRITTEN = datetime(2026, 11, 24, tzinfo=UTC)  # the day after the last of it was written
MOST_SOUND = 300_000  # bytes, all clips together
SPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
FEEDS = sorted(SITE.glob("*/feed*.xml"))
PAGES = sorted(SITE.glob("*/*.html"))
SPOKEN = sorted(SITE.glob("*/*.vtt"))


@dataclass(frozen=True, slots=True)
class Clip:
    """An enclosure as its feed tells it: seconds and bytes."""

    url: str
    seconds: int
    bytes: int


def served(path: Path) -> str:
    """A text file as the demo's server gives it."""
    return path.read_text(encoding="utf-8").replace("{demo}", ADDRESS)


def file_at(url: str) -> Path:
    """The file that an address of the demo leads to."""
    assert url.startswith(ADDRESS), url
    return SITE / unquote(urlsplit(url).path).lstrip("/")


def entries(feed: Path) -> list[dict[str, Any]]:
    parsed = feedparser.parse(served(feed).encode())
    assert not parsed.bozo, (feed, parsed.get("bozo_exception"))
    return list(parsed.entries)


def words_of(markup: str) -> str:
    """What a page or a piece of markup says, with single spaces."""
    return " ".join(" ".join(map(str, etree.HTML(markup).itertext())).split())


def clips() -> Iterator[Clip]:
    for feed in FEEDS:
        for item in etree.fromstring(served(feed).encode()).iter("item"):
            for enclosure in item.iter("enclosure"):
                seconds = item.findtext("itunes:duration", namespaces=SPACES)
                assert seconds is not None, enclosure.get("url")
                length = enclosure.get("length") or ""
                yield Clip(enclosure.get("url") or "", int(seconds), int(length))


def length_of(sound: Path) -> float:
    """Seconds of an Ogg Opus file: the last page's granule, at 48 kHz (RFC 7845, 4)."""
    data = sound.read_bytes()
    assert data[28:36] == b"OpusHead", sound
    skipped = int.from_bytes(data[38:40], "little")
    last = data.rindex(b"OggS")
    return (int.from_bytes(data[last + 6 : last + 14], "little") - skipped) / 48_000


@pytest.fixture(scope="module")
def config() -> Config:
    return parse_config(served(DEMO / "feeds.yaml"))


def test_feeds_yaml_is_valid_and_every_address_in_it_is_there(config: Config) -> None:
    starts = [pick.url for theme in config.themes for pick in theme.start]
    picks = [pick.url for source in config.sources for pick in source.picks]
    feeds = [source.url for source in config.sources if source.url]
    assert len(config.themes) >= 12
    assert len(config.sources) == 7
    assert starts
    assert [url for url in starts + picks + feeds if not file_at(url).is_file()] == []


def test_every_source_says_that_it_is_invented(config: Config) -> None:
    assert all("opdigtet eksempel" in (source.publisher or "") for source in config.sources)
    assert all("Opdigtet eksempel" in served(feed) for feed in FEEDS)


def test_there_are_enough_items_each_with_a_name_of_its_own(config: Config) -> None:
    items = [entry for feed in FEEDS for entry in entries(feed)]
    picks = [pick for source in config.sources for pick in source.picks]
    ids = [entry["id"] for entry in items] + [pick.url for pick in picks]
    titles = [entry["title"] for entry in items] + [pick.title for pick in picks]
    assert len(ids) >= 60
    assert len(set(ids)) == len(ids)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.parent.name)
def test_a_feeds_links_lead_to_files_and_its_dates_are_past(feed: Path) -> None:
    for entry in entries(feed):
        links = [link["href"] for link in entry["links"]]
        assert [url for url in links if not file_at(url).is_file()] == []
        assert datetime.fromtimestamp(timegm(entry["published_parsed"]), UTC) < WRITTEN


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.parent.name)
def test_a_feed_and_its_pages_say_the_same(feed: Path) -> None:
    for entry in entries(feed):
        text = entry["content"][0]["value"] if "content" in entry else entry["summary"]
        assert words_of(text) in words_of(served(file_at(entry["link"]))), entry["title"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_well_formed_and_its_links_lead_to_files(page: Path) -> None:
    text = served(page)
    etree.HTML(text, etree.HTMLParser(recover=False))
    targets = re.findall(r'(?:href|src)="([^"]+)"', text)
    missing = [
        target
        for target in targets
        if not (file_at(target) if "://" in target else page.parent / target).is_file()
    ]
    assert missing == []


def test_sound_is_small_and_as_long_and_large_as_told() -> None:
    told = list(clips())
    assert len(told) >= 30
    assert len({clip.url for clip in told}) == len(told)
    assert sum(sound.stat().st_size for sound in (SITE / "audio").iterdir()) <= MOST_SOUND
    for clip in told:
        sound = file_at(clip.url)
        assert clip.bytes == sound.stat().st_size, clip
        assert abs(clip.seconds - length_of(sound)) <= 1, clip


@pytest.mark.parametrize("spoken", SPOKEN, ids=lambda spoken: spoken.stem)
def test_a_transcript_is_within_its_sound_and_says_what_its_script_says(spoken: Path) -> None:
    captions = webvtt.read(str(spoken)).captions
    script = DEMO / "scripts" / spoken.parent.name / f"{spoken.stem}.txt"
    lines = [line for line in script.read_text(encoding="utf-8").splitlines() if ": " in line]
    assert [f"{caption.voice}: {caption.text}" for caption in captions] == lines
    starts = [caption.start_in_seconds for caption in captions]
    assert starts == sorted(starts)
    assert captions[-1].end_in_seconds <= length_of(SITE / "audio" / f"{spoken.stem}.ogg") + 0.5


def test_every_theme_of_the_demo_has_both_languages(config: Config) -> None:
    for theme in config.themes:
        assert theme.title.to("da") != theme.title.to("en")
        assert theme.about.to("da") != theme.about.to("en")

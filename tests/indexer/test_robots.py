"""What a robots.txt says to us (RFC 9309), also where it was written by hand or by an enemy."""

from datetime import timedelta
from pathlib import Path

import pytest

from indexer.robots import LARGEST, Rules, our_part

SITE = "https://x.dk"


def rules(text: str | bytes) -> Rules:
    return Rules.parse(our_part(text.encode() if isinstance(text, str) else text))


def allowed(text: str | bytes, path: str = "/a/b?c=d") -> bool:
    return rules(text).allows(SITE + path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: *\nDisallow: /b",
        "User-agent: Other\nDisallow: /",
        "User-agent: Lyd\nDisallow: /",
        "User-agent: Lydhoerbot\nDisallow: /",
        "Disallow: /",
        "User-agent: *\nDisallow: /\nAllow: /a/",
        "User-agent: *\nDisallow: /\n\nUser-agent: Lydhoer\nAllow: /",
        "User-agent: lydhoer\nDisallow: /private\n\nUser-agent: *\nDisallow: /",
        "User-agent: *\nDisallow: /a$",
        "User-agent: *\n# Disallow: /",
        "<html><body>Siden findes ikke</body></html>",
        "\0\xff\xfe",
    ],
)
def test_lets_us_in(text: str) -> None:
    assert allowed(text)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /",
        "\ufeffuser-agent:*\r\ndisallow:/a\r\n",
        "User-agent: Other\nUser-agent: LYDHOER\nDisallow: /a",
        "User-agent: Lydhoer\nUser-agent: Other\nDisallow: /a",
        "User-agent: Lydhoer/1.0 # nogen\nDisallow: /a",
        "User-agent: Other\nDisallow: /x\n\nUser-agent: *\nDisallow: /a",
        "User-agent: *\nDisallow: /x\nSitemap: https://x.dk/s.xml\nDisallow: /a",
        "User-agent: *\nSitemap: https://x.dk/s.xml\nUser-agent: Other\nDisallow: /a",
        "User-agent: *\nDisallow: /x\nUser-agent: Other\nDisallow: /y\nUser-agent: *\nDisallow: /a",
        "User-agent: *\nDisallow: /*?c=",
        "User-agent: *\nDisallow: /a/*d$",
        "User-agent: *\nAllow: /a\nDisallow: /a/b",
        "User agent: *\nDisallow: /a",
    ],
)
def test_keeps_us_out(text: str) -> None:
    assert not allowed(text)


def test_the_same_address_however_it_is_written() -> None:
    assert not allowed("User-agent: *\nDisallow: /æ", "/%C3%A6")
    assert not allowed("User-agent: *\nDisallow: /%C3%A6", "/æ")
    assert allowed("User-agent: *\nDisallow: /", "/robots.txt")


@pytest.mark.parametrize(
    ("said", "seconds", "made"),
    [
        ("10", 10, 10),
        ("0.5", 0.5, 0.5),
        ("3600", 3600, 60),
        ("1e300", 365 * 86400, 60),
        ("inf", 0, 0),
        ("nan", 0, 0),
        ("-5", 0, 0),
        ("soon", 0, 0),
    ],
)
def test_the_pause_it_asks_for(said: str, seconds: float, made: float) -> None:
    found = rules(f"User-agent: Lydhoer\nCrawl-delay: {said}")
    assert found.asked_delay == timedelta(seconds=seconds)
    assert found.delay == timedelta(seconds=made)
    assert [note.code for note in found.notes("x.dk")] == ["long-crawl-delay"] * (seconds > 60)
    assert not rules(f"User-agent: Other\nCrawl-delay: {said}").asked_delay


def test_only_our_part_is_kept() -> None:
    text = "User-agent: Other\nDisallow: /x\n\nUser-agent: *\nDisallow: /a\nSitemap: /s.xml\n"
    assert our_part(text.encode()) == "User-agent: *\nDisallow: /a"


def test_thousands_of_groups_for_others_cost_nothing() -> None:
    """Names by the thousand above rules by the thousand: their product would be 10^8 rules."""
    names = "".join(f"User-agent: bot{n}\n" for n in range(12_000))
    sharing = "".join(f"Disallow: /{n}\n" for n in range(15_000))
    text = (names + "User-agent: *\n" + sharing).encode()
    assert len(text) < LARGEST
    found = rules(text)
    assert found.allows(SITE + "/a")
    assert not found.allows(SITE + "/14999")


def test_what_stands_after_the_cap_is_not_read() -> None:
    text = b"User-agent: *\n" + b"#" * LARGEST + b"\nDisallow: /"
    assert allowed(text)


def test_stars_by_the_thousand_do_not_multiply() -> None:
    stars = "User-agent: *\nDisallow: /" + "a*" * 20_000 + "b$"
    assert allowed(stars, "/" + "a" * 50_000)


@pytest.mark.corpus
def test_every_file_of_the_corpus_is_taken_for_one(corpus: Path) -> None:
    """Whatever a site answers with instead."""
    files = sorted((corpus / "hostile").rglob("*.*"))
    assert files
    for file in files:
        if file.is_file():
            rules(file.read_bytes()).allows(SITE + "/a")

"""Selectors and patterns of sources: a slip is told with its line when feeds.yaml is read."""

import pytest

from hub.config import parse_config
from hub.errors import ConfigError
from hub.model import Fault

HEAD = """\
hub: {title: x, language: da, timezone: Europe/Copenhagen, contact: "mailto:a@example.org"}
sources:
"""


def options(written: str) -> dict[str, str]:
    (source,) = parse_config(HEAD + entry(written)).sources
    return dict(source.options)


def entry(written: str) -> str:
    common = "  - id: x\n    title: X\n    kind: publications\n    url: https://x.dk/\n"
    return common + "".join(f"    {line}\n" for line in written.split("; "))


def fault(written: str) -> Fault:
    with pytest.raises(ConfigError) as raised:
        parse_config(HEAD + entry(written))
    (fault,) = raised.value.faults
    return fault


def test_a_list() -> None:
    assert options("via: listing; item: li.a > h2; heading: h3; next: a.next; pages: 5") == {
        "item": "li.a > h2",
        "heading": "h3",
        "next": "a.next",
        "pages": "5",
    }


def test_patterns_are_one_or_several() -> None:
    assert options("via: sitemap; keep: /a/; skip: [/b/, /c/*]") == {
        "keep": "/a/",
        "skip": "/b/\n/c/*",
    }
    assert options("via: page; follow: /tema*/") == {"follow": "/tema*/"}


@pytest.mark.parametrize(
    "selector",
    ["li >", "a::attr(href)", "a[href='x", "svg|a", "a:foo", ".a..b", "li " * 200, "(" * 400],
)
def test_what_is_no_selector(selector: str) -> None:
    found = fault(f'via: listing; item: li; link: "{selector}"')
    assert (found.line, found.key) == (9, "sources[0].link")
    assert "is no CSS selector" in found.message


@pytest.mark.parametrize("pages", ["0", "1001", "mange", "true", "1.5"])
def test_pages_are_a_number(pages: str) -> None:
    assert fault(f"via: listing; item: li; pages: {pages}").line == 9


@pytest.mark.parametrize(
    ("written", "key", "cure"),
    [
        ("via: sitemap; keep: '^/a.*'", "keep", "piece of the address"),
        ("via: sitemap; skip: []", "skip", "is empty"),
        ("via: sitemap; skip: ''", "skip", "is empty"),
        ("via: sitemap; keep: /a/ /b/", "keep", "a list"),
        ("via: page; follow: 3", "follow", "must be text"),
        ("via: page; follow: [3]", "follow", "must be a list of texts"),
        ("via: listing", "item", "is missing"),
        ("via: listing; item: 3", "item", "must be text"),
        ("via: listing; item: li; titel: h3", "titel", "heading"),
    ],
)
def test_what_is_wrong_is_told(written: str, key: str, cure: str) -> None:
    found = fault(written)
    assert found.key == f"sources[0].{key}"
    assert cure in found.message

"""Patterns of addresses as editors write them."""

import pytest

from hub.patterns import fault_in, fits, names_host


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/nyheder/", "https://x.dk/da/Nyheder/2024/a"),
        ("/rapporter/*", "https://x.dk/rapporter/a/"),
        ("/tema*/", "https://x.dk/troen/tema6/"),
        ("/**/ips", "https://x.dk/a/b/ips"),
        ("/besk%C3%A6ftigelse/", "https://x.dk/beskæftigelse/a"),
        ("/beskæftigelse/", "https://x.dk/besk%c3%a6ftigelse/a"),
        ("https://www.y.dk/r*/", "http://y.dk/rapporter/1"),
        ("?type=rapport", "https://x.dk/list?type=rapport"),
        (".pdf", "https://x.dk/a.PDF"),
        ("/", "https://x.dk"),
    ],
)
def test_addresses_that_fit(pattern: str, url: str) -> None:
    assert fault_in(pattern) == ""
    assert fits(pattern, url)


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/rapporter/*", "https://x.dk/rapporter/"),
        ("/a*c/", "https://x.dk/a/b/c/"),
        ("x.dk", "https://x.dk/a"),
        ("a.b", "https://x.dk/aXb"),
        ("https://y.dk/", "https://z.dk/?https://y.dk/"),
        ("https://y.dk/", "https://y.dk.evil.example/"),
        ("/a", "https://[bad/a"),
        ("/a", "https://x.dk:99999999/a"),
    ],
)
def test_addresses_that_do_not(pattern: str, url: str) -> None:
    assert not fits(pattern, url)


def test_a_host_is_named_by_a_whole_address_alone() -> None:
    assert names_host("https://x.dk/a")
    assert not names_host("/https://x.dk/a")


@pytest.mark.parametrize("pattern", ["", "*", "^/a", "/a.*b", r"/a\d", "/a|/b", "/a /b", "/" * 600])
def test_what_is_no_pattern(pattern: str) -> None:
    assert fault_in(pattern)

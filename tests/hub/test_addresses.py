"""Addresses that show one work are alike when folded; those of two works never are."""

import pytest

from hub.addresses import folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.star.dk/da/nyt/2024/", "http://star.dk/nyt/2024"),
        ("https://via.ritzau.dk/p/1?publisherId=7", "https://via.ritzau.dk/p/1"),
        ("https://x.dk/a?utm_source=brev&id=3", "https://x.dk/a?id=3#top"),
        ("https://x.dk", "http://www.x.dk/"),
    ],
)
def test_one_work(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.dk/a?id=3", "https://x.dk/a?id=4"),
        ("https://x.dk/a", "https://y.dk/a"),
        ("https://x.dk/en/a", "https://x.dk/a"),
        ("https://x.dk/danmark", "https://x.dk/nmark"),
    ],
)
def test_two_works(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_what_is_no_web_address_stays() -> None:
    assert folded("urn:nbn:dk:1") == "urn:nbn:dk:1"

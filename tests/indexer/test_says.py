"""What an answer, and what each trouble, says of an address."""

from datetime import UTC, datetime

import pytest

from hub.liveness import NEW, LinkState, Verdict
from hub.model import Trouble
from indexer.says import said_by_answer, said_by_trouble

ONCE = LinkState(alive=datetime(2026, 5, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("not-found", "failed"),
        ("gone-for-good", "failed"),
        ("no-such-host", "failed"),
        ("server-error", "troubled"),
        ("timeout", "troubled"),
        ("no-answer", "troubled"),
        ("not-allowed", "unknown"),
        ("asked-to-wait", "unknown"),
        ("robots-disallowed", "unknown"),
        ("robots-unreachable", "unknown"),
        ("private-address", "unknown"),
        ("http-status", "unknown"),
        ("unreadable", "unknown"),
    ],
)
def test_a_trouble_says(code: str, verdict: Verdict) -> None:
    assert said_by_trouble(Trouble(code)).verdict == verdict


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        ("certificate has expired", "failed"),
        ("Hostname mismatch, certificate is not valid for 'x.dk'.", "failed"),
        ("unable to get local issuer certificate", "unknown"),
    ],
)
def test_a_certificate_says(reason: str, verdict: Verdict) -> None:
    assert said_by_trouble(Trouble("tls", (("reason", reason),))).verdict == verdict


@pytest.mark.parametrize(
    ("url", "led_to", "state", "verdict"),
    [
        ("https://x.dk/a/b", "https://x.dk/a/b", NEW, "alive"),
        ("https://x.dk/a/b", "https://www.x.dk/nyt/b", ONCE, "alive"),
        ("https://x.dk/a/b", "https://x.dk/", ONCE, "failed"),
        ("http://x.dk/a?id=3", "https://www.x.dk/da/", ONCE, "failed"),
        ("https://x.dk/?p=3", "https://x.dk/", ONCE, "failed"),
        ("https://x.dk/kampagne", "https://x.dk/", NEW, "unknown"),
        ("https://kort.dk/a", "https://x.dk/", ONCE, "alive"),
        ("https://x.dk/", "https://x.dk/da", ONCE, "alive"),
        ("https://x.dk/a", "https://x.dk/?soeg=a", ONCE, "alive"),
    ],
)
def test_an_answer_says(url: str, led_to: str, state: LinkState, verdict: Verdict) -> None:
    assert said_by_answer(url, led_to, state).verdict == verdict

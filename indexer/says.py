"""What an answer, or the trouble met instead of one, says of an address. Pure.

Said by the address itself: an answer; 404 and 410; a name or a certificate that is no more; its
host's front page in its place. Said by the moment: 5xx, no connection, no end. Said of us: 401,
403, 429, robots.txt and all other refusals, which a reader's browser may not meet.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from hub.liveness import LinkState, Verdict
from hub.model import Trouble

GONE = ("not-found", "gone-for-good")
SILENT = ("no-answer", "no-such-host", "timeout")  # as everything is while our network is down
_FAILED = (*GONE, "no-such-host", "tls")
_TROUBLED = (
    *("no-answer", "timeout", "server-error", "broken-off", "not-http"),
    *("redirect-loop", "too-many-redirects"),
)
_FRONTS = ("", "da", "en", "forside", "home", "index.html", "index.php", "default.aspx")
# A browser fetches the certificate that a careless server leaves out; we don't.
_NO_ISSUER = "issuer certificate"


@dataclass(frozen=True, slots=True)
class Said:
    """The verdict, and the trouble it comes from, if any."""

    verdict: Verdict
    trouble: Trouble | None = None

    @property
    def code(self) -> str:
        """What the trouble is; empty without one."""
        return self.trouble.code if self.trouble else ""


def said_by_answer(url: str, led_to: str, state: LinkState) -> Said:
    """It answers, in the end from `led_to`. A page that once answered for itself and now leads to
    the front page of its site is a 404 that doesn't say so; of one that never did, nothing is
    known: short addresses are made to lead there.
    """
    if not _became_front(url, led_to):
        return Said("alive")
    return Said("failed" if state.alive else "unknown")


def said_by_trouble(trouble: Trouble) -> Said:
    """It doesn't answer."""
    if trouble.code == "tls" and _NO_ISSUER in dict(trouble.details).get("reason", ""):
        return Said("unknown", trouble)
    if trouble.code in _FAILED:
        return Said("failed", trouble)
    return Said("troubled" if trouble.code in _TROUBLED else "unknown", trouble)


def _became_front(url: str, led_to: str) -> bool:
    before, now = urlsplit(url), urlsplit(led_to)
    hosts = {(parts.hostname or "").removeprefix("www.") for parts in (before, now)}
    deeper = _path(before.path) not in _FRONTS or before.query
    return len(hosts) == 1 and bool(deeper) and _path(now.path) in _FRONTS and not now.query


def _path(path: str) -> str:
    return unquote(path).strip("/").lower()

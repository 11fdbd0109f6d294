"""What a robots.txt says to us (RFC 9309). Pure; matching is protego's.

Only our part of the file is handed on and kept: thousands of groups for thousands of others would
take protego minutes and gigabytes.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from protego import Protego

from hub.model import Trouble
from indexer.manners import LONGEST_DELAY

NAME = "Lydhoer"  # our product token, as in the User-Agent
LARGEST = 500_000  # bytes that are read (RFC 9309, 2.5)
_EVERYBODY = "*"
_FOREVER = timedelta(days=365)
_AGENT = re.compile(r"user[- ]?agent\s*[: \t]\s*(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"\*|[a-z_-]*", re.IGNORECASE)
_OF_THE_SITE = ("sitemap", "site-map", "host")  # lines that belong to no group


def our_part(body: bytes) -> str:
    """The lines of a robots.txt that are for us or for everybody."""
    ours: list[str] = []
    within = False  # a group that counts
    naming = False  # among the names that begin a group
    for line in body[:LARGEST].decode("utf-8-sig", "replace").splitlines():
        line = line.partition("#")[0].strip()
        agent = _AGENT.match(line)
        if agent:
            within = within and naming
            naming = True
            if _is_us(agent[1]):
                within = True
                ours.append(f"User-agent: {_token(agent[1])}")
        elif line and not line.lower().startswith(_OF_THE_SITE):
            naming = False
            if within:
                ours.append(line)
    return "\n".join(ours)


def _token(agent: str) -> str:
    """The product token of a name such as ``Lydhoer/1.0``."""
    found = _TOKEN.match(agent.strip())
    return found[0] if found else ""


def _is_us(agent: str) -> bool:
    return _token(agent).lower() in (_EVERYBODY, NAME.lower())


@dataclass(frozen=True, slots=True)
class Rules:
    """Our part of a robots.txt, parsed."""

    robots: Protego

    @classmethod
    def parse(cls, text: str) -> "Rules":
        """The rules in what ``our_part`` has found."""
        return cls(Protego.parse(text))

    def allows(self, url: str) -> bool:
        """Whether we may ask for `url`."""
        return self.robots.can_fetch(url, NAME)

    @property
    def asked_delay(self) -> timedelta:
        """The pause between two requests that the site asks for, however absurd."""
        seconds = min(self.robots.crawl_delay(NAME) or 0.0, _FOREVER.total_seconds())
        return timedelta(seconds=seconds)

    @property
    def delay(self) -> timedelta:
        """The pause that we make: nobody can make us wait for ever."""
        return min(self.asked_delay, LONGEST_DELAY)

    def notes(self, host: str) -> tuple[Trouble, ...]:
        """What an editor should know of the rules of `host`."""
        if self.asked_delay <= LONGEST_DELAY:
            return ()
        asked, made = (str(round(each.total_seconds())) for each in (self.asked_delay, self.delay))
        return (Trouble("long-crawl-delay", (("asked", asked), ("host", host), ("made", made))),)

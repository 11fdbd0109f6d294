"""Hosts that put adverts into sound when it is fetched, so that times in it may be off.

An address often leads through counters that carry the next host in their path
(counter.example/e/audio.example/x.mp3), so hosts are looked for there, too.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

_LIST = Path(__file__).with_name("advert_hosts.txt")


def inserts_adverts(url: str) -> bool:
    """Whether the sound at `url` comes from a host that puts adverts in."""
    return any(_is_listed(host) for host in _hosts_in(url))


def _hosts_in(url: str) -> Iterator[str]:
    try:
        parts = urlsplit(url)
        yield (parts.hostname or "").rstrip(".")
    except ValueError:
        return
    yield from (part.lower() for part in parts.path.split("/") if "." in part)


def _is_listed(host: str) -> bool:
    labels = host.split(".")
    return any(".".join(labels[n:]) in _listed() for n in range(len(labels)))


@cache
def _listed() -> frozenset[str]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(line.split()[0] for line in lines if line and not line.startswith("#"))

"""Settings of one installation: options beat environment, environment beats the defaults.

This is the only place that knows the names of the environment variables; `SETTINGS` describes
them for the README, and a test compares.
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from hub.errors import ConfigError
from hub.model import Fault

ENGINES = ("memory", "whoosh", "tantivy")

SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("HUB_DATA", "data", "folder for the database, the index and backups"),
    ("HUB_FEEDS", "feeds.yaml", "file with sources and themes"),
    ("HUB_ENGINE", "", "memory, whoosh or tantivy; beats `engine` in feeds.yaml"),
    ("HUB_DATABASE", "", "database address; default is SQLite in HUB_DATA"),
    ("HUB_ADDRESS", "", "public address of the site; beats `address` in feeds.yaml"),
    ("HUB_HOST", "127.0.0.1", "address the web server listens on"),
    ("HUB_PORT", "8000", "port the web server listens on"),
    ("HUB_TRUSTED_PROXIES", "", "proxies whose X-Forwarded headers are believed, comma-separated"),
    ("HUB_ALLOW_PRIVATE", "", "private hosts or networks the crawler may reach, comma-separated"),
    ("HUB_HOST_PAUSE", "1", "seconds between two requests to one host"),
    ("HUB_PROXY", "", "proxy that the crawler goes out through, http://user:word@proxy:3128"),
    ("HUB_CA", "", "file with authorities that are trusted beside the usual ones, in PEM"),
)
_DEFAULTS = {name: default for name, default, _ in SETTINGS}
_PROXY = re.compile(r"https?://([^/?#@\s]*@)?([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?/?")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d+)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked settings. `host_pause` in seconds; None where feeds.yaml or a default decides."""

    data: Path
    feeds: Path
    engine: str | None
    database: str | None
    address: str | None
    host: str
    port: int
    trusted_proxies: tuple[str, ...]
    allow_private: tuple[str, ...]
    host_pause: float
    proxy: str | None = None
    ca: Path | None = None

    @property
    def database_url(self) -> str:
        """The address of the database, SQLite in the data folder unless another is set."""
        return self.database or f"sqlite:///{quote(str((self.data / 'hub.db').absolute()))}"


def load_settings(environment: Mapping[str, str], **options: object) -> Settings:
    """Settings from `options` (named like the fields; None is "not given") and the environment.

    Raises ConfigError with everything that is wrong.
    """
    given = {
        f"HUB_{name.upper()}": str(value) for name, value in options.items() if value is not None
    }
    values = {
        name: given.get(name) or environment.get(name) or _DEFAULTS[name] for name in _DEFAULTS
    }
    faults = list(_faults(values))
    if faults:
        raise ConfigError("settings", faults)
    return Settings(
        data=Path(values["HUB_DATA"]),
        feeds=Path(values["HUB_FEEDS"]),
        engine=values["HUB_ENGINE"] or None,
        database=values["HUB_DATABASE"] or None,
        address=values["HUB_ADDRESS"].rstrip("/") or None,
        host=values["HUB_HOST"],
        port=int(values["HUB_PORT"]),
        trusted_proxies=_listed(values["HUB_TRUSTED_PROXIES"]),
        allow_private=_listed(values["HUB_ALLOW_PRIVATE"]),
        host_pause=float(values["HUB_HOST_PAUSE"]),
        proxy=values["HUB_PROXY"] or None,
        ca=Path(values["HUB_CA"]) if values["HUB_CA"] else None,
    )


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _faults(values: Mapping[str, str]) -> list[Fault]:
    """One fault per wrong value, naming the variable and what would be right."""
    checks = {
        "HUB_ENGINE": (
            values["HUB_ENGINE"] in ("", *ENGINES),
            f"must be one of {', '.join(ENGINES)}",
        ),
        "HUB_DATABASE": (
            values["HUB_DATABASE"] == ""
            or values["HUB_DATABASE"].startswith(("sqlite:///", "postgresql")),
            "must begin with sqlite:/// or postgresql+psycopg://",
        ),
        "HUB_ADDRESS": (
            values["HUB_ADDRESS"] == ""
            or values["HUB_ADDRESS"].startswith(("http://", "https://")),
            "must begin with https:// or http://",
        ),
        "HUB_PORT": (
            values["HUB_PORT"].isdecimal() and int(values["HUB_PORT"]) < 65536,
            "must be a number from 0 to 65535",
        ),
        "HUB_TRUSTED_PROXIES": (
            all(_is_network(part) for part in _listed(values["HUB_TRUSTED_PROXIES"])),
            "must be addresses or networks such as 10.0.0.0/8, with commas between",
        ),
        "HUB_ALLOW_PRIVATE": (
            all(_is_network(p) or _HOST.fullmatch(p) for p in _listed(values["HUB_ALLOW_PRIVATE"])),
            "must be hosts or networks such as intranet.local,10.0.0.0/8, with commas between",
        ),
        "HUB_HOST_PAUSE": (
            re.fullmatch(r"\d+(\.\d+)?", values["HUB_HOST_PAUSE"]) is not None,
            "must be a number of seconds such as 1 or 0.5",
        ),
        "HUB_PROXY": (
            values["HUB_PROXY"] == "" or _PROXY.fullmatch(values["HUB_PROXY"]) is not None,
            "must be an address such as http://proxy.example.dk:3128",
        ),
        "HUB_CA": (
            values["HUB_CA"] == "" or Path(values["HUB_CA"]).is_file(),
            "must be a file with certificates in PEM",
        ),
    }
    return [
        Fault(0, "", f"{name}: {_without_login(values[name])!r} {cure}")
        for name, (fine, cure) in checks.items()
        if not fine
    ]


def _without_login(value: str) -> str:
    """`value` as it may be shown."""
    return re.sub(r"//[^/]*@", "//…@", value)


def _is_network(value: str) -> bool:
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError:
        return False
    return True

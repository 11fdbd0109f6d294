"""Addresses with the time in them: {yyyy}, {from} and {to} in `url` and `set`. Pure."""

from datetime import date, datetime, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from hub.model import Source

_A_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=365)
# What a request for records may say (OAI-PMH 2.0, 4.5); all else in a query is the server's own.
_ARGUMENTS = ("verb", "metadataPrefix", "set", "from", "until", "resumptionToken")


def begin_of(source: Source, since: str) -> str:
    """The first day to ask for, or empty: the day before `since`, as the clock over there need not
    be ours and days may end elsewhere, but none before the source's `from`.
    """
    return max(day_before(since), dict(source.options).get("from", "")[:10])


def own_address(source: Source, since: str, now: datetime) -> str:
    """Where a visit of `source` begins; `since` is the day of the last whole visit, or empty."""
    return fill(source.url or "", begin_of(source, since), now)


def oai_begin(source: Source, since: str, now: datetime) -> str:
    """The same for a harvest of records that are new or changed.

    A day is what every repository understands (OAI-PMH 2.0, 3.3.2: the finer granularity is
    optional), so what else one supports need not be known.
    """
    options = dict(source.options)
    begin = begin_of(source, since)
    arguments = {
        "verb": "ListRecords",
        "metadataPrefix": options.get("prefix") or "oai_dc",
        "set": fill(options.get("set", ""), begin, now),
        "from": begin,
    }
    url = fill(source.url or "", begin, now)
    return oai_address(url, {name: value for name, value in arguments.items() if value})


def fill(text: str, begin: str, now: datetime) -> str:
    """`text` with {yyyy} (this year), {from} (`begin`, else a year ago) and {to} (today)."""
    earliest = begin or f"{now - _A_YEAR:%Y-%m-%d}"
    filled = text.replace("{yyyy}", f"{now:%Y}").replace("{to}", f"{now:%Y-%m-%d}")
    return filled.replace("{from}", earliest)


def year_of(source: Source, now: datetime) -> str:
    """The year, where `source` is another one each year; else empty."""
    told = f"{source.url} {dict(source.options).get('set', '')}"
    return f"{now:%Y}" if "{yyyy}" in told else ""


def oai_address(url: str, arguments: dict[str, str]) -> str:
    """`url` with `arguments` instead of those it may have had."""
    parts = urlsplit(url)
    own = [pair for pair in parse_qsl(parts.query, True) if pair[0] not in _ARGUMENTS]
    return urlunsplit(parts._replace(query=urlencode([*own, *arguments.items()]), fragment=""))


def day_before(day: str) -> str:
    """The day before, or empty for none."""
    return (date.fromisoformat(day) - _A_DAY).isoformat() if day else ""

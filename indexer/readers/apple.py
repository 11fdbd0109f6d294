"""A show in Apple's directory, by its number -> the address of its own feed, which is then read.

https://performance-partners.apple.com/search-api ("Lookup").
"""

from datetime import datetime
from urllib.parse import urlencode

from hub.addresses import web_address
from hub.errors import ReadError
from hub.model import Source
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.readers.jsonvalues import Values, parse_json

_LOOKUP = "https://itunes.apple.com/lookup"


def look_up(source: Source, _since: str, _now: datetime) -> str:
    """Where Apple tells about the show; `url` takes the place of Apple's own server."""
    number = dict(source.options).get("apple_id", "").removeprefix("id")
    return f"{source.url or _LOOKUP}?{urlencode({'id': number, 'entity': 'podcast'})}"


def feed_address(answer: Answer) -> str:
    """The address of the show's feed. Raises ReadError "not-at-apple" where Apple knows none."""
    fields = parse_json(decode(answer.body, answer.content_type))
    shows = Values(fields, {}).children("results") if isinstance(fields, dict) else []
    for show in shows:
        if url := web_address(show.text("feedUrl")):
            return url
    raise ReadError("not-at-apple")

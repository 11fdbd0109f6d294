"""A list as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json

from hub.model import Enclosure
from web.feeds.dates import rfc3339
from web.feeds.listing import Entry, Listing
from web.feeds.markup import content_html

MEDIA_TYPE = "application/feed+json; charset=utf-8"
_VERSION = "https://jsonfeed.org/version/1.1"
_Json = dict[str, object]


def json_feed(listing: Listing) -> bytes:
    """`listing` as a feed. What must be a whole address is left out while the hub's is unknown."""
    feed = {
        "version": _VERSION,
        "title": f"{listing.title} – {listing.hub}",
        "home_page_url": listing.page if listing.known else "",
        "feed_url": listing.forms.json if listing.known else "",
        "description": listing.about,
        "icon": listing.cover,
        "authors": [{"name": listing.hub}],
        "language": listing.language,
        "items": [_item(entry, known=listing.known) for entry in listing.entries],
    }
    kept = {name: value for name, value in feed.items() if value or name == "items"}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode(errors="replace")


def _item(entry: Entry, *, known: bool) -> _Json:
    item: _Json = {
        "id": entry.id,
        "url": entry.page if known else "",
        "external_url": entry.original,
        "title": entry.work.title,
        "content_html": content_html(entry),
        "summary": " ".join(entry.summary),
        "date_published": rfc3339(entry.published) if entry.published else "",
        "authors": [{"name": name} for name in dict.fromkeys(p.name for p in entry.people)],
        "tags": list(entry.themes),
        "language": entry.work.language,
        "attachments": [_file(file, entry) for file in entry.files],
    }
    return {name: value for name, value in item.items() if value}


def _file(file: Enclosure, entry: Entry) -> _Json:
    told: _Json = {"url": file.url, "mime_type": file.type}
    if file.length:
        told["size_in_bytes"] = file.length
    if file == entry.sound and entry.seconds:
        told["duration_in_seconds"] = entry.seconds
    return told

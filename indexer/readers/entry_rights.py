"""The numbers an entry is known by all over the world, and the licence it is under."""

import re

from hub.addresses import web_address
from hub.identifiers import identifiers
from indexer.readers.fields import Fields, children, text
from indexer.readers.licenses import licence_in
from indexer.readers.podcast import Extras

_NAMED = re.compile(
    r"(?:doi:|urn:isbn:|info:doi/|https?://(?:dx\.|www\.)?doi\.org/)", re.IGNORECASE
)


def ids_of(entry: Fields, extras: Extras, guid: str, link: str | None) -> tuple[str, ...]:
    """What the work is known by all over the world, where its own fields name it; a DOI in its
    text is that of another.
    """
    own = [text for text in (guid, link or "") if _NAMED.match(text)]
    return tuple(dict.fromkeys((*extras.ids, *identifiers((text(entry, "prism_doi"), *own)))))


def license_of(entry: Fields) -> str:
    """That of <link rel="license">, Media RSS or Dublin Core; of its rights only a known one."""
    links = [
        text(link, "href") for link in children(entry, "links") if text(link, "rel") == "license"
    ]
    media = dict.get(entry, "media_license")
    links += [text(media, "href")] if isinstance(media, dict) else []
    own = next(filter(None, map(web_address, (*links, text(entry, "dcterms_license")))), None)
    return own or licence_in((text(entry, "rights"),))

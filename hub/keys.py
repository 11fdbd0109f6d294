"""What a work may be known by, wherever it is told of (decision 8). Pure.

A *mark* is one thing an entry is known by within its source: ``guid:…``, ``doi:…``, ``link:…``,
``audio:…`` or ``text:…``. A *key* is a mark in the scope of its source, ``source NUL mark``, or a
global one that holds for every source:

- ``doi:10.…`` without the number of a version: the versions of a preprint are one work;
- ``link:…``, its address as ``hub.addresses.folded`` has it, unless many works share such an
  address (a home page, a section, a search);
- ``audio:…``, each of its media files, without the counters before them; of a PDF, ``link:…``;
- ``podcast:…``, its guid, where that is one in the whole world (UUID, URL, URN, tag).
"""

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from hub.addresses import canonical, folded
from hub.model import Draft, Enclosure

NUL = "\0"
_ID_LENGTH = 12
_MOST_MEDIA = 8
_GLOBAL = ("doi:", "link:", "audio:", "podcast:")
_DOI_ADDRESS = re.compile(r"(?:dx\.)?doi\.org/(10\.\d{4,9}/.+)")
_DOI_VERSION = re.compile(r"(?<=[0-9a-z])[._/]v\d{1,2}$|(?<=\d)v\d{1,2}$")
_F1000_VERSION = re.compile(r"(?<=^10\.12688/f1000research\.)(\d+)\.\d{1,2}$")
_WORLDWIDE = re.compile(
    r"(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}"
    r"|urn:[a-z0-9-]{2,31}:\S+|tag:\S+,\d{4}\S*:\S+|oai:[^:\s]+\.[^:\s]+:\S+",
    re.IGNORECASE,
)
# Hosts that count a download and send it on to the address in their path.
_COUNTER_NAMES = (
    "podtrac.com chtbl.com chrt.fm pdst.fm op3.dev mgln.ai blubrry.com arttrk.com claritaspod.com"
    " pscrb.fm prfx.byspotify.com podscribe.com swap.fm podkite.com podsights.com gum.fm"
)
_COUNTERS = tuple(_COUNTER_NAMES.split())
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+(?!mp3$|m4a$|ogg$|aac$|wav$|mp4$)[a-z]{2,}", re.IGNORECASE)
_SECTION_NAMES = (
    "about aktuelt archive arkiv arrangementer articles artikler blog category contact courses da"
    " default.aspx en episoder episodes events feed find forside home index.html index.php kalender"
    " kontakt kurser login news newsletter newsletters nyhed nyheder nyhedsbrev nyhedsbreve nyt om"
    " om-os podcast podcasts presse projekter publications publikationer rapporter reports rss"
    " search shop sog soeg søg søgning tilmeld tilmelding udgivelser viden"
)
_SECTIONS = frozenset(_SECTION_NAMES.split())
_SEARCHES = frozenset(("q", "s", "query", "search", "soeg", "søg", "sog", "searchterm", "keyword"))


# --- marks -------------------------------------------------------------------------------------


def guid_mark(guid: str) -> str:
    """What an entry with this guid is known by within its source, first of all."""
    return f"guid:{' '.join(guid.split())}"


def marks(draft: Draft) -> Iterator[str]:
    """What `draft` may be known by, the surest first; its words last."""
    if draft.guid.strip():
        yield guid_mark(draft.guid)
    for name in draft.ids:
        # The others may be of a whole book or journal; copies of a newsletter share an issue.
        if name.startswith(("doi:", "issue:")):
            yield name
    if draft.link:
        yield f"link:{canonical(draft.link)}"
    for enclosure in draft.enclosures[:1]:
        yield f"audio:{canonical(enclosure.url)}"
    told = NUL.join((draft.title, draft.date.iso if draft.date else draft.summary))
    yield f"text:{_sha256(told).hex()[:32]}"


# --- keys of the whole world -------------------------------------------------------------------


def is_global(key: str) -> bool:
    """Whether `key` holds for every source. A key of one source begins with its id and a NUL."""
    return key.startswith(_GLOBAL)


def global_keys(draft: Draft) -> tuple[str, ...]:
    """What `draft` may be known by in every source, each once, the surest first."""
    found = [f"doi:{work_of_doi(name[4:])}" for name in draft.ids if name.startswith("doi:")]
    if draft.link and (key := link_key(draft.link)):
        found.append(key)
    found += filter(None, map(_file_key, draft.enclosures[:_MOST_MEDIA]))
    guid = draft.guid.strip()
    if _WORLDWIDE.fullmatch(guid):
        found.append(f"podcast:{guid.lower().removeprefix('urn:uuid:')}")
    elif guid.startswith(("http://", "https://")) and is_work_address(guid):
        found.append(f"podcast:{folded(guid)}")
    return tuple(dict.fromkeys(found))


def _file_key(file: Enclosure) -> str | None:
    """A PDF is what another source may link to."""
    is_pdf = file.type.startswith("application/pdf") or file.url.lower().endswith(".pdf")
    return link_key(file.url) if is_pdf else audio_key(file.url)


def link_key(url: str) -> str | None:
    """The global key of a page or a file; None for an address that says nothing of one work."""
    shape = folded(url)
    if "doi.org/" in shape and (found := _DOI_ADDRESS.fullmatch(shape)):
        return f"doi:{work_of_doi(unquote(found[1]))}"
    return f"link:{shape}" if _is_of_one(url, shape) else None


def audio_key(url: str) -> str | None:
    """The global key of a media file; None where the address names no file."""
    shape = folded(uncounted(url))
    return f"audio:{shape}" if "/" in shape.partition("?")[0] else None


def work_of_doi(doi: str) -> str:
    """The DOI in small letters, without the version at its end (``…/rs.3.rs-12/v2``)."""
    name = doi.strip().lower()
    work = _F1000_VERSION.sub(r"\1", _DOI_VERSION.sub("", name))
    return work if "/" in work else name


def uncounted(url: str) -> str:
    """`url` without the hosts before it that only count downloads."""
    if not any(name in url for name in _COUNTERS):
        return url
    try:
        parts = urlsplit(canonical(url))
    except ValueError:
        return url
    while any(f".{parts.netloc}".endswith(f".{name}") for name in _COUNTERS):
        segments = parts.path.split("/")
        at = next((n for n, each in enumerate(segments) if _HOST.fullmatch(each)), None)
        if at is None or at + 1 >= len(segments):
            break
        query = f"?{parts.query}" if parts.query else ""
        parts = urlsplit(f"https://{'/'.join(segments[at:])}{query}")
    return parts.geturl()


def is_work_address(url: str) -> bool:
    """Whether an address can be of one work: not a home page, a section of a site or a search."""
    return _is_of_one(url, folded(url))


def _is_of_one(url: str, shape: str) -> bool:
    if "://" in shape or not url.lstrip()[:8].lower().startswith(("http://", "https://")):
        return False  # no address on the web, or none at all
    address, _, query = shape.partition("?")
    path = address.partition("/")[2]
    last = unquote(path).rstrip("/").rpartition("/")[2].lower()
    if not query:
        return bool(last) and last not in _SECTIONS
    names = {pair.partition("=")[0].lower() for pair in query.split("&")}
    return not names & _SEARCHES


def item_id(source: str, entry: str) -> str:
    """The id of an item first seen in `source` as `entry`: 12 characters, a-z and 2-7."""
    return b32encode(_sha256(f"{source}{NUL}{entry}")).decode("ascii")[:_ID_LENGTH].lower()


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()

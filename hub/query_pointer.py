"""A query that is nothing but the name of one work: a pasted address, a DOI, an ISBN, an ISSN.

`Pointer.keys` are what the store may know such a work by: the global keys of hub.keys, ``isbn:``
and ``issn:`` as in `Item.ids`, and ``item:`` for an address that looks like one of our own. Pure.
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from hub.addresses import canonical, web_address
from hub.identifiers import doi, isbn, issn
from hub.keys import global_keys, is_work_address
from hub.model import Draft, Enclosure
from hub.search import Pointer
from hub.unwrapping import clean

_AROUND = "<>\"'“”„‘’»« .,;"
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_DOI = re.compile(
    r"(?:(?:info:)?doi[:/\s]\s*|(?:https?://)?(?:(?:dx|www)\.)?doi\.org/)?(?:doi:)?"
    r"(10\.\d{4,9}/\S+)",
    re.IGNORECASE,
)
_ISBN_NAME = re.compile(r"(?:urn:)?e?-?isbn(?:-?1[03])?[:.\s]*(?=\d)", re.IGNORECASE)
_ISBN = re.compile(
    r"97[89](?:[ -]?\d){10}|\d{9}[\dx]|\d+-\d+-\d+-[\dx]|(?P<spaced>\d(?:[ -]?\d){8}[ -]?[\dx])",
    re.IGNORECASE,
)
_ISSN = re.compile(r"(?:(?:urn:)?[ep]?-?issn(?:-l)?[:.\s]*)?(\d{4}[- ]?\d{3}[\dx])", re.IGNORECASE)
_YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")
_ADDRESS = re.compile(
    r"https?://[^\s<>\"]+|(?:www\.|(?=(?:[a-z0-9-]+\.)+[a-z]{2,4}/))[a-z0-9.-]+/[^\s<>\"]+",
    re.IGNORECASE,
)
# Publishers put the DOI into the path of an article, perhaps with a view after it.
_DOI_IN_PATH = re.compile(r"/(10\.\d{4,9}/.+?)(?:/(?:full|abstract|summary|e?pdf|html))?/?$")
_OUR_PAGE = re.compile(r"/(?:items|go)/([a-z2-7]{12})(?:/|$)")


def pointer_of(text: str) -> Pointer | None:
    """What `text`, as a whole, names; None for what is just words, or no work (a home page)."""
    alone = text.strip(_AROUND)
    if alone.startswith("(") and alone.endswith(")"):
        alone = alone[1:-1].strip(_AROUND)
    return _doi(alone) or _isbn(alone) or _issn(alone) or _address(alone)


def without_wrapping(pointer: Pointer | None, typed: str) -> str:
    """`typed`, but of an address out of a mail only where it leads: the rest may name a reader."""
    if pointer is None or pointer.kind != "address":
        return typed
    begin = typed.partition("://")[2] or typed
    is_there = urlsplit(pointer.text).netloc in begin.partition("/")[0].lower()
    return typed if is_there else pointer.text


def _doi(text: str) -> Pointer | None:
    found = _DOI.fullmatch(text)
    link = doi(found[1].partition("?")[0]) if found else None
    if link is None:
        return None
    name = unquote(link.partition("doi.org/")[2])
    told = Draft(title="", ids=(f"doi:{link.partition('doi.org/')[2]}",), link=link)
    return Pointer("doi", name, tuple(dict.fromkeys((f"doi:{name}", *global_keys(told)))))


def _isbn(text: str) -> Pointer | None:
    plain = text.translate(_HYPHENS)
    digits = _ISBN_NAME.sub("", plain, count=1) if _ISBN_NAME.match(plain) else plain
    found = _ISBN.fullmatch(digits)
    if not found or (found["spaced"] and digits == plain):  # ten digits may be a telephone's
        return None
    number = isbn(f"isbn:{digits}")
    return Pointer("isbn", number, (f"isbn:{number}",)) if number else None


def _issn(text: str) -> Pointer | None:
    plain = text.translate(_HYPHENS)
    found = _ISSN.fullmatch(plain)
    if not found or plain.replace(" ", "").isdecimal() or _YEARS.fullmatch(plain):
        return None  # eight digits may be a telephone's, 2018-2022 is no journal
    number = issn(f"issn:{found[1].replace(' ', '-')}")
    return Pointer("issn", number, (f"issn:{number}",)) if number else None


def _address(text: str) -> Pointer | None:
    if not _ADDRESS.fullmatch(text):
        return None
    typed = web_address(text if "://" in text[:8] else f"https://{text}")
    if typed is None:
        return None
    target = clean(typed)
    ways = dict.fromkeys(filter(None, (target, clean(typed, of_a_mail=False), typed)))
    keys = dict.fromkeys(key for way in ways for key in _keys(way))
    return Pointer("address", canonical(target or typed), tuple(keys)) if keys else None


def _keys(url: str) -> Iterator[str]:
    """What the work at `url` may be known by: as a page, a file, an article, an item of ours."""
    if not is_work_address(url):
        return
    path = unquote(urlsplit(url).path)
    article = _DOI_IN_PATH.search(path)
    ids = (f"doi:{article[1].lower()}",) if article else ()
    yield from global_keys(
        Draft(title="", guid=url, link=url, enclosures=(Enclosure(url),), ids=ids)
    )
    if ours := _OUR_PAGE.search(path):
        yield f"item:{ours[1]}"

"""The transcripts that an episode's own page names, or holds."""

from collections.abc import Iterator

import lxml.html
from lxml import etree

from hub.addresses import web_address
from hub.model import Transcript
from hub.text import one_line
from indexer.extract.transcript_kinds import kind_of
from indexer.extract.transcript_section import section_of
from indexer.extract.transcript_words import names_transcript
from indexer.readers.media import MOST_FILES

_CAPTIONS = ("captions", "subtitles", "transcript")
_ROUND_ABOUT = ("nav", "header", "footer", "aside")
_FOR_CERTAIN = ("vtt", "srt")
_OTHERS = (".pdf", ".mp3", ".m4a", ".mp4", ".doc", ".odt", ".zip", ".jpg", ".png")


def transcript_links(html: str, base: str) -> tuple[Transcript, ...]:
    """What the page `html` at `base` points at as a transcript of its episode; the page itself,
    as text/html, where what is said stands on it. Each address once; nothing from no page.
    """
    try:
        tree = lxml.html.document_fromstring(html.encode("utf-8", "ignore"), parser=_parser())
    except (etree.LxmlError, ValueError):
        return ()
    found = [*_tracks(tree, base), *_named(tree, base)]
    if section_of(tree) is not None:
        found.append(Transcript(base, "text/html"))
    by_address = {each.url.partition("#")[0]: each for each in reversed(found)}
    return tuple(reversed(by_address.values()))[:MOST_FILES]


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)


def _tracks(tree: lxml.html.HtmlElement, base: str) -> Iterator[Transcript]:
    """<track kind="captions"> of the page's player (HTML, 4.8.11); without a kind, subtitles."""
    for track in tree.iter("track"):
        url = web_address(track.get("src"), base)
        if url and (track.get("kind") or "subtitles").lower() in _CAPTIONS:
            yield Transcript(url, "text/vtt", one_line(track.get("srclang") or "")[:50])


def _named(tree: lxml.html.HtmlElement, base: str) -> Iterator[Transcript]:
    """Links to caption files, and those that are called a transcript and lead elsewhere."""
    for link in tree.iter("a", "link"):
        url = web_address(link.get("href"), base)
        if not url or url.partition("#")[0] == base.partition("#")[0]:
            continue
        media_type = (link.get("type") or "").lower()
        kind = kind_of(media_type, url)
        if kind in _FOR_CERTAIN or (link.tag == "a" and _is_called_so(link) and _is_text(url)):
            yield Transcript(url, media_type or ("" if kind else "text/html"), _language(link))


def _is_called_so(link: lxml.html.HtmlElement) -> bool:
    if next(link.iterancestors(*_ROUND_ABOUT), None) is not None:
        return False
    told = (link.text_content(), link.get("aria-label") or "", link.get("title") or "")
    return any(names_transcript(one_line(text)) for text in told)


def _is_text(url: str) -> bool:
    return not url.partition("?")[0].partition("#")[0].lower().endswith(_OTHERS)


def _language(link: lxml.html.HtmlElement) -> str:
    return one_line(link.get("hreflang") or "")[:50]

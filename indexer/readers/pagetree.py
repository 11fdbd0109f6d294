"""An HTML page as a tree to pick from: what CSS selectors match, and the words and links in it."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, urldefrag, urlsplit

import lxml.html
from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement as Node

from hub.addresses import canonical, web_address
from hub.errors import ReadError
from hub.text import one_line
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.extract.linebreaks import join_cut_words
from indexer.readers.markup import LONGEST_TITLE, shorten

_SILENT = ("script", "style", "noscript", "template", "svg")
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "ins", "mark", "q", "s"),
        *("small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
    )
)
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_BLANKS = re.compile(r"\s+")
_LONGEST_WORDS = 4 * LONGEST_TITLE
_MOST_WITHIN = 20  # elements of one entry that a selector may mean
_MOST_NODES = 1_000  # of which a line of words is made


class PageTree:
    """A page, and against which address the links in it are to be read."""

    def __init__(self, answer: Answer) -> None:
        """Raises ReadError: "unreadable" if it is no page."""
        if answer.body.startswith(_BINARY) or b"\x00" in answer.body[:200]:
            raise ReadError("unreadable", reason=answer.content_type or "no HTML")
        text = decode(answer.body, answer.content_type)
        try:
            parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
            self.root = lxml.html.document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
        except (etree.LxmlError, ValueError) as error:
            raise ReadError("unreadable", reason=str(error)) from error
        self._compiled: dict[str, etree.XPath] = {}
        self.url = answer.url
        base = next((node.get("href") for node in self.root.iter("base") if node.get("href")), "")
        self.base = web_address(base, answer.url) or answer.url

    def pick(self, selector: str, within: Node | None = None) -> list[Node]:
        """The elements that `selector` matches, in the page's order; `within` one of them only the
        first, and also itself. Raises ReadError: "bad-selector", for one that nobody has checked.
        """
        if not selector:
            return []
        compiled = self._compiled.get(selector) or _compile(selector)
        self._compiled[selector] = compiled
        found = compiled(self.root if within is None else within)
        nodes = found if isinstance(found, list) else []
        most = len(nodes) if within is None else _MOST_WITHIN
        return [node for node in nodes[:most] if isinstance(node, Node)]

    def address(self, node: Node) -> str | None:
        """Where `node`, or the first link within it, leads to; None for this very page."""
        for each in node.iter("a", "area", "link"):
            whole = unwrapped(web_address((each.get("href") or "").strip(), self.base) or "")
            if whole and canonical(whole) != canonical(self.url):
                return without_fragment(whole)
        return None

    def title(self) -> str:
        """What the window's title says."""
        return words_of(next(self.root.iter("title"), None))


def _compile(selector: str) -> etree.XPath:
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError) as error:
        raise ReadError("bad-selector", selector=selector, reason=str(error)) from error


def words_of(node: Node | None) -> str:
    """The text within `node` on one line; words that a line end cut in two are whole again."""
    if node is None:
        return ""
    text = "".join(_pieces(node))[:_LONGEST_WORDS]
    lines = "\n".join(line for piece in text.split("\n") if (line := one_line(piece)))
    return shorten(one_line(join_cut_words(lines, lambda _: True)), LONGEST_TITLE)


def names_of(anchor: Node) -> tuple[str, ...]:
    """What a link may be called by: its words, and what it says to those who don't see it."""
    told = [(anchor.get(name) or "")[: 4 * LONGEST_TITLE] for name in ("title", "aria-label")]
    return (words_of(anchor), *(shorten(one_line(text), LONGEST_TITLE) for text in told))


def unwrapped(url: str) -> str:
    """The address in one that only leads on to it, as search services count clicks with
    (``/Rest/bm.dk/Redir?url=https://…``); any other as it is.
    """
    parts = urlsplit(url)
    if "redir" not in parts.path.casefold():
        return url
    inner = [value for name, value in parse_qsl(parts.query) if name.casefold() == "url"]
    return (web_address(inner[0], url) if inner else None) or url


def without_fragment(url: str) -> str:
    """`url` without the place on the page, but with what a script takes for an address."""
    bare, fragment = urldefrag(url)
    return url if fragment.startswith(("/", "!")) else bare


def _pieces(node: Node) -> Iterator[str]:
    """The texts within, with a line end where anything begins or ends that is not within a line."""
    walk = etree.iterwalk(node, events=("start", "end"))
    for event, each in islice(walk, 2 * _MOST_NODES):
        yield "" if each.tag in _INLINE else "\n"
        if event == "end":
            yield "" if each is node else _on_a_line(each.tail)
        elif not isinstance(each.tag, str) or each.tag in _SILENT:
            walk.skip_subtree()
        else:
            yield _on_a_line(each.text)


def _on_a_line(text: str | None) -> str:
    return _BLANKS.sub(" ", (text or "")[:_LONGEST_WORDS])

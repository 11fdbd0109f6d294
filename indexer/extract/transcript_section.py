"""The part of a page that holds what is said in an episode, where it is only a part."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import islice

import lxml.html
from lxml import etree

from hub.text import one_line
from indexer.extract.transcript_words import holds_transcript, names_transcript

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SHORTEST = 300  # characters; less is a link to it, or a promise
_MOST_MARKS = 200  # elements that may be its beginning
_HIGHEST = 3  # how far above a heading its text may begin


def section_of(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """The element that holds a transcript by its id or class, or what stands below a heading such
    as "Transskription", up to the next one as high; None if the page has no such thing.
    """
    marked = (node for node in tree.iter(etree.Element) if _is_marked(node))
    for node in islice(marked, _MOST_MARKS):
        if _is_long(node):
            return node
    titled = (node for node in tree.iter(*_HEADINGS, "summary") if _is_titled(node))
    for heading in islice(titled, _MOST_MARKS):
        if (below := _below(heading)) is not None:
            return below
    return None


def _is_marked(node: lxml.html.HtmlElement) -> bool:
    tokens = f"{node.get('id') or ''} {node.get('class') or ''}"[:1_000].split()
    return node.tag not in ("html", "body", "a", "button") and any(map(holds_transcript, tokens))


def _is_titled(node: lxml.html.HtmlElement) -> bool:
    return names_transcript(one_line(node.text_content()))


def _is_long(node: lxml.html.HtmlElement) -> bool:
    return len(one_line(node.text_content())) >= _SHORTEST


def _below(heading: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    """What follows the heading, or whatever it stands alone in, in an element of its own."""
    level = heading.tag if heading.tag in _HEADINGS else "h6"
    node = heading
    for _ in range(_HIGHEST):
        section = lxml.html.Element("div")
        if node.tail and node.tail.strip():
            section.text = node.tail
        section.extend(deepcopy(each) for each in _until_next(node, level))
        if _is_long(section):
            return section
        node = node.getparent()
        if node is None or node.tag in ("body", "html"):
            return None
    return None


def _until_next(node: lxml.html.HtmlElement, level: str) -> Iterator[lxml.html.HtmlElement]:
    as_high = _HEADINGS[: _HEADINGS.index(level) + 1]
    for sibling in node.itersiblings():
        if next(sibling.iter(*as_high), None) is not None:
            return
        yield sibling

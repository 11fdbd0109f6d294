"""The lines of a web page's text, as a reader sees them: without menus, forms and footers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import lxml.html

from hub.text import one_line

LONGEST_LINE = 200
_BLOCKS = (
    *("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "hgroup", "li", "main", "nav"),
    *("ol", "p", "section", "table", "tbody", "td", "th", "tr", "ul"),
)
_SILENT = ("script", "style", "noscript", "template", "nav", "footer", "form", "aside", "select")
_MOST_LINES = 400
_LONGEST_TEXT = 2_000  # of which a line is made
_BLANKS = re.compile(r"\s+")
_BEFORE, _AFTER = 3, 4  # lines around the heading


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page's text; `heading` for the main heading."""

    text: str
    heading: bool = False


def lines_of(tree: lxml.html.HtmlElement) -> Iterator[Line]:
    """The text of the page's innermost blocks, without menus and forms."""
    body = next(tree.iter("body"), tree)
    left = _MOST_LINES
    for block in body.iter(*_BLOCKS):
        if _is_silent(block) or any(child.tag in _BLOCKS for child in block.iterdescendants()):
            continue
        for text in " ".join(_words(block)).split("\n"):
            if left and (line := one_line(text[:_LONGEST_TEXT])):
                yield Line(line[: LONGEST_LINE + 1], block.tag == "h1")
                left -= 1
        if not left:
            return


def around_heading(lines: Sequence[Line], before: int = _BEFORE, after: int = _AFTER) -> range:
    """The places of the lines near the main heading; none where there is no heading."""
    at = next((place for place, line in enumerate(lines) if line.heading), None)
    return range(0) if at is None else range(max(0, at - before), min(len(lines), at + after + 1))


def _words(block: lxml.html.HtmlElement) -> Iterator[str]:
    """The text within `block`, with a line end only where there is a <br>."""
    yield _BLANKS.sub(" ", block.text or "")
    for node in block.iterdescendants():
        silent = node.tag in _SILENT
        yield "\n" if node.tag == "br" else "" if silent else _BLANKS.sub(" ", node.text or "")
        yield _BLANKS.sub(" ", node.tail or "")


def _is_silent(block: lxml.html.HtmlElement) -> bool:
    return block.tag in _SILENT or any(each.tag in _SILENT for each in block.iterancestors())

"""HTML as feeds carry it -> plain text with paragraphs.

What looks like HTML is sanitised (nh3) and then loses its tags, so scripts and styles are gone
with what is in them; what does not is plain text already, whatever its declared type.
"""

import html
import re

import nh3

from hub.text import normalise, one_line

LONGEST_TEXT = 1_000_000
LONGEST_TITLE = 500
_LONGEST_MARKUP = 4 * LONGEST_TEXT
_DEEPEST = 400

_BLOCKS = (
    "address|article|aside|blockquote|center|dd|div|dl|dt|figcaption|figure|footer|form|h1|h2|h3"
    "|h4|h5|h6|header|hr|main|nav|ol|p|pre|section|table|ul"
)
_LINES = "br|tr"
_CELLS = "td|th"
_INLINE = (
    "a|abbr|audio|b|big|body|caption|cite|code|del|em|font|html|i|img|input|ins|kbd|label|mark|q|s"
    "|small|source|span|strike|strong|sub|sup|tbody|tfoot|thead|tt|u|video"
)
_SILENT = (
    "embed|head|iframe|math|noembed|noframes|object|script|select|style|svg|template|textarea|title"
)
_ALL = "|".join((_BLOCKS, _LINES, "li", _CELLS, _INLINE, _SILENT))

_LOOKS = re.compile(
    rf"</(?:{_ALL})\s*>|<(?:{_BLOCKS}|{_LINES}|li|{_SILENT})\s*/?>|<(?:{_ALL})[\s/][^<>]*=|"
    r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});|<!\[CDATA\[|<!--",
    re.IGNORECASE,
)
_PARTED = re.compile(rf"<(?:{_BLOCKS}|{_LINES}|li)\b", re.IGNORECASE)
_OPEN_OR_CLOSE = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_CLOSE_THEMSELVES = frozenset(
    ("p", "li", "br", "hr", "img", "input", "td", "th", "tr", "dt", "dd", "source", "option", "col")
)
_TAG = re.compile(r"<(/?)([a-z0-9]+)>")
_ANY_TAG = re.compile(r"<[^<>]*>?")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


def to_text(markup: str, limit: int = LONGEST_TEXT) -> str:
    """`markup` as normalised plain text of at most `limit` characters.

    A blank line parts paragraphs, list items begin with "– ". Text that was escaped twice
    (``&amp;#xE5;``) is unescaped as long as it still looks like markup, three times at most.
    """
    text = markup[:_LONGEST_MARKUP]
    for _ in range(3):
        if not _LOOKS.search(text):
            break
        text = _without_tags(text)
    return shorten(normalise(text), limit)


def to_line(markup: str, limit: int = LONGEST_TITLE) -> str:
    """`markup` as plain text on one line, for titles and names."""
    return shorten(one_line(to_text(markup[: 50 * limit])), limit)


def shorten(text: str, limit: int) -> str:
    """`text` if it has at most `limit` characters, else its first words and an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    blank = max(cut.rfind(" "), cut.rfind("\n"))
    return cut[: blank if blank > limit // 2 else None].rstrip() + "…"


def _without_tags(markup: str) -> str:
    markup = _CDATA.sub("", markup)
    if not _PARTED.search(markup):
        markup = markup.replace("\n", "<br>")
    if _depth(markup) > _DEEPEST:  # nh3 takes quadratic time over depth: 200,000 take minutes
        return html.unescape(_ANY_TAG.sub(" ", markup))
    clean = nh3.clean(
        _without_surrogates(markup),
        tags=set("|".join((_BLOCKS, _LINES, "li", _CELLS)).split("|")),
        clean_content_tags=set(_SILENT.split("|")),
        attributes={},
        link_rel=None,
    )
    # nh3 has escaped every < that is not a tag and left no attributes, so a pattern can tell tags
    return html.unescape(_TAG.sub(_in_words, clean.replace("\n", " ")))


def _in_words(tag: re.Match[str]) -> str:
    closing, name = tag.groups()
    if name == "li":
        return "" if closing else "\n– "
    if name in _CELLS.split("|"):
        return " "
    if name in _LINES.split("|"):
        return "" if closing else "\n"
    return "\n\n"


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")


def _depth(markup: str) -> int:
    """How deep elements that need closing are nested, at most."""
    depth = deepest = 0
    for closing, name in _OPEN_OR_CLOSE.findall(markup):
        if name.lower() not in _CLOSE_THEMSELVES:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest

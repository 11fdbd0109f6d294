"""Text as HTML and XML: escaped, and without the signs that XML can't hold."""

import re
from collections.abc import Iterable, Mapping
from html import escape

from lxml import etree

from web.feeds.listing import Entry, joined

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# All but the characters of XML 1.0, 2.2.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """`text` without what no XML document may hold."""
    return _ILLEGAL.sub("", text)


def add(
    parent: etree._Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None
) -> etree._Element:
    """Put an element last in `parent`; `tag` may be {namespace}name."""
    kept = {name: legal(value) for name, value in (attributes or {}).items()}
    element = etree.SubElement(parent, tag, kept)
    if text:
        element.text = legal(text)
    return element


def document(root: etree._Element) -> bytes:
    """The whole as UTF-8."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def summary_html(entry: Entry) -> str:
    """What an entry says of itself as HTML; empty where nothing may be shown."""
    return paragraphs_html(entry.summary)


def content_html(entry: Entry) -> str:
    """An entry as HTML for feed readers: what it is, what it says, and the way to the original."""
    facts = f"<p>{escape(joined(entry.facts))}</p>"
    told = paragraphs_html((*entry.summary, *entry.body))
    link = f'<p><a href="{escape(entry.original)}">{escape(entry.original_word)}</a></p>'
    return facts + told + (link if entry.original else "")


def paragraphs_html(paragraphs: Iterable[str]) -> str:
    """Plain paragraphs as HTML; lines within them stay lines."""
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs)

"""XML from outside, read as far as it goes: no entities, no DTD, no network, no huge trees."""

import html
import re

from lxml import etree

_BEFORE_MARKUP = re.compile(r"\A[^<]{0,200}(?=<)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2
_ROOT = re.compile(r"<(?:rss|feed|(?:\w+:)?RDF)(?=[\s>])")
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|pre|p|b|br|div|font|script|style)\b", re.IGNORECASE
)
_NUMERIC = re.compile(r"&#(x[0-9a-f]+|[0-9]+);", re.IGNORECASE)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-z][a-z0-9]{1,30};", re.IGNORECASE)


def tidy(text: str) -> str:
    """`text` without what no XML parser takes: anything before it, forbidden characters."""
    text = _BEFORE_MARKUP.sub("", _NOT_XML.sub("", text.lstrip()))
    return _NUMERIC.sub(_allowed, text).strip()


def unwrapped(text: str) -> str:
    """`text` from the root of its feed on, where the warnings of a server or an HTML page stand
    before it; else as it is.
    """
    found = _ROOT.search(text)
    return text[found.start() :] if found and _HTML.search(text, 0, found.start()) else text


def with_characters(text: str) -> str:
    """HTML's named characters (``&oslash;``) as themselves: XML knows none of them."""
    return _NAMED.sub(lambda name: html.escape(html.unescape(name[0])), text)


def parse_xml(text: str) -> tuple[etree._Element | None, str]:
    """The root of `text`, if there is any, and its first fault, or nothing. Never raises."""
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, str(error)
    faults = [f"{fault.line}:{fault.column} {fault.message}" for fault in parser.error_log]
    return root, (faults[0] if faults else "")


def name_of(node: etree._Element) -> tuple[str, str]:
    """Namespace, or the prefix where it was never declared, and local name; comments have none."""
    space, _, name = (node.tag if isinstance(node.tag, str) else "").rpartition("}")
    prefix, _, local = name.rpartition(":")
    return (space.lstrip("{") or prefix).lower(), local


def text_of(node: etree._Element) -> str:
    """All the text within `node`."""
    return "".join(map(str, node.itertext()))


def _allowed(reference: re.Match[str]) -> str:
    digits = reference[1]
    if len(digits) > 8:
        return ""
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return "" if number > 0x10FFFF or _NOT_XML.match(chr(number)) else reference[0]

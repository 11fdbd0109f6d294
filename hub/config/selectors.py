"""What a `listing`, a `sitemap` or a `page` may say besides: selectors, patterns, how many pages.

Every one is checked when feeds.yaml is read, so that a slip is told with its line and not found out
by a list that stays empty. The only module of the configuration that knows cssselect and lxml.
"""

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

from hub.config.yamlfile import Section
from hub.patterns import fault_in

SELECTORS = ("item", "link", "heading", "date", "people", "pdf", "next")
PATTERNS = ("keep", "skip", "follow")
MOST_PAGES = 1_000
_LONGEST = 500
_MOST_PATTERNS = 100


def option(at: Section, via: str, key: str) -> str:
    """The value at `key` as text; patterns stand one on each line. Faults go to the section."""
    value = at.values[key]
    if via == "listing" and key in SELECTORS:
        return _selector(at, key)
    if via == "listing" and key == "pages":
        return _pages(at, key)
    if key in PATTERNS:
        return "\n".join(_patterns(at, key))
    return str(value)


def _selector(at: Section, key: str) -> str:
    found = at.text(key) or ""
    if found and (fault := _fault_in(found)):
        at.fault(key, f"{found[:100]!r} is no CSS selector: {fault}")
    return found


def _fault_in(selector: str) -> str:
    if len(selector) > _LONGEST:
        return f"it is longer than {_LONGEST} characters"
    if "::" in selector:
        return "without ::; of a link its address is taken, of a time its datetime"
    try:
        etree.XPath(HTMLTranslator().css_to_xpath(selector))(etree.Element("html"))
    except (SelectorError, etree.XPathError, RecursionError, ValueError) as error:
        return str(error).rstrip(".") or "it can't be read"
    return ""


def _pages(at: Section, key: str) -> str:
    value = at.values[key]
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_PAGES:
        at.fault(key, f"must be a number from 1 to {MOST_PAGES}: how many pages a visit reads")
        return "1"
    return str(value)


def _patterns(at: Section, key: str) -> tuple[str, ...]:
    """One pattern, or a list of them."""
    value = at.values[key]
    single = at.text(key) if not isinstance(value, list) else None
    found = at.texts(key) if isinstance(value, list) else (single,) if single else ()
    if value in ("", []):
        at.fault(key, "is empty; write a piece of the address, such as /nyheder/")
    if len(found) > _MOST_PATTERNS:
        at.fault(key, f"has more than {_MOST_PATTERNS} patterns")
    for pattern in found:
        if fault := fault_in(pattern):
            at.fault(key, fault)
    return found

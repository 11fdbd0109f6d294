"""OPML, in which feed readers hand their lists on (http://opml.org/spec2.opml). In and out.

The only module that knows listparser.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from hub.errors import HubError
from hub.model import Source
from hub.text import one_line

LARGEST = 5_000_000  # characters
MOST = 10_000  # feeds


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed of such a list, and the groups it stands in."""

    url: str
    title: str
    groups: tuple[str, ...] = ()


def read_opml(text: str) -> tuple[Subscription, ...]:
    """The feeds in `text`, each address once. Raises HubError where there are none."""
    if len(text) > LARGEST:
        raise HubError(f"the file is larger than {LARGEST // 10**6} MB, so it was not read")
    import listparser  # slow to import, and only one command needs it

    found = listparser.parse(text)
    listed: dict[str, Subscription] = {}
    for feed in found.feeds[:MOST]:
        url = one_line(feed.url or "")
        if url.startswith(("http://", "https://")):
            groups = dict.fromkeys(one_line(part) for path in feed.categories for part in path)
            listed.setdefault(url, Subscription(url, one_line(feed.title or ""), tuple(groups)))
    if not listed:
        raise HubError("there is no feed in the file; is it OPML, as feed readers export it?")
    return tuple(listed.values())


def write_opml(title: str, sources: Iterable[Source], themes: Mapping[str, str]) -> str:
    """The feeds among `sources` as OPML 2.0, grouped by their own themes (id -> title)."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    groups: dict[str, Element] = {}
    for source in sources:
        if source.via != "feed" or not source.url:
            continue
        for theme in source.themes or ("",):
            outline = body if not theme else groups.get(theme)
            if outline is None:
                name = themes.get(theme, theme)
                outline = groups[theme] = SubElement(body, "outline", text=name, title=name)
            _add(outline, source)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add(parent: Element, source: Source) -> None:
    name = source.title.to(source.language or "")
    told: dict[str, str] = {"type": "rss", "text": name, "title": name, "xmlUrl": source.url or ""}
    if source.language:
        told["language"] = source.language
    SubElement(parent, "outline", attrib=told)


def themes_of(groups: Sequence[str], themes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The themes (id -> its titles) that groups name, by id or title, whatever the case."""
    known = {
        one_line(name).casefold(): theme
        for theme, titles in themes.items()
        for name in (theme, *titles)
    }
    return tuple(dict.fromkeys(known[g.casefold()] for g in groups if g.casefold() in known))

"""Where a site's sources may be: what its page says itself, what its software and host are known to
offer. Pure: these are guesses to be tried, the surest first.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from lxml import etree, html

from hub.addresses import canonical, web_address
from hub.text import one_line
from indexer.answer import Answer
from indexer.decoding import decode

MOST = 24  # candidates of one page
_FEED_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
    "application/json",
)  # fmt: skip
_FEEDISH = re.compile(
    r"(?:^|[/._?=-])(?:rss|feed|feeds|atom|podcast\.xml|index\.xml)\b", re.IGNORECASE
)
_COMMENTS = re.compile(r"comments?[/_-]?feed|/comments/|kommentar", re.IGNORECASE)
_APPLE = re.compile(r"^https?://(?:podcasts|itunes)\.apple\.com/.*?/id(\d+)")
_WELL_KNOWN = ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A source that may be there: how it would be read, and how we come to think so.

    `why` is a code of ``hub.phrases``; the higher `trust`, the surer.
    """

    via: str
    url: str
    why: str
    trust: int
    title: str = ""
    apple_id: str = ""


def candidates(answer: Answer) -> tuple[Candidate, ...]:
    """What may be followed at the page `answer`, the surest first, each address once."""
    by_host = [*_of_host(answer.url)]
    root = _parse(answer)
    found = [*by_host, *(_of_page(root, answer.url) if root is not None else ())]
    found += _well_known(answer.url)
    best: dict[tuple[str, str], Candidate] = {}
    for each in sorted(found, key=lambda one: -one.trust):
        best.setdefault((each.via, canonical(each.url) + each.apple_id), each)
    return tuple(best.values())[:MOST]


def apple_number(url: str) -> str:
    """The number of the show that an address at Apple's directory is of, or empty."""
    found = _APPLE.match(url)
    return found[1] if found else ""


def _parse(answer: Answer) -> etree._Element | None:
    text = decode(answer.body, answer.content_type)
    try:
        return html.fromstring(text) if "<" in text else None
    except (etree.ParserError, ValueError):
        return None


def _of_page(root: etree._Element, url: str) -> Iterator[Candidate]:
    base = urljoin(url, next((node.get("href") or "" for node in root.iter("base")), ""))
    for node in root.iter("link", "a", "meta"):
        address = web_address(node.get("href"), base)
        if node.tag == "meta":
            yield from _of_software(node, base)
        elif address and node.tag == "link":
            yield from _declared(node, address)
        elif address:
            yield from _linked(node, address)


def _declared(link: etree._Element, address: str) -> Iterator[Candidate]:
    """<link rel=alternate>, by which a page names its feeds (RSS Autodiscovery, HTML 4.8.4)."""
    if "wp-json" in address:
        yield from _of_wordpress(address.partition("wp-json")[0])
    kind = (link.get("type") or "").partition(";")[0].strip().lower()
    if "alternate" not in (link.get("rel") or "").lower().split() or kind not in _FEED_TYPES:
        return
    title = one_line((link.get("title") or "")[:200])
    if kind != "application/json" or "wp-json" not in address:
        comments = _COMMENTS.search(f"{address} {title}")
        yield Candidate("feed", address, "declared-feed", 30 if comments else 100, title)


def _linked(link: etree._Element, address: str) -> Iterator[Candidate]:
    """A link whose address or words look like a feed, or that leads to a podcast's host."""
    words = one_line("".join(str(text) for text in link.itertext())[:200])
    if _FEEDISH.search(urlsplit(address).path) or words.lower() in ("rss", "feed", "atom"):
        yield Candidate("feed", address, "linked-feed", 20 if _COMMENTS.search(address) else 80)
    else:
        yield from _of_host(address, 60)


def _of_software(meta: etree._Element, base: str) -> Iterator[Candidate]:
    """What the software that made the page is known to offer."""
    if (meta.get("name") or "").lower() != "generator":
        return
    made_by = (meta.get("content") or "").lower()
    if "wordpress" in made_by:
        yield from _of_wordpress(urljoin(base, "/"))
    journal = re.match(r"https?://[^/]+/(?:index\.php/)?[^/]+", base)
    if "open journal systems" in made_by and journal:
        feed = f"{journal[0]}/gateway/plugin/WebFeedGatewayPlugin/rss2"
        yield Candidate("feed", feed, "journal", 65)
        yield Candidate("oai", f"{journal[0]}/oai", "journal", 50)


def _of_wordpress(root: str) -> Iterator[Candidate]:
    yield Candidate("wordpress", root, "wordpress", 55)
    yield Candidate("feed", urljoin(root, "feed/"), "wordpress", 75)


def _well_known(url: str) -> Iterator[Candidate]:
    """Where a site's feed and sitemap usually are."""
    parts = urlsplit(url)
    for path in _WELL_KNOWN:
        yield Candidate("feed", f"{parts.scheme}://{parts.netloc}{path}", "usual-place", 10)
    yield Candidate("sitemap", f"{parts.scheme}://{parts.netloc}/sitemap.xml", "usual-place", 5)


def _of_host(url: str, trust: int = 90) -> Iterator[Candidate]:
    """What hosts of podcasts and press rooms offer for the show or sender that `url` is of."""
    if apple := _APPLE.match(url):
        yield Candidate("apple", url, "apple-link", trust, "", apple[1])
    for address in _by_pattern(url):
        yield Candidate("feed", address, "known-host", trust)


_SHOWS: tuple[tuple[str, str], ...] = (
    (r"https?://(?:www\.)?spreaker\.com/(?:podcast/[^/]*--|show/)(\d+)", "https://www.spreaker.com/show/{}/episodes/feed"),
    (r"https?://([\w-]+)\.captivate\.fm\b", "https://feeds.captivate.fm/{}/"),
    (r"https?://([\w-]+)\.podbean\.com\b", "https://feed.podbean.com/{}/feed.xml"),
    (r"https?://([\w-]+)\.transistor\.fm\b", "https://feeds.transistor.fm/{}"),
    (r"https?://(?:www\.)?buzzsprout\.com/(\d+)", "https://feeds.buzzsprout.com/{}.rss"),
    (r"https?://([\w-]+)\.libsyn\.com\b", "https://{}.libsyn.com/rss"),
    (r"https?://(?:shows|www)\.acast\.com/([\w-]+)", "https://feeds.acast.com/public/shows/{}"),
    (r"https?://([\w-]+)\.substack\.com\b", "https://{}.substack.com/feed"),
    (r"https?://([\w-]+)\.wordpress\.com\b", "https://{}.wordpress.com/feed/"),
    (r"https?://(?:www\.)?youtube\.com/channel/([\w-]+)", "https://www.youtube.com/feeds/videos.xml?channel_id={}"),
)  # fmt: skip
_NOT_SHOWS = frozenset(
    ("www", "feeds", "feed", "share", "app", "player", "help", "support", "blog")
)


def _by_pattern(url: str) -> Iterable[str]:
    for pattern, feed in _SHOWS:
        found = re.match(pattern, url)
        if found and found[1].lower() not in _NOT_SHOWS:
            yield feed.format(found[1])
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("publisherId", [""])[0]
    if (parts.hostname or "") == "via.ritzau.dk" and sender.isdecimal():
        yield f"https://via.ritzau.dk/rss/releases/latest?publisherId={quote(sender)}"

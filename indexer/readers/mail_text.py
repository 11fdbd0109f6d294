"""The HTML of a newsletter -> its words, with what it links to set apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from lxml import html

from hub.model import Link
from hub.text import one_line
from indexer.readers.mail_parts import Text
from indexer.readers.markup import to_text
from indexer.readers.outlinks import MOST_ANCHORS, is_personal, links_of, parsed

_SILENT = ("script", "style", "head", "title", "noscript", "template", "svg", "object", "iframe")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?![.\d])"
    r"|font-size\s*:\s*[01]px|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"(?:klik |click |tryk |klicka |klikk )?(?:her|here|här|dette link|this link|link)[.!]?",
    re.IGNORECASE,
)
_BROWSER = re.compile(
    r"(?:view|read|see|open|vis|se|læs|åbn|visa|öppna|läs|åpne|les).{0,50}"
    r"(?:browser|webbläsare|nettleser|online|web ?version|på (?:nettet|webben|nett))"
    r"|^(?:web|browser|online)[- ]?(?:version|udgave)$|browser ?version|view (?:as|in) (?:a )?web"
    r"|(?:kan du ikke|har du problemer|problemer med at|trouble|difficult\w+|problems?|can't|cannot"
    r"|unable to).{0,30}(?:se|læse|view|read|see|display|vis)",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:læs|se|find|read|see|find out|läs|les) (?:mere|more|mer)\b", re.IGNORECASE)
_FEW = 20  # elements of a sentence
_NEAR = 240  # characters of a sentence around "klik her"
_ADDRESSED = re.compile(r"(?P<words>[^\n]*?)[\s(<:]*(?P<url>https?://[^\s<>)\"]+)")


@dataclass(frozen=True, slots=True)
class Told:
    """What a mail says: text, where a browser shows it, what it points at, and every address with
    the words that were linked, from which personal links are known.
    """

    text: str = ""
    browser: str = ""
    links: tuple[Link, ...] = ()
    all_links: tuple[tuple[str, str], ...] = ()


def told_by(texts: Iterable[Text]) -> Told:
    """All that the `texts` of a mail say, one after the other."""
    each = [_rich(text.text) if text.html else _plain(text.text) for text in texts]
    return Told(
        "\n\n".join(told.text for told in each if told.text),
        next((told.browser for told in each if told.browser), ""),
        tuple({link.url: link for told in reversed(each) for link in told.links}.values()),
        tuple(pair for told in each for pair in told.all_links),
    )


def _rich(markup: str) -> Told:
    root = parsed(markup)
    if root is None:
        return Told(to_text(markup))
    _drop(root, (each for each in root.iter(*_SILENT)))
    _drop(root, (each for each in root.iter() if _is_hidden(each)))
    browser, everything = "", []
    theirs = []
    for anchor in islice(list(root.iter("a")), MOST_ANCHORS):
        url, words = str(anchor.get("href") or "").strip(), _meaning(anchor)
        everything.append((url, words))
        if _shows_itself(words) and url.startswith("http"):
            browser = browser or url
            theirs.append(anchor)
        elif is_personal(url, words):
            theirs.append(anchor)
    _drop(root, theirs)
    text = to_text(html.tostring(root, encoding="unicode"))
    return Told(text, browser, links_of(root, of_a_mail=True), tuple(everything))


def _plain(text: str) -> Told:
    """Plain text: a line with an address and words such as "view in browser" is not content."""
    browser, kept, everything = "", [], []
    for line in text.split("\n"):
        found = _ADDRESSED.match(line)
        words, url = (found["words"].strip(), found["url"]) if found else (line, "")
        if url:
            everything.append((url, words))
        if url and _shows_itself(words):
            browser = browser or url
        elif not (url and is_personal(url, words)):
            kept.append(line)
    return Told("\n".join(kept), browser, (), tuple(everything))


def _shows_itself(words: str) -> bool:
    """Whether a link called so shows the newsletter in a browser."""
    return bool(_BROWSER.search(words)) and not _MORE.match(words)


def _is_hidden(each: html.HtmlElement) -> bool:
    if not isinstance(each.tag, str):
        return True  # comments and processing instructions
    return each.get("hidden") is not None or bool(_HIDDEN.search(str(each.get("style") or "")))


def _drop(root: html.HtmlElement, them: Iterable[html.HtmlElement]) -> None:
    for each in list(them):
        if each is not root and each.getparent() is not None:
            each.drop_tree()


def _meaning(anchor: html.HtmlElement) -> str:
    """What a link is called; for a mere "klik her" the sentence around it."""
    words = one_line(str(anchor.text_content()))
    if words and not _HERE.fullmatch(words):
        return words
    near = anchor.getparent()
    while near is not None and near.tag in ("span", "b", "strong", "font", "em", "i", "u"):
        near = near.getparent()
    if near is None or len(near) > _FEW:  # no sentence; and reading it for each link takes minutes
        return words
    around = one_line(str(near.text_content()))
    return around if len(around) <= _NEAR else words

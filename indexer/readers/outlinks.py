"""What a newsletter's HTML points at: cleaned addresses, without what tracks or is personal."""

import re
from itertools import islice

from lxml import etree, html

from hub.addresses import folded, web_address
from hub.model import Link
from hub.text import one_line
from hub.unwrapping import clean
from indexer.readers.markup import shorten

MOST_LINKS = 300
MOST_ANCHORS = 2_000  # that are looked at; a real newsletter has some hundred
_LONGEST_TEXT = 200
_MOST_MARKUP = 4_000_000

_PERSONAL_PLACE = re.compile(
    r"unsubscribe|unsub(?:/|\?|$|_)|opt-?out|afmeld|frameld|avmeld|avregistrer|avprenumer"
    r"|list-manage\d?\.com/(?:profile|vcard|about)|/(?:update_?)?profile\?|preferences?(?:/|\?|$)"
    r"|subscription[-_]?(?:center|preferences)|manage[-_]?subscri|forward[-_]?to[-_]?a?[-_]?friend"
    r"|/abuse/|tip-?en-?ven|email[-_]?settings",
    re.IGNORECASE,
)
_PERSONAL_WORDS = re.compile(
    r"unsubscribe|opt[- ]?out|afmeld|frameld|afregistr|opsig|avmeld|avregistr|avprenumer"
    r"|avsluta (?:din )?prenumeration|meld (?:dig|deg|mig|meg) (?:af|av|fra)|remove me"
    r"|(?:update|change|edit|manage) (?:your |my )?(?:e-?mail|profile|preferences"
    r"|subscription|details)"
    r"|(?:e-?mail|subscription) (?:preferences|settings)|(?:opdat[eé]r|rediger|ret|ændre?|skift)"
    r" (?:din |dine |min |mine )?(?:profil|oplysninger|tilmelding|abonnement|e-?mail"
    r"|indstillinger|præferencer)"
    r"|(?:uppdatera|ändra|oppdater|endre) (?:din |dine |dina )?(?:profil|uppgifter|opplysninger"
    r"|prenumeration)"
    r"|forward (?:to|this)|(?:send|videresend|tip)[^.]{0,20} (?:en|til en) (?:ven|kollega)"
    r"|^videresend|why did i get this|no longer (?:wish|want)|ikke længere (?:ønsker|vil)"
    r"|ønsker du ikke (?:længere )?at modtage",
    re.IGNORECASE,
)


def links_in(markup: str, base: str = "", own: str | None = None) -> tuple[Link, ...]:
    """The links in `markup`, in its order, each address once, `MOST_LINKS` at most.

    Left out: links to the page itself, which is `own`, sharing, unsubscribing, and what is counted
    without a visible target.
    """
    if "href" not in markup:
        return ()
    root = parsed(markup)
    if root is None:
        return ()
    itself = {folded(url) for url in (own, base) if url}
    return tuple(each for each in links_of(root, base) if folded(each.url) not in itself)


def links_of(
    root: html.HtmlElement, base: str = "", *, of_a_mail: bool = False
) -> tuple[Link, ...]:
    """The links of a tree; those `of_a_mail` are made to name their reader, and lose it here."""
    found: dict[str, Link] = {}
    for anchor in islice(root.iter("a"), MOST_ANCHORS):
        text = one_line(str(anchor.text_content()))
        whole = web_address(anchor.get("href"), base) or ""
        url = clean(whole, of_a_mail=of_a_mail)
        if url is None or is_personal(whole, text):
            continue
        known = found.get(folded(url))
        if known is None or not known.text:
            words = shorten(text or _picture(anchor), _LONGEST_TEXT)
            found[folded(url)] = Link(known.url if known else url, "" if _bare(words) else words)
        if len(found) >= MOST_LINKS:
            break
    return tuple(found.values())


def parsed(markup: str) -> html.HtmlElement | None:
    """HTML as a tree, however broken; None where there is nothing. Never raises."""
    raw = markup[:_MOST_MARKUP].encode("utf-8", "ignore").replace(b"\x00", b"")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(raw, parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def is_personal(url: str, text: str) -> bool:
    """Whether a link is only for whoever the mail was sent to: unsubscribing, preferences."""
    return bool(_PERSONAL_PLACE.search(url) or (len(text) <= 120 and _PERSONAL_WORDS.search(text)))


def _picture(anchor: html.HtmlElement) -> str:
    return one_line(" ".join(str(image.get("alt") or "") for image in anchor.iter("img")))


def _bare(text: str) -> bool:
    """Whether a link's text is an address itself; the tracked one may be written out there."""
    return text.startswith(("http://", "https://", "www.")) and " " not in text

"""What a newsletter's HTML points at: cleaned addresses, without what tracks or is personal.

A link that goes through a tracker is kept only where its target stands in it: to learn more, it
would have to be followed, in the name of whoever the mail was sent to.
"""

import re
from base64 import urlsafe_b64decode
from binascii import Error
from itertools import islice
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from lxml import etree, html

from hub.addresses import canonical, folded, without_login
from hub.model import Link
from hub.text import one_line
from indexer.readers.addresses import web_address
from indexer.readers.markup import shorten

MOST_LINKS = 300
MOST_ANCHORS = 2_000  # that are looked at; a real newsletter has some hundred
_LONGEST_TEXT = 200
_MOST_MARKUP = 4_000_000
_LONG_WAY = 120  # characters of path and query

# Parameters that tell who reads or by which way they came. The names are whole.
_PERSONAL = (
    "e eid mid email e-mail epost mail recipient recipientid rid subscriber subscriberid"
    " sub_id subid contact contactid contact_id user userid user_id uid member memberid hash"
    " token _hsenc _hsmi mkt_tok vero_id vero_conv oly_enc_id oly_anon_id ck_subscriber_id trk"
    " trkid wt_mc spmailingid spuserid spjobid spreportid elq elqtrackid elqtrack"
    " ml_subscriber ml_subscriber_hash sc_eh sc_uid sc_lid sc_llid bm_uid rb_clickid s_cid"
    " cmpid emci emdi ceid apsisid dm_i dm_t pk_campaign pk_kwd mtm_campaign mtm_source"
    " mtm_medium igshid si"
)
_TRACKING = ("utm_", "mc_", "_hs", "hsa_", "ml_", "at_", "pk_", "mtm_", "elq", "stm_")
_TRACKERS = (
    "list-manage.com", "list-manage1.com", "list-manage2.com", "mandrillapp.com", "sendgrid.net",
    "sendgrid.me", "createsend.com", "rs6.net", "exct.net", "mlsend.com", "mlsend2.com",
    "sendibm1.com", "sendibm2.com", "sendibm3.com", "sibautomation.com", "mjt.lu", "mailjet.com",
    "hubspotlinks.com", "hubspotemail.net", "cmail19.com", "cmail20.com", "createsend1.com",
    "safelinks.protection.outlook.com", "urldefense.com", "urldefense.proofpoint.com",
    "clicks.mlsend.com", "emlnk.com", "emlnk1.com", "activehosted.com", "acemlnb.com",
    "klclick.com", "klclick1.com", "customeriomail.com", "sparkpostmail.com", "mailgun.org",
    "awstrack.me", "apsis.one", "anpasia.com", "agillic.eu", "agillic.net", "heyloyalty.com",
    "peytzmail.com", "ubivox.com", "linkmailer.dk", "quris.net", "cl.exct.net", "pardot.com",
    "convertkit-mail.com", "convertkit-mail2.com", "mailerlite.com", "beehiiv.com",
)  # fmt: skip
_ARCHIVES = re.compile(r"(^|\.)(campaign-archive\d*\.com|mailchi\.mp)$")
_COUNTING = re.compile(
    r"/(?:track(?:ing)?/|ls/click|wf/click|wf/open|ss/c/|e[23]t/|f/a/|f/p/|lt\.php|link\.php"
    r"|tn\.jsp|click(?:s|/|\?|\.|$)|redirect|redir(?:/|\?|\.)|t/[a-z]-|cts/|open\.aspx|li/)",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"^(?:clicks?|links?|trk|track(?:ing)?|email|e|em|url\d+|r\d*|t|go|lnk|cl|mailtrack)\."
)
_OPAQUE = re.compile(r"(?=[^/?&=]*\d)(?=[^/?&=]*[A-Z])(?=[^/?&=]*[a-z])[\w~%.-]{40,}")
_WITHIN = re.compile(r"(?<=.)https?(?::|%3A)(?:/|%2F){2}[^\s\"'<>]+", re.IGNORECASE)
_SHARING = re.compile(
    r"facebook\.com/(?:sharer|share\.php|dialog)|(?:twitter|x)\.com/(?:intent|share|home\?status)"
    r"|linkedin\.com/(?:sharearticle|sharing|cws/share|share)|pinterest\.\w+/pin/create"
    r"|addthis\.com|sharethis\.com|addtoany\.com|plus\.google\.com/share|reddit\.com/submit"
    r"|(?:api\.whatsapp|wa\.me)|forward-to-friend\d*\.com|send\?text=",
    re.IGNORECASE,
)
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


def clean(url: str, *, of_a_mail: bool = True) -> str | None:
    """`url` without what tracks or tells who reads; its target where it leads through a tracker.

    None for a tracker whose target can't be seen, and for what only shares.
    """
    for _ in range(4):  # a redirect within a redirect
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or _SHARING.search(url):
            return None
        if not _counts(parts):
            return _without_personal(parts) if of_a_mail else canonical(without_login(url))
        target = _target(parts)
        if target is None:
            return None
        url = target
    return None


def archived(url: str) -> str | None:
    """The same for the page on which a browser shows a newsletter: many are the sending service's
    own, so of these hosts only the paths that count are none.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or _COUNTING.search(parts.path):
        return clean(url)
    return _without_personal(parts)


def is_personal(url: str, text: str) -> bool:
    """Whether a link is only for whoever the mail was sent to: unsubscribing, preferences."""
    return bool(_PERSONAL_PLACE.search(url) or (len(text) <= 120 and _PERSONAL_WORDS.search(text)))


def _counts(parts: SplitResult) -> bool:
    """Whether an address is there to see who follows it."""
    host = (parts.hostname or "").lower()
    way = parts.path + ("?" + parts.query if parts.query else "")
    if any(f".{host}".endswith(f".{name}") for name in _TRACKERS):
        return True
    if host in ("www.google.com", "www.google.dk") and parts.path == "/url":
        return True
    counter, opaque = _COUNTER.match(host), _OPAQUE.search(way)
    if _COUNTING.search(way) and (counter or opaque or _WITHIN.search(way)):
        return True
    return bool(counter and (opaque or len(way) > _LONG_WAY))


def _target(parts: SplitResult) -> str | None:
    """The address that a tracker was given in its own, plainly or as base64."""
    for _, value in parse_qsl(parts.query):
        if value.lower().startswith(("http://", "https://")):
            return web_address(value)
    inner = _WITHIN.search(f"{parts.path}?{parts.query}")
    if inner:
        found = inner[0] if "://" in inner[0] else unquote(inner[0])
        return web_address(found)
    for piece in re.findall(r"[A-Za-z0-9_-]{16,}", f"{parts.path}&{parts.query}")[:20]:
        try:
            told = urlsafe_b64decode(piece + "=" * (-len(piece) % 4))
        except (Error, ValueError):
            continue
        if told.startswith((b"http://", b"https://")) and told.isascii():
            return web_address(told.decode("ascii"))
    return None


def _without_personal(parts: SplitResult) -> str:
    """As ``hub.addresses.canonical`` does, and further: a mail's links name its reader."""
    host = (parts.hostname or "").lower()
    kept = [pair for pair in parts.query.split("&") if pair and not _tells(pair)]
    if _ARCHIVES.search(host):
        kept = [pair for pair in kept if pair.startswith(("u=", "id="))]
    netloc = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, netloc, parts.path or "/", "&".join(kept), ""))


def _tells(pair: str) -> bool:
    name = unquote(pair.partition("=")[0]).lower()
    return name in _PERSONAL.split() or name.startswith(_TRACKING) or "@" in unquote(pair)


def _picture(anchor: html.HtmlElement) -> str:
    return one_line(" ".join(str(image.get("alt") or "") for image in anchor.iter("img")))


def _bare(text: str) -> bool:
    """Whether a link's text is an address itself; the tracked one may be written out there."""
    return text.startswith(("http://", "https://", "www.")) and " " not in text

"""Addresses out of a mail: where they lead, without what tracks or tells who reads.

An address that goes through a tracker is worth something only where its target stands in it: to
learn more, it would have to be followed, in the name of whoever the mail was sent to.
"""

import re
from base64 import urlsafe_b64decode
from binascii import Error
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

from hub.addresses import canonical, web_address, without_login

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
    "linkprotect.cudasvc.com", "protection.sophos.com", "secure-web.cisco.com", "l.facebook.com",
    "lm.facebook.com", "l.instagram.com", "slack-redir.net", "out.reddit.com",
)  # fmt: skip
# Paths at which others lead on: search engines, and chats that look at links first.
_LEADING_ON = re.compile(
    r"www\.google\.\w+/url|duckduckgo\.com/l/|[\w.]+\.office\.(?:net|com)/.*safelinks",
    re.IGNORECASE,
)
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


def _counts(parts: SplitResult) -> bool:
    """Whether an address is there to see who follows it."""
    host = (parts.hostname or "").lower()
    way = parts.path + ("?" + parts.query if parts.query else "")
    if any(f".{host}".endswith(f".{name}") for name in _TRACKERS):
        return True
    if _LEADING_ON.match(f"{host}{parts.path}"):
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
    if "urldefense" in parts.netloc:
        return _behind_proofpoint(parts)
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


def _behind_proofpoint(parts: SplitResult) -> str | None:
    """The target in an address of URL Defense: ``/v3/__https://…__;…``, or, with a minus for a per
    cent sign and an underscore for a slash, ``/v2/url?u=https-3A__…``.
    """
    if found := re.match(r"/v3/__(.+?)__(?:;|$)", f"{parts.path}?{parts.query}"):
        return web_address(re.sub(r"^(https?):/+", r"\1://", found[1]))
    told = dict(parse_qsl(parts.query)).get("u", "")
    return web_address(unquote(told.translate(str.maketrans("-_", "%/")))) if told else None


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

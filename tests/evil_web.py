"""A publisher who means ill, in every kind of source: one text in every field of each of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.letters import letter
from tests.publishing import entry

MARK = "pwned"  # what a text sets on the window of whoever runs it
EVIL = (
    f"<script>window.{MARK}=1</script>",
    f'"><img src=x onerror=window.{MARK}=1>',
    f"'><svg/onload=window.{MARK}=1>",
    f"</script><script>window.{MARK}=1</script><!--",
    f"</title></textarea></style><script>window.{MARK}=1</script>",
    f"javascript:window.{MARK}=1//",
    f"&lt;img src=x onerror=window.{MARK}=1&gt;",
    f"]]><script xmlns='http://www.w3.org/1999/xhtml'>window.{MARK}=1</script>",
    f"{{{{ 7*7 }}}}{{% raw %}}%(count)s {{0}} ${{window.{MARK}=1}}",
    '=HYPERLINK("http://evil.example","job")',
    f"\" autofocus onfocus=window.{MARK}=1 x=\"\r\nSet-Cookie: {MARK}=1",
    f"<math><mtext><table><mglyph><style><img src=x onerror=window.{MARK}=1>",
)  # fmt: skip
# What XML can't hold, but JSON can.
ODD = "\ud800 \u0000\u0008\u001b\ufffe\uffff \u202e<b>job</b>"
BAD = "javascript:window.pwned=1"
DATA = "data:text/html,<script>window.pwned=1</script>"
TYPE = "text/html"
_PDF = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length {length}>>stream
{stream}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
6 0 obj<</Title({text})/Author({text})>>endobj
trailer<</Root 1 0 R/Info 6 0 R>>
"""  # noqa: E501  # a line is an object


def routes() -> Iterator[Route]:
    """The publisher's web."""
    for path, kind, body in _files():
        # Starlette calls it for each request, so the body is bound here.
        def serve(request: Request, kind: str = kind, body: bytes = body) -> Response:
            home = str(request.base_url).rstrip("/").encode()
            return Response(body.replace(b"HOME", home), headers={"Content-Type": kind})

        yield Route(path, serve)


def sources(address: str, mails: Path) -> list[str]:
    """The sources of feeds.yaml; `mails` is a folder with letters."""
    title = json.dumps(EVIL[1])
    selectors = {"item": "li", "link": "a", "date": "time", "people": "i"}
    chosen = {name: json.dumps(selector) for name, selector in selectors.items()}
    return [
        entry("rss", f"{address}/rss", "podcast", show="full", publisher=title),
        entry("atom", f"{address}/atom", show="full"),
        entry("jsonfeed", f"{address}/jsonfeed", show="full"),
        entry("oai", f"{address}/oai", via="oai", prefix="oai_dc", show="full"),
        entry("liste", f"{address}/list", via="listing", show="full", **chosen),
        entry("kort", f"{address}/sitemap.xml", via="sitemap", show="full"),
        entry("pdf", f"{address}/evil.pdf", via="page", show="full"),
        entry("brev", str(mails), "newsletter", via="mail", show="full"),
    ]


def letters(folder: Path) -> Path:
    """A folder with a mail for each text."""
    folder.mkdir()
    for n, evil in enumerate(EVIL):
        line = " ".join(evil.split())
        html = f"<h1>{evil}</h1><h2>{evil}</h2><p>job {evil} <a href={quoteattr(BAD)}>{evil}</a>"
        html += f'<a href="https://x.example.dk/{n}">{evil}</a></p>'
        mail = letter(f"{line} {n}", html=f"<html><body>{html}</body></html>", number=f"9{n}")
        (folder / f"{n}.eml").write_bytes(mail)
    return folder


def _files() -> Iterator[tuple[str, str, bytes]]:
    rss = "".join(_rss_entry(n, evil) for n, evil in enumerate(EVIL))
    atom = "".join(_atom_entry(n, evil) for n, evil in enumerate(EVIL))
    records = "".join(_record(n, evil) for n, evil in enumerate(EVIL))
    listed = "".join(
        f'<li><a href="/page/{n}">{evil}</a><i>{evil}</i>'
        f'<time datetime="2026-01-01">{evil}</time></li>'
        for n, evil in enumerate(EVIL)
    )
    urls = "".join(f"<url><loc>HOME/side/{n}</loc></url>" for n in range(len(EVIL)))
    yield "/rss", "application/rss+xml", _RSS.format(name=escape(EVIL[1]), items=rss).encode()
    yield "/atom", "application/atom+xml", _ATOM.format(entries=atom).encode()
    yield "/jsonfeed", "application/feed+json", _json_feed()
    yield "/oai", "text/xml", _OAI.format(records=records).encode()
    yield "/list", "text/html", f"<html><body><ul>{listed}</ul></body></html>".encode()
    yield "/sitemap.xml", "application/xml", _SITEMAP.format(urls=urls).encode()
    yield "/evil.pdf", "application/pdf", _pdf(EVIL[0])
    for n, evil in enumerate(EVIL):
        yield f"/page/{n}", "text/html", _page(evil)
        yield f"/side/{n}", "text/html", _page(evil)
        yield f"/t{n}.vtt", "text/vtt", _transcript(evil)
        chapters = [{"startTime": 1, "title": evil, "url": BAD, "img": BAD}]
        told = json.dumps({"version": "1.2.0", "chapters": chapters})
        yield f"/c{n}.json", "application/json+chapters", told.encode()


_RSS = """<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>{name}</title><link>javascript:window.pwned=1</link>
<description>{name}</description>{items}</channel></rss>"""
_ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>{entries}</feed>'
_OAI = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><request verb="ListRecords"/>
<ListRecords>{records}</ListRecords></OAI-PMH>"""
_SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def _rss_entry(n: int, evil: str) -> str:
    text, value = escape(evil), quoteattr(evil)
    body = escape(f"<p>job {evil}<a href={quoteattr(BAD)}>x</a>{evil}</p>")
    return f"""<item><title>{text} {n}</title><guid isPermaLink="false">{n} {text}</guid>
<link>{BAD}</link><description>job {text}</description>
<content:encoded>{body}</content:encoded>
<author>{text}</author><itunes:author>{text}</itunes:author><category>{text}</category>
<podcast:person role={value} href="{BAD}" img="{BAD}">{text}</podcast:person>
<enclosure url="/lyd{n}.mp3" type="audio/mpeg" length="9"/>
<enclosure url={quoteattr(BAD)} type={value}/><itunes:duration>600</itunes:duration>
<podcast:transcript url="/t{n}.vtt" type="text/vtt"/>
<podcast:chapters url="/c{n}.json" type="application/json+chapters"/>
<pubDate>Mon, 0{1 + n % 9} Feb 2026 08:00:00 +0100</pubDate></item>"""


def _atom_entry(n: int, evil: str) -> str:
    text, value = escape(evil), quoteattr(evil)
    return f"""<entry><id>urn:x:{n}</id><title type="html">{text} {n}</title>
<link href={quoteattr(DATA)}/><link rel="enclosure" href={quoteattr(BAD)} type={value}/>
<author><name>{text}</name><uri>{BAD}</uri></author><category term={value}/>
<updated>2026-02-01T08:00:00Z</updated><summary type="html">job {text}</summary>
<content type="html">job {text}</content></entry>"""


def _json_feed() -> bytes:
    items = [
        {
            "id": f"j{n} {evil}", "title": f"{evil} {n}", "url": BAD, "external_url": DATA,
            "content_html": f"job {evil}", "summary": f"job {evil}", "image": BAD,
            "authors": [{"name": evil, "url": BAD, "avatar": BAD}], "tags": [evil],
            "language": evil, "date_published": "2026-02-01T08:00:00Z",
            "attachments": [{"url": BAD, "mime_type": evil, "title": evil}],
        }
        for n, evil in enumerate((*EVIL, ODD))
    ]  # fmt: skip
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": EVIL[0], "items": items}).encode()


def _record(n: int, evil: str) -> str:
    text = escape(evil)
    fields = "title creator subject description publisher type format language rights source"
    told = "".join(f"<dc:{name}>{text}</dc:{name}>" for name in fields.split())
    return f"""<record><header><identifier>oai:x:{n}</identifier>
<datestamp>2026-02-01</datestamp></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{text} {n}</dc:title>{told}
<dc:identifier>{BAD}</dc:identifier><dc:identifier>doi:10.1234/{n}{text}</dc:identifier>
<dc:date>2026-01-0{1 + n % 9}</dc:date></oai_dc:dc></metadata></record>"""


def _page(evil: str) -> bytes:
    value = quoteattr(evil)
    data = json.dumps({"@type": "Article", "headline": evil, "author": {"name": evil}, "url": BAD})
    data = data.replace("</", "<\\/")
    text = f"<p>Om job og {escape(evil)} i kommunen, som alle kan læse om i den nye rapport.</p>"
    return f"""<!doctype html><html lang={value}><head><title>{escape(evil)}</title>
<meta name="author" content={value}><meta name="description" content={value}>
<meta property="og:title" content={value}><meta property="og:site_name" content={value}>
<meta name="citation_title" content={value}><meta name="citation_author" content={value}>
<link rel="canonical" href={quoteattr(BAD)}>
<script type="application/ld+json">{data}</script></head><body><article>
<h1>{escape(evil)}</h1>{text * 8}<h2>{escape(evil)}</h2>{evil}
<a href={quoteattr(BAD)}>{escape(evil)}</a></article></body></html>""".encode()


def _transcript(evil: str) -> bytes:
    line = escape(" ".join(evil.split()))
    said = f"<v {line}>Om job {line}"
    cues = "".join(f"00:00:0{n}.000 --> 00:00:0{n}.900\n{said}\n\n" for n in range(9))
    return f"WEBVTT\n\n{cues}".encode()


def _pdf(evil: str) -> bytes:
    text = evil.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    stream = f"BT /F1 12 Tf 40 700 Td (Om job {text}) Tj 0 -20 Td (Mere om job {text}) Tj ET"
    return _PDF.format(length=len(stream), stream=stream, text=text).encode()

"""The demo's own texts as items, without crawling: for tests that want real words."""

import re
from html import unescape
from zoneinfo import ZoneInfo

from hub.cli.demo import demo_folder
from hub.model import Item
from hub.search import Analyser
from indexer.documents import item_tokens, to_document
from indexer.engines.port import Document
from tests.small_analyser import an_item

_ZONE = ZoneInfo("Europe/Copenhagen")
_HIDDEN = re.compile(r"(?s)<(script|style|svg)\b.*?</\1>|<!--.*?-->")
_MAIN = re.compile(r"(?s)<main\b.*</main>")
_TAG = re.compile(r"<[^>]*>")


def demo_items(analyser: Analyser) -> list[Item]:
    """Every page of the demo, by its address there (``metodekassen/ips-kort-forklaret``)."""
    site = demo_folder() / "site"
    items = []
    for path in sorted(site.rglob("*.html")):
        text = _HIDDEN.sub(" ", path.read_text(encoding="utf-8"))
        title = re.search(r"<title>(.*?)(?: – [^–]*)?</title>", text)
        main = _MAIN.search(text)
        items.append(
            an_item(
                title=unescape(title[1]) if title else "",
                body=" ".join(unescape(_TAG.sub(" ", main[0] if main else text)).split()),
                id=path.relative_to(site).with_suffix("").as_posix(),
                language=analyser.vote(text) or "da",
            )
        )
    return items


def demo_documents(analyser: Analyser) -> list[Document]:
    """Every page of the demo as a document."""
    items = demo_items(analyser)
    return [to_document(item, item_tokens(item, analyser), zone=_ZONE) for item in items]

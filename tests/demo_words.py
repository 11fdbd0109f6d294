"""The demo's own texts as documents, without crawling: for tests that want real words."""

import re
from html import unescape
from zoneinfo import ZoneInfo

from hub.cli.demo import demo_folder
from hub.search import Analyser
from indexer.documents import item_tokens, to_document
from indexer.engines.port import Document
from tests.small_analyser import an_item

_HIDDEN = re.compile(r"(?s)<(script|style|svg)\b.*?</\1>|<!--.*?-->")
_ZONE = ZoneInfo("Europe/Copenhagen")
_TAG = re.compile(r"<[^>]*>")


def demo_documents(analyser: Analyser) -> list[Document]:
    """Every page of the demo as a document."""
    documents = []
    for path in sorted((demo_folder() / "site").rglob("*.html")):
        text = _HIDDEN.sub(" ", path.read_text(encoding="utf-8"))
        title = re.search(r"(?s)<title>(.*?)</title>", text)
        item = an_item(
            title=unescape(title[1]) if title else "",
            body=" ".join(unescape(_TAG.sub(" ", text)).split()),
            id=path.relative_to(demo_folder()).as_posix(),
            language=analyser.vote(text) or "da",
        )
        documents.append(to_document(item, item_tokens(item, analyser), zone=_ZONE))
    return documents

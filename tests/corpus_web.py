"""The whole shared corpus as a web: every file a source of its own, read as what it is.

``python -m tests.corpus_web`` crawls it and prints what came of it, folder by folder.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from hub.model import Item
from hub.store import Store, open_store
from tests.conftest import corpus_or_skip
from tests.installation import Finished, Installation
from tests.servers import serving

HEAD = 'hub: {title: Prøve, contact: "mailto:a@example.org"}\nsources:\n'
NO_MORE = "mla-noRecordsMatch.xml"
TYPES = {".html": "text/html", ".pdf": "application/pdf", ".json": "application/json"}
# What is truly broken, or not what it is taken for: all that may fail.
BROKEN = {
    "hostile-html-scam-page-html": "an ordinary web page",
    "hostile-lp-concatenated-documents-xml": "not with a feed",  # OPML
    "hostile-lp-end-element-missing-xml": "not with a feed",  # OPML
    "hostile-lp-undefined-entity-text-xml": "not with a feed",  # OPML
    "hostile-lp-xmlns-without-value-xml": "not with a feed",  # OPML
    "hostile-pdf-empty-pdf": "empty",
    "hostile-pdf-password-pdf": "locked with a password",
    "oai-purdue-302-body-html": "not as an OAI-PMH repository",  # the body of a redirect
}
KINDS = {"podcasts": "podcast", "newsletters": "newsletter"}


def via_of(path: Path) -> str:
    """How a file of the corpus is read, or empty where it is no source."""
    folder = path.parent.name
    if "sitemap" in path.name:
        return "sitemap"
    if folder in ("html", "pdf") or path.suffix == ".pdf":
        return "page"
    if folder == "oai":
        return "" if "-p2" in path.name or path.name == NO_MORE else "oai"
    if folder in ("feeds", "podcasts", "hostile") or path.suffix == ".xml":
        return "feed" if folder in ("feeds", "podcasts", "hostile", "newsletters") else ""
    return ""


def name_of(path: Path) -> str:
    """The id of a file's source."""
    whole = f"{path.parent.name}-{path.name}".lower()
    return "-".join("".join(c if c.isalnum() else " " for c in whole).split())


def sources(corpus: Path) -> dict[str, Path]:
    """Every file that is a source, by its id."""
    files = (path for path in sorted(corpus.rglob("*")) if path.is_file() and via_of(path))
    return {name_of(path): path for path in files}


def feeds_yaml(corpus: Path, address: str, folders: Collection[str] = ()) -> str:
    """A source for each file, of these folders or of all, and the mails as one."""
    entries = "".join(
        f"  - {{id: {name}, title: {name}, kind: {KINDS.get(path.parent.name, 'publications')},"
        f' via: {via_of(path)}, url: "{address}/{path.relative_to(corpus)}"}}\n'
        for name, path in sources(corpus).items()
        if not folders or path.parent.name in folders
    )
    letters = corpus / "newsletters"
    mails = f"  - {{id: mails, title: Breve, kind: newsletter, via: mail, url: {letters}}}\n"
    return HEAD + entries + (mails if not folders else "")


def routes(corpus: Path) -> Iterator[Route]:
    """Every file at its path; a repository's next page where a token is sent."""

    def serve(request: Request) -> Response:
        path = corpus / request.path_params["path"]
        if "resumptionToken" in request.query_params:
            second = path.with_name(path.name.replace("-p1", "-p2"))
            second = next(path.parent.glob(path.name.partition("-p1")[0] + "-p2*"), second)
            path = second if "-p1" in path.name and second.exists() else path.parent / NO_MORE
        if not path.is_file():
            return PlainTextResponse("", 404)
        if path.name.startswith("ncar-"):
            return FileResponse(path, media_type="text/html; charset=ISO-8859-1")
        if path.name.endswith(".html.gz"):
            packed = {"content-encoding": "gzip"}
            return FileResponse(path, media_type="text/html", headers=packed)
        return FileResponse(path, media_type=TYPES.get(path.suffix, "application/xml"))

    yield Route("/{path:path}", serve)


def items_of(store: Store) -> dict[str, list[Item]]:
    """Every item by the folder of the file it came from, seen or not."""
    waiting = store.pending.next("everything", 100_000)
    found: dict[str, list[Item]] = defaultdict(list)
    for at in range(0, len(waiting), 500):
        items = store.items.many([each.item for each in waiting[at : at + 500]])
        for item in items.values():
            for folder in {place.source.partition("-")[0] for place in item.places}:
                found[folder].append(item)
    return found


def table(store: Store, corpus: Path) -> Iterator[str]:
    """Per folder: files, items, and how many have a text, a date and a language."""
    files = [*sources(corpus).values(), *(corpus / "newsletters").glob("*.eml")]
    found = items_of(store)
    yield "| folder | files | items | with text | with date | with language |"
    yield "|---|---|---|---|---|---|"
    for folder in sorted({path.parent.name for path in files}):
        items = [*found.get(folder, ()), *(found["mails"] if folder == "newsletters" else ())]
        text = sum(bool(item.summary or item.body or item.passages) for item in items)
        date = sum(item.date is not None for item in items)
        language = sum(bool(item.language) for item in items)
        many = sum(path.parent.name == folder for path in files)
        yield f"| {folder} | {many} | {len(items)} | {text} | {date} | {language} |"


def crawled(here: Installation, corpus: Path, address: str) -> Finished:
    """Everything listed, and then the documents read, which lead nowhere else."""
    here.data.mkdir(exist_ok=True)
    with open_store(here.loaded().database_url) as store:
        store.pending.register("everything")
    here.feeds.write_text(feeds_yaml(corpus, address, ("pdf",)), encoding="utf-8")
    here.hub("crawl", "--all", "--json")
    here.feeds.write_text(feeds_yaml(corpus, address), encoding="utf-8")
    return here.hub("crawl", "--all", "--no-read", "--json")


def main() -> None:
    """Crawl it all, and print the table and what failed."""
    corpus = corpus_or_skip()
    with tempfile.TemporaryDirectory() as folder, serving(list(routes(corpus))) as web:
        here = Installation(Path(folder), Path(folder) / "none")
        done = crawled(here, corpus, web.url("").rstrip("/"))
        for line in done.lines[:-1]:
            if line["status"] == "failed":
                sys.stdout.write(f"{line['source']}: {line['error']}\n")
        with open_store(here.loaded().database_url) as store:
            sys.stdout.write("\n".join(table(store, corpus)) + "\n")


if __name__ == "__main__":
    main()

"""Every real page and PDF, hostile ones too, is read or says why not."""

import gzip
from pathlib import Path

import pytest

from hub.errors import ReadError
from hub.visiting import Read, ReadingTask
from indexer.answer import Answer
from indexer.extract import read_target

pytestmark = pytest.mark.corpus
NOTHING_IN_IT = {"utf8.html", "pdf-empty.pdf", "pdf-password.pdf"}
CODES = {"no-text", "empty", "pdf-locked", "unreadable"}


def outcome(path: Path) -> Read | str:
    body = path.read_bytes()
    unpacked = gzip.decompress(body) if path.suffix == ".gz" else body
    what = "pdf" if path.suffix == ".pdf" else "page"
    url = f"https://x.dk/{path.name}"
    try:
        return read_target(ReadingTask(1, "i", what, url), Answer(url, unpacked))
    except ReadError as error:
        return error.trouble.code


def test_all_of_them(corpus: Path) -> None:
    files = [path for folder in ("html", "pdf", "hostile") for path in (corpus / folder).iterdir()]
    found = {path.name: outcome(path) for path in files}
    assert len(found) == 30
    assert {each for each in found.values() if isinstance(each, str)} <= CODES
    silent = {name for name, each in found.items() if isinstance(each, str)}
    assert {name for name in silent if not name.endswith(".xml")} == NOTHING_IN_IT
    assert all(each.told for each in found.values() if isinstance(each, Read))


def test_what_real_pages_tell(corpus: Path) -> None:
    springer = outcome(corpus / "html/springer-article-citation-meta.html")
    assert isinstance(springer, Read)
    assert springer.told is not None
    assert [person.name for person in springer.told.people] == ["Marwan H. Adwan"]
    assert (springer.told.form, springer.told.language) == ("article", "en")
    assert springer.told.ids[0].startswith("doi:10.1007/")

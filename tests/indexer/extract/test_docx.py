"""Transcripts as Word documents: what people write them in; and zip files that mean harm."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.errors import ReadError
from hub.model import Passage
from indexer.answer import Answer
from indexer.extract.docx import text_of_docx
from indexer.extract.transcript import read_transcript

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*paragraphs: str, name: str = "word/document.xml", before: str = "") -> bytes:
    inner = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    xml = f'{before}<w:document xmlns:w="{NAMESPACE}"><w:body>{inner}</w:body></w:document>'
    return packed({name: xml.encode()})


def packed(files: dict[str, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return body.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def read(body: bytes, url: str = "udskrift.docx") -> tuple[Passage, ...]:
    return read_transcript(Answer(url, body), url=url)


def test_paragraphs() -> None:
    body = docx(
        run("Anna: Velkommen til ") + run("Samtalen."),
        "",
        "<w:r><w:t>Bo:</w:t><w:tab/><w:t>Tak.</w:t><w:br/><w:t>Og hej.</w:t></w:r>",
        "<w:del><w:r><w:delText>Slettet</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("Æblet &lt;b&gt;"),
    )
    (passage,) = read(body)
    assert passage.text == "Anna: Velkommen til Samtalen.\nBo: Tak.\nOg hej.\nÆblet <b>"
    assert passage.start is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Anna Holm   0:03", "Velkommen til.", "Bo Dam   1:10", "Tak for det."),
        (
            *("00:00:03 Anna Holm", "Velkommen til.", "00:01:10 Bo Dam", "Tak for det."),
            *("00:02:10 Anna Holm", "Ja.", "00:03:10 Bo Dam", "Nej."),
        ),
        ("[00:03] Anna Holm: Velkommen til.", "[01:10] Bo Dam: Tak for det."),
    ],
)
def test_times_and_speakers_as_programs_write_them(lines: tuple[str, ...]) -> None:
    passages = read(docx(*map(run, lines)))
    told = [(passage.start, passage.speaker, passage.text) for passage in passages[:2]]
    assert told == [(3.0, "Anna Holm", "Velkommen til."), (70.0, "Bo Dam", "Tak for det.")]


def test_captions_within() -> None:
    lines = ("00:00:03.000 --> 00:00:05.000", "Anna Holm: Velkommen.")
    (passage,) = read(docx(*map(run, lines)))
    assert (passage.start, passage.speaker, passage.text) == (3.0, "Anna Holm", "Velkommen.")


BOMB = b"<w:p>" + b" " * 31_000_000
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (packed({"word/document.xml": BOMB}), "too-large"),
        (packed({"xl/workbook.xml": b"<x/>"}), "unreadable"),
        (packed({f"{n}": b"" for n in range(10_001)}), "unreadable"),
        (packed({"word/document.xml": b"<w:document>"}), "unreadable"),
        (packed({"word/document.xml": b""}), "unreadable"),
        (docx(run("&b;"), before=ENTITIES), "no-text"),
        (docx(), "no-text"),
        (docx(run("Hej."))[:60], "unreadable"),
        (b"PK\x03\x04", "unreadable"),
    ],
)
def test_what_is_no_document_or_means_harm_says_so(body: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(body)
    assert caught.value.trouble.code == code


def test_a_zip_that_lies_about_its_sizes_is_unpacked_no_further() -> None:
    honest = packed({"word/document.xml": BOMB})
    lying = honest.replace(len(BOMB).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != honest
    with pytest.raises(ReadError):
        read(lying)


@given(st.binary(max_size=200), st.integers(0, 150))
def test_any_bytes_in_a_document_are_passages_or_a_read_error(junk: bytes, at: int) -> None:
    whole = docx(run("Hej med dig. Det her er en udskrift."))
    try:
        read(whole[:at] + junk + whole[at + len(junk) :])
    except ReadError:
        return


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
@given(
    changes=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=3)
)
@example(changes=[(8, 0xFF)])
def test_bytes_changed_anywhere_are_a_read_error_or_nothing(
    method: int, changes: list[tuple[int, int]]
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as zipped:
        zipped.writestr("word/document.xml", "<a/>" * 9)
    whole = bytearray(file.getvalue())
    for at, byte in changes:
        whole[at % len(whole)] = byte
    with suppress(ReadError):
        text_of_docx(bytes(whole))

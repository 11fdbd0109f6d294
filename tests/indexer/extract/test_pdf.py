"""PDFs become passages, a page each; what is locked, broken, scanned or hostile says so."""

import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from hub.errors import ReadError
from hub.model import Draft, Enclosure, Localised, Source, Trouble
from hub.phrases import in_words
from hub.visiting import NewReading, Read, ReadingTask
from indexer.answer import Answer
from indexer.extract import extractor_version, read_target, wanted
from indexer.extract.linebreaks import join_cut_words, seen_in
from indexer.extract.pagelines import in_paragraphs, without_edges
from indexer.extract.pdf import read_pdf
from indexer.pool import ReaderPool
from tests.documents import a_pdf, of_contents

TASK = ReadingTask(1, "item", "pdf", "https://x.dk/a.pdf", "application/pdf")
WORDS = ("tro", "håb", "job", "mod", "råd", "ro")
TITLE = Localised((("", "X"),))


@pytest.fixture
async def pool() -> AsyncIterator[ReaderPool]:
    pool = ReaderPool(1)
    yield pool
    await pool.close()


def read(body: bytes) -> Read:
    return read_target(TASK, Answer(TASK.url, body, "application/pdf"))


def pages_of(result: Read) -> dict[int | None, str]:
    return {passage.page: passage.text for passage in result.passages or ()}


def test_each_page_is_a_passage() -> None:
    result = read(a_pdf("Troen på borgeren", "", "Side (tre) æøå ÆØÅ"))
    assert pages_of(result) == {1: "Troen på borgeren", 3: "Side (tre) æøå ÆØÅ"}
    assert (result.pages, result.note, result.body) == (3, None, None)
    assert result.extractor == extractor_version("pdf")


def test_cut_words_are_whole_and_lines_are_paragraphs() -> None:
    text = (
        "Den beskæftigelsesrettede og virksomhedsrettede ind-\n"
        "sats begynder hos sagsbehandleren, der tror på borgeren.\n"
        "Det gælder i det hele taget både jobcentre og alle a-\n"
        "kasser samt andre, der arbejder med unges job- \n"
        "og uddannelsesindsatsen på noget længere sigt end ét år,\n"
        "og det er så det.\n"
        "Kort linje.\n– et punkt i en liste, som er lang nok til at fylde"
    )
    assert pages_of(read(a_pdf(text)))[1] == (
        "Den beskæftigelsesrettede og virksomhedsrettede indsats begynder hos sagsbehandleren, "
        "der tror på borgeren. Det gælder i det hele taget både jobcentre og alle a-kasser samt "
        "andre, der arbejder med unges job- og uddannelsesindsatsen på noget længere sigt end "
        "ét år, og det er så det.\n\n"
        "Kort linje.\n\n– et punkt i en liste, som er lang nok til at fylde"
    )


def test_headers_and_footers_are_dropped() -> None:
    pages = [
        f"VIVE 2023\nOm {word}\nEn linje.\nTo.\nTre.\nSlut på {word}\nSide {n} af 6"
        for n, word in enumerate(WORDS)
    ]
    texts = pages_of(read(a_pdf(*pages)))
    assert not any("VIVE" in text or "Side" in text for text in texts.values())
    for page, word in enumerate(WORDS, 1):
        assert texts[page].startswith(f"Om {word}")
        assert texts[page].endswith(f"Slut på {word}")


def test_what_repeats_in_the_middle_or_on_two_pages_stays() -> None:
    middle = "a{0}\nb{0}\nc{0}\nsamme midte\nd{0}\ne{0}\nf{0}"
    letters = "vwxyz"
    pages = [middle.replace("{0}", letter) for letter in letters]
    assert all("samme midte" in page for page in without_edges(pages))
    assert without_edges(["Top\nA", "Top\nB"]) == ["Top\nA", "Top\nB"]


def test_left_and_right_pages_have_headers_of_their_own() -> None:
    pages = [
        f"{'Forfatter' if n % 2 else 'Titel'} {n}\n{chr(97 + n)} x\n{chr(97 + n)} y"
        for n in range(10)
    ]
    assert not any("Titel" in page or "Forfatter" in page for page in without_edges(pages))


def test_no_lines_are_no_paragraphs() -> None:
    assert in_paragraphs(" \n\n") == ""


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("sags-\nbehandler", "sagsbehandler"),
        ("sags-\r\n  behandler", "sagsbehandler"),
        ("Sags-\nbehandler", "Sagsbehandler"),
        ("hos sags-\nbehandler, som", "hos sagsbehandler,\nsom"),
        ("BESKÆFTIGELSES-\nINDSATSEN", "BESKÆFTIGELSESINDSATSEN"),
        ("sags\u00ad\nbehandler", "sagsbehandler"),
        ("job-\nog uddannelse", "job- og\nuddannelse"),
        ("job-\neller praktik", "job- eller\npraktik"),
        ("social-\nsamt sundhedsområdet", "social- samt\nsundhedsområdet"),
        ("IPS-\nindsatsen", "IPS-indsatsen"),
        ("a-\nkasse", "a-kasse"),
        ("2018-\n2020", "2018-2020"),
        ("Lolland-\nFalster", "Lolland-Falster"),
        ("EU-\nKOMMISSIONEN", "EU-KOMMISSIONEN"),
        ("sags behandler", "sags behandler"),
        ("en tanke – \nmed streg", "en tanke – \nmed streg"),
        ("xyz-\nabc", "xyz-abc"),
    ],
)
def test_words_cut_at_line_ends(text: str, joined: str) -> None:
    assert join_cut_words(text, lambda word: word.lower() != "xyzabc") == joined


def test_without_a_dictionary_the_text_itself_tells() -> None:
    text = "Peer-support og peer-\nsupport, men sags-\nbehandler og e-mail."
    assert join_cut_words(text, seen_in(text)) == (
        "Peer-support og peer-support,\nmen sagsbehandler\nog e-mail."
    )


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "code"),
    [("pdf-password.pdf", "pdf-locked"), ("pdf-empty.pdf", "empty")],
)
def test_real_files_that_give_nothing_say_why(corpus: Path, name: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read((corpus / "hostile" / name).read_bytes())
    assert caught.value.trouble.code == code


@pytest.mark.parametrize(
    "body", [b"<html>Log ind</html>", b"%PDF-", b"%PDF-1.7\ntrailer << /Root 9 0 R >>", b"x" * 2000]
)
def test_what_is_no_pdf_says_so(body: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read(body)
    assert caught.value.trouble.code == "unreadable"


def test_a_file_cut_short_is_read_as_far_as_it_can_be_or_is_trouble() -> None:
    whole = a_pdf("Et", "To", "Tre")
    for end in range(0, len(whole), 97):
        try:
            result = read(whole[:end] or b" x")
        except ReadError:
            continue
        assert set(pages_of(result).values()) <= {"Et", "To", "Tre"}


def test_a_page_count_that_lies_is_not_believed() -> None:
    lying = a_pdf("Hej").replace(b"/Count 1", b"/Count 999999999")
    result = read(lying)
    assert result.pages is None or result.pages < 100_000


def test_hints_from_the_properties() -> None:
    found = read_pdf(Answer("", a_pdf("Hej", title="Job først – årsrapport")))
    assert found.title == "Job først – årsrapport"


@pytest.mark.corpus
def test_a_scanned_file_has_pages_and_a_note(corpus: Path) -> None:
    result = read((corpus / "pdf/no-text-layer.pdf").read_bytes())
    assert (result.passages, result.pages, result.note) == ((), 3, Trouble("pdf-no-text"))
    assert result.note is not None
    assert "billeder" in in_words(result.note, "da")


@pytest.mark.corpus
def test_real_files(corpus: Path) -> None:
    paper = read((corpus / "pdf/paper-two-columns-8pp.pdf").read_bytes())
    texts = pages_of(paper)
    assert (paper.pages, len(texts)) == (8, 8)
    assert texts[1].startswith("Creativity in Machine Learning")
    assert "learn from experience E with" in texts[1]
    assert "activation function" in " ".join(texts.values())
    register = pages_of(read((corpus / "pdf/federal-register-15pp.pdf").read_bytes()))
    assert len(register) == 15
    assert not any("Proposed Rules 47" in text for text in register.values())
    assert not any("VerDate Sep" in text for text in register.values())
    assert "non-normal checklist" in " ".join(register.values())
    french = pages_of(read((corpus / "pdf/proces-verbal-fr.pdf").read_bytes()))
    assert "La séance est levée à 16h05." in french[2]


async def tried(pool: ReaderPool, body: bytes) -> Read | str:
    """What comes of it in a worker: what was read, or the code of the trouble."""
    try:
        return await pool.run(read_target, TASK, Answer(TASK.url, body), seconds=20.0)
    except ReadError as error:
        return error.trouble.code


@pytest.mark.anyio
async def test_a_file_that_unpacks_without_end_harms_nobody(pool: ReaderPool) -> None:
    """300 MB of operators, packed twice into some kilobytes."""
    packer = zlib.compressobj(9)
    once = b"".join([*(packer.compress(b"(A) Tj " * 150_000) for _ in range(300)), packer.flush()])
    bomb = of_contents(zlib.compress(once, 9), filters="[/FlateDecode /FlateDecode]")
    assert len(bomb) < 50_000
    outcome = await tried(pool, bomb)
    if isinstance(outcome, Read):
        assert sum(len(text) for text in pages_of(outcome).values()) <= 50_000
    else:
        assert outcome in ("reader-killed", "reader-crashed", "unreadable")
    assert (await pool.run(read_target, TASK, Answer(TASK.url, a_pdf("Hej")))).pages == 1


@pytest.mark.anyio
@pytest.mark.corpus
async def test_damaged_files_are_text_or_trouble(pool: ReaderPool, corpus: Path) -> None:
    whole = (corpus / "pdf/ministerialblatt-de.pdf").read_bytes()
    random = Random(7)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        outcome = await tried(pool, bytes(damaged))
        assert isinstance(outcome, Read) or outcome in ("unreadable", "pdf-locked")


def test_pdfs_are_wanted_where_a_publication_has_or_is_one() -> None:
    publications = Source("x", TITLE, "publications", "feed")
    picks = Source("x", TITLE, "publications", "picks")
    podcast = Source("x", TITLE, "podcast", "feed")
    linked = Draft("A", link="https://x.dk/Rapport.PDF?dl=1")
    enclosed = Draft(
        "A", link="https://x.dk/a", enclosures=(Enclosure("https://x.dk/f/1", "application/pdf"),)
    )
    the_link = NewReading("pdf", "https://x.dk/Rapport.PDF?dl=1", "application/pdf")
    the_file = NewReading("pdf", "https://x.dk/f/1", "application/pdf")
    assert wanted(linked, publications) == (the_link,)
    assert wanted(linked, picks) == (the_link,)
    assert wanted(enclosed, publications) == (the_file,)
    assert wanted(enclosed, picks) == (the_file, NewReading("page", "https://x.dk/a", "text/html"))
    assert "pdf" not in [reading.what for reading in wanted(enclosed, podcast)]


def test_a_page_that_turns_out_to_be_a_pdf_is_read_as_one() -> None:
    task = ReadingTask(1, "item", "page", "https://x.dk/hent/7", "text/html")
    result = read_target(task, Answer(task.url, a_pdf("Rapporten"), "application/octet-stream"))
    assert (pages_of(result), result.body) == ({1: "Rapporten"}, None)

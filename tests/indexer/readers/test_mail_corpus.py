"""Real mails that none of us wrote: each is read, and its letters are the right ones."""

from pathlib import Path
from random import Random

import pytest

from hub.model import Draft
from tests.letters import draft, listing, words


def read(corpus: Path, name: str) -> Draft:
    return draft((corpus / "newsletters" / f"{name}.eml").read_bytes())


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("mailchimp-multipart-qp", "New Webinar: So, You Have A Disaster... Now What?",
         "As continuity professionals, we’re always waiting for a disaster to occur."),
        ("campaign-iso8859-1-base64-pdf",
         "*** ATTENZIONE *** - Modelli POWER7+ inclusi nella campagna Move To Eight",
         "vi segnalo che oggi è stato annunciato un aggiornamento della campagna"),
        ("discover-card-newsletter-2002", "Discover(R) Card News Online - January 2002",
         "It's a new year and time for new beginnings."),
        ("gb2312-8bit", "代开各地增值税发票", "你好！我公司可代开各类增值税发票"),
        ("iso-2022-jp", "まみむめも", "すみません。"),
        ("newsletter-8bits-latin1", "The Original Advantage #e13011",
         "11Mbps Wireless Cable/DSL Router"),
        ("utf8-headers-rfc6532", "Säying Hello", "body"),
        ("attachment-nonascii-filename", "testing", "This is the first part."),
    ],
)  # fmt: skip
def test_titles_and_texts(corpus: Path, name: str, title: str, text: str) -> None:
    told = read(corpus, name)
    assert told.title == title
    assert text in words(told)


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("bad-date", "2010-12-10T22:08:27-08:00"),  # of the server that got it first
        ("big5-empty-cte", "2001-11-14T03:13:54+00:00"),
        ("discover-card-newsletter-2002", "2002-01-09T19:47:50-07:00"),
        ("newsletter-8bits-latin1", "2001-12-04T17:11:25-04:59"),
    ],
)
def test_dates(corpus: Path, name: str, date: str) -> None:
    told = read(corpus, name).date
    assert told is not None
    assert told.iso == date


def test_a_real_campaign_keeps_its_page_and_nothing_of_its_reader(corpus: Path) -> None:
    told = read(corpus, "mailchimp-multipart-qp")
    page = "https://mailchi.mp/eb93241944da/learn-how-to-balance-flexibility-in-your-bcp-395229"
    assert (told.link, told.publisher) == (page, "Continuity Insights")
    everything = repr(told).lower()
    for secret in ("dpinnix", "coastbank", "042ea43672", "unsubscribe", "list-manage", "mcsv.net"):
        assert secret not in everything


def test_no_recipient_of_the_corpus_is_kept(corpus: Path) -> None:
    readers = (
        "lina.vailati",
        "emclaug",
        "jeff_dasovich",
        "someone@yahoo",
        "anyone@yahoo",
        "e-f5f4",
    )
    for path in (corpus / "newsletters").glob("*.eml"):
        told = repr(listing(path.read_bytes())).lower()
        assert [reader for reader in readers if reader in told] == [], path.name


def test_mails_that_break_off_are_read_as_far_as_they_go(corpus: Path) -> None:
    random = Random(1)
    for path in sorted((corpus / "newsletters").glob("*.eml")):
        raw = path.read_bytes()
        for _ in range(20):
            cut = bytearray(raw[: random.randrange(len(raw))])
            for _ in range(random.randrange(5)):
                cut[random.randrange(len(cut) or 1) : 0] = random.randbytes(3)
            assert len(listing(bytes(cut)).drafts) <= 1

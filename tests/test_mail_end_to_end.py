"""A newsletter in a real mailbox, through the real command, into search and onto its page."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from tests.installation import Installation
from tests.letters import READER, READERS_ID, letter
from tests.mailing import PASSWORD, USER, MailServer, mail_server

FEEDS = """\
hub:
  title: Prøvehub
  contact: mailto:redaktion@example.org
sources:
  - id: brev
    title: Nyt om job
    kind: newsletter
    via: mail
    language: da
    url: "{url}"
    password_env: POST_KODE
"""


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with mail_server() as running:
        yield running


@pytest.fixture
def installed(tmp_path: Path, lexicon_folder: Path, server: MailServer) -> Installation:
    settings = {
        "HUB_ALLOW_PRIVATE": "127.0.0.0/8,::1",
        "HUB_CA": str(server.authority),
        "POST_KODE": PASSWORD,
    }
    made = Installation(tmp_path, lexicon_folder, settings)
    made.prepare(FEEDS.format(url=server.url("Nyt")))
    return made


def test_from_the_mailbox_to_the_page(installed: Installation, server: MailServer) -> None:
    ask = letter("Bekræft din tilmelding", html="", plain="Klik for at bekræfte tilmeldingen.")
    server.deliver(letter(), ask, folder="Nyt")

    done = installed.hub("crawl", "brev", "--json")
    assert (done.code, done.lines[0]["status"], done.lines[0]["new"]) == (0, "ok", 1), done.err
    assert installed.hub("crawl", "brev", "--json").lines[0]["status"] == "unchanged"

    (hit,) = installed.hub("search", "håb på jobcentret", "--json").value["hits"]
    assert (hit["title"], hit["kind"]) == ("Nyt om job, uge 8", "issue")
    assert hit["url"] == "https://nyt.example.dk/breve/8"

    doctor = installed.hub("doctor")
    assert "Bekræft din tilmelding” from Nyt om job, 2026-02-20" in doctor.out
    assert "open the mailbox and confirm" in doctor.out

    with installed.served() as home:
        found = httpx.get(urljoin(home, "search"), params={"q": "individuelt planlagt job"}).text
        (path,) = set(re.findall(r'href="(/items/[^"?#]+)', found))
        page = httpx.get(urljoin(home, path)).text
    assert "Læs rapporten" in page
    assert "I dette nyhedsbrev" in page

    held = b"".join(each.read_bytes() for each in installed.data.rglob("*") if each.is_file())
    for secret in (READER, READERS_ID, PASSWORD):
        assert secret.encode() not in held


def test_a_mailbox_can_be_tried_first(installed: Installation, server: MailServer) -> None:
    server.deliver(letter(), folder="Nyt")
    tried = installed.hub("sources", "check", "brev")
    assert (tried.code, "2026-02-20  Nyt om job, uge 8" in tried.out) == (0, True), tried.err
    wrong = installed.hub("sources", "check", "brev", POST_KODE="nej")
    assert wrong.code == 1
    assert USER not in wrong.out + wrong.err


def test_a_wrong_password_is_told_and_never_shown(
    installed: Installation, server: MailServer
) -> None:
    done = installed.hub("crawl", "brev", POST_KODE="ikke-den-rigtige")
    assert done.code == 1
    assert "POST_KODE" in done.out
    assert "ikke-den-rigtige" not in done.out + done.err
    assert USER not in done.out + done.err


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('url: "imaps://post.example.dk/Nyt"', "lacks the name of the mailbox"),
        ('url: "imaps://jo:kode@post.example.dk/Nyt"', "must not hold the password"),
        ('url: "ftp://jo@post.example.dk/Nyt"', "is no address"),
    ],
)
def test_a_wrong_address_is_told_at_once(
    tmp_path: Path, lexicon_folder: Path, line: str, fault: str
) -> None:
    made = Installation(tmp_path, lexicon_folder)
    made.prepare(FEEDS.replace('url: "{url}"', line))
    done = made.hub("crawl")
    assert done.code == 2
    assert fault in done.err

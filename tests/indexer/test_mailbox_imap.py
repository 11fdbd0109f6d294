"""Mails by IMAP from a real Dovecot: incremental, read-only, and honest about what goes wrong."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.errors import FetchError
from hub.model import Localised, Source
from hub.phrases import in_words
from indexer.guard import Allowed
from indexer.mailbox import Mailboxes
from indexer.mails import Batch, unpacked
from indexer.readers.mail import ask
from tests.crawling import START
from tests.mailing import PASSWORD, USER, MailServer, mail_server

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def running() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def mail(subject: str, **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return f"From: Nyt <nyt@example.dk>\nSubject: {subject}\n{more}\nHej.\n".encode()


def source(url: str) -> Source:
    title = Localised((("", "Nyt"),))
    options = (("password_env", "POST_KODE"),)
    return Source("nyt", title, "newsletter", "mail", url, options=options)


def boxes(server: MailServer, password: str = PASSWORD, allow: str = "127.0.0.0/8") -> Mailboxes:
    allowed = Allowed.parse((allow, "::1"))
    return Mailboxes(Path(), {"POST_KODE": password}, allowed, server.trust)


async def batch(
    server: MailServer, url: str, since: str = "", box: Mailboxes | None = None
) -> Batch | None:
    where = source(url)
    address = url if "?" in url else ask(where, since, START)
    fetched = await (box or boxes(server)).of(where).ask(address)
    return unpacked(fetched.answer.body) if fetched.answer else None


async def test_only_what_is_new_is_asked_for(running: MailServer) -> None:
    running.deliver(mail("Et"), mail("To"), folder="Ny")
    url = running.url("Ny")
    first = await batch(running, url)
    assert first is not None
    assert [b"Et" in first.messages[0], b"To" in first.messages[1]] == [True, True]
    assert (first.owner, first.theirs, first.further) == (USER, True, "")
    assert await batch(running, url, first.position) is None
    running.deliver(mail("Tre"), folder="Ny")
    then = await batch(running, url, first.position)
    assert then is not None
    assert len(then.messages) == 1
    assert b"Tre" in then.messages[0]


async def test_nothing_is_marked_moved_or_deleted(running: MailServer) -> None:
    running.deliver(mail("Ulæst"))
    before = running.mails()
    assert await batch(running, running.url()) is not None
    assert (running.mails(), running.flags()) == (before, set())


async def test_a_new_numbering_is_read_from_the_start(running: MailServer) -> None:
    running.deliver(mail("Gammel"), folder="Nummer")
    got = await batch(running, running.url("Nummer"), "1.9999")
    assert got is not None
    assert len(got.messages) == 1


async def test_many_mails_come_in_batches(running: MailServer) -> None:
    running.deliver(*(mail(f"Nr {number}") for number in range(120)), folder="Mange")
    url, seen = running.url("Mange"), 0
    further = url
    positions = set()
    while further:
        got = await batch(running, further)
        assert got is not None
        seen, further = seen + len(got.messages), got.further
        positions.add(got.position)
    assert (seen, len(positions)) == (120, 1)


async def test_a_mail_that_is_too_large_is_counted(running: MailServer) -> None:
    running.deliver(mail("Stor") + b"x" * 80 * 140_000, mail("Lille"), folder="Stor")
    got = await batch(running, running.url("Stor"))
    assert got is not None
    assert (got.passed, len(got.messages)) == (1, 1)


async def test_folders_have_names_in_every_language(running: MailServer) -> None:
    running.deliver(mail("Æblet"), folder="Nyhedsbreve &- mere")
    running.deliver(mail("Æblet"), folder="&AMY-bler")  # RFC 3501, 5.1.3
    got = await batch(running, running.url("%C3%86bler"))
    assert got is not None


async def trouble(server: MailServer, url: str, box: Mailboxes | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await batch(server, url, box=box)
    told = f"{caught.value} {in_words(caught.value.trouble, 'da')} {caught.value.__cause__!r}"
    assert PASSWORD not in told
    assert "forkert-kode" not in told
    return caught.value


async def test_what_goes_wrong_names_its_cure(running: MailServer) -> None:
    wrong = await trouble(running, running.url(), boxes(running, "forkert-kode"))
    assert wrong.trouble.code == "mail-login-refused"
    assert "POST_KODE" in in_words(wrong.trouble, "en")
    unset = await trouble(running, running.url(), boxes(running, ""))
    assert unset.trouble.code == "mail-no-password"
    missing = await trouble(running, running.url("Findes-ikke"))
    assert missing.trouble.code == "mail-no-folder"
    assert "Findes-ikke" in in_words(missing.trouble, "da")
    nobody = await trouble(running, "imaps://nogen@localhost:1/")
    assert nobody.trouble.code == "no-answer"


async def test_a_certificate_nobody_vouches_for_is_refused(running: MailServer) -> None:
    strangers = Mailboxes(Path(), {"POST_KODE": PASSWORD}, Allowed.parse(("127.0.0.0/8", "::1")))
    refused = await trouble(running, running.url(), strangers)
    assert refused.trouble.code == "tls"
    other_name = await trouble(running, running.url(host="127.0.0.1"))
    assert other_name.trouble.code == "tls"


async def test_the_guard_stands_before_mailboxes_too(running: MailServer) -> None:
    kept_out = await trouble(running, running.url(), boxes(running, allow="10.0.0.0/8"))
    assert kept_out.trouble.code == "private-address"


async def test_a_password_in_the_clear_stays_in_ones_own_network(running: MailServer) -> None:
    async def public(host: str, port: int) -> list[str]:
        return ["93.184.215.14"]

    running.deliver(mail("Klar tale"))
    plain = f"imap://{USER}@localhost:{running.plain_port}/"
    assert await batch(running, plain) is not None
    open_net = Mailboxes(Path(), {"POST_KODE": PASSWORD}, resolver=public)
    refused = await trouble(running, f"imap://{USER}@post.example.dk/", open_net)
    assert refused.trouble.code == "mail-not-encrypted"

"""Mails from files: found by what they are, and only what is new."""

import os
from pathlib import Path

import pytest

from hub.errors import FetchError
from indexer.mailbox import Mailboxes
from indexer.mails import Batch, unpacked
from indexer.readers.mail import ask
from tests.crawling import START, source

pytestmark = pytest.mark.anyio
FIRST = 1_700_000_000_000_000_000  # nanoseconds


async def batch(folder: Path, name: str, since: str = "") -> Batch | None:
    where = source("brev", name, via="mail")
    address = name if "?" in name else ask(where, since, START)
    fetched = await Mailboxes(folder).of(where).ask(address)
    return unpacked(fetched.answer.body) if fetched.answer else None


async def all_of(folder: Path, name: str, since: str = "") -> list[bytes]:
    """Every mail of a visit."""
    got = await batch(folder, name, since)
    mails: list[bytes] = []
    while got is not None:
        mails += got.messages
        got = await batch(folder, got.further) if got.further else None
    return mails


def put(path: Path, text: str, at: int = FIRST) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, ns=(at, at))


async def test_a_folder_of_files_in_the_order_they_came(tmp_path: Path) -> None:
    put(tmp_path / "breve" / "b.eml", "To", FIRST + 2)
    put(tmp_path / "breve" / "a.EML", "Et", FIRST + 1)
    put(tmp_path / "breve" / "læs mig.txt", "Nej")
    got = await batch(tmp_path, "breve")
    assert got is not None
    assert (got.messages, got.theirs) == ((b"Et", b"To"), False)
    assert await batch(tmp_path, "breve", got.position) is None


async def test_only_new_files_are_read_also_older_ones(tmp_path: Path) -> None:
    put(tmp_path / "breve" / "a.eml", "Et", FIRST + 5)
    got = await batch(tmp_path, "breve")
    assert got is not None
    put(tmp_path / "breve" / "b.eml", "To", FIRST + 9)
    assert await all_of(tmp_path, "breve", got.position) == [b"To"]
    put(tmp_path / "breve" / "c.eml", "Gammelt", FIRST)
    assert await all_of(tmp_path, "breve", got.position) == [b"Gammelt", b"Et", b"To"]


async def test_a_folder_of_many_comes_in_batches(tmp_path: Path) -> None:
    for number in range(120):
        put(tmp_path / "år 2026 #1" / f"{number:03}.eml", str(number), FIRST + number // 40)
    mails = await all_of(tmp_path, "år 2026 #1")
    assert [int(mail) for mail in mails] == list(range(120))


async def test_a_maildir_is_a_mailbox_and_flags_change_nothing(tmp_path: Path) -> None:
    put(tmp_path / "post" / "new" / "1.host", "Et", FIRST + 1)
    put(tmp_path / "post" / "cur" / "2.host:2,S", "To", FIRST + 2)
    (tmp_path / "post" / "tmp").mkdir()
    got = await batch(tmp_path, "post")
    assert got is not None
    assert (got.messages, got.theirs) == ((b"Et", b"To"), True)
    (tmp_path / "post" / "new" / "1.host").rename(tmp_path / "post" / "cur" / "1.host:2,RS")
    assert await batch(tmp_path, "post", got.position) is None


MBOX = "From a@b Fri Feb 20 09:00:00 2026\nSubject: Et\n\nHej.\n>From os\n\n"


async def test_an_mbox_goes_on_where_it_ended(tmp_path: Path) -> None:
    put(tmp_path / "breve.mbox", MBOX)
    got = await batch(tmp_path, "breve.mbox")
    assert got is not None
    assert got.messages == (b"Subject: Et\n\nHej.\nFrom os\n\n",)
    assert await batch(tmp_path, "breve.mbox", got.position) is None
    put(tmp_path / "breve.mbox", MBOX + MBOX.replace("Et", "To"))
    (then,) = await all_of(tmp_path, "breve.mbox", got.position)
    assert then.startswith(b"Subject: To")


async def test_an_mbox_that_was_written_anew_is_read_anew(tmp_path: Path) -> None:
    put(tmp_path / "breve.mbox", MBOX)
    got = await batch(tmp_path, "breve.mbox")
    assert got is not None
    put(tmp_path / "breve.mbox", MBOX.replace("Et", "To") + MBOX)
    assert len(await all_of(tmp_path, "breve.mbox", got.position)) == 2


async def test_an_mbox_of_many_comes_in_batches(tmp_path: Path) -> None:
    put(tmp_path / "breve", "".join(MBOX.replace("Et", f"Nr {n}.") for n in range(120)))
    mails = await all_of(tmp_path, "breve")
    assert len(mails) == 120
    assert all(f"Nr {number}.".encode() in mail for number, mail in enumerate(mails))


async def test_a_mail_that_is_too_large_is_counted(tmp_path: Path) -> None:
    put(tmp_path / "b" / "a.eml", "x" * 10_000_001)
    put(tmp_path / "breve", MBOX + "x" * 11_000_000 + "\n\n" + MBOX)
    folder, mbox = await batch(tmp_path, "b"), await batch(tmp_path, "breve")
    assert folder is not None
    assert (folder.messages, folder.passed) == ((), 1)
    assert mbox is not None
    assert (len(mbox.messages), mbox.passed) == (1, 1)


@pytest.mark.parametrize("name", ["findes-ikke", "noget.txt"])
async def test_where_no_mails_are_says_so(tmp_path: Path, name: str) -> None:
    put(tmp_path / "noget.txt", "Kære dagbog")
    with pytest.raises(FetchError) as caught:
        await batch(tmp_path, name)
    assert caught.value.trouble.code == "mail-no-files"


async def test_what_may_not_be_read_says_so(tmp_path: Path) -> None:
    put(tmp_path / "fil", MBOX)
    with pytest.raises(FetchError) as caught:
        await batch(tmp_path, "fil/under")
    assert caught.value.trouble.code in ("mail-unreadable", "mail-no-files")


async def test_an_empty_folder_has_nothing_new(tmp_path: Path) -> None:
    (tmp_path / "breve").mkdir()
    assert await batch(tmp_path, "breve") is None

"""One mail that means harm never keeps the others of its box from being read."""

import asyncio

import pytest

from hub.errors import FetchError
from indexer.answer import Answer
from indexer.mails import Batch, packed
from indexer.pool import ReaderPool
from indexer.readers import read_listing
from tests.indexer.test_mailbox_hostile import FOLDER, asking
from tests.letters import letter, raw, source
from tests.servers import answering

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    "mail",
    [
        raw(["Subject: Brev", "To: " + "(" * 9000], b"Hej."),
        raw(["Subject: Brev", "Content-Type: text/plain; format=flowed"], b"a \r\n" * 1_900_000),
        raw(["Subject: Brev", "Content-Type: text/plain; " + "a*0=b; " * 300_000], b"Hej."),
    ],
    ids=["brackets", "lines that go on", "parameters"],
)
async def test_it_costs_neither_a_fault_nor_the_readers_time(mail: bytes) -> None:
    answer = Answer("breve", packed(Batch((mail, letter()))))
    pool = ReaderPool(1)
    try:
        found = await pool.run(read_listing, source(), answer)
    finally:
        await pool.close()
    assert len(found.drafts) == 2


async def test_a_server_that_tells_without_end_is_left() -> None:
    """It tells of mails as fast as it can, and imaplib keeps all that it is told."""
    told = 0

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal told
        writer.write(b"* OK hej\r\n")
        while line := (await reader.readline()).decode():
            tag, command = line.split()[:2]
            if command.upper() == "UID":
                while not reader.at_eof():
                    writer.write(b"* 1 EXISTS\r\n" * 10_000)
                    await writer.drain()
                    told += 10_000
            writer.write(FOLDER.get(command.upper(), b"") + f"{tag} OK gjort\r\n".encode())

    async with answering(endless) as home:
        with pytest.raises(FetchError) as caught:
            await asking(home)
    assert caught.value.trouble.code == "mail-broken-off"
    assert told < 5_000_000

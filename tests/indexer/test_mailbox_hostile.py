"""Mail servers that mean harm: nothing is believed, nobody is waited for without end."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import pytest

from hub.errors import FetchError
from hub.model import Localised, Source
from indexer.guard import Allowed
from indexer.mailbox import Mailboxes
from indexer.mailbox_imap import SILENCE
from tests.servers import Answering, answering

pytestmark = pytest.mark.anyio
BOXES = Mailboxes(Path(), {"POST": "hemmelig"}, Allowed.parse(("127.0.0.0/8",)))


def asking(home: str) -> Awaitable[object]:
    """A visit of the mailbox at `home`, an address of ``answering``."""
    url = home.replace("http://", "imap://jo@")
    options = (("password_env", "POST"),)
    source = Source("x", Localised((("", "x"),)), "newsletter", "mail", url, options=options)
    return BOXES.of(source).ask(url)


def server(says: dict[str, bytes], greeting: bytes = b"* OK hej\r\n") -> Answering:
    """Answers each command that is in `says` with that, and then with OK."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(greeting)
        while line := (await reader.readline()).decode():
            tag, command = line.split()[:2]
            name = command.upper() if command.upper() != "UID" else line.split()[2].upper()
            writer.write(says.get(name, b"") + f"{tag} OK gjort\r\n".encode())
            await writer.drain()

    return answer


FOLDER = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
    "EXAMINE": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n",
    "SEARCH": b"* SEARCH 1\r\n",
}


@pytest.mark.parametrize(
    "says",
    [
        {**FOLDER, "FETCH": b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\nx"},
        {**FOLDER, "SEARCH": b"* SEARCH en to tre\r\n"},
        {**FOLDER, "EXAMINE": b"* OK [UIDVALIDITY mange] ok\r\n"},
        {**FOLDER, "FETCH": b"* 1 FETCH (UID en RFC822.SIZE to)\r\n"},
        {"CAPABILITY": b"* CAPABILITY INTET\r\n"},
        {"CAPABILITY": b"\x00\xff\r\n" * 1000},
    ],
    ids=["endless", "no numbers", "no validity", "no sizes", "no IMAP", "noise"],
)
async def test_what_a_server_makes_up_is_its_own_trouble(says: dict[str, bytes]) -> None:
    async with answering(server(says)) as home:
        with pytest.raises(FetchError) as caught:
            await asking(home)
    assert caught.value.trouble.code.startswith("mail-")
    assert "hemmelig" not in repr(caught.value)


@pytest.mark.parametrize("greeting", [b"HTTP/1.1 200 OK\r\n\r\n", b"* BYE optaget\r\n", b"\r\n"])
async def test_what_is_no_mail_server_is_told(greeting: bytes) -> None:
    async with answering(server({}, greeting)) as home:
        with pytest.raises(FetchError):
            await asking(home)


async def test_a_silent_server_is_left_when_the_crawler_ends() -> None:
    connected = asyncio.Event()

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.set()
        await reader.read()  # until it is left

    async with answering(silent) as home:
        visit = asyncio.ensure_future(asking(home))
        await connected.wait()
        visit.cancel()
        with pytest.raises(asyncio.CancelledError):
            async with asyncio.timeout(SILENCE / 2):  # far from what the server would be given
                await visit

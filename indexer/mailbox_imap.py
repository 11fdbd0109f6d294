"""Mails by IMAP (RFC 3501): read, and nothing else. The only user of imap-tools.

The folder is opened with EXAMINE and mails are fetched with BODY.PEEK, so nothing is marked,
moved or deleted. A position is UIDVALIDITY and the last UID: where the server numbers anew, all is
read anew. The connection goes to an address that the guard has judged.
"""

import asyncio
import imaplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from itertools import pairwise
from socket import SHUT_RDWR, create_connection, socket
from typing import Any
from urllib.parse import quote

import anyio
from imap_tools import BaseMailBox
from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from hub.errors import FetchError
from indexer.guard import Allowed, GuardedBackend, Resolver
from indexer.mails import LARGEST, MOST_AT_ONCE, Batch, enough
from indexer.networks import is_public

CONNECT = 10.0  # seconds to one address
SILENCE = 20.0  # seconds between two pieces
TOTAL = 120.0  # seconds for one batch; a byte a second must not hold a place
_MOST_BYTES = 60_000_000  # that a server may send for one batch
_LINE = 100  # bytes that a line costs, however short


@dataclass(frozen=True, slots=True)
class Login:
    """A mailbox and how to get in; `tls` is None only for hosts in one's own network."""

    host: str
    port: int
    user: str = field(repr=False)
    password: str = field(repr=False)
    folder: str
    variable: str
    tls: ssl.SSLContext | None


async def read_imap(
    login: Login, address: str, since: str, after: str, allowed: Allowed, resolver: Resolver
) -> Batch | None:
    """The next mails; None where there are none. Raises FetchError.

    Waiting for the server ends with the task that waits: its socket is cut.
    """
    judged = await GuardedBackend(allowed, resolver).judged(login.host, login.port)
    if login.tls is None and any(is_public(ip_address(each)) for each in judged):
        raise FetchError("mail-not-encrypted", host=login.host)
    line = _Line(tuple(judged))
    work = asyncio.create_task(asyncio.to_thread(_read, login, address, since, after, line))
    try:
        with anyio.fail_after(TOTAL):
            return await asyncio.shield(work)
    except TimeoutError as error:
        raise FetchError("timeout", host=login.host, seconds=f"{TOTAL:g}") from error
    finally:
        if not work.done():
            line.cut()
            await asyncio.gather(work, return_exceptions=True)


@dataclass(slots=True)
class _Line:
    """The connection of one batch, which another thread may cut."""

    addresses: Sequence[str]
    plug: socket | None = None
    was_cut: bool = False

    def connect(self, port: int) -> socket:
        """A socket to the first of the addresses that answers. Raises OSError."""
        for number, address in enumerate(self.addresses, 1):
            try:
                self.plug = create_connection((address, port), CONNECT)
                break
            except OSError:
                if number == len(self.addresses) or self.was_cut:
                    raise
        if self.plug is None or self.was_cut:
            raise TimeoutError("cut")
        self.plug.settimeout(SILENCE)
        return self.plug

    def cut(self) -> None:
        """Wake whoever waits for the server."""
        self.was_cut = True
        if self.plug is not None:
            with suppress(OSError):  # it is closed already
                self.plug.shutdown(SHUT_RDWR)


class _Client(imaplib.IMAP4):
    """imaplib's client on a line of ours, for so many bytes and no more."""

    def __init__(self, login: Login, line: _Line) -> None:
        self._login = login
        self._line = line
        self._left = _MOST_BYTES
        super().__init__(login.host, login.port)

    def _create_socket(self, timeout: float | None = None) -> socket:  # noqa: ARG002 - the line has its own times
        plain = self._line.connect(self._login.port)
        if self._login.tls is None:
            return plain
        try:
            safe = self._login.tls.wrap_socket(plain, server_hostname=self._login.host)
        except BaseException:
            plain.close()
            raise
        self._line.plug = safe
        return safe

    def read(self, size: int) -> bytes:
        """As imaplib calls it for a literal, whose length the server names."""
        return self._counted(size, super().read)

    def readline(self) -> bytes:
        """As imaplib calls it; it keeps every line, also those that nobody asked for."""
        line = super().readline()
        self._left -= len(line) + _LINE
        if self._left < 0:
            raise self.abort("too much")
        return line

    def _counted(self, size: int, read: Callable[[int], bytes]) -> bytes:
        self._left -= size
        if size > LARGEST + 1_000_000 or self._left < 0:
            raise self.abort("too much")
        return read(size)


class _Mailbox(BaseMailBox):
    """imap-tools' mailbox with our client."""

    def __init__(self, login: Login, line: _Line) -> None:
        self._login, self._line = login, line
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        return _Client(self._login, self._line)


def _read(login: Login, address: str, since: str, after: str, line: _Line) -> Batch | None:
    """In a thread: connect, log in, read, leave. Raises FetchError for all that goes wrong."""
    box: _Mailbox | None = None
    step = "mail-broken-off"
    try:
        box = _Mailbox(login, line)
        step = "mail-login-refused"
        _log_in(box, login)
        step = "mail-no-folder"
        box.folder.set(login.folder, readonly=True)
        step = "mail-broken-off"
        return _batch(box, login, address, since, after)
    except ssl.SSLCertVerificationError as error:
        raise FetchError("tls", host=login.host, reason=error.verify_message) from error
    except ssl.SSLError as error:
        raise FetchError("tls", host=login.host, reason=error.reason or "TLS") from error
    except TimeoutError as error:
        raise FetchError("timeout", host=login.host, seconds=f"{SILENCE:g}") from error
    except OSError as error:
        raise FetchError("no-answer", host=login.host) from error
    except (MailboxLoginError, MailboxFolderSelectError, imaplib.IMAP4.error) as error:
        cut = isinstance(error, imaplib.IMAP4.abort)
        raise _trouble("mail-broken-off" if cut else step, login) from None
    except (ImapToolsError, ValueError) as error:
        raise _trouble("mail-broken-off", login) from error
    finally:
        _leave(box, line)


def _trouble(code: str, login: Login) -> FetchError:
    """What a server says is not repeated: it may name the login, or hold the password."""
    return FetchError(code, host=login.host, folder=login.folder, variable=login.variable)


def _log_in(box: _Mailbox, login: Login) -> None:
    if login.user.isascii() and login.password.isascii():
        box.login(login.user, login.password, initial_folder=None)
    else:
        box.login_utf8(login.user, login.password, initial_folder=None)


def _leave(box: _Mailbox | None, line: _Line) -> None:
    """Log out politely where that is still possible; close the line in any case."""
    with suppress(imaplib.IMAP4.error, OSError):
        if box is not None and not line.was_cut:
            box.client.logout()
    with suppress(OSError):
        if box is not None:
            box.client.shutdown()
    if line.plug is not None:
        line.plug.close()


def _batch(box: _Mailbox, login: Login, address: str, since: str, after: str) -> Batch | None:
    validity = _number(box.client.response("UIDVALIDITY"))
    known, _, last = (after or since).partition(".")
    begin = int(last or 0) if known == str(validity) else 0
    uids = sorted(int(uid) for uid in box.uids(f"UID {begin + 1}:*", charset=None))
    uids = [uid for uid in uids if uid > begin]  # "*" is the last one, however small
    if not uids:
        return None
    position = f"{validity}.{uids[-1]}"
    messages: list[bytes] = []
    passed = 0
    some = uids[:MOST_AT_ONCE]
    sizes = _sizes(box, some)
    for number, uid in enumerate(some):
        if enough(messages):
            some = some[:number]
            break
        if sizes.get(uid, 0) > LARGEST:
            passed += 1
        elif (message := _message(box, uid)) is not None:
            messages.append(message)
    further = f"{address}?after={quote(f'{validity}.{some[-1]}')}" if some[-1] < uids[-1] else ""
    owner = login.user if "@" in login.user else f"{login.user}@{login.host}"
    return Batch(tuple(messages), position, further, passed, owner, theirs=True)


def _number(response: tuple[str, Sequence[Any]]) -> int:
    told = response[1][0] if response[1] else None
    return int(told) if told else 0


def _sizes(box: _Mailbox, uids: Sequence[int]) -> dict[int, int]:
    wanted = ",".join(map(str, uids))
    _, lines = box.client.uid("FETCH", wanted, "(UID RFC822.SIZE)")
    sizes = {}
    for line in lines:
        words = (line or b"").decode("ascii", "replace").replace("(", " ").replace(")", " ").split()
        told = dict(pairwise(words))
        if "UID" in told and "RFC822.SIZE" in told:
            sizes[int(told["UID"])] = int(told["RFC822.SIZE"])
    return sizes


def _message(box: _Mailbox, uid: int) -> bytes | None:
    """The whole mail; None where it was deleted meanwhile."""
    _, parts = box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
    return next((part[1] for part in parts if isinstance(part, tuple)), None)

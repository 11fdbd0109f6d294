"""Where newsletters by mail come from: a folder, an mbox file, a Maildir, or a mailbox by IMAP.

It stands where the fetcher does for other sources, and answers with a batch of raw messages
(``indexer.mails``), which are read in a process of their own. The address of a batch is that of
the source with `since`, the position up to which all is known, and `after`, where the visit is.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from hub.errors import FetchError
from hub.model import Source
from hub.visiting import Validators
from indexer.answer import Answer
from indexer.fetch import Fetched
from indexer.guard import Allowed, Resolver, resolve
from indexer.mailbox_files import read_files
from indexer.mailbox_imap import Login, read_imap
from indexer.mails import CONTENT_TYPE, Batch, packed, total

_NOBODY: Mapping[str, str] = MappingProxyType({})


class Origin(Protocol):
    """Where answers come from: the web, or a mailbox. Raises FetchError."""

    async def ask(self, url: str, validators: Validators | None = None) -> Fetched: ...


@dataclass(frozen=True, slots=True)
class Mailboxes:
    """All that mailboxes need: `folder` is what relative paths are below (that of feeds.yaml),
    `passwords` the environment, `trust` makes what certificates are checked with.
    """

    folder: Path = Path()
    passwords: Mapping[str, str] = field(default_factory=lambda: _NOBODY, repr=False)
    allowed: Allowed = field(default_factory=Allowed)
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    resolver: Resolver = resolve

    def of(self, source: Source) -> Origin:
        """What answers for `source`."""
        return _Mailbox(source, self)


@dataclass(frozen=True, slots=True)
class _Mailbox:
    source: Source
    boxes: Mailboxes

    async def ask(self, url: str, validators: Validators | None = None) -> Fetched:  # noqa: ARG002 - as Origin asks; the position is in the address
        """The next mails, or no answer where there are none. Raises FetchError."""
        here = url.partition("?")[0]
        asked = {name: values[0] for name, values in parse_qs(url[len(here) + 1 :]).items()}
        since, after = asked.get("since", ""), asked.get("after", "")
        if "://" in here:
            batch = await self._by_imap(here, since, after)
        else:
            path = self.boxes.folder / unquote(here)
            batch = await asyncio.to_thread(read_files, path, here, since, after)
        if batch is None:
            return Fetched(None, Validators())
        size = total(batch.messages)
        answer = Answer(here, packed(batch), CONTENT_TYPE, received=size)
        return Fetched(answer, Validators(), received=size)

    async def _by_imap(self, address: str, since: str, after: str) -> Batch | None:
        """Raises FetchError, in which neither name nor password of the login ever stand."""
        parts = urlsplit(address)
        variable = dict(self.source.options).get("password_env", "")
        password = self.boxes.passwords.get(variable, "")
        if not parts.hostname or not parts.username:
            raise FetchError("mail-bad-address")
        if not password:
            raise FetchError("mail-no-password", variable=variable or "password_env")
        login = Login(
            host=parts.hostname,
            port=parts.port or (993 if parts.scheme == "imaps" else 143),
            user=unquote(parts.username),
            password=password,
            folder=unquote(parts.path.strip("/")) or "INBOX",
            variable=variable,
            tls=self.boxes.trust() if parts.scheme == "imaps" else None,
        )
        boxes = self.boxes
        return await read_imap(login, address, since, after, boxes.allowed, boxes.resolver)

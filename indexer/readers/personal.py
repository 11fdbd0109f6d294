"""What in a mail tells who it was sent to, so that none of it is ever stored. Pure."""

import hashlib
import re
from base64 import b64encode, urlsafe_b64decode
from binascii import Error
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from hub.unwrapping import clean
from indexer.readers.mail_headers import addresses, headers
from indexer.readers.outlinks import is_personal

_TO = (
    "To", "Cc", "Bcc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To",
    "X-Apparently-To", "X-Delivered-To", "X-Forwarded-To", "Resent-To", "X-Rcpt-To",
)  # fmt: skip
_FROM = ("From", "Sender", "Reply-To", "List-Post", "Errors-To")
_FOR = re.compile(r"\bfor <?([^\s<>;]+@[^\s<>;]+)>?", re.IGNORECASE)
_VERP = re.compile(r"[+-]([\w.+-]+)=([\w.-]+\.[a-z]{2,})@", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"'()\[\]]+|www\.[^\s<>\"'()\[\]]+", re.IGNORECASE)
_TOKEN = re.compile(r"\d{6,}|(?=\w*\d)(?=\w*[A-Za-z])[\w=-]{8,}")
_A_DATE = re.compile(r"(19|20)\d{2}(0[1-9]|1[0-2])([0-3]\d)?")
_ANY_ADDRESS = re.compile(r"<?[\w.+%-]+@[\w-]+(?:\.[\w-]+)+>?")
_PACKED = re.compile(r"[A-Za-z0-9_+/-]{16,}")
_MOST = 100
_MOST_NAMES = 10  # a mail to more is no letter to one
_SHORT = 400  # characters of a paragraph that goes as a whole
_GREETINGS = "kære|hej|goddag|god dag|god ?morgen|hi|hello|dear|kjære|hei|hallo|liebe[rs]?"
_GREETING = re.compile(rf"^(?:{_GREETINGS})\b(?:[ ]+[^\s,.!:]+){{0,4}}[ ]*[,.!:]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Personal:
    """`forms` are the recipients' addresses in every spelling, `tokens` what stands for them in
    links, both in small letters; `names` are theirs, of two words or more.
    """

    addresses: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    tokens: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def tells(self, text: str) -> bool:
        """Whether `text`, such as an address of a page, tells who the mail was sent to."""
        told = text.lower()
        for _ in range(3):
            if any(form in told for form in self.forms) or any(t in told for t in self.tokens):
                return True
            told = unquote(told)
        return bool(self.addresses) and any(self._packed(piece) for piece in _PACKED.findall(text))

    def _packed(self, piece: str) -> bool:
        """Whether base64 holds an address, wherever it begins: a path has slashes, too."""
        plain = piece.replace("+", "-").replace("/", "_")
        told = b"\0".join(_unpacked(plain[start:]) for start in range(4)).lower()
        return any(address.encode() in told for address in self.addresses)

    def out_of(self, text: str) -> str:
        """`text` without paragraphs or lines that name the recipient, without greetings, and
        without links that are theirs; other links as they are stored.
        """
        told = self.unnamed(_URL.sub(self._replaced, text))
        lines = [line for line in told.split("\n") if len(line) > _SHORT or not self.tells(line)]
        return "\n".join(self._struck(line) for line in lines if not _GREETING.match(line.strip()))

    def unnamed(self, text: str) -> str:
        """`text` without the recipients' names, whole or as they are addressed ("Anna, …")."""
        for name in self.names:
            whole, first = re.escape(name), re.escape(name.split()[0])
            addressed = rf"^(?:(?:{_GREETINGS}) +)?(?:{whole}|{first}) *[,!:] *"
            text = re.sub(addressed, "", text, flags=re.IGNORECASE | re.MULTILINE)
            text = re.sub(rf" ?(?<!\w){whole}(?!\w)", "", text, flags=re.IGNORECASE)
        return text

    def _replaced(self, found: re.Match[str]) -> str:
        bare = found[0].rstrip(".,;:!?")
        end = found[0][len(bare) :]
        whole = bare if "://" in bare else f"http://{bare}"
        url = clean(whole)
        if url is None or is_personal(whole, "") or self.tells(url):
            return ""
        return (url if "://" in bare else bare) + end

    def _struck(self, line: str) -> str:
        if not self.tells(line):
            return line
        words = (word for word in line.split(" ") if not self.tells(word))
        return " ".join(words)


def _unpacked(piece: str) -> bytes:
    """The bytes of base64, as far as its letters go four by four, or come out even."""
    even = piece[: len(piece) - (len(piece) % 4 == 1)]
    try:
        return urlsafe_b64decode(even + "=" * (-len(even) % 4))
    except (Error, ValueError):
        return b""


def personal_of(
    message: Message,
    owners: Iterable[str],
    links: Iterable[tuple[str, str]],
    *,
    sent_on: bool = False,
) -> Personal:
    """Who `message` was sent to, in a mailbox of `owners`, and by what its `links` (address, text)
    would know them. Who has `sent_on` a newsletter has read it too.
    """
    senders = {address.lower() for _, address in addresses(message, *_FROM)}
    readers = {address.lower() for address in (*owners, *_recipients(message))}
    found = readers | senders if sent_on else readers - senders
    people = frozenset(sorted(address for address in found if "@" in address)[:_MOST])
    theirs = [url for told in headers(message, "List-Unsubscribe") for url in _in_brackets(told)]
    theirs += [url for url, text in links if is_personal(url, text)]
    tokens = frozenset(token for url in theirs[:_MOST] for token in _tokens(url))
    forms = frozenset(form for each in people for form in _forms(each))
    return Personal(people, forms, tokens, _names(message))


def _names(message: Message) -> frozenset[str]:
    """What the recipients are called, unless the sender is called so, too."""
    own = {name.lower() for name, _ in addresses(message, *_FROM)}
    told = {name for name, _ in addresses(message, *_TO) if "@" not in name}
    people = sorted(name for name in told if len(name.split()) > 1 and name.lower() not in own)
    return frozenset(people[:_MOST_NAMES])


def _recipients(message: Message) -> Iterator[str]:
    yield from (address for _, address in addresses(message, *_TO))
    for text in headers(message, "Received"):
        yield from _FOR.findall(text)
    for text in (*headers(message, "Return-Path"), *headers(message, "X-Apparently-To")):
        yield from (f"{user}@{host}" for user, host in _VERP.findall(text))
        yield from (each.strip("<>") for each in _ANY_ADDRESS.findall(text) if "=" not in text)


def _forms(address: str) -> Iterator[str]:
    raw = address.encode()
    yield address
    yield quote(address, safe="").lower()
    yield address.replace("@", "=")
    yield address.replace("@", "(at)")
    yield raw.hex()
    yield b64encode(raw).decode().rstrip("=").lower()
    for make in (hashlib.md5, hashlib.sha1, hashlib.sha256):
        yield make(raw, usedforsecurity=False).hexdigest()


def _in_brackets(text: str) -> list[str]:
    return re.findall(r"<([^<>]+)>", text) or text.split(",")


def _tokens(url: str) -> Iterator[str]:
    """What in a personal link may stand for its reader."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return
    values = dict(parse_qsl(parts.query))
    host = (parts.hostname or "").lower()
    if host.endswith(("list-manage.com", "mailchimp.com")):  # u, id and c are the newsletter's
        values = {name: value for name, value in values.items() if name == "e"}
        pieces = list(values.values())
    else:
        pieces = [*values.values(), *parts.path.split("/"), *re.split(r"[-.+@]", parts.path)]
    for piece in pieces:
        if _TOKEN.fullmatch(piece) and not _A_DATE.fullmatch(piece) and "-" not in piece.strip("-"):
            yield piece.lower()

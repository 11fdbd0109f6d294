"""Newsletters by mail: a batch of messages -> drafts, one per issue, and notices for editors.

Nothing personal leaves this module: neither addresses nor links of the recipient, and of a
Message-ID, which often names its reader too, only a digest.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from urllib.parse import quote

from hub.model import Draft, Link, Listing, Notice, Source, Trouble, When
from hub.text import normalise, one_line
from hub.unwrapping import archived
from indexer.answer import Answer
from indexer.mails import Batch, unpacked
from indexer.readers.languages import language_tag
from indexer.readers.mail_forwards import bare_subject, sent_on
from indexer.readers.mail_headers import addresses, date_of, header
from indexer.readers.mail_kinds import MailKind, kind_of, to_many
from indexer.readers.mail_parts import content, parse
from indexer.readers.mail_same import merged
from indexer.readers.mail_text import Told, told_by
from indexer.readers.markup import LONGEST_TEXT, LONGEST_TITLE, shorten
from indexer.readers.personal import Personal, personal_of
from indexer.readers.texts import summary_and_body

VERSION = "mail 1"
_DEEPEST = 3  # mails within mails
_SOON = 200  # characters of a covering note


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as far as it is understood."""

    kind: MailKind
    subject: str
    sender: str
    list_id: str
    message_id: str
    date: When | None
    told: Told
    language: str


def read_mail(source: Source, answer: Answer) -> Listing:
    """The issues in a batch of mails. Raises ReadError where `answer` holds none."""
    batch = unpacked(answer.body)
    drafts: list[Draft] = []
    notices: list[Notice] = []
    counts = {"mail-too-large": batch.passed, "mail-broken": 0, "mail-not-for-many": 0}
    for raw in batch.messages:
        message = parse(raw)
        if message is None:
            counts["mail-broken"] += 1
            continue
        letter = _letter(message, batch)
        if letter.kind == "issue":
            drafts.append(_draft(source, letter))
        elif letter.kind == "confirm":
            notices.append(_notice(letter))
        elif letter.kind == "person":
            counts["mail-not-for-many"] += 1
    notes = [Trouble(code, (("count", str(count)),)) for code, count in counts.items() if count]
    return Listing(
        merged(drafts),
        notes=tuple(notes),
        next_url=batch.further or None,
        told_at=batch.position,
        notices=tuple(notices),
    )


def ask(source: Source, since: str, now: datetime) -> str:  # noqa: ARG001 - as every reader's address is asked for
    """Where a visit begins: the mailbox, with the position up to which its mails are known."""
    url = source.url or ""
    address = url if "://" in url else quote(url, safe="/\\:~ .")
    return f"{address}?since={quote(since, safe='')}" if since else address


def _letter(message: Message, batch: Batch) -> Letter:
    """`message`, or the newsletter that it carries or sends on, without anything personal."""
    original = _original(message)
    told = told_by(content(original).texts)
    owners = (batch.owner,) if batch.owner else ()
    personal = _all_personal(message, original, owners, told)
    subject = _clean_line(header(original, "Subject"), personal)
    if original is message:
        kind = kind_of(message, subject, told.text, owners, only_many=batch.theirs)
    else:
        kind = "issue"
    letter = Letter(
        kind,
        subject,
        _sender(original),
        _list_id(original),
        one_line(header(original, "Message-ID")),
        date_of(original) or date_of(message),
        told,
        language_tag(header(original, "Content-Language").partition(",")[0]),
    )
    return _scrubbed(_unwrapped(letter, message), personal)


def _original(message: Message) -> Message:
    """The newsletter that was sent on as an attachment, however often; else the mail itself."""
    for _ in range(_DEEPEST):
        inside = content(message)
        own = "".join(text.text for text in inside.texts if not text.html)
        if not inside.carried or to_many(message) or len(own) > 10 * _SOON:
            break
        message = inside.carried[0]
    return message


def _unwrapped(letter: Letter, message: Message) -> Letter:
    """The newsletter within the text of a mail that sends it on."""
    found = sent_on(letter.told.text, letter.subject)
    if found is None or to_many(message):
        return replace(letter, subject=bare_subject(letter.subject) or letter.subject)
    name = re.sub(r"\s*[<\[(][^<>]*@.*$|^\S+@\S+$", "", found.sender).strip("\"' ")
    return replace(
        letter,
        kind="issue" if letter.kind == "person" else letter.kind,
        subject=bare_subject(found.subject) or bare_subject(letter.subject),
        sender=name,
        message_id="",
        date=found.date or letter.date,
        told=replace(letter.told, text=found.text),
    )


def _all_personal(
    message: Message, original: Message, owners: Sequence[str], told: Told
) -> Personal:
    """What a mail, and the one within it, tell of people."""
    links = told.all_links
    inside = original is not message
    passed_on = inside or (
        not to_many(message) and sent_on(told.text, header(message, "Subject")) is not None
    )
    outer = personal_of(message, owners, links, sent_on=passed_on)
    inner = personal_of(original, owners, links) if inside else outer
    return Personal(
        outer.addresses | inner.addresses,
        outer.forms | inner.forms,
        outer.tokens | inner.tokens,
        outer.names | inner.names,
    )


def _scrubbed(letter: Letter, personal: Personal) -> Letter:
    told = letter.told
    links = tuple(
        Link(link.url, "" if personal.tells(link.text) else link.text)
        for link in told.links
        if not personal.tells(link.url)
    )
    browser = archived(told.browser) if told.browser else None
    if browser and personal.tells(browser):
        browser = None
    text = personal.out_of(told.text)
    subject = _clean_line(letter.subject, personal)
    return replace(letter, subject=subject, told=Told(text, browser or "", links))


def _clean_line(text: str, personal: Personal) -> str:
    return " ".join(word for word in personal.unnamed(text).split(" ") if not personal.tells(word))


def _draft(source: Source, letter: Letter) -> Draft:
    text = shorten(normalise(letter.told.text), LONGEST_TEXT)
    summary, body = summary_and_body("", [text])
    title = letter.subject or next((line for line in text.split("\n") if line.strip()), "")
    link = letter.told.browser or None
    return Draft(
        title=shorten(one_line(title) or source.title.to(source.language or ""), LONGEST_TITLE),
        guid=_guid(letter, text),
        link=link,
        summary=summary,
        body=body,
        date=letter.date,
        language=source.language or letter.language or None,
        ids=tuple(_same_issue(letter)),
        publisher=letter.sender,
        links=tuple(each for each in letter.told.links if each.url != link),
    )


def _guid(letter: Letter, text: str) -> str:
    """What tells an issue apart. Only a digest: the real one holds the reader's number."""
    known = letter.message_id or "\0".join((letter.subject, letter.sender, text))
    return f"urn:mail:{_digest(known)}"


def _same_issue(letter: Letter) -> Iterator[str]:
    """What two copies of an issue share that were sent to two readers: list, subject, and half a
    day in which they were sent (two of them, so that no midnight parts copies).
    """
    known = letter.list_id or letter.sender
    if not known or not letter.subject or letter.date is None or letter.date.precision != "time":
        return
    hours = int(datetime.fromisoformat(letter.date.iso).timestamp() // 3600)
    for shift in (0, 6):
        told = "\0".join((known, letter.subject.casefold(), str((hours + shift) // 12), str(shift)))
        yield f"issue:{_digest(told)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _sender(message: Message) -> str:
    """The newsletter's name by its own word, unless it is a mere address."""
    names = [name for name, _ in addresses(message, "From") if name and "@" not in name]
    return shorten(one_line(names[0]), LONGEST_TITLE) if names else ""


def _list_id(message: Message) -> str:
    """The identifier in List-Id (RFC 2919), or empty."""
    told = header(message, "List-Id")
    inside = re.search(r"<([^<>]+)>", told)
    return (inside[1] if inside else told).strip().lower()


def _time(date: When | None) -> datetime | None:
    if date is None or date.precision != "time":
        return None
    return datetime.fromisoformat(date.iso).astimezone(UTC)


def _notice(letter: Letter) -> Notice:
    details = (
        ("date", letter.date.iso[:10] if letter.date else ""),
        ("sender", letter.sender),
        ("subject", letter.subject[:200]),
    )
    key = _digest(letter.message_id or repr(details))
    return Notice(key, Trouble("mail-to-confirm", details), _time(letter.date))

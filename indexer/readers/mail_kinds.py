"""What a mail is: an issue of a newsletter, a request to confirm, or nothing for us. Pure.

A mailbox gets other mail too: there, only what says that it is sent to many counts as an issue
(List-Id, List-Unsubscribe, Precedence: bulk or list, the marks of a sending service), what is not
addressed to the mailbox at all (a copy among many), and what somebody sent on. A folder of files
was filled by hand, so everything in it is an issue that is not an answer by machine.
"""

import re
from collections.abc import Iterable
from email.message import Message
from typing import Literal

from indexer.readers.mail_headers import addresses, header, raw_headers

MailKind = Literal["issue", "confirm", "machine", "person"]

_MANY = (
    "List-Id", "List-Unsubscribe", "Feedback-ID", "X-Campaign", "X-CampaignId", "X-MC-User",
    "X-Mailgun-Tag", "X-SG-EID", "X-CSA-Complaints", "X-Peytz-Mail", "X-Mailer-RecptId",
)  # fmt: skip
_CONFIRM_SUBJECT = re.compile(
    r"(?:bekræft|godkend|aktivér|aktiver|verificer|confirm|verify|activate|bekräfta|bekreft)"
    r"\w*.{0,40}(?:tilmeld|abonn|nyhedsbrev|e-?mail|subscri|newsletter|sign-?up|registration"
    r"|prenumer|nyhetsbrev|påmeld|adresse|address|konto|account)"
    r"|please confirm|(?:tilmelding|subscription|abonnement)\w*.{0,30}(?:skal )?(?:bekræft|confirm)"
    r"|^(?:bekræft|confirm)\b",
    re.IGNORECASE,
)
_CONFIRM_TEXT = re.compile(
    r"(?:klik|tryk|click|klicka|klikk).{0,80}(?:bekræft|confirm|aktiver|activate|bekräfta|bekreft)"
    r"|(?:bekræft|confirm|bekräfta|bekreft)\w*.{0,60}(?:tilmelding|subscription|e-?mail|abonnement"
    r"|prenumeration|påmelding|nyhedsbrev|newsletter)",
    re.IGNORECASE | re.DOTALL,
)
_ORDERED = re.compile(r"\b(?:bestilling|ordre|order|booking)", re.IGNORECASE)
_LONGEST_REQUEST = 2_500  # characters; an issue that has such a line at its end is longer
_AWAY = re.compile(
    r"^(?:automatisk svar|autosvar|automatic reply|auto(?:matic)?[- ]?repl|out of office"
    r"|ikke til stede|fraværende|undeliver|mail delivery|delivery status|returned mail"
    r"|failure notice|kunne ikke leveres|autosvar)",
    re.IGNORECASE,
)


def kind_of(
    message: Message, subject: str, text: str, owners: Iterable[str], *, only_many: bool
) -> MailKind:
    """What `message` is; `owners` are the mailbox' own addresses."""
    if _by_machine(message, subject):
        return "machine"
    if asks_to_confirm(subject, text):
        return "confirm"
    if only_many and not to_many(message) and _is_addressed(message, owners):
        return "person"
    return "issue"


def asks_to_confirm(subject: str, text: str) -> bool:
    """Whether this is the second half of a double opt-in."""
    if len(text) > _LONGEST_REQUEST or _ORDERED.search(subject):
        return False
    return bool(_CONFIRM_SUBJECT.search(subject) and (_CONFIRM_TEXT.search(text) or not text))


def to_many(message: Message) -> bool:
    """Whether a mail says that it is sent to many (RFC 2919, RFC 2369)."""
    precedence = header(message, "Precedence").lower()
    return precedence in ("bulk", "list") or any(raw_headers(message, name) for name in _MANY)


def _by_machine(message: Message, subject: str) -> bool:
    """Answers by machine (RFC 3834) and failed deliveries (RFC 3464)."""
    automatic = header(message, "Auto-Submitted").lower()
    if automatic.startswith("auto-replied") or message.get_content_type() == "multipart/report":
        return True
    if any(raw_headers(message, name) for name in ("X-Autoreply", "X-Autorespond")):
        return True
    sender = "".join(address for _, address in addresses(message, "From")).lower()
    if (
        sender.startswith(("mailer-daemon@", "postmaster@"))
        or header(message, "Return-Path") == "<>"
    ):
        return True
    return bool(_AWAY.match(subject))


def _is_addressed(message: Message, owners: Iterable[str]) -> bool:
    people = {address.lower() for _, address in addresses(message, "To", "Cc")}
    ours = {owner.lower() for owner in owners}
    ours |= {a.lower() for _, a in addresses(message, "Delivered-To", "X-Original-To")}
    return bool(people & ours)

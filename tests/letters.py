"""Newsletters for tests, as mailers write them, and what a mailbox hands to its reader."""

from base64 import b64encode
from collections.abc import Sequence
from email.message import EmailMessage

from hub.model import Draft, Listing, Localised, Source
from indexer.answer import Answer
from indexer.mails import Batch, packed
from indexer.readers.mail import read_mail

READER = "hans.jørgensen@jobcenter.example".replace("ø", "o")
READERS_ID = "042ea43672"
OPAQUE = b64encode(f'{{"mail":"{READER}","n":7}}'.encode()).decode()

PLAIN = f"""\
Se nyhedsbrevet i din browser: https://nyt.example.dk/breve/8?mc_eid={READERS_ID}&utm_source=mail

Kære Hans

Ny viden om IPS. Læs mere: https://nyt.example.dk/ips?utm_campaign=uge8

Afmeld nyhedsbrevet: https://nyt.example.dk/afmeld?e={READERS_ID}
Du får brevet, fordi {READER} er tilmeldt.
"""
HTML = f"""\
<html><head><title>x</title><style>p {{ color: red }}</style></head><body>
<div style="display:none">Forhåndsvisning for {READER}</div>
<p><a href="https://nyt.example.dk/breve/8?mc_eid={READERS_ID}&amp;utm_source=mail">Vis
 i browser</a></p>
<h1>Nyt om job, uge 8</h1>
<p>Kære læser. Tro, håb og ærlighed på jobcentret.</p>
<h2>Ny viden om IPS</h2>
<p>Individuelt planlagt job virker. <a
 href="https://nyt.example.dk/ips?utm_campaign=uge8&amp;e={READERS_ID}">Læs rapporten</a></p>
<p><a href="https://nyt.us7.list-manage.com/track/click?u=1a2b&amp;id=3c&amp;e={READERS_ID}">Ukendt
 mål</a></p>
<h2>Kurser</h2>
<p><a href="https://click.post.example/ls/click?url=https%3A%2F%2Fkurser.example.dk%2Fips-101">Kursus
 i IPS</a> og <a href="https://kurser.example.dk/plads?data={OPAQUE}">din plads</a></p>
<p><a href="https://www.facebook.com/sharer/sharer.php?u=https://nyt.example.dk">Del</a></p>
<p>Sendt til {READER}. <a href="https://nyt.example.dk/profil?mail={READER}">Opdatér din profil</a>
 eller <a href="https://nyt.example.dk/u/{READERS_ID}/farvel">klik her for at afmelde</a>.</p>
<img src="https://nyt.us7.list-manage.com/track/open.php?u=1a2b&amp;e={READERS_ID}" width="1"
 height="1"></body></html>
"""


def source(name: str = "brev", language: str | None = "da") -> Source:
    title = Localised((("", "Nyt om job"),))
    return Source(name, title, "newsletter", "mail", "breve", language=language)


def letter(
    subject: str = "Nyt om job, uge 8",
    *,
    to: str = READER,
    plain: str = PLAIN,
    html: str = HTML,
    number: str = READERS_ID,
    date: str = "Fri, 20 Feb 2026 09:00:00 +0100",
    **headers: str,
) -> bytes:
    """A newsletter as a sending service makes it for one reader."""
    mail = EmailMessage()
    mail["From"] = "Nyt om job <nyt@example.dk>"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = date
    mail["Message-ID"] = f"<20260220.{number}.ab12@post.example>"
    mail["List-Id"] = "Nyt om job <nyt.example.dk>"
    mail["List-Unsubscribe"] = f"<https://nyt.example.dk/u/{number}/farvel>"
    mail["Return-Path"] = f"<bounce-{to.replace('@', '=')}@post.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    if plain:
        mail.set_content(plain, cte="quoted-printable")
    if html:
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
    return mail.as_bytes()


def listing(*mails: bytes, owner: str = "", theirs: bool = False) -> Listing:
    batch = Batch(tuple(mails), owner=owner, theirs=theirs)
    return read_mail(source(), Answer("breve", packed(batch)))


def draft(*mails: bytes) -> Draft:
    (only,) = listing(*mails).drafts
    return only


def words(told: Draft) -> str:
    return f"{told.summary}\n\n{told.body}".strip()


def raw(headers: Sequence[str], body: bytes) -> bytes:
    """A mail byte for byte; headers in Latin-1."""
    return "\n".join(headers).encode("latin-1") + b"\n\n" + body

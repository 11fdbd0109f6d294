"""A newsletter by mail becomes an issue: its words, its address, its links, and nobody's name."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from hub.model import Link, When
from tests.letters import (
    HTML,
    OPAQUE,
    PLAIN,
    READER,
    READERS_ID,
    draft,
    letter,
    listing,
    raw,
    words,
)


def test_an_issue_is_what_it_says() -> None:
    told = draft(letter())
    assert told.title == "Nyt om job, uge 8"
    assert told.link == "https://nyt.example.dk/breve/8"
    assert told.date == When("2026-02-20T09:00:00+01:00")
    assert told.publisher == "Nyt om job"
    assert told.people == ()
    assert "Tro, håb og ærlighed på jobcentret." in words(told)


def test_links_are_clean_and_known_by_their_words() -> None:
    assert draft(letter()).links == (
        Link("https://nyt.example.dk/ips", "Læs rapporten"),
        Link("https://kurser.example.dk/ips-101", "Kursus i IPS"),
    )


def test_a_link_whose_target_is_hidden_leaves_its_words() -> None:
    assert "Ukendt mål" in words(draft(letter()))


@pytest.mark.parametrize("html", [HTML, ""], ids=["html", "plain"])
def test_nothing_of_the_reader_is_left(html: str) -> None:
    told = repr(draft(letter(html=html)))
    hidden = (READER, READER.replace("@", "%40"), READERS_ID, OPAQUE, "afmeld", "profil", "utm_")
    assert [word for word in hidden if word.lower() in told.lower()] == []
    assert "track" not in told
    assert "Forhåndsvisning" not in told


def test_plain_text_alone_is_enough() -> None:
    told = draft(letter(html=""))
    assert told.link == "https://nyt.example.dk/breve/8"
    assert "Læs mere: https://nyt.example.dk/ips" in words(told)


def test_pictures_alone_give_way_to_the_plain_text() -> None:
    told = draft(letter(html='<p><img src="https://nyt.example.dk/a.png"></p>'))
    assert "Ny viden om IPS." in words(told)


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<p>Kan du ikke læse mailen? <a href='{}'>Klik her</a></p>", "https://a.dk/8"),
        ("<a href='{}'>View this email in your browser</a>", "https://a.dk/8"),
        ("<a href='{}'>Se nyhedsbrevet i din browser</a>", "https://a.dk/8"),
        ("<a href='{}'>Webversion</a>", "https://a.dk/8"),
        ("<a href='{}'>Læs mere på nettet om hvordan kommunerne gør, når de skal</a>", None),
    ],
)
def test_the_browser_link_is_found(markup: str, address: str | None) -> None:
    html = f"<p>{markup.format('https://a.dk/8')}</p><p>Ord om job.</p>"
    told = draft(letter(plain="", html=html))
    assert told.link == (address or None)


def test_copies_of_an_issue_are_one() -> None:
    other = letter(
        to="grete@kommune.example", number="99ff88ee77", html=HTML.replace("/8?", "/8a?")
    )
    assert len(listing(letter(), other).drafts) == 1
    week_after = letter(date="Fri, 27 Feb 2026 09:00:00 +0100", number="1a1a1a1a1a", html="")
    assert len(listing(letter(html="", plain="Ord"), week_after).drafts) == 2


def test_a_daily_letter_with_the_same_subject_is_new_each_day() -> None:
    days = [
        letter("I dag", date=f"{day} Feb 2026 06:00:00 +0100", html="", plain="Ord", number=day)
        for day in ("16", "17", "18")
    ]
    assert len(listing(*days).drafts) == 3


# --- sent on ---------------------------------------------------------------------------------


def sent_on(inner: bytes) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Per <per@job.dk>", "post@job.dk", "VS: Nyt om job"
    mail["Date"] = "Mon, 23 Feb 2026 10:00:00 +0100"
    mail.set_content("Til orientering.")
    mail.add_attachment(message_from_bytes(inner, policy=policy.default))
    return mail.as_bytes()


def test_an_attached_newsletter_is_the_newsletter() -> None:
    told = draft(sent_on(letter()))
    assert (told.title, told.date) == ("Nyt om job, uge 8", When("2026-02-20T09:00:00+01:00"))
    assert "Til orientering" not in words(told)
    assert told.guid == draft(letter()).guid
    assert len(listing(sent_on(letter()), letter()).drafts) == 1


@pytest.mark.parametrize(
    "marker",
    [
        "------- Forwarded message ------\nFra: {who}\nDate: {day}\nSubject: {about}\nTo: {to}",
        "Start på videresendt besked:\n\nFra: {who}\nEmne: {about}\nDato: {day}\nTil: {to}",
        "---- Videresendt meddelelse ----\nEmne: {about}\nDato: {day}\nFra: {who}\nTil: {to}",
        "Fra: {who}\nSendt: {day}\nTil: {to}\nEmne: {about}",
        "---- Fra: {who}\nSendt: {day}\nTil: {to}\nEmne: {about}",
    ],
)
def test_a_newsletter_sent_on_in_the_text(marker: str) -> None:
    told = marker.format(
        who="Nyt om job <nyt@example.dk>", day="20. februar 2026 kl. 09.00", to="per@job.dk",
        about="Nyt om job, uge 8",
    )  # fmt: skip
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Per <per@job.dk>", "post@job.dk", "VS: Nyt om job"
    mail["Date"] = "Mon, 23 Feb 2026 10:00:00 +0100"
    news = "Ny viden om IPS og unge på vej.\n\nSendt til per@job.dk.\n"
    mail.set_content(f"Se her, kolleger.\n\nMvh Per\n\n{told}\n\n{news}")
    issue = draft(mail.as_bytes())
    assert (issue.title, issue.publisher) == ("Nyt om job, uge 8", "Nyt om job")
    assert words(issue) == "Ny viden om IPS og unge på vej."
    assert issue.date == When("2026-02-20")
    assert "per@job.dk" not in repr(issue)


# --- not for the list ------------------------------------------------------------------------


def person(**headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Per <per@job.dk>", "post@job.dk"
    mail["Subject"] = "Frokost?"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content("Skal vi spise?")
    return mail.as_bytes()


def test_a_mailbox_gets_other_mail_too() -> None:
    read = listing(person(), letter(), owner="post@job.dk", theirs=True)
    assert [each.title for each in read.drafts] == ["Nyt om job, uge 8"]
    assert [note.code for note in read.notes] == ["mail-not-for-many"]


def test_a_copy_among_many_is_a_newsletter() -> None:
    read = listing(person(To="per@job.dk"), owner="post@job.dk", theirs=True)
    assert len(read.drafts) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Subject": "Automatisk svar: Nyt om job"},
        {"From": "MAILER-DAEMON@post.example"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
    ],
)
def test_what_machines_answer_is_nothing(headers: dict[str, str]) -> None:
    read = listing(person(**headers))
    assert (read.drafts, read.notices) == ((), ())


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Bekræft din tilmelding", "Klik her for at bekræfte din tilmelding til nyhedsbrevet."),
        ("Bekræft venligst din tilmelding", "Tryk på linket, og bekræft din e-mail."),
        ("Confirm your subscription", "Click below to confirm your subscription."),
        ("Please confirm your email address", "Click the link to confirm your email."),
    ],
)
def test_a_request_to_confirm_is_for_editors(subject: str, text: str) -> None:
    html = f"<p>{text} <a href='https://nyt.example.dk/c/{READERS_ID}'>Ja</a></p>"
    read = listing(letter(subject, plain="", html=html))
    assert read.drafts == ()
    (notice,) = read.notices
    assert notice.trouble.code == "mail-to-confirm"
    assert dict(notice.trouble.details) == {
        "date": "2026-02-20", "sender": "Nyt om job", "subject": subject,
    }  # fmt: skip
    assert READERS_ID not in repr(notice)


@pytest.mark.parametrize(
    "subject", ["Bekræftelse af nye satser for tilmelding", "Nyt: bekræft din plads i dag"]
)
def test_a_newsletter_may_speak_of_confirming(subject: str) -> None:
    assert len(listing(letter(subject)).drafts) == 1


# --- bytes -----------------------------------------------------------------------------------

HEADS = ["From: Nyt <nyt@example.dk>", "Date: Fri, 20 Feb 2026 09:00:00 +0100", "MIME-Version: 1.0"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Content-Type: text/plain; charset=ISO-8859-1"], "æøå “blå”".encode("cp1252")),
        (["Content-Type: text/plain"], "æøå “blå”".encode("cp1252")),
        (["Content-Type: text/plain; charset=us-ascii"], "æøå “blå”".encode()),
        (["Content-Type: text/plain; charset=iso-8859-1"], "æøå “blå”".encode()),
        (["Content-Type: text/plain; charset=findes-ikke"], "æøå “blå”".encode()),
        (["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bits"],
         "æøå “blå”".encode()),
        (["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: Quoted Printable"],
         b"=C3=A6=C3=B8=C3=A5 =E2=80=9Cbl=C3=A5=E2=80=9D"),
        (["Content-Type: text/plain; charset=windows-1252", "Content-Transfer-Encoding: base64"],
         b"5vjlIJNibOWU"),
        (["Content-Type: text/plain; charset=utf-8; format=flowed"], "æøå \n“blå”".encode()),
    ],
)  # fmt: skip
def test_letters_are_right_whatever_is_claimed(headers: list[str], body: bytes) -> None:
    assert words(draft(raw([*HEADS, "Subject: Prøve", *headers], body))) == "æøå “blå”"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("=?utf-8?Q?Tro_p=C3=A5_=C3=A6rlighed?=", "Tro på ærlighed"),
        ("=?utf-8?Q?Tro_p=C3?=\n =?utf-8?Q?=A5_job?=", "Tro på job"),
        ("=?UTF-8?B?w6bDuA==?= =?UTF-8?B?w6U=?= og =?iso-8859-1?q?bl=E5?=", "æøå og blå"),
        ("=?iso-8859-1?Q?L=E6s om IPS?=", "Læs om IPS"),
        ("Tro på job", "Tro på job"),  # raw Latin-1
        ("=?utf-8?B?w6bDuMOl?", "=?utf-8?B?w6bDuMOl?"),
    ],
)
def test_subjects_in_every_shape(subject: str, title: str) -> None:
    mail = raw([*HEADS, f"Subject: {subject}"], b"Hej.")
    assert draft(mail).title == title


def test_a_date_that_is_none_gives_way_to_the_first_server_s() -> None:
    received = [
        "Received: from b by c; Sat, 21 Feb 2026 09:00:01 +0100",
        "Received: from a by b; Fri, 20 Feb 2026 09:00:01 +0100 (CET)",
    ]
    mail = raw([*received, "Date: i går", "Subject: Prøve"], b"Hej.")
    assert draft(mail).date == When("2026-02-20T09:00:01+01:00")
    assert draft(raw(["Subject: Prøve"], b"Hej.")).date is None


def test_a_mail_within_mails_without_end_is_passed_over() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5000)
    )
    shells = b"Content-Type: message/rfc822\n\n" * 3000
    read = listing(deep, shells, letter())
    assert len(read.drafts) == 1
    assert [note.code for note in read.notes] == ["mail-broken"]


def test_nested_alternatives_are_read_once() -> None:
    inner = letter().partition(b"MIME-Version")[0]
    assert inner
    related = EmailMessage()
    related["Subject"] = "Brev"
    related["From"] = "nyt@example.dk"
    related.set_content(PLAIN)
    related.add_alternative("<p>Én gang.</p>", subtype="html")
    related.make_mixed()
    related.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="æ.pdf")
    assert words(draft(related.as_bytes())) == "Én gang."


def test_links_without_end_are_looked_at_as_far_as_a_newsletter_has_any() -> None:
    html = "<p>Ord om job. " + "<a href='https://a.dk/1'>klik her</a> " * 5_000
    told = draft(letter(plain="", html=html))
    assert told.links == (Link("https://a.dk/1", "klik her"),)
    assert words(told).startswith("Ord om job.")


def test_nobody_is_greeted_by_name() -> None:
    """Neither in a line of its own nor before the words of one, nor in the subject."""
    plain = (
        "Kære Hans\n\nHans, her er nyt om job.\n\nHej Hans! Velkommen.\n\n"
        "Brevet er til Hans Jørgensen, som er tilmeldt.\n\nHans Scherfig skrev om embedsmænd."
    )
    mail = letter("Hans, nyt om job", to=f"Hans Jørgensen <{READER}>", plain=plain, html="")
    told = draft(mail)
    assert told.title == "nyt om job"
    assert words(told).replace("\n\n", "\n").split("\n") == [
        "her er nyt om job.",
        "Velkommen.",
        "Brevet er til, som er tilmeldt.",
        "Hans Scherfig skrev om embedsmænd.",
    ]


def test_a_newsletter_that_is_sent_to_itself_keeps_its_name() -> None:
    mail = letter(to="Nyt om job <nyt@example.dk>", plain="Nyt om job er her igen.", html="")
    assert words(draft(mail)) == "Nyt om job er her igen."


@pytest.mark.parametrize("before", ["", "k/", "ab/", "abc/", "abcd/"])
def test_an_address_in_base64_is_found_wherever_it_begins(before: str) -> None:
    html = f'<p>Læs om <a href="https://a.dk/{before}{OPAQUE}">job</a> i dag.</p>'
    assert draft(letter(plain="", html=html)).links == ()

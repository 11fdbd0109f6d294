"""Answers that can be kept: 304 for who has one already (RFC 9110, 13.1.2)."""

import pytest
from starlette.requests import Request

from web.answering import answer


def asked(known: str) -> Request:
    headers = [(b"if-none-match", known.encode())] if known else []
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers})


TAG = answer(asked(""), "hej", "text/plain").headers["etag"]


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ("", 200),
        (TAG, 304),
        (TAG.removeprefix("W/"), 304),
        (f'"other", {TAG}', 304),
        ("*", 304),
        ('W/"other"', 200),
    ],
)
def test_what_the_asker_has_is_not_sent_again(known: str, status: int) -> None:
    response = answer(asked(known), "hej", "text/plain", keep="max-age=60")
    assert response.status_code == status
    assert response.body == (b"hej" if status == 200 else b"")
    assert (response.headers["etag"], response.headers["cache-control"]) == (TAG, "max-age=60")


def test_another_text_has_another_tag() -> None:
    assert answer(asked(""), "hej igen", "text/plain").headers["etag"] != TAG

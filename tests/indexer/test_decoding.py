"""Bytes to text, whatever the document says of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.decoding import decode

DANISH = "Ærø – “rødgrød”"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (DANISH.encode(), ""),
        (DANISH.encode(), "text/html; charset=iso-8859-1"),
        (DANISH.encode("cp1252"), ""),
        (DANISH.encode("cp1252"), "text/html; charset=ISO-8859-1"),
        (DANISH.encode("cp1252"), "text/html; charset=utf-8"),
        (DANISH.encode("utf-8-sig"), ""),
        (DANISH.encode("utf-16"), "text/plain; charset=utf-8"),
        (DANISH.encode("cp1252"), "text/html; charset=hex"),
        (DANISH.encode("cp1252"), "text/html; charset=nonsense"),
    ],
)
def test_danish_survives(body: bytes, content_type: str) -> None:
    assert decode(body, content_type) == DANISH


def test_the_document_may_say_it_itself() -> None:
    for head in ('<?xml version="1.0" encoding="koi8-r"?>', '<meta charset="koi8-r">'):
        assert decode((head + "привет").encode("koi8-r")) == head + "привет"
    assert decode("日本".encode("iso-2022-jp"), "text/plain; charset=iso-2022-jp") == "日本"


def test_one_stray_byte_spoils_nothing_else() -> None:
    assert decode("Ærø og ".encode() + b"\xe6\x96\x80 og \x81") == "Ærø og 斀 og \ufffd"
    assert decode("Ærø og ".encode() + b"\xe6bel") == "Ærø og æbel"


@given(st.binary(max_size=200), st.text(max_size=40))
def test_anything_can_be_decoded(body: bytes, content_type: str) -> None:
    decode(body, f"text/html; charset={content_type}").encode()

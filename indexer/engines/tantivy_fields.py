"""How Tantivy keeps our documents: the fields of its two indexes, and text as it can hold it.

Any text is a token with us; Tantivy's are UTF-8. So lone surrogates are written as a mark and
their four hexadecimal digits.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tantivy import Schema, SchemaBuilder

from indexer.engines.port import (
    FACET_FIELDS,
    TEXT_FIELDS,
    WINDOW_FIELDS,
    WITHOUT_POSITIONS,
    Document,
)

MARK = "\uffff"  # no character, says Unicode: free for our own use
_UNWRITABLE = re.compile(f"[\ud800-\udfff{MARK}]")
_WRITTEN = re.compile(f"{MARK}([0-9a-f]{{4}})")
_LEAST = -(2**63)

Row = dict[str, Any]  # Tantivy's documents have no types


@dataclass(frozen=True, slots=True)
class Shape:
    """An index and what can be asked of it: its text fields, its facets."""

    schema: Schema
    texts: frozenset[str]
    facets: frozenset[str] = frozenset()
    whole: bool = False  # whether it has dates, and keys to ask for


def encoded(text: str) -> str:
    """`text` as Tantivy can hold it."""
    if MARK not in text and _is_writable(text):
        return text
    return _UNWRITABLE.sub(lambda found: f"{MARK}{ord(found[0]):04x}", text)


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def decoded(text: str) -> str:
    """What was `encoded`."""
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text) if MARK in text else text


def rank(key: str) -> int:
    """A number that orders as `key` does, as far as its first eight bytes tell."""
    first = key.encode("utf-8", "surrogatepass")[:8].ljust(8, b"\0")
    return int.from_bytes(first, "big") + _LEAST


def items() -> Shape:
    """One document per item."""
    builder = SchemaBuilder()
    _add_key(builder)
    for name in ("rank", "date", "added", "until"):
        builder.add_integer_field(name, fast=True)
    for name in FACET_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    _add_texts(builder, TEXT_FIELDS)
    return Shape(builder.build(), frozenset(TEXT_FIELDS), frozenset(FACET_FIELDS), whole=True)


def windows() -> Shape:
    """One document per window of a long text."""
    builder = SchemaBuilder()
    _add_key(builder)
    for name in ("start", "end"):
        builder.add_integer_field(name, fast=True)
    _add_texts(builder, WINDOW_FIELDS)
    return Shape(builder.build(), frozenset(WINDOW_FIELDS))


def _add_key(builder: SchemaBuilder) -> None:
    builder.add_text_field(
        "key", stored=True, fast=True, tokenizer_name="raw", index_option="basic"
    )


def _add_texts(builder: SchemaBuilder, names: tuple[str, ...]) -> None:
    for name in names:
        how = "freq" if name in WITHOUT_POSITIONS else "position"
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=how)


def item_row(document: Document) -> Row:
    """What is kept of `document`; a value said twice counts once."""
    row: Row = {"key": encoded(document.key), "rank": rank(document.key), "added": document.added}
    if document.date is not None:
        row["date"] = document.date
    if document.until is not None:
        row["until"] = document.until
    for name, values in document.facets.items():
        if name in FACET_FIELDS:
            row[name] = [encoded(value) for value in dict.fromkeys(values)]
    return row | _texts(document.text, TEXT_FIELDS)


def window_rows(document: Document) -> Iterator[Row]:
    """What is kept of the windows of `document`."""
    for window in document.windows:
        span = {"key": encoded(document.key), "start": window.start, "end": window.end}
        yield span | _texts(window.text, WINDOW_FIELDS)


def _texts(text: Mapping[str, str], names: tuple[str, ...]) -> Row:
    return {name: encoded(text[name]) for name in names if text.get(name)}

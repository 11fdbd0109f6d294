"""Drafts as JSON, and back: what a place or a page tells of a work is kept, so that the best of it
can be chosen again whenever one more place is found, or one leaves.
"""

from dataclasses import fields
from typing import Any

from hub.model import (
    Chapter,
    Draft,
    Enclosure,
    Link,
    Person,
    Soundbite,
    Transcript,
    When,
)

Json = dict[str, Any]
_LISTS: dict[str, type] = {
    "people": Person,
    "enclosures": Enclosure,
    "transcripts": Transcript,
    "chapters": Chapter,
    "soundbites": Soundbite,
    "links": Link,
}
_DATES = ("date", "expires", "modified")


def draft_to_json(draft: Draft) -> Json:
    """Only what differs from nothing, so that it stays small."""
    told: Json = {"title": draft.title}
    for field in fields(draft):
        value = getattr(draft, field.name)
        if field.name == "title" or value == field.default:
            continue
        if field.name in _DATES:
            told[field.name] = value.iso
        elif field.name in _LISTS:
            told[field.name] = [_flat(each) for each in value]
        else:
            told[field.name] = list(value) if isinstance(value, tuple) else value
    return told


def _flat(value: Any) -> Json:
    """Its fields, none of which holds others: `asdict` would copy each of them deeply."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def draft_from_json(data: Json) -> Draft:
    """The draft again; what the model no longer has is passed over."""
    known = {field.name for field in fields(Draft)}
    told = {name: value for name, value in data.items() if name in known}
    for name in _DATES:
        if name in told:
            told[name] = When(told[name])
    for name, kind in _LISTS.items():
        if name in told:
            told[name] = tuple(kind(**each) for each in told[name])
    if "ids" in told:
        told["ids"] = tuple(told["ids"])
    return Draft(**told)

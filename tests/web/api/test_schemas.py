"""From types to JSON Schema: shapes, meanings, examples, and what refers to what."""

from typing import Annotated, Literal, NotRequired, TypedDict

import jsonschema_rs
import pytest

from web.api.schemas import components_of, example_of, schema_of


class LeafJson(TypedDict):
    """A leaf."""

    size: Annotated[int, "In cm.", 3]
    eaten: NotRequired[Annotated[bool, "By a snail."]]


class TreeJson(TypedDict):
    """A tree, or a part of one."""

    name: Annotated[str | None, "In Danish.", "bøg"]
    kind: Literal["leafy", "bare"]
    leaves: list[LeafJson]
    parts: list["TreeJson"]
    counts: dict[str, int]
    pair: tuple[str, bool]


SCHEMAS = components_of([TreeJson])


def test_every_type_that_is_met_is_there_by_its_name() -> None:
    assert list(SCHEMAS) == ["Leaf", "Tree"]
    assert SCHEMAS["Leaf"] == {
        "type": "object",
        "description": "A leaf.",
        "properties": {
            "size": {"type": "integer", "description": "In cm.", "examples": [3]},
            "eaten": {"type": "boolean", "description": "By a snail."},
        },
        "required": ["size"],
        "additionalProperties": False,
    }


GOOD = {
    "name": None,
    "kind": "bare",
    "leaves": [{"size": 1, "eaten": True}],
    "parts": [],
    "counts": {"a": 1},
    "pair": ["a", True],
}


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("name", 1), ("kind", "green"), ("leaves", [{"eaten": True}]), ("parts", [{}]),
        ("counts", {"a": "1"}), ("pair", ["a"]), ("pair", ["a", True, 1]), ("other", 1),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(name: str, bad: object) -> None:
    schema = {**schema_of(TreeJson), "components": {"schemas": SCHEMAS}}
    jsonschema_rs.validate(schema, GOOD)
    assert not jsonschema_rs.is_valid(schema, {**GOOD, name: bad})


def test_examples_are_made_of_the_examples_of_parts() -> None:
    assert example_of(LeafJson) == {"size": 3, "eaten": True}
    assert example_of(list[LeafJson | None]) == [{"size": 3, "eaten": True}]
    assert example_of(tuple[str, Literal["a", "b"]]) == ["", "a"]

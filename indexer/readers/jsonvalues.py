"""JSON from outside, its types checked value by value: a wrong one is noted, never an error."""

import json
from typing import Any

from hub.errors import ReadError

_LARGEST = 1e15


def parse_json(text: str) -> object:
    """`text` as JSON (RFC 8259). Raises ReadError "unreadable", also where it is too deep."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError("unreadable", reason=str(error)[:200]) from error


class Values:
    """An object of JSON; names of fields that have a wrong type are collected in `wrong`.

    What is absent or null is empty, and nothing wrong.
    """

    def __init__(self, fields: dict[str, Any], wrong: dict[str, None], path: str = "") -> None:
        self._fields = fields
        self._path = path
        self.wrong = wrong

    def text(self, key: str) -> str:
        """A string, or empty."""
        value = self._of(key, str)
        return value if isinstance(value, str) else ""

    def name(self, key: str) -> str:
        """A string; a number becomes one (JSON Feed 1.1, `id`)."""
        value = self._of(key, (str, int, float))
        return "" if value is None else str(value)

    def number(self, key: str) -> float | None:
        """A sensible number, not below zero."""
        value = self._of(key, (int, float))
        if isinstance(value, int | float) and 0 <= value <= _LARGEST:
            return value
        return None

    def texts(self, key: str) -> list[str]:
        """The strings in a list."""
        return [each for each in self._list(key) if self._is(key, each, str)]

    def child(self, key: str) -> "Values | None":
        """An object, if there is one."""
        value = self._of(key, dict)
        return self._child(key, value) if isinstance(value, dict) else None

    def children(self, key: str) -> list["Values"]:
        """The objects in a list."""
        return [self._child(key, each) for each in self._list(key) if self._is(key, each, dict)]

    def names(self) -> list[str]:
        """The names of its own fields."""
        return list(self._fields)

    def whole_numbers(self, key: str) -> list[int]:
        """The whole numbers in a list, from zero up."""
        return [each for each in self._list(key) if self._is(key, each, int) and each >= 0]

    def lists(self, key: str) -> list[list["Values"]]:
        """The objects in the lists of a list."""
        inner = (each for each in self._list(key) if self._is(key, each, list))
        return [[self._child(key, one) for one in each if isinstance(one, dict)] for each in inner]

    def first_numbers(self, key: str) -> list[int]:
        """The whole numbers in the first of the lists of a list."""
        first = next((each for each in self._list(key) if isinstance(each, list)), [])
        return [each for each in first if isinstance(each, int) and not isinstance(each, bool)]

    def _child(self, key: str, value: dict[str, Any]) -> "Values":
        return Values(value, self.wrong, f"{self._path}{key}.")

    def _list(self, key: str) -> list[Any]:
        value = self._of(key, list)
        return value if isinstance(value, list) else []

    def _of(self, key: str, kinds: type | tuple[type, ...]) -> object:
        value = self._fields.get(key)
        return value if value is not None and self._is(key, value, kinds) else None

    def _is(self, key: str, value: object, kinds: type | tuple[type, ...]) -> bool:
        right = isinstance(value, kinds) and not isinstance(value, bool)
        if not right:
            self.wrong[f"{self._path}{key}"] = None
        return right

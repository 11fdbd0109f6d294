"""The parameters of an address of the API: what they are, and what of a request makes no sense.

The site forgives, so that a page is shown; a program is told, so that it can be mended.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from starlette.datastructures import QueryParams


class Complaint(NamedTuple):
    """A parameter that makes no sense, and what would be right; never what was given, which may
    be private.
    """

    parameter: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of the query.

    `values` are the only ones, `pattern` is what every one matches (with `like` to tell it in
    words), `whole` the smallest and the largest whole number. `longest` counts characters (None
    is any number), `most` how often it may be given.
    """

    name: str
    about: str
    example: str
    values: tuple[str, ...] = ()
    pattern: str = ""
    like: str = ""
    whole: tuple[int, int] | None = None
    shortest: int = 0
    longest: int | None = 200
    most: int = 1

    def complaints(self, given: Sequence[str]) -> Iterator[Complaint]:
        """What is wrong with the values that were given."""
        if len(given) > self.most:
            often = "once" if self.most == 1 else f"at most {self.most} times"
            yield Complaint(self.name, f"may be given {often}")
        elif not all(map(self._is_right, given)):
            yield Complaint(self.name, self.right)

    def _is_right(self, value: str) -> bool:
        if self.values:
            return value in self.values
        if self.whole:
            low, high = self.whole
            return bool(re.fullmatch("[0-9]{1,9}", value)) and low <= int(value) <= high
        fits = not self.pattern or re.fullmatch(self.pattern, value) is not None
        return fits and self.shortest <= len(value) <= (self.longest or len(value))

    @property
    def right(self) -> str:
        """What a right value is, in words."""
        if self.values:
            *others, last = self.values
            return f"must be {', '.join(others)} or {last}" if others else f"must be {last}"
        if self.whole:
            return f"must be a whole number from {self.whole[0]} to {self.whole[1]}"
        if self.like:
            return f"must be {self.like}"
        if not self.shortest:
            return f"must have at most {self.longest} characters"
        return f"must have {self.shortest} to {self.longest} characters"

    def described(self) -> dict[str, Any]:
        """The parameter as OpenAPI 3.1 describes it."""
        one = self._schema()
        many = {"type": "array", "items": one, "maxItems": self.most}
        example: dict[str, Any] = (
            {"schema": many, "example": [self.example], "style": "form", "explode": True}
            if self.most > 1
            else {"schema": one, "example": int(self.example) if self.whole else self.example}
        )
        return {"name": self.name, "in": "query", "description": self.about, **example}

    def _schema(self) -> dict[str, Any]:
        if self.values:
            return {"type": "string", "enum": list(self.values)}
        if self.whole:
            return {"type": "integer", "minimum": self.whole[0], "maximum": self.whole[1]}
        known = {"minLength": self.shortest, "maxLength": self.longest, "pattern": self.pattern}
        return {"type": "string", **{name: value for name, value in known.items() if value}}


def complaints_of(params: QueryParams, known: Iterable[Parameter]) -> tuple[Complaint, ...]:
    """Everything that is wrong with the parameters of a request, in one fixed order."""
    parameters = {parameter.name: parameter for parameter in known}
    found = [
        complaint
        for name, parameter in parameters.items()
        for complaint in parameter.complaints(params.getlist(name))
    ]
    if set(params) - set(parameters):
        names = ", ".join(parameters) if parameters else "none"
        found.append(Complaint("", f"there is an unknown parameter; known are: {names}"))
    return tuple(found)

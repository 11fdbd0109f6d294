"""A YAML file as values that know their line and key path, so that every fault can name both.

The only module that knows ruamel.yaml. A `Section` is a mapping being checked: each question it
is asked answers with a value of the right type, or notes a fault and answers with the default.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError

from hub.errors import ConfigError
from hub.model import Fault
from hub.text import normalise

LARGEST = 5_000_000  # characters
MOST_VALUES = 1_000_000
_LARGEST_NUMBER = 10**18


class _DatesAsWritten(RoundTripConstructor):
    """Dates stay text: a wrong one is then a fault with a line, and 2024-03-05 keeps its form."""


_DatesAsWritten.add_constructor(
    "tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_yaml_str
)


@dataclass(slots=True)
class Section:
    """A mapping of the file, with the key path it stands at and the list its faults go to."""

    values: Mapping[str, object]
    path: str
    line: int
    faults: list[Fault]

    def fault(self, key: str, message: str) -> None:
        """Note that something is wrong with `key`."""
        path = ".".join(part for part in (self.path, key) if part)
        self.faults.append(Fault(self.line_of(key), path, message))

    def line_of(self, key: str) -> int:
        """The 1-based line on which `key` stands; of the section where it is missing."""
        own = self.values.lc.data if isinstance(self.values, CommentedMap) else None
        # A key that was merged in (<<) stands somewhere else.
        return int(own[key][0]) + 1 if own and key in own else self.line

    def only(self, allowed: Sequence[str]) -> None:
        """Note every key that is not among `allowed`."""
        for key in self.values:
            if key not in allowed:
                self.fault(str(key), f"no such key; there are: {', '.join(allowed)}")

    def text(self, key: str, *, required: bool = False) -> str | None:
        """The text at `key`, trimmed; None where there is none."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            return normalise(value)
        if value is None or isinstance(value, str):
            if required:
                self.fault(key, "is missing")
        else:
            self.fault(key, "must be text; put it in quotes")
        return None

    def choice(self, key: str, allowed: Sequence[str], default: str) -> str:
        """One of `allowed`."""
        value = self.values.get(key, default)
        if value in allowed:
            return str(value)
        said = repr(value) if key in self.values else "is missing;"
        self.fault(key, f"{said} must be one of {', '.join(allowed)}")
        return default

    def flag(self, key: str, *, default: bool) -> bool:
        """true or false."""
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        self.fault(key, "must be true or false")
        return default

    def number(self, key: str, least: int, most: int, *, default: int) -> int:
        """A whole number from `least` to `most`."""
        value = self.values.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return int(value)
        self.fault(key, f"must be a whole number from {least} to {most}")
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self.values.get(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return tuple(normalise(part) for part in value)
        self.fault(key, "must be a list of texts, such as [one, two]")
        return ()

    def stamp(self, key: str) -> str | None:
        """A date as precise as written: 2024, 2024-03 or 2024-03-05."""
        value = self.values.get(key)
        if value is None:
            return None
        written = str(value)
        try:
            date.fromisoformat(f"{written}-01-01"[:10])
        except ValueError:
            self.fault(key, f"{written!r} must be a date such as 2024, 2024-03 or 2024-03-05")
            return None
        return written

    def section(self, key: str) -> "Section":
        """The mapping at `key`, empty where there is none."""
        value = self.values.get(key)
        path = f"{self.path}.{key}" if self.path else key
        if value is not None and not isinstance(value, dict):
            self.fault(key, "must be a mapping of keys to values")
        values = value if isinstance(value, dict) else {}
        return Section(values, path, self.line_of(key), self.faults)

    def sections(self, key: str) -> Iterator["Section"]:
        """The mappings in the list at `key`."""
        value = self.values.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fault(key, "must be a list: each entry on a line that begins with “- ”")
            return
        path = f"{self.path}.{key}" if self.path else key
        places = (value.lc.data if isinstance(value, CommentedSeq) else None) or {}
        for at, entry in enumerate(value):
            line = int(places[at][0]) + 1 if at in places else self.line
            if isinstance(entry, dict):
                yield Section(entry, f"{path}[{at}]", line, self.faults)
            else:
                self.faults.append(Fault(line, f"{path}[{at}]", "must be keys with values"))


def read_yaml(text: str, where: str) -> Section:
    """The file's top mapping. Raises ConfigError where `text` is no YAML mapping at all."""
    if len(text) > LARGEST:
        raise ConfigError(where, [Fault(0, "", f"larger than {LARGEST // 10**6} MB: too large")])
    try:
        yaml = YAML(typ="rt")
        yaml.Constructor = _DatesAsWritten
        loaded = yaml.load(StringIO(text))
        fault = _beyond_reason(loaded)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise ConfigError(where, [Fault(line, "YAML", _first_line(error.problem))]) from error
    except Exception as error:  # ruamel's constructors stumble over odd tags in every way
        raise ConfigError(
            where, [Fault(0, "", f"is no YAML: {_first_line(str(error))}")]
        ) from error
    if fault:
        raise ConfigError(where, [Fault(0, "", fault)])
    if not isinstance(loaded, dict):
        message = "must have the keys hub, themes, synonyms and sources"
        raise ConfigError(where, [Fault(1, "", f"{message}; it is empty or no mapping")])
    return Section(loaded, "", 1, [])


def _beyond_reason(loaded: object) -> str:
    """What makes a file more than anybody wrote, or nothing: a few lines of aliases of aliases
    (``*name``) can stand for billions of values.
    """
    left = [loaded]
    seen = 0
    while left:
        value = left.pop()
        seen += 1
        if seen > MOST_VALUES:
            return f"has more than {MOST_VALUES} values; aliases (*name) stand for too many"
        if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
            return "has a number of more than 18 digits; put it in quotes"
        if isinstance(value, dict):
            left += [*value.keys(), *value.values()]
        elif isinstance(value, list | set | tuple):
            left += value
    return ""


def _first_line(problem: str | None) -> str:
    return ((problem or "").strip() or "can't be read").splitlines()[0]

"""Writing feeds.yaml: an entry more, or one less. All else stays to the letter, comments too.

The text is cut and pasted by line, since printing a YAML file would lay all of it out anew. What
comes out is checked as a whole before anything is written.
"""

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from hub.config import parse_config
from hub.errors import ConfigError
from hub.model import Fault

Value = str | int | bool | Sequence[str] | Mapping[str, str]
Fields = Mapping[str, Value]


_NONE_YET = re.compile(r"sources:\s*(\[\s*\]\s*)?(#.*)?$")


def with_sources(text: str, entries: Sequence[Fields], where: str = "feeds.yaml") -> str:
    """`text` with `entries` at the end of its sources.

    Raises ConfigError where the result would be no good feeds.yaml, with every fault.
    """
    listed = _sources(text, where)
    lines = text.splitlines(keepends=True)
    if not listed:
        lines = [line for line in _closed(lines) if not _NONE_YET.match(line)]
        added = ["\nsources:\n", *_written(entries, 2)]
        at = len(lines)
    else:
        indent, at = _dash(lines, listed), _end(lines, listed, len(listed) - 1)
        lines[:at] = _closed(lines[:at])
        added = ["\n", *_written(entries, indent)]
    changed = "".join([*lines[:at], *(_with_end(line, text) for line in added), *lines[at:]])
    parse_config(changed, where)
    return changed


def without_source(text: str, source: str, where: str = "feeds.yaml") -> str:
    """`text` without the entry of `source`; comments before it stay, they may be of more than it.

    Raises ConfigError where there is no such source, or the result would be no good feeds.yaml.
    """
    listed = _sources(text, where) or CommentedSeq()
    names = [entry.get("id") if isinstance(entry, dict) else None for entry in listed]
    if source not in names:
        raise ConfigError(where, [Fault(0, "", f"there is no source {source!r} in it")])
    lines = text.splitlines(keepends=True)
    which = names.index(source)
    begin, end = _line(listed, which), _end(lines, listed, which)
    while end < len(lines) and not lines[end].strip():
        end += 1
    changed = "".join([*lines[:begin], *lines[end:]])
    if len(names) == 1:
        changed = changed.replace("sources:", "sources: []", 1)
    parse_config(changed, where)
    return changed


def read_file(path: Path) -> str:
    """The text of the file, its ends of lines as they are. Raises ConfigError if it can't be."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(str(path), [Fault(0, "", "is not UTF-8; save it as UTF-8")]) from error
    except OSError as error:
        fault = Fault(0, "", f"can't be read: {error.strerror}; HUB_FEEDS says where it is")
        raise ConfigError(str(path), [fault]) from error


def replace_file(path: Path, text: str, before: str) -> None:
    """Write `text` to `path` in one step, if it still holds `before`.

    Raises ConfigError where somebody has changed it meanwhile, or it can't be written; then it is
    as it was.
    """
    target = path.resolve()  # a link stays a link
    try:
        if read_file(target) != before:
            message = "somebody changed it meanwhile, so nothing was written; try again"
            raise ConfigError(str(path), [Fault(0, "", message)])
        mode = target.stat().st_mode
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".feeds-", suffix=".yaml")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode)
            Path(name).replace(target)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        fault = Fault(0, "", f"can't be written: {error.strerror}; give the right to write there")
        raise ConfigError(str(path), [fault]) from error


def _sources(text: str, where: str) -> CommentedSeq | None:
    """The list of sources with its places, or None where there is none yet."""
    parse_config(text, where)
    try:
        listed = YAML(typ="rt").load(StringIO(text)).get("sources")
    except YAMLError as error:  # what parse_config takes, this does too
        raise ConfigError(where, [Fault(0, "", "is no YAML")]) from error
    if not listed:
        return None
    if not isinstance(listed, CommentedSeq) or listed.fa.flow_style():
        message = "the sources stand on one line; write each on lines of its own, after “- ”"
        raise ConfigError(where, [Fault(0, "sources", message)])
    return listed


def _line(listed: CommentedSeq, which: int) -> int:
    return int(listed.lc.data[which][0])


def _dash(lines: list[str], listed: CommentedSeq) -> int:
    """How far the entries' dashes are indented."""
    first = lines[_line(listed, 0)]
    return len(first) - len(first.lstrip())


def _end(lines: list[str], listed: CommentedSeq, which: int) -> int:
    """The line after the last of an entry: all that is indented further than its dash."""
    indent, at = _dash(lines, listed), _line(listed, which) + 1
    end = at
    while at < len(lines):
        inner = lines[at].lstrip()
        deep = len(lines[at]) - len(inner) > indent
        if inner and not deep:
            break
        at += 1
        if inner:
            end = at
    return end


def _with_end(line: str, text: str) -> str:
    """`line` ending as those of `text` do."""
    return line.replace("\n", "\r\n") if "\r\n" in text else line


def _closed(lines: list[str]) -> list[str]:
    """The lines, the last one with its end."""
    if lines and not lines[-1].endswith("\n"):
        return [*lines[:-1], lines[-1] + "\n"]
    return lines


def _written(entries: Sequence[Fields], indent: int) -> list[str]:
    """Entries as YAML, a blank line between two."""
    lines: list[str] = []
    for entry in entries:
        out = StringIO()
        yaml = YAML(typ="rt")
        yaml.allow_unicode, yaml.width, yaml.default_flow_style = True, 10_000, False
        yaml.dump(_flat(entry), out)
        first, *rest = out.getvalue().splitlines()
        pad = " " * indent
        lines += ["\n"] if lines else []
        lines += [f"{pad}- {first}\n", *(f"{pad}  {line}\n" for line in rest)]
    return lines


def _flat(entry: Fields) -> CommentedMap:
    """An entry; lists and mappings within it stand on one line."""
    written = CommentedMap()
    for key, value in entry.items():
        if isinstance(value, Mapping):
            written[key] = CommentedMap(value)
            written[key].fa.set_flow_style()
        elif isinstance(value, Sequence) and not isinstance(value, str):
            written[key] = CommentedSeq(value)
            written[key].fa.set_flow_style()
        else:
            written[key] = value
    return written

"""What commands print: a line of JSON for programs, or plain words for people."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from hub.visiting import Progress as Step

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]
Show = Callable[[Step], None]

PHASES: Mapping[str, str] = {
    "crawl": "Visiting sources",
    "read": "Reading transcripts and pages",
    "judge": "Finding themes",
    "index": "Indexing",
}


# What steers a terminal, or turns the direction of what follows.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _harmless(text: str) -> str:
    """`text` from outside as it may be shown on a terminal."""
    return _STEERING.sub("\ufffd", text)


def print_json(value: object) -> None:
    """`value` on one line of its own."""
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.write(text.encode("utf-8", "replace").decode() + "\n")
    sys.stdout.flush()


def say(text: str = "") -> None:
    """A line for a person."""
    sys.stdout.write(_harmless(text) + "\n")
    sys.stdout.flush()


def warn(text: str) -> None:
    """A line for a person who should act; not part of what the command answers."""
    sys.stderr.write(_harmless(text) + "\n")
    sys.stderr.flush()


def counted(count: int, one: str, many: str = "") -> str:
    """1 source, 2 sources; `many` where an s isn't enough."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


@contextmanager
def progress_bars(*, quiet: bool = False) -> Iterator[Show]:
    """A bar per phase on a terminal; a line when a phase ends otherwise; nothing where quiet."""
    if quiet:
        yield lambda _step: None
        return
    if not sys.stderr.isatty():
        yield _Lines().show
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        yield _Bars(bars).show


class _Bars:
    """Rich's progress bars, one per phase."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def show(self, step: Step) -> None:
        if step.phase not in PHASES or not step.total:
            return
        if step.phase not in self._tasks:
            self._tasks[step.phase] = self._bars.add_task(PHASES[step.phase])
        self._bars.update(self._tasks[step.phase], completed=step.done, total=step.total)


class _Lines:
    """One line when a phase is done, for logs."""

    def show(self, step: Step) -> None:
        if step.phase in PHASES and step.total and step.done == step.total:
            warn(f"{PHASES[step.phase]}: {step.done} of {step.total}")

"""Sides that are asked by turns, each in a process of its own: none slows another's memory."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any, Literal

from benchmarks.clock import fresh
from benchmarks.sides.port import Asker, Side

What = Literal["page", "ids", "suggest"]


@dataclass(frozen=True, slots=True)
class Answered:
    """How long a side took, in seconds, and how many hits it showed."""

    seconds: float
    hits: int


@dataclass(frozen=True)
class Asking:
    """A side behind its process."""

    name: str
    pipe: Connection

    def ask(self, what: What, argument: object) -> Answered:
        """Time one answer. Raises what the side raised."""
        return self._call(what, argument)  # type: ignore[no-any-return]  # pipes are untyped

    def take_up(self, ids: Sequence[str]) -> float:
        """Seconds to take up new items."""
        return self._call("take_up", ids)  # type: ignore[no-any-return]  # pipes are untyped

    def _call(self, what: str, argument: object) -> Any:
        self.pipe.send((what, argument))
        answer = self.pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def opened(sides: Sequence[Side], root: Path) -> Iterator[list[Asking]]:
    """Every side's index below `root` open in a process, which ends with the block."""
    with ExitStack() as stack:
        yield [stack.enter_context(_process(side, root)) for side in sides]


@contextmanager
def _process(side: Side, root: Path) -> Iterator[Asking]:
    context = fresh()
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(side, root, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Asking(side.name, ours)
    finally:
        ours.close()
        process.join()


def _serve(side: Side, root: Path, pipe: Connection) -> None:
    """In a process of its own, until nobody asks any more."""
    with side.open(root) as asker:
        while True:
            try:
                what, argument = pipe.recv()
            except EOFError:
                return
            try:
                pipe.send(_answer(asker, what, argument))
            except Exception as error:  # whatever it is, who asked must hear it
                pipe.send(RuntimeError(f"{side.name}, {what} {argument}: {error!r}"))


def _answer(asker: Asker, what: str, argument: Any) -> Answered | float:
    if what == "take_up":
        return asker.take_up(argument)
    ask: Callable[[Any], Any] = getattr(asker, what)
    began = perf_counter()
    found = ask(argument)
    spent = perf_counter() - began
    return Answered(spent, found if isinstance(found, int) else len(found))


def passes(
    many: int, sides: Sequence[Asking], what: What, arguments: Sequence[Any]
) -> dict[str, list[tuple[Any, Answered]]]:
    """By side: every argument `many` times with its answer. Each time another order, and another
    side that goes first.
    """
    answered: dict[str, list[tuple[Any, Answered]]] = {side.name: [] for side in sides}
    random = Random(many)
    for _ in range(many):
        for argument in random.sample(arguments, len(arguments)):
            for side in random.sample(sides, len(sides)):
                answered[side.name].append((argument, side.ask(what, argument)))
    return answered

"""Functions that misbehave, for worker processes to run."""

import os
from typing import NoReturn

from hub.errors import ReadError


def double(number: int) -> int:
    return 2 * number


def own_process() -> int:
    return os.getpid()


def spin() -> NoReturn:
    while True:
        pass


def eat() -> int:
    """Takes more memory than there is, unless stopped."""
    eaten = []
    while True:
        eaten.append(bytearray(50_000_000))


def die() -> NoReturn:
    os._exit(3)


def refuse() -> NoReturn:
    raise ReadError("not-a-feed", title="Æøå")


def stumble() -> NoReturn:
    raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "en fejl i læseren")

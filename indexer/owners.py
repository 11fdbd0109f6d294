"""Who holds a lease: a name for this process and what it does, and whether another still lives."""

import os
import socket
import sys
from contextlib import suppress
from secrets import token_hex


def own_name() -> str:
    """A name that nobody else has: machine, process, and a word for telling two within it apart."""
    return f"{socket.gethostname()}/{os.getpid()}/{token_hex(4)}"


def is_dead(owner: str) -> bool:
    """Whether `owner` was a process of this machine that has ended, so that what it held is free.

    Of another machine nobody knows, and neither do we where processes can't be asked: there, a
    lease runs out by itself.
    """
    machine, _, rest = owner.rpartition("/")[0].rpartition("/")
    if sys.platform == "win32" or machine != socket.gethostname() or not rest.isdecimal():
        return False
    with suppress(PermissionError, OverflowError):  # there is one, of somebody else's
        try:
            os.kill(int(rest), 0)
        except ProcessLookupError:
            return True
    return False

"""The machine in words that tell nothing of whose it is: no names, no paths."""

import os
import platform
import sqlite3
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

Machine = dict[str, str | int]
_LIBRARIES = ("whoosh3", "tantivy", "reader", "feedparser", "SQLAlchemy", "numpy", "uvicorn")


def describe() -> Machine:
    """Processor, cores, memory, Python and system."""
    return {
        "cpu": _named("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": os.cpu_count() or 1,
        "memory": _memory(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "os": _system(),
    }


def versions() -> dict[str, str]:
    """Of what is measured; a library that is not installed is left out."""
    found = {"SQLite": sqlite3.sqlite_version}
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def load() -> float:
    """How many others are at work: the load average of the last minute; 0 where nobody tells."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else 0.0


def _memory() -> str:
    total = _named("/proc/meminfo", "MemTotal").partition(" ")[0]
    return f"{int(total) / 2**20:.0f} GiB" if total.isdecimal() else "unknown"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"


def _named(path: str, name: str) -> str:
    """The value of the first line ``name : value`` of a file; "" where there is none."""
    try:
        lines = Path(path).read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found = (line.partition(":") for line in lines)
    return next((value.strip() for key, _, value in found if key.strip() == name), "")

"""The machine in words that tell nothing of whose it is: no names, no paths."""

import os
import platform
from pathlib import Path


def describe() -> dict[str, str | int]:
    """Processor, cores, memory, Python and system."""
    return {
        "cpu": _named("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": os.cpu_count() or 1,
        "memory": _memory(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "os": _system(),
    }


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

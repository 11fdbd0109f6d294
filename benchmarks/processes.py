"""Our own processes: commands of the hub beside us, and the memory that they hold (Linux)."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.settings import Settings

PATIENCE = 60  # seconds that a command gets to end
_PROC = Path("/proc")


@contextmanager
def hub_command(settings: Settings, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """``hub ARGUMENTS`` running beside us, its output piped; told to end when the block ends."""
    command = [sys.executable, "-m", "hub.cli", *arguments]
    own = {
        "HUB_DATA": settings.data,
        "HUB_FEEDS": settings.feeds,
        "HUB_ENGINE": settings.engine or "",
        "HUB_PORT": 0,
        "HUB_ALLOW_PRIVATE": ",".join(settings.allow_private),
        "HUB_HOST_PAUSE": settings.host_pause,
    }
    surroundings = {**os.environ, **{name: str(value) for name, value in own.items()}}
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def memory_is_known() -> bool:
    """Whether this system tells what a process holds for itself."""
    return (_PROC / "self" / "smaps_rollup").exists()


def private(process: int) -> float:
    """Megabytes that `process` shares with nobody (USS)."""
    lines = (_PROC / str(process) / "smaps_rollup").read_text("utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def resident() -> float:
    """Megabytes of ours in memory; 0 where that is not known."""
    status = _PROC / "self" / "status"
    if not status.exists():
        return 0.0
    return int(status.read_text("utf-8").split("VmRSS:")[1].split()[0]) / 1024


def descendants(process: int) -> list[int]:
    """The processes that `process` has started, and those that they have."""
    children = [
        int(child)
        for listed in (_PROC / str(process) / "task").glob("*/children")
        for child in listed.read_text("utf-8").split()
    ]
    return children + [one for child in children for one in descendants(child)]

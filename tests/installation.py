"""A whole installation for tests: a folder, a feeds.yaml, and `hub` run as a person runs it."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hub.settings import SETTINGS, Settings, load_settings

LONG = 60.0  # seconds; whoever waits as long waits for something that won't come
PROJECT = Path(__file__).resolve().parents[1]
T = TypeVar("T")


def until(condition: Callable[[], T | None], what: str, seen: Callable[[], object] = str) -> T:
    """What `condition` says as soon as it is true; `seen` tells what there is instead."""
    end = time.monotonic() + LONG
    while not (said := condition()):
        assert time.monotonic() < end, f"waited in vain for {what}; there is: {seen()}"
        threading.Event().wait(0.05)
    return said


def free_port() -> int:
    """A port that nobody listens on, nor on the next, which the demo takes for its files."""
    while True:
        with socket.socket() as one, socket.socket() as next_one:
            one.bind(("127.0.0.1", 0))
            port: int = one.getsockname()[1]
            try:
                next_one.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that has ended: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What it said as JSON, a value per line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def value(self) -> dict[str, Any]:
        """The one JSON value that it said."""
        (only,) = self.lines
        return only


class Running:
    """A command that runs; its lines, of both streams, are kept as they come."""

    def __init__(self, command: Sequence[str], environment: dict[str, str], folder: Path) -> None:
        self.process = subprocess.Popen(
            command,
            env=environment,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.lines: list[str] = []
        self._listening = threading.Thread(target=self._listen)
        self._listening.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    @property
    def said(self) -> str:
        return "\n".join(self.lines)

    def line(self, part: str) -> str:
        """The first line with `part` in it, as soon as it is there."""

        def found() -> str:
            heard = next((line for line in list(self.lines) if part in line), "")
            assert heard or self.process.poll() is None or self._listening.is_alive(), self.said
            return heard

        return until(found, repr(part), lambda: self.said)

    def end(self, number: signal.Signals | None = None) -> int:
        """Wait for its end, after a signal if one is named; the exit code."""
        if number is not None:
            self.process.send_signal(number)
        code = self.process.wait(LONG)
        self._listening.join(LONG)
        return code

    def close(self) -> None:
        """Make sure that nothing of it is left: it has a session of its own."""
        for pid in members(self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(LONG)
        self._listening.join(LONG)
        assert self.process.stdout is not None
        self.process.stdout.close()


def members(session: int) -> list[int]:
    """The processes of a session that have not ended (Linux)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended meanwhile
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@dataclass(frozen=True, slots=True)
class Installation:
    """A folder with feeds.yaml and data/. `lexicon` is borrowed, for building one takes long."""

    folder: Path
    lexicon: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def feeds(self) -> Path:
        return self.folder / "feeds.yaml"

    def prepare(self, feeds: str) -> None:
        """Write feeds.yaml, and lend the lexicon."""
        self.feeds.write_text(feeds, encoding="utf-8")
        self.lend()

    def lend(self, data: Path | None = None) -> None:
        """Lend the lexicon to a data folder."""
        data = data or self.data
        data.mkdir(parents=True, exist_ok=True)
        (data / "lexicon").symlink_to(self.lexicon)

    def environment(self, **more: str) -> dict[str, str]:
        """What a command of this installation finds around it."""
        ours = {name for name, _, _ in SETTINGS}
        around = {name: value for name, value in os.environ.items() if name not in ours}
        return {
            **around,
            "HUB_DATA": str(self.data),
            "HUB_FEEDS": str(self.feeds),
            "HUB_ALLOW_PRIVATE": "127.0.0.0/8",
            "HUB_HOST_PAUSE": "0",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPATH": str(PROJECT),
            **self.settings,
            **more,
        }

    def loaded(self) -> Settings:
        """The settings as a command reads them."""
        return load_settings(self.environment())

    def hub(self, *arguments: str, **more: str) -> Finished:
        """Run `hub` to its end. What it says is never a traceback."""
        return self.python("hub.cli", *arguments, **more)

    def python(self, module: str, *arguments: str, **more: str) -> Finished:
        """Run `module` to its end, as `hub`."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", module, *arguments],
            env=self.environment(**more),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=LONG,
        )
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
        return Finished(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def running(self, *arguments: str, **more: str) -> Iterator[Running]:
        """`hub` while the block runs, and nothing of it afterwards."""
        started = Running(
            [sys.executable, "-P", "-m", "hub.cli", *arguments],
            self.environment(**more),
            self.folder,
        )
        try:
            yield started
        finally:
            started.close()

    @contextmanager
    def served(self, *arguments: str) -> Iterator[str]:
        """The site's address while `hub serve` runs."""
        with self.running("serve", *arguments, HUB_PORT="0") as site:
            yield site.line("The site is at").split()[4]

"""A command has only what it needs in memory (the site no crawler), and all are there for help."""

import subprocess
import sys

import pytest

from hub.cli.app import COMMANDS, GROUPS, make_app

CRAWLER = {"httpx", "feedparser", "trafilatura", "pypdfium2", "imap_tools"}
LISTED = "import sys; from hub.cli.app import make_app; make_app(sys.argv[1:]); print(*sys.modules)"


def loaded(*typed: str) -> set[str]:
    """The modules that a process has that is about to run a command."""
    command = [sys.executable, "-c", LISTED, *typed]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_the_site_has_no_crawler_in_memory() -> None:
    assert not CRAWLER & loaded("serve")
    assert not CRAWLER & loaded("search", "job")


def test_what_crawls_has_one() -> None:
    assert {"httpx", "feedparser"} <= loaded("--data", "folder", "work")


def names(typed: tuple[str, ...]) -> set[str]:
    app = make_app(typed)
    commands = {command.name for command in app.registered_commands}
    return {name for name in (*commands, *(group.name for group in app.registered_groups)) if name}


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ((), {*COMMANDS, *GROUPS}),
        (("--help",), {*COMMANDS, *GROUPS}),
        (("serv",), {*COMMANDS, *GROUPS}),
        (("search", "index"), {"search", "index"}),
        (("--data", "items", "crawl"), {"items", "crawl"}),
    ],
)
def test_all_that_may_be_meant_is_there(typed: tuple[str, ...], there: set[str]) -> None:
    assert names(typed) == there

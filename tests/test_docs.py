"""The documents tell the truth: commands, make targets, links, and locks without addresses."""

import re
from pathlib import Path

import pytest
from typer import Typer

from hub.cli.app import make_app

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def commands(app: Typer, before: str = "hub") -> list[str]:
    """Every command of the tree, in full."""
    found = [f"{before} {command.name}" for command in app.registered_commands]
    for group in app.registered_groups:
        assert group.typer_instance is not None
        found += commands(group.typer_instance, f"{before} {group.name}")
    return found


@pytest.mark.parametrize("command", commands(make_app()))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"| `{command}` |" in README


def test_the_readme_has_no_command_that_is_not_there() -> None:
    told = re.findall(r"^\| `(hub [^`]+)` \|", README, re.MULTILINE)
    assert sorted(told) == sorted(commands(make_app()))


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"(?:`|^|&& |\n)make ([a-z-]+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_every_file_that_is_linked_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_locks_have_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)
    assert len(pinned) > 30
    for entry in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


def test_every_dependency_is_explained() -> None:
    """CONTRIBUTING gives the reason for each direct dependency."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = project.partition("\ndependencies = [")[2].partition("\n]")[0]
    names = re.findall(r'^    "([a-z0-9-]+)', listed, re.MULTILINE)
    assert len(names) > 15
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").casefold()
    assert [name for name in names if name not in contributing] == []

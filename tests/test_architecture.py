"""The arrows of the architecture: web → hub ← indexer, hub.cli → all, nobody → hub.cli.

The imports are read from the syntax trees, so an import inside a function counts too.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("hub", "indexer", "web")
FOUNDATIONS = ("hub.errors", "hub.model", "hub.search", "hub.visiting")
LONGEST = 450  # lines; most files are under 200, and only the dictionary of words is over 400


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """The dotted names of ours that a file imports, with how many dots lead a relative one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names, level = [alias.name for alias in node.names], 0
        elif isinstance(node, ast.ImportFrom):
            base, level = node.module or "", node.level
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            if name.split(".")[0] in OURS or level:
                yield name, level


def edges(name: str) -> set[str]:
    """The modules of ours that `name` imports."""
    return {found for found, _ in imports(MODULES[name]) if found in MODULES and found != name}


def is_in(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("name", MODULES)
def test_arrows(name: str) -> None:
    """Who may lean on whom."""
    allowed = {"hub": ("hub",), "indexer": ("indexer", "hub"), "web": ("web", "hub")}
    may = OURS if is_in(name, "hub.cli") else allowed[name.split(".")[0]]
    for target in edges(name):
        assert target.split(".")[0] in may, f"{name} may not import {target}"
        inside_cli = is_in(name, "hub.cli")
        assert inside_cli or not is_in(target, "hub.cli"), f"{name} imports the command line"
        if name in FOUNDATIONS:
            assert target in (*FOUNDATIONS, "hub"), f"{name} leans on {target}"


@pytest.mark.parametrize("name", MODULES)
def test_imports_are_absolute(name: str) -> None:
    assert [found for found, level in imports(MODULES[name]) if level] == []


def test_no_circles() -> None:
    """A module never leads back to itself; a package's own __init__ is looked through."""
    graph = {name: edges(name) for name in MODULES}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"circle: {' → '.join((*way[way.index(name) :], name))}"
        if name in done:
            return
        for target in graph[name]:
            if not is_in(name, target):  # importing from one's own package is no lean on it
                visit(target, (*way, name))
        done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is_for(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{name} has no docstring"


@pytest.mark.parametrize("name", MODULES)
def test_no_file_grows_out_of_hand(name: str) -> None:
    lines = MODULES[name].read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{name} has {lines} lines: does it still do one thing?"


def test_only_the_store_knows_sql() -> None:
    """SQLAlchemy and Alembic are imported in hub.store alone."""
    for name, path in MODULES.items():
        if is_in(name, "hub.store"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = getattr(node, "module", None) or ""
                named = [module, *(alias.name for alias in node.names)]
                assert not any(n.startswith(("sqlalchemy", "alembic")) for n in named), name

"""Who may import whom: the order of the rooms in AGENTS.md, held."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import ROOT

OURS = {"assessments", "macros", "scripts", "tests"}
ALLOWED = {
    "assessments": {"assessments"},
    "macros": {"macros", "assessments"},
    "scripts": {"scripts", "macros", "assessments"},
}
# From the ground up: a room may import those before it, and no other.
ROOMS = (
    "core",
    "transcripts",
    "captions",
    "wiki",
    "questions",
    "drafts",
    "ledger",
    "export",
    "pages",
    "newsletter",
    "outputs",
    "build",
    "search",
    "runtime",
    "publish",
    "site",
    "serve",
    "bench",
    "commands",
)
MOST = 12  # modules of a room
KNOW_MKDOCS = {Path("scripts/serve/hook.py"), Path("macros/__init__.py")}


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The names of the modules that a module imports, whole."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


def packages(path: Path) -> set[str]:
    """The top-level names that a module imports."""
    return {name.partition(".")[0] for name in imported(path)}


def modules(package: str) -> list[Path]:
    """The modules of a package."""
    return sorted((ROOT / package).rglob("*.py"))


def room_of(path: Path) -> str:
    """The room of a module below `scripts`; entry points belong to none."""
    first = path.relative_to(ROOT / "scripts").parts[0].removesuffix(".py")
    return "" if path.name == "__main__.py" or first == "__init__" else first


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_packages_import_only_what_they_may(package: str) -> None:
    breaches = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules(package)
        for name in packages(path)
        if name in OURS and name not in ALLOWED[package]
    }
    assert breaches == set()


def test_rooms_import_only_rooms_below_them() -> None:
    upwards = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("scripts")
        if (room := room_of(path))
        for name in imported(path)
        if name.startswith("scripts.") and ROOMS.index(name.split(".")[1]) > ROOMS.index(room)
    }
    assert upwards == set()


def test_every_room_is_in_the_order_and_says_what_it_is_for() -> None:
    folders = {path.parent.name: path for path in (ROOT / "scripts").glob("*/__init__.py")}
    assert folders.keys() | {"site"} == set(ROOMS)
    for path in folders.values():
        words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert len(words.split()) >= 8, path
        assert len(ast.parse(path.read_text(encoding="utf-8")).body) == 1, f"{path} has code"


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_is_crowded(room: str) -> None:
    found = [path for path in (ROOT / "scripts" / room).glob("*.py") if path.stem[:2] != "__"]
    assert len(found) <= MOST


@pytest.mark.parametrize("room", ROOMS)
def test_no_modules_of_a_room_import_one_another_in_a_circle(room: str) -> None:
    names = {f"scripts.{room}.{path.stem}": path for path in (ROOT / "scripts" / room).glob("*.py")}
    arrows = {
        name: {
            other for other in names for one in imported(path) if f"{one}.".startswith(f"{other}.")
        }
        for name, path in names.items()
    }
    while grounded := {name for name, below in arrows.items() if not below - {name}}:
        arrows = {n: below - grounded for n, below in arrows.items() if n not in grounded}
    assert arrows == {}


def test_the_core_needs_the_standard_library_and_fsrs() -> None:
    known = sys.stdlib_module_names | {"assessments", "fsrs"}
    names = {name for path in modules("assessments") for name in packages(path)}
    assert names - known == set()


def test_only_the_hook_and_the_macros_know_mkdocs() -> None:
    knowing = {
        path.relative_to(ROOT)
        for package in ALLOWED
        for path in modules(package)
        if any(name.startswith("mkdocs") for name in packages(path))
    }
    assert knowing <= KNOW_MKDOCS


BLOCK = """
import importlib, sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1].split(","):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
for name in sys.argv[2].split(","):
    importlib.import_module(name)
"""


@pytest.mark.slow
def test_every_module_is_imported_without_what_only_tests_need() -> None:
    """`make setup` does not install it; a function that needs it imports it itself.

    What measures captions is such a function's import.
    """
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = extras["optional-dependencies"]["test"]
    distributions = {re.split(r"[=<>\[]", one)[0].replace("-", "_") for one in named}
    owners = packages_distributions().items()
    absent = {
        module
        for module, of in owners
        if {name.replace("-", "_").lower() for name in of} & distributions
    }
    assert {"playwright", "pytest", "distributed"} <= absent
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for package in ("assessments", "macros", "scripts")
        for path in modules(package)
        if path.name != "__main__.py" and "inside" not in path.parts
        if "bench/captions/" not in path.as_posix()
    ]
    command = [sys.executable, "-c", BLOCK, ",".join(sorted(absent)), ",".join(names)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]

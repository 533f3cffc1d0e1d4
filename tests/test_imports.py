"""Who may import whom: the table of AGENTS.md, held."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

OURS = {"assessments", "macros", "scripts", "tests"}
ALLOWED = {
    "assessments": {"assessments"},
    "macros": {"macros", "assessments"},
    "scripts": {"scripts", "macros", "assessments"},
}
KNOW_MKDOCS = {Path("scripts/serve/hook.py"), Path("macros/__init__.py")}


@cache
def imported(path: Path) -> frozenset[str]:
    """The top-level names that a module imports."""
    return frozenset(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def modules(package: str) -> list[Path]:
    """The modules of a package."""
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_packages_import_only_what_they_may(package: str) -> None:
    breaches = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in modules(package)
        for name in imported(path)
        if name in OURS and name not in ALLOWED[package]
    }
    assert breaches == set()


def test_the_core_needs_the_standard_library_and_fsrs() -> None:
    known = sys.stdlib_module_names | {"assessments", "fsrs"}
    names = {name for path in modules("assessments") for name in imported(path)}
    assert names - known == set()


def test_only_the_hook_and_the_macros_know_mkdocs() -> None:
    knowing = {
        path.relative_to(ROOT)
        for package in ALLOWED
        for path in modules(package)
        if any(name.startswith("mkdocs") for name in imported(path))
    }
    assert knowing <= KNOW_MKDOCS

"""The package by itself: what it imports, and that it runs from an archive."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import assessments
from assessments import api, banks, wire

ROOT = Path(assessments.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
BANKS = ROOT / "banks.py"  # it reads the content folder
# Nothing that reads a clock, a file, the global random generator or the browser.
FORBIDDEN = {"io", "js", "os", "pathlib", "pyodide", "random", "secrets", "socket", "time", "uuid"}


def imported(path: Path) -> set[str]:
    """Return the top-level packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports(path: Path) -> None:
    names = imported(path) - {"assessments", "__future__"}
    assert names <= set(sys.stdlib_module_names) | {"fsrs"}
    assert names & FORBIDDEN <= ({"os"} if path == BANKS else set())
    if "fsrs" in names:
        assert path.stem in ("cards", "schedule")


def test_no_clock_and_no_files() -> None:
    for path in MODULES:
        names = {
            node.attr if isinstance(node, ast.Attribute) else node.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, (ast.Attribute, ast.Name))
        }
        files = {"open"} if path == BANKS else set()
        found = names & {"now", "utcnow", "today", "open", "read_text", "print"}
        assert not found - ALLOWED - files


# Names of our own: the argument `now` and the action `today` are not the clock's.
ALLOWED = {"now", "today"}


def test_the_door_starts_light() -> None:
    """Importing the door loads none of what only some messages need."""
    code = "import sys; import assessments.api; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    own = {name for name in loaded if name.startswith("assessments")}
    assert own == {"assessments", "assessments.refusal", "assessments.api"}
    assert not loaded & {"fsrs", "dataclasses", "tomllib", "datetime", "difflib"}


def test_the_door_has_its_former_name_too() -> None:
    assert wire.handle is api.handle


def test_it_runs_from_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "core.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in MODULES:
            made.write(path, path.relative_to(ROOT.parent))
    message = '{"method": "describe", "args": {"assessment": "runway"}}'
    code = (
        "import sys; sys.path = [p for p in sys.path if 'packages' not in p]\n"
        f"sys.path.insert(0, {str(archive)!r})\n"
        "from assessments import banks; banks.use(sys.stdin.read())\n"
        f"from assessments.api import handle; print(handle({message!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code],
        input=banks.as_json(),
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert json.loads(done.stdout)["result"]["title"]

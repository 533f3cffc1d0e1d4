"""Adding things costs what HOUSE says: one file for an assessment, a module and a line for a type.

Each test works in a copy of the packages that differs from ours by those files only, and asks
through the doors that everyone uses: the core, its linter, the commands and MkDocs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from assessments.banks import IDS
from tests.conftest import ROOT

ORDER = 15  # between the first and the second of ours
BANK = (ROOT / "tests/cases/small-bank.toml").read_text("utf-8")
NEW = BANK.replace('id = "small-bank"', f'id = "new-bank"\norder = {ORDER}', 1)
LINKED = ("macros", "docs", "mkdocs.yml", "node_modules")
ASK = """
import json, sys
from assessments.api import handle
print(json.dumps([json.loads(handle(json.dumps(sent))) for sent in json.loads(sys.argv[1])]))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder like the repository, in which `assessments` and `scripts` may be changed."""
    for package in ("assessments", "scripts"):
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    for name in LINKED:
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(folder: Path, *command: str, **more: str) -> str:
    """Return what Python prints in a copy."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **more}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def ask(folder: Path, *sent: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the results of the core of a copy."""
    answers = json.loads(run(folder, "-c", ASK, json.dumps(sent)))
    assert [answer for answer in answers if "error" in answer] == []
    return [answer["result"] for answer in answers]


def changed(folder: Path) -> set[str]:
    """Return the files of a copy that are not as ours are."""
    files = (path for package in ("assessments", "scripts") for path in files_in(folder / package))
    names = (path.relative_to(folder) for path in files)
    return {
        name.as_posix()
        for name in names
        if not (ROOT / name).is_file() or (ROOT / name).read_bytes() != (folder / name).read_bytes()
    }


def files_in(folder: Path) -> Iterable[Path]:
    """Return the files of a package that people write."""
    return (p for p in folder.rglob("*") if p.is_file() and p.parent.name != "__pycache__")


@pytest.fixture
def added(copy: Path) -> Path:
    """A copy with one assessment more."""
    (copy / "assessments/banks/new-bank.toml").write_text(NEW, encoding="utf-8")
    return copy


def test_an_assessment_is_one_file(added: Path) -> None:
    answers = {"one": 5, "two": 3}
    listed, described, scored, mapped = ask(
        added,
        {"method": "catalogue", "args": {}},
        {"method": "describe", "args": {"assessment": "new-bank"}},
        {"method": "score", "args": {"assessment": "new-bank", "answers": answers}},
        {"method": "score", "args": {"assessment": "career-map", "answers": {"results": [STORED]}}},
    )
    assert [entry["id"] for entry in listed["assessments"]] == [IDS[0], "new-bank", *IDS[1:]]
    assert described["title"] == "A small bank"
    assert scored["scales"]["courage"]["score"] == 100
    assert [(row["title"], row["word"]) for row in mapped["detail"]["map"]] == [
        ("A small bank", "in place")
    ]
    assert f"{len(IDS) + 1} banks, 0 problems" in run(added, "-m", "assessments.validate")
    assert changed(added) == {"assessments/banks/new-bank.toml"}


STORED = {"assessment": "new-bank", "version": "1.0", "values": {"overall": 90}, "scales": {}}


@pytest.mark.slow  # MkDocs takes seconds
def test_both_pages_of_an_assessment_are_made_from_its_file(added: Path) -> None:
    run(added, "-m", "mkdocs", "build", "-q", "--site-dir", "site", MILE_MARKERS_FRAME="1")
    pages = added / "site/quizzes"
    form, method, listed = (
        LexborHTMLParser((pages / name / "index.html").read_text("utf-8"))
        for name in ("new-bank", "new-bank/methodology", "")
    )
    assert [h1.text(deep=False).strip() for h1 in form.css("h1")] == ["A small bank"]
    assert form.css("meta[name=description]")[0].attributes["content"] == "What it is."
    assert form.css('mile-assessment[id="new-bank"] input[name="q-one"]')
    assert method.css("title")[0].text().startswith("How it was made: A small bank")
    assert "I speak up." in method.css(".quiz-methodology")[0].text()
    links = [str(a.attributes["href"]) for a in listed.css(".quiz-catalogue a")]
    assert links[1].endswith("quizzes/new-bank/")
    assert not (ROOT / "docs/quizzes/new-bank.md").exists()

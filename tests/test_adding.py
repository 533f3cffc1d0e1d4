"""Adding things costs what HOUSE says: one file for an assessment, a module and a line for a type.

Each test works in a copy of the packages that differs from ours by those files only, and asks
through the doors that everyone uses: the core, its linter, the commands and MkDocs.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from assessments.banks import IDS
from assessments.validate.quiz import built
from scripts.export.formats import FORMATS
from tests.conftest import ROOT
from tests.programs import printed

ORDER = 15  # between the first and the second of ours
BANK = (ROOT / "tests/cases/small-bank.toml").read_text("utf-8")
NEW = BANK.replace('id = "small-bank"', f'id = "new-bank"\norder = {ORDER}', 1)
LINKED = ("macros", "mkdocs.yml", "node_modules")
COPIED = ("assessments", "scripts", "docs")
ASK = """
import json, sys
from assessments.api import handle
print(json.dumps([json.loads(handle(json.dumps(sent))) for sent in json.loads(sys.argv[1])]))
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder like the repository, in which `assessments`, `scripts` and `docs` may be changed."""
    for package in COPIED:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    for name in LINKED:
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(folder: Path, *command: str, **more: str) -> str:
    """Return what Python prints in a copy."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **more}
    return printed([sys.executable, *command], folder, environment)


def ask(folder: Path, *sent: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the results of the core of a copy."""
    answers = json.loads(run(folder, "-c", ASK, json.dumps(sent)))
    assert [answer for answer in answers if "error" in answer] == []
    return [answer["result"] for answer in answers]


def changed(folder: Path) -> set[str]:
    """Return the files of a copy that are not as ours are."""
    files = (path for package in COPIED for path in files_in(folder / package))
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
    (copy / "docs/banks/new-bank.toml").write_text(NEW, encoding="utf-8")
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
    assert changed(added) == {"docs/banks/new-bank.toml"}


STORED = {"assessment": "new-bank", "version": "1.0", "values": {"overall": 90}, "scales": {}}


@pytest.mark.slow  # MkDocs takes seconds
def test_both_pages_of_an_assessment_are_made_from_its_file(added: Path) -> None:
    own = {"MILE_MARKERS_MKDOCS": "1", "MILE_MARKERS_CONTENT": str(added / "docs")}
    run(added, "-m", "mkdocs", "build", "-q", "--site-dir", "site", **own)
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
    assert not (ROOT / "docs/pages/quizzes/new-bank.md").exists()


LINE = '    "odd-one": "odd_one",\n'
MODULE = '''\
"""The odd one out: all things but one have something in common."""

from assessments.questions.common import as_options, field, ids, list_faults, one_of, part
from assessments.validate.tables import Fault, Key

KEYS = {"things": Key("tables", "what is compared; one has odd = true", required=True)}
THING = {
    "id": Key("id", "unique in the question", required=True),
    "text": Key("text", "what is compared", required=True),
    "odd": Key("flag", "it is the odd one"),
    "feedback": Key("text", "what it has in common with the others"),
    "cite": Key("question-cite", "the second that settles it"),
}
PARTS = {"things": THING}
ABOUT = "finds the odd one out"
TASK = "Find the odd one out."


def parse(question):
    """Yield what is wrong with a question of this type."""
    yield from list_faults(question, "things", THING)
    if sum(bool(thing.get("odd")) for thing in question["things"]) != 1:
        yield Fault("things", "bad-key", "one thing must have odd = true.")


def view(question, seed):
    """Return the fields of the form."""
    options = as_options(question["things"], seed)
    return [field("answer", "choice", question["text"], options=options)]


def read(question, response):
    """Return the response checked; raises RefusedError."""
    return {"answer": one_of(response, "answer", ids(question["things"]))}


def _odd(question):
    return next(thing for thing in question["things"] if thing.get("odd"))


def grade(question, response):
    """Return the chosen thing, right or wrong."""
    odd = _odd(question)
    chosen = next((t for t in question["things"] if t["id"] == response["answer"]), None)
    state = "missed" if chosen is None else "right" if chosen is odd else "wrong"
    parts = [part((chosen or odd)["id"], state, chosen or {})]
    return {"parts": parts, "near": False, "answer": {"answer": odd["id"]}}


def needed(question):
    """Return how many parts make the whole answer."""
    return 1


def solution(question):
    """Return the right answer in words."""
    return [_odd(question)["text"]]


def choices(question):
    """Return what there is to choose from, a line each."""
    return [thing["text"] for thing in question["things"]]


def samples(question):
    """Yield responses with what becomes of them: right, wrong or refused."""
    for thing in question["things"]:
        yield {"answer": thing["id"]}, "right" if thing.get("odd") else "wrong"
    yield {}, "wrong"
    yield {"answer": "no-such-thing"}, "refused"
'''
CASE = """
[[questions]]
id = "which-game"
type = "odd-one"
text = "Which of these is no game on a board?"
explain = "Poker is played with cards."
cite = { video = "q8S-685BZcY", second = 221 }
things = [
  { id = "chess", text = "Chess", feedback = "Chess has a board." },
  { id = "poker", text = "Poker", odd = true },
  { id = "go", text = "Go", feedback = "Go has a board too." },
]
"""
ARTICLE = """\
---
title: A promise
videoId: q8S-685BZcY
---

## Games

They gained by staying <a class="yt-timestamp" data-t="00:03:41">[00:03:41]</a>.
"""
SECTION = re.compile(r'<mile-check data-article="channel/promise".*?</mile-check>', re.DOTALL)
EXPORT = """
import sys
from scripts.__main__ import main

ask = ("export", "channel", "--source", "source")
for name in sys.argv[1:]:
    files = ("--out", f"{name}.out", "--losses", f"{name}.txt")
    main([*ask, "--to", name, *files], standalone_mode=False)
"""
TYPE = {"assessments/questions/__init__.py", "assessments/questions/odd_one.py"}


def case_of(letter: str) -> str:
    """Return the case as a question with an id and words of its own."""
    return CASE.replace("which-", f"{letter}-").replace("Which", f"{letter}: which")


@pytest.fixture
def typed(copy: Path) -> Path:
    """A copy with one question type more, and an article that asks three questions of it."""
    (copy / "assessments/questions/odd_one.py").write_text(MODULE, encoding="utf-8")
    table = copy / "assessments/questions/__init__.py"
    before, last, after = table.read_text("utf-8").partition('    "cloze": "cloze",\n')
    table.write_text(before + last + LINE + after, encoding="utf-8")
    check = 'version = "1.0"\n' + "".join(map(case_of, "abc"))
    channel = copy / "source/channel"
    channel.mkdir(parents=True)
    (channel / "promise.md").write_text(ARTICLE, encoding="utf-8")
    (channel / "promise.toml").write_text(check, encoding="utf-8")
    return copy


def test_a_question_type_is_a_module_and_a_line(typed: Path) -> None:
    """The core grades it, the linter knows its mistakes, and nothing else was touched."""
    question = built('version = "1.0"' + CASE, "channel/promise")[0]
    sent = [{"answer": name} for name in ("poker", "go")]
    view, *grades = ask(
        typed,
        {"method": "describe", "args": {"questions": [question]}},
        *({"method": "grade", "args": {"question": question, "response": one}} for one in sent),
    )
    (field,) = view["questions"][0]["fields"]
    assert field["widget"] == "choice"
    assert [grade["right"] for grade in grades] == [True, False]
    assert grades[1]["parts"][0]["feedback"] == "Go has a board too."
    lint = (
        "import sys; from assessments.validate.quiz import check_quiz as c; print(c(sys.argv[1]))"
    )
    broken = 'version = "1.0"' + CASE.replace(", odd = true", "").replace('"Go"', '"Go", wit = 1')
    found = run(typed, "-c", lint, broken)
    assert "code='bad-key'" in found and 'no use for "wit"' in found
    alike = 'version = "1.0"' + "".join(map(case_of, "abc"))
    warned = lint.replace("quiz import check_quiz", "lint import lint_quiz")
    assert "the right option is number 2 every time" in run(typed, "-c", warned, alike)
    assert changed(typed) == TYPE
    before = (ROOT / "assessments/questions/__init__.py").read_text("utf-8").splitlines()
    after = (typed / "assessments/questions/__init__.py").read_text("utf-8").splitlines()
    assert len(after) == len(before) + 1


PAGES = """
from pathlib import Path
from scripts.build.cache import Cache
from scripts.build.executors import InProcess
from scripts.build.pipeline import build_pages
from scripts.core.report import Report
from scripts.core.diagnostics import Care

cache = Cache(Path("cache"))
made = build_pages(cache, Path("source"), InProcess(), Report(), Care(strict=True))
for group in made.groups:
    for page in cache.value(group.pages):
        print(cache.read(page.fragment).decode())
"""


@pytest.mark.slow
def test_a_new_type_stands_in_the_page(typed: Path) -> None:
    (section,) = set(SECTION.findall(run(typed, "-c", PAGES)))
    html = LexborHTMLParser(section)
    assert len(html.css(".check-paper-question")) == 3
    first = html.css(".check-paper-question")[0]
    assert {label.text().strip() for label in first.css("label")} == {"Chess", "Poker", "Go"}
    assert first.css(".check-answer")[0].text() == "Poker"
    assert "Chess has a board." in first.text()


@pytest.mark.slow
def test_a_new_type_leaves_or_the_report_says_that_it_cannot(typed: Path) -> None:
    run(typed, "-c", EXPORT, *FORMATS)
    for name in FORMATS:
        written = text_of(name, (typed / f"{name}.out").read_bytes())
        lost = (typed / f"{name}.txt").read_text("utf-8").splitlines()
        left_out = {line.partition(":")[0] for line in lost if line.endswith(LEFT_OUT)}
        for letter in "abc":
            there = f"{letter}: which of these" in written and "Poker" in written
            assert there != (f"channel/promise/{letter}-game" in left_out), name
        assert bool(left_out) == (name == "gift")


LEFT_OUT = 'lost: the whole question: this format cannot represent questions of type "odd-one"'


def text_of(name: str, written: bytes) -> str:
    """Return the words of an exported file; Anki's package has them in a database."""
    if name != "apkg":
        return written.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        return package.read("collection.anki2").decode("utf-8", "ignore")


@pytest.mark.slow
def test_the_tests_of_types_take_a_new_one_with_its_case(typed: Path) -> None:
    shutil.copytree(ROOT / "tests", typed / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", typed)
    case = typed / "tests/cases/questions.toml"
    case.write_text(case.read_text("utf-8") + CASE, encoding="utf-8")
    names = "samples or every_type or answer_told or page_names or schema_takes or each_widget"
    rooms = ("assessments", "export/test_apkg.py", "questions", "browser/test_access.py")
    files = [f"tests/{room}" for room in rooms]
    said = run(typed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", names, *files)
    assert " passed" in said

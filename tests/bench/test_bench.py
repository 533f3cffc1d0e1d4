"""`make bench`: rows, sections with deadlines, libraries, and the figures of a build."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.bench.cost import CommandFailed, measure
from scripts.bench.inputs import BESIDE, CONTENT, libraries
from scripts.bench.page import page
from scripts.bench.rows import Row, Store, table
from scripts.bench.sections import DEFAULT, NAMES, Plan, build, peers, sections
from scripts.bench.sections.serve import EDITS
from tests.conftest import ROOT, command
from tests.small_site import cite

PATIENCE = 60  # seconds for a process that should be ending
# A run of sections in a process of its own. Each section starts a process in a session of its own,
# as Chromium does; whatever still runs holds the pipe to the test open.
RUN = """
import subprocess, sys
from pathlib import Path
from scripts.bench.rows import Row, Store
from scripts.bench.run import Section, run

def endless():
    yield Row("before the end", "s", 1)
    subprocess.run(["sleep", "600"], start_new_session=True)
    yield Row("after the end", "s", 2)

def broken():
    yield Row("before the fault", "s", 3)
    raise ValueError("no figure")

def short():
    yield Row("short", "s", 4, 8, 0.4, of_ratio=True)

seconds = float(sys.argv[2])
made = [Section("a", "endless", seconds, endless), Section("b", "broken", 600, broken)]
run([*made, Section("c", "short", 600, short)], Store(Path(sys.argv[1]), fresh=False))
"""
# A program with the interface of the build: a page for each article, of 1,000 bytes for each file.
PROGRAM = """
import json, sys
from pathlib import Path
places = dict(word.removeprefix("--").split("=") for word in sys.argv[1:])
source, site, build = (Path(places[name]) for name in ("source", "site", "build"))
articles = sorted(source.rglob("*.md"))
for article in articles:
    folder = site / article.parent.name / article.stem
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text("x" * 1000 * len(articles))
(site / "index.html").write_text("x" * 1000 * len(articles))
build.mkdir(exist_ok=True)
kept = bytearray(90_000_000)
report = {"seconds": {"pages": 1.0}, "cpu": {"mkdocs": 0.001, "search": 0.002, "pages": 0.5}}
(build / "report.json").write_text(json.dumps(report))
"""


def article(channel: str, number: int) -> str:
    """A transcript that cites its video and links to the next."""
    front = f"---\ntitle: Number {number}\nvideoId: abcdefghij{number}\n---\n\nFrom: [[{channel}]]"
    return f"{front}\n\nA career takes time {cite(60 + number)}, see [[a{number % 3 + 1}]].\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A corpus of two channels."""
    for channel, count in (("one", 3), ("two", 2)):
        (tmp_path / "corpus" / channel).mkdir(parents=True)
        for number in range(1, count + 1):
            path = tmp_path / "corpus" / channel / f"a{number}.md"
            path.write_text(article(channel, number), encoding="utf-8")
    return tmp_path / "corpus"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A knowledge base whose article lies over the first of channel `one`."""
    folder = tmp_path / "content"
    (folder / "articles" / "one").mkdir(parents=True)
    (folder / "articles" / "one" / "a1.md").write_text("Ours.\n", encoding="utf-8")
    (folder / "articles" / "one" / "a1.toml").write_text("# A check.\n", encoding="utf-8")
    (folder / "ledger.tsv").write_text("An address.\n", encoding="utf-8")
    return folder


def started(path: Path, seconds: float) -> subprocess.Popen[str]:
    """A run of the sections of RUN, of which `endless` has some seconds."""
    line = [sys.executable, "-c", RUN, str(path), str(seconds)]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def saved(path: Path) -> list[str]:
    """The names of the rows that a file has."""
    return [row["name"] for row in json.loads(path.read_bytes())]


@pytest.mark.slow
def test_a_run_that_is_killed_keeps_its_rows_and_leaves_no_process(tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    with started(path, 600) as process:
        assert process.stdout is not None
        said = [process.stdout.readline(), process.stdout.readline()]
        assert said[0] == "endless: measuring, 600 s at most\n"
        assert said[1] == "  before the end: 1.00 s\n"
        assert saved(path) == ["before the end"]
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=PATIENCE)  # raises while a process holds the pipe
    assert rest == ""
    assert saved(path) == ["before the end"]


@pytest.mark.slow
def test_a_section_past_its_deadline_is_ended_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    with started(path, 5) as process:
        said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    lines = said.splitlines()
    assert "endless: ended at its deadline of 5 s" in lines
    assert "broken: could not be measured: ValueError: no figure" in lines
    assert lines[-1].startswith("short: ") and lines[-1].endswith(" s")
    assert lines[-2] == "  short: 4.00 s, theirs 8.00, ratio 0.500 (target ratio <= 0.4: NO)"
    assert saved(path) == ["before the end", "before the fault", "short"]


def test_a_row_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    first = Store(path, fresh=True)
    first.add(Row("a", "s", 1))
    first.add(Row("b", "s", 2, 4, 0.4, of_ratio=True))
    second = Store(path, fresh=False)
    second.add(Row("a", "s", 3))
    assert saved(path) == ["b", "a"]
    assert Store(path, fresh=False).rows["b"] == Row("b", "s", 2, 4, 0.4, of_ratio=True)
    assert [row.ours for row in second.new] == [3]
    assert page(list(second.rows.values())).count("<figure>") == 1
    Store(path, fresh=True).add(Row("c", "s", 1))
    assert saved(path) == ["c"]


def test_only_what_was_asked_for_is_measured(small: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "bench.json", fresh=True)

    def names(*wanted: str) -> list[str]:
        place = tmp_path / "-".join(wanted)
        return [one.name for one in sections(Plan(frozenset(wanted), small), place, store)]

    assert names("serve") == ["serve"]
    assert not (tmp_path / "serve").exists()  # no library was written
    assert names("boot", "build")[::2] == [names("build")[0], "boot"]
    assert [name.split(",")[0] for name in names("build", "peers")] == 2 * ["build"] + 2 * ["peers"]
    found = sections(Plan(frozenset(NAMES), small), tmp_path / "all", store)
    assert {one.of for one in found} == set(NAMES)


def test_a_section_without_its_site_has_the_time_to_build_it(small: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "bench.json", fresh=True)
    both = sections(Plan(frozenset({"build", "answers"}), small), tmp_path / "both", store)
    built, _, answers = both
    (alone,) = sections(Plan(frozenset({"answers"}), small), tmp_path / "alone", store)
    assert alone.seconds == answers.seconds + built.seconds
    patient = Plan(frozenset({"serve"}), small, patience=3)
    (short,) = sections(patient._replace(patience=1), tmp_path, store)
    (long,) = sections(patient, tmp_path, store)
    assert long.seconds == 3 * short.seconds


@pytest.mark.slow
def test_a_whole_run_ends_within_a_quarter_of_an_hour(corpus: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "bench.json", fresh=True)
    found = list(sections(Plan(frozenset(DEFAULT), corpus), tmp_path, store))
    assert len([one for one in found if one.of == "build"]) == 2
    assert sum(one.seconds for one in found) <= 15 * 60


def test_an_unknown_section_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert command("bench", "--only", "build,speed", "--output", tmp_path) == 2
    assert "no section is called speed: build, search" in capsys.readouterr().err


@pytest.mark.slow
def test_without_a_browser_nothing_starts(tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "dirname", "id"):
        (programs / name).symlink_to(str(shutil.which(name)))
    line = [sys.executable, "-m", "scripts", "bench", "--only", "boot,answers,serve"]
    done = subprocess.run(
        [*line, "--output", str(tmp_path)],
        cwd=ROOT,
        env={"PATH": str(programs)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("answers, boot cannot be measured: no browser is installed")
    assert "make bench needs these, by the names that Debian gives them: chromium." in done.stderr


@pytest.mark.slow
def test_a_library_has_the_ledger_and_the_articles_of_docs(small: Path, tmp_path: Path) -> None:
    one, both = libraries(small, tmp_path / "inputs")
    ours = sum(1 for _ in (CONTENT / "articles").rglob("*.md"))
    assert (one.articles, both.articles) == (3 + ours, 5 + ours)
    for name in BESIDE:
        theirs, copied = CONTENT / name, one.folder / name
        assert copied.is_dir() if theirs.is_dir() else copied.read_bytes() == theirs.read_bytes()
    for path in (CONTENT / "articles").rglob("*.*"):
        copied = both.source / path.relative_to(CONTENT / "articles")
        assert copied.read_bytes() == path.read_bytes()
    assert {path.parent.name for path in both.source.rglob("a1.md")} == {"one", "two"}


@pytest.mark.slow
def test_copies_have_other_names_and_no_ledger(small: Path, content: Path, tmp_path: Path) -> None:
    *_, copies = libraries(small, tmp_path / "inputs", copies=12, content=content)
    assert (copies.articles, copies.largest) == (13, "one")
    assert (copies.source / "one" / "a1.md").read_text(encoding="utf-8") == "Ours.\n"
    text = (copies.source / "one2" / "a1.md").read_text(encoding="utf-8")
    assert "[[one2]]" in text and "videoId: abcdefghij1" not in text and "[[a2]]" in text
    checks = [path.parent.name for path in copies.source.rglob("*.toml")]
    assert checks == ["one"]
    assert len(list(copies.folder.rglob("ledger.tsv"))) == 1


def test_without_a_corpus_the_library_is_that_of_docs(content: Path, tmp_path: Path) -> None:
    (only,) = libraries(tmp_path / "nowhere", tmp_path / "inputs", copies=12, content=content)
    assert (only.articles, only.largest, only.edited.name) == (1, "one", "a1.md")


@pytest.mark.slow
def test_the_figures_of_builds(small: Path, content: Path, tmp_path: Path) -> None:
    first, last = libraries(small, tmp_path / "inputs", content=content)
    store = Store(tmp_path / "bench.json", fresh=True)
    works = [
        build.Workshop(one, tmp_path / one.name, (sys.executable, "-c", PROGRAM))
        for one in (first, last)
    ]
    for work in works:
        for row in build.rows(work, first, store):
            store.add(row)
    rows = store.rows
    small_name, large_name = "build, 3 articles: ", "build, 5 articles: "
    assert rows[f"{small_name}HTML a page"].ours == 3
    assert rows[f"{large_name}CPU of search, a page"].ours == pytest.approx(1000 * 0.002 / 6)
    whole = rows[f"{large_name}CPU, search too"].ours
    part = rows[f"{large_name}CPU a page, without search"].ours
    assert part == pytest.approx(1000 * (whole - 0.002) / 6)
    assert 90 < rows[f"{small_name}largest process"].ours < 400
    html = rows["build, 3 to 5 articles: growth of HTML a page"]
    assert html.ours == pytest.approx(5 / 3)
    assert html.met is False
    growth = rows["build, 3 to 5 articles: growth of CPU a page, without search"]
    assert growth.ours == pytest.approx(part / rows[f"{small_name}CPU a page, without search"].ours)
    again = rows[f"{small_name}nothing changed, CPU"]
    assert (again.limit, again.met) == (0.06, False)  # this program does all of it again
    edit = rows[f"{large_name}one article edited, CPU without MkDocs and Pagefind"]
    ratio = rows[f"{large_name}one article edited, CPU"]
    assert edit.ours + 0.003 == pytest.approx(ratio.ours * whole)
    assert last.edited.read_text(encoding="utf-8").count("One more sentence") == 3
    assert "One more sentence" not in (small / "one" / "a1.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_peer_stands_beside_the_saved_rows(small: Path, content: Path, tmp_path: Path) -> None:
    library, _ = libraries(small, tmp_path / "inputs", content=content)
    store = Store(tmp_path / "bench.json", fresh=True)
    store.add(Row("build, 3 articles: CPU a page, without search", "ms", 8, None, 12))
    store.add(Row("build, 3 articles: nothing changed, seconds", "s", 1))
    (row,) = peers.rows(library, store)
    assert row._replace(theirs=None) == store.rows[row.name]
    assert row.theirs is not None and row.theirs > 0


@pytest.mark.slow
def test_a_command_costs_what_its_children_cost() -> None:
    work = "import time\nwhile time.process_time() < 0.5: pass\nx = bytearray(90_000_000)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '''{work}'''])"
    cost = measure([sys.executable, "-c", parent])
    assert 0.5 <= cost.cpu < 5
    assert 90 < cost.peak < 200


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(CommandFailed, match=r"ended with 1\n(.*\n)*ZeroDivisionError"):
        measure([sys.executable, "-c", "1 / 0"])


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.what)
def test_an_edit_under_serve_changes_its_file(edit: object, tmp_path: Path) -> None:
    made = next(one for one in EDITS if one == edit)
    before = (ROOT / made.path).read_text(encoding="utf-8")
    (tmp_path / made.path).parent.mkdir(parents=True)
    shutil.copy(ROOT / made.path, tmp_path / made.path)
    made.make(tmp_path, "zebra")
    after = (tmp_path / made.path).read_text(encoding="utf-8")
    assert "zebra" not in before and after.count("zebra") == 1
    assert after.endswith("\n") and not (made.after and after.startswith(before))


def test_a_target_is_met_missed_or_none() -> None:
    rows = [
        Row("most", "ms", 12, 24, 12),
        Row("ratio", "ms", 12, 24, 0.4, of_ratio=True),
        Row("least", "points", 99, None, 100, at_least=True),
        Row("none", "s", 1),
    ]
    assert [row.met for row in rows] == [True, False, False, None]
    assert [line.split()[-1] for line in table(rows)][1:] == ["yes", "NO", "NO", "1.00"]

"""The whole site through the command that `make site` runs."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from macros.content import CONTENT
from scripts.build.cache import Cache
from scripts.core.files import walk
from scripts.publish.checkout import held_by
from scripts.publish.checkout import tree as tree_of
from scripts.publish.handwritten import HandwrittenError, handwritten
from scripts.publish.link_check import check_site
from scripts.site import CACHE
from tests.building import SOURCE
from tests.conftest import ROOT, build_site, command

pytestmark = pytest.mark.slow

KB = 1000
ARTICLE = "alifeafterlayoff/bad_bosses"


def report(site: Path) -> dict[str, Any]:
    """What the build said of a site."""
    return dict(json.loads((site.parent / "build/report.json").read_text(encoding="utf-8")))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {name: (folder / name).read_bytes() for name in walk(folder)}


def test_no_link_or_anchor_is_dead(site: Path) -> None:
    assert check_site(site) == []


@pytest.mark.parametrize(
    ("page", "marked"), [("browse", "page"), ("browse/a-z", "true"), ("quizzes", "page")]
)
def test_the_header_marks_where_one_is(site: Path, page: str, marked: str) -> None:
    html = (site / page / "index.html").read_text(encoding="utf-8")
    section = page.partition("/")[0]
    assert f'{section}/" aria-current="{marked}">' in html


def test_a_dead_link_would_be_found(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site / "browse", tmp_path / "browse")
    page = tmp_path / "browse" / "index.html"
    ways = '<a href="#y">b</a> <a href="#check=/z">c</a> <a href="#check=1/x">d</a>'
    page.write_text(f'<p id="x">[[raw]] <a href="gone/">a</a> <i id="check"></i> {ways}</p>')
    problems = [p for p in check_site(tmp_path) if p.path == "browse/index.html"]
    assert {"raw-wiki-link", "dead-link", "dead-anchor"} == {problem.code for problem in problems}
    dead = sorted(p.message.split()[0] for p in problems if p.code == "dead-anchor")
    assert dead == ["#check=/z", "#y"]


def test_no_file_is_in_two_trees(site: Path) -> None:
    """Of two, one could go its own way unseen."""
    cache, trees = Cache(site.parent / "build" / CACHE), held_by(site)
    assert trees
    assert sum(len(tree_of(cache, one)) for one in trees) == len(list(walk(site)))


def test_the_second_build_writes_nothing_and_verify_agrees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_site(SOURCE, tmp_path)
    build_site(SOURCE, tmp_path)
    said = report(tmp_path / "site")
    assert (said["written"], said["removed"]) == (0, 0)
    assert command("verify", "--site", tmp_path / "site", "--build", tmp_path / "build") == 0
    assert capsys.readouterr().out.endswith("0 differences\n")


def started(source: Path, folder: Path) -> subprocess.Popen[str]:
    """A build that runs."""
    options = ["--site", str(folder / "site"), "--build", str(folder / "build")]
    return subprocess.Popen(
        [sys.executable, "-m", "scripts", "build", "--source", str(source), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_of_two_builds_in_one_folder_one_waits(site: Path, tmp_path: Path) -> None:
    """Afterwards bits flip in a hundred files of the cache; the site has some of the same files."""
    both = [started(SOURCE, tmp_path) for _ in range(2)]
    said = [build.communicate()[1] for build in both]
    assert [build.returncode for build in both] == [0, 0], said
    assert sum("another build works in" in one for one in said) == 1
    before = tree(tmp_path / "site")
    assert before == tree(site)
    cache = tmp_path / "build" / CACHE
    files = sorted(path for path in cache.rglob("*/*/*") if path.is_file())
    for path in random.Random(7).sample(files, 100):
        data = bytearray(path.read_bytes())
        data[len(data) // 2 : len(data) // 2 + 1] = b"?"
        path.write_bytes(bytes(data))
    assert tree(tmp_path / "site") != before
    third = started(SOURCE, tmp_path)
    assert "damaged; everything is made anew" in third.communicate()[1]
    assert third.returncode == 0
    assert tree(tmp_path / "site") == before


# A file of the source is written, or removed, at the moment in which a build opens it.
EDITED = """
import sys
from pathlib import Path

what, path, options = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
opened, editing = 0, False

def hook(event, args):
    global opened, editing
    if event != "open" or str(args[0]) != str(path) or args[1] != "r" or editing:
        return
    opened, editing = opened + 1, True
    if what == "always" or (what == "once" and opened == 2):
        path.write_text(path.read_text("utf-8") + f"\\nOf zebras {opened}.\\n", "utf-8")
    if what == "gone" and opened == 2:
        path.unlink()
    editing = False

sys.argv = ["scripts", "build", *options]
sys.addaudithook(hook)
from scripts.__main__ import main
main(sys.argv[1:])
"""


def test_a_source_that_is_edited_meanwhile_is_built_as_it_is(tmp_path: Path) -> None:
    shutil.copytree("docs", tmp_path / "docs")
    source = tmp_path / "docs" / "articles"
    path = source / f"{ARTICLE}.md"
    options = ["--source", str(source), "--site", str(tmp_path / "site")]
    options += ["--build", str(tmp_path / "build"), "--workers", "1"]

    def edited(what: str) -> subprocess.CompletedProcess[str]:
        path.write_text(path.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-W", "ignore", "-c", EDITED, what, str(path), *options],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    page = tmp_path / "site/wiki" / ARTICLE / "index.html"
    assert edited("never").returncode == 0
    done = edited("once")  # after the scan: the next try finds it
    assert done.returncode == 0, done.stderr
    assert "Of zebras" in page.read_text(encoding="utf-8")
    before = tree(tmp_path / "site")
    done = edited("always")
    assert done.returncode == 1
    first, last = done.stderr.splitlines()[-2:]
    assert first == f"{path} changed while the source was read"
    assert last == f"{tmp_path / 'site'} is as it was"
    assert tree(tmp_path / "site") == before
    done = edited("gone")  # the next try finds that an address would be lost
    assert done.returncode == 1
    assert "dropped-id" in done.stdout
    assert tree(tmp_path / "site") == before


def test_the_command_ends_with_what_it_did(tmp_path: Path) -> None:
    options = ["--site", str(tmp_path / "site"), "--build", str(tmp_path / "build")]
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "build", *options, "--explain", f"wiki/{ARTICLE}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    counts = next(line for line in lines if " articles, " in line).split(", ")
    assert [part.split(" ", 1)[1] for part in counts] == [
        "articles",
        "banks",
        "written",
        "removed",
        "problems",
        "s",
    ]
    told = lines.index(
        f"wiki/{ARTICLE}: made again because of: nothing of this address was in the cache"
    )
    assert any(line.split()[:1] == ["backlinks"] for line in lines[told:])


def test_the_same_input_gives_the_same_site_anywhere(site: Path, tmp_path: Path) -> None:
    source = tmp_path / "docs" / "articles"
    shutil.copytree("docs", tmp_path / "docs", ignore=shutil.ignore_patterns("generated"))
    other = build_site(source, tmp_path / "elsewhere")
    mine, theirs = tree(site), tree(other)
    assert mine.keys() == theirs.keys()
    assert {name for name in mine if mine[name] != theirs[name]} == set()


def test_a_hand_written_page_that_fails_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "own" / "pages" / "ours.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\nrender_macros: true\n---\n\n# Ours\n\n{{ no_such_macro() }}\n")
    monkeypatch.setenv(CONTENT, str(tmp_path / "own"))
    build = tmp_path / "build"
    cache = Cache(build / CACHE)
    with pytest.raises(HandwrittenError) as failed:
        handwritten(cache, cache.add(b"{}"), build)
    said = str(failed.value)
    assert "`ours.md`" in said
    assert said.endswith("_UndefinedError_: 'no_such_macro' is undefined")
    assert "INFO" not in said


def test_the_seeds_make_a_site(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "source" / "alifeafterlayoff")
    site = build_site(tmp_path / "source", tmp_path, "--strict")
    assert report(site)["problems"] == {}
    assert check_site(site) == []


@pytest.fixture(scope="module")
def corpus_report(corpus_site: Path) -> dict[str, Any]:
    """What the build said of the five real channels."""
    return report(corpus_site)


def test_every_file_is_accounted_for(corpus: Path, corpus_report: dict[str, Any]) -> None:
    files = len(list(corpus.rglob("*.md")))
    assert sum(corpus_report[name] for name in ("articles", "hubs", "refused")) == files


def test_every_class_of_citation_and_link_is_counted(
    corpus_report: dict[str, Any],
) -> None:
    citations, links = corpus_report["citations"], corpus_report["links"]
    assert citations["linked"] == citations["written"] - citations["unreadable"]
    assert links["written"] == links["resolved"] + links["topic"]
    assert citations["repaired"] > 20_000


def test_no_link_of_the_corpus_is_dead(corpus_site: Path) -> None:
    assert check_site(corpus_site) == []


def test_real_pages_are_light(corpus_site: Path) -> None:
    sizes = [path.stat().st_size for path in corpus_site.rglob("index.html")]
    assert sum(sizes) / len(sizes) <= 60 * KB

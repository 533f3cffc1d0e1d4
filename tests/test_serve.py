"""`mkdocs serve`: a change is shown after one rebuild, a broken one leaves the last good site."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

import pytest

from tests.conftest import ROOT

SLUG = "alifeafterlayoff/bad_bosses"
BUILT, SERVING = "Documentation built in", "Serving on"
COPIED = ("docs", "macros", "scripts", "assessments", "mkdocs.yml", "package.json")
LINKED = ("node_modules",)


class Served(NamedTuple):
    """A server at work on a copy of the project."""

    project: Path
    address: str
    lines: Iterator[str]

    def until(self, words: str) -> list[str]:
        """The lines that the server says up to the one that holds `words`."""
        said = []
        for line in self.lines:
            said.append(line)
            if words in line:
                return said
        raise AssertionError("the server ended:\n" + "".join(said))

    def page(self, address: str) -> str:
        """A page as a browser gets it."""
        with urllib.request.urlopen(f"{self.address}/{address}/") as answer:
            return str(answer.read().decode())


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`mkdocs serve` in a copy of the project, after its first build."""
    project = tmp_path_factory.mktemp("project")
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    for name in LINKED:
        (project / name).symlink_to(ROOT / name)
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output: IO[str] = process.stdout  # type: ignore[assignment]
    server = Served(project, f"http://127.0.0.1:{port}", iter(output.readline, ""))
    try:
        server.until(SERVING)
        yield server
    finally:
        process.terminate()
        process.wait()
        output.close()


def test_a_changed_transcript_is_shown_after_one_rebuild(served: Served) -> None:
    path = served.project / "docs/articles" / f"{SLUG}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nA paragraph about zebras.\n", encoding="utf-8")
    served.until(BUILT)
    assert "about zebras" in served.page(f"wiki/{SLUG}")


def test_then_it_is_quiet(served: Served) -> None:
    """One further change gives one further rebuild: none was under way because of the last."""
    path = served.project / "docs/index.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nQuiet.\n", encoding="utf-8")
    said = served.until(BUILT)
    assert sum("Building documentation" in line for line in said) == 1
    assert "0 written, 0 removed" in next(line for line in said if "scripts.build" in line)


def test_a_changed_template_is_shown(served: Served) -> None:
    path = served.project / "scripts/templates/article.html"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Read next", "Go on with"), encoding="utf-8")
    served.until(BUILT)
    assert "Go on with" in served.page(f"wiki/{SLUG}")


def test_a_broken_script_leaves_the_last_good_pages(served: Served) -> None:
    path = served.project / "scripts/read.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nthis is no Python\n", encoding="utf-8")
    said = served.until(BUILT)
    assert any("scripts.build failed, the last good pages stay" in line for line in said)
    assert "about zebras" in served.page(f"wiki/{SLUG}")
    path.write_text(text, encoding="utf-8")
    served.until(BUILT)


def test_a_broken_transcript_is_one_clear_line(served: Served) -> None:
    path = served.project / "docs/articles" / f"{SLUG}.md"
    text = path.read_bytes()
    path.write_bytes(text + b"\xff\n")
    said = served.until(BUILT)
    assert sum("not-utf-8" in line for line in said) == 1
    assert "about zebras" in served.page(f"wiki/{SLUG}")
    path.write_bytes(text)
    served.until(BUILT)

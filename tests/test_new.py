"""`make new`: a stranger's knowledge base, from the checkout and from the installed wheel."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import reduce
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
import yaml

from scripts.core.files import walk
from scripts.publish.link_check import check_site
from tests.conftest import ROOT, build_site, command
from tests.programs import printed
from tests.workers import once

pytestmark = pytest.mark.slow

ABOUT_A_DOZEN = 16
HOSTS = (".github/workflows/publish.yml", ".gitlab-ci.yml", "netlify.toml", "wrangler.toml")


def new(folder: Path, *options: str) -> Path:
    """A new content folder for a bakery."""
    assert command("new", folder, "--name", "Gutes Brot", *options) == 0
    return folder


def make(folder: Path) -> None:
    """A new bakery in German below a folder, and its site."""
    new(folder / "bakery", "--language", "de")
    assert command("ledger", "--content", folder / "bakery", "update") == 0
    build_site(folder / "bakery" / "articles", folder, "--strict")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the bakery and its site."""
    return once(tmp_path_factory, "new", make)


def test_it_is_about_a_dozen_files_of_one_page(tmp_path: Path) -> None:
    folder = new(tmp_path / "bakery")
    names = list(walk(folder))
    assert len(names) <= ABOUT_A_DOZEN
    assert set(HOSTS) <= set(names)
    assert len((folder / "README.md").read_text("utf-8").splitlines()) < 60
    for name in HOSTS[:2]:
        assert yaml.safe_load((folder / name).read_text("utf-8"))


def test_a_folder_with_files_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    assert command("new", tmp_path, "--name", "A") == 2
    assert "is not empty" in capsys.readouterr().out
    assert list(walk(tmp_path)) == ["mine"]


def test_its_site_is_whole(made: Path) -> None:
    site = made / "site"
    assert check_site(site) == []
    for page in ("quizzes/first-test", "paths/erste-schritte", "glossary", "review", "newsletter"):
        assert (site / page / "index.html").is_file(), page
    html = (site / "wiki/first_channel/how_an_article_is_made/index.html").read_text("utf-8")
    assert '<html lang="de"' in html
    assert 'data-seconds="65"' in html


def test_what_it_says_is_german(made: Path) -> None:
    assert "Eine Wissenssammlung" in (made / "bakery/README.md").read_text("utf-8")


class Asked(BaseHTTPRequestHandler):
    """A sender that keeps what it is asked."""

    kept: ClassVar[list[tuple[str, str, Any]]] = []

    def do_POST(self) -> None:
        """Keep a draft, as the documented senders do; refuse without a token."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = self.headers["Authorization"]
        self.kept.append((self.path, said, body))
        self.send_response(201 if said.endswith("secret") else 403)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def sender() -> Iterator[str]:
    """The address of a sender on this machine."""
    Asked.kept.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


POSTAL = '[newsletter]\nsender = "Brot <brief@brot.example>"\npostal = "Gasse 1, 12345 Ort"\n'
TAKES = {
    "listmonk": ("/api/campaigns", "token secret", "{{ UnsubscribeURL }}", ["body"]),
    "buttondown": ("/v1/emails", "Token secret", "{{ unsubscribe_url }}", ["body"]),
    "keila": (
        "/api/v1/campaigns",
        "Bearer secret",
        "{{ unsubscribe_link }}",
        ["data", "html_body"],
    ),
}


@pytest.mark.parametrize("name", TAKES)
def test_a_letter_is_handed_to_a_sender(
    made: Path, tmp_path: Path, sender: str, name: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shutil.copytree(made / "bakery", tmp_path / "bakery")
    letter = next((tmp_path / "bakery/newsletter").glob("*.md"))
    asked = ["newsletter", letter, "--content", tmp_path / "bakery", "--site", made / "site"]
    asked += ["--output", tmp_path / "mail", "--to", name, "--url", sender, "--list", 1, "--send"]
    assert command(*asked) == 1
    assert "no postal address" in capsys.readouterr().out
    settings = tmp_path / "bakery/site.toml"
    settings.write_text(settings.read_text("utf-8") + "\n" + POSTAL, encoding="utf-8")
    assert command(*asked) == 1
    assert "no token" in capsys.readouterr().out
    assert Asked.kept == []
    monkeypatch.setenv("MILE_MARKERS_SENDER_TOKEN", "secret")
    assert command(*asked) == 0
    path, authorization, tag, keys = TAKES[name]
    [(asked_path, said, body)] = Asked.kept
    assert (asked_path, said) == (path, authorization)
    html = reduce(lambda found, key: found[key], keys, body)
    assert f'href="{tag}"' in html
    assert "Gasse 1, 12345 Ort" in html
    monkeypatch.setenv("MILE_MARKERS_SENDER_TOKEN", "wrong")
    assert command(*asked) == 1
    assert "403" in capsys.readouterr().out


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of the wheel in an environment that has its packages and no Node."""
    place = tmp_path_factory.mktemp("wheel")
    assert command("wheel", "--out", place / "dist") == 0
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place / "env")], check=True)
    python = place / "env/bin/python"
    libraries = next((place / "env/lib").glob("python*/site-packages"))
    (libraries / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    wheel = next((place / "dist").glob("*.whl"))
    line = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*line, "--no-deps", "--no-index", str(wheel)], check=True)
    return place / "env/bin/mile-markers"


def run(program: Path, folder: Path, *arguments: str) -> str:
    """Run the installed command where neither the checkout nor Node is found."""
    ours = ("PYTHONPATH", "MILE_MARKERS_CONTENT", "MILE_MARKERS_BUILD")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    environment["PATH"] = str(program.parent)
    assert shutil.which("node", path=environment["PATH"]) is None
    return printed([str(program), *arguments], folder, environment)


def test_the_wheel_builds_the_same_site(made: Path, installed: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "bakery", tmp_path / "bakery")
    assert "runtime: as it was installed" in run(installed, tmp_path / "bakery", "build")
    mine, theirs = made / "site", tmp_path / "bakery/site"
    assert list(walk(mine)) == list(walk(theirs))
    differ = [n for n in walk(mine) if (mine / n).read_bytes() != (theirs / n).read_bytes()]
    assert differ == []


def test_the_wheel_makes_a_knowledge_base(installed: Path, tmp_path: Path) -> None:
    said = run(installed, tmp_path, "new", "bakery", "--name", "Gutes Brot", "--language", "de")
    assert "README.md" in said
    assert (tmp_path / "bakery/site.toml").read_text("utf-8").startswith('name = "Gutes Brot"')


def test_the_engine_has_its_license() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "MIT License" in text
    assert "CC BY 4.0" in text

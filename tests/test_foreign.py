"""A content folder that is not ours: its site has its name and language, and nothing of ours."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from macros.content import read_settings
from scripts.bench.server import serve_folder
from scripts.core.files import walk
from scripts.publish.link_check import check_site
from tests.conftest import ROOT
from tests.workers import once

pytestmark = pytest.mark.slow

OURS = re.compile(rb"mile markers|career|recruiter|alifeafterlayoff", re.IGNORECASE)
SITE = """\
name = "Gutes Brot"
tagline = "Alles über Sauerteig."
language = "de"

[colors]
light = "#7a3b12"
dark = "#e8b38c"

[newsletter]
about = "Briefe vom Backen."
sender = "Gutes Brot <brief@brot.example>"
"""
ARTICLE = """\
---
title: Der Sauerteig
videoId: abcdefghijk
date: 2026-11-20
---

From: [[backstube]] <br/>

Ein Teig ruht über Nacht <a class="yt-timestamp" data-t="00:01:13">[00:01:13]</a>. Dazu
[[das_mehl | Mehl]] und [[wasser]].
"""
OTHER = """\
---
title: Das Mehl
videoId: abcdefghijk
---

From: [[backstube]] <br/>

Roggen bindet viel Wasser <a class="yt-timestamp" data-t="00:02:10">[00:02:10]</a>.
"""
LETTER = """\
---
subject: Der erste Teig
preview: Er ruht.
date: 2026-11-21
---

Am Anfang steht [[der_sauerteig | ein Teig]].
"""


def bakery(folder: Path) -> None:
    """Write a small knowledge base about bread."""
    channel = folder / "articles" / "backstube"
    channel.mkdir(parents=True)
    (folder / "newsletter").mkdir()
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    (channel / "der_sauerteig.md").write_text(ARTICLE, encoding="utf-8")
    (channel / "das_mehl.md").write_text(OTHER, encoding="utf-8")
    (folder / "newsletter" / "2026-11-21-der-erste-teig.md").write_text(LETTER, encoding="utf-8")


def build(folder: Path) -> None:
    """Write the bakery below a folder and build its site through the command."""
    bakery(folder / "bakery")
    command_line(folder / "bakery", folder)


def command_line(content: Path, folder: Path) -> None:
    """Build the site of a content folder below another folder."""
    line = [sys.executable, "-m", "scripts", "build", "--content", str(content)]
    line += ["--site", str(folder / "site"), "--build", str(folder / "build")]
    done = subprocess.run(
        line, cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bakery's site."""
    return once(tmp_path_factory, "bakery", build) / "site"


def unpacked(data: bytes) -> bytes:
    """The bytes of a file, also of one that is packed."""
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def test_nothing_of_our_content_is_in_it(built: Path) -> None:
    found = {
        (name, hit.decode())
        for name in walk(built)
        for hit in OURS.findall(unpacked((built / name).read_bytes()))
    }
    assert found == set()


def test_every_page_names_the_site_and_its_language(built: Path) -> None:
    for path in built.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert '<html lang="de"' in html, path
    home = (built / "index.html").read_text(encoding="utf-8")
    assert "<title>Gutes Brot</title>" in home
    assert '<meta name="application-name" content="Gutes Brot">' in home
    assert "#7a3b12" in (built / "assets/generated/site.css").read_text(encoding="utf-8")


def test_what_it_lacks_has_no_page_and_no_place_in_the_navigation(built: Path) -> None:
    home = (built / "index.html").read_text(encoding="utf-8")
    for name in ("quizzes", "paths", "glossary", "review"):
        assert not (built / name).exists()
        assert f'href="./{name}/"' not in home
    assert (built / "newsletter/2026-11-21-der-erste-teig/index.html").is_file()
    assert not list((built / "assets/generated").glob("wages"))


def test_no_link_is_dead(built: Path) -> None:
    assert check_site(built) == []


def test_feeds_carry_its_name(built: Path) -> None:
    feed = (built / "feeds/newsletter/atom.xml").read_text(encoding="utf-8")
    assert "<name>Gutes Brot</name>" in feed
    assert 'xml:lang="de"' in feed
    assert "tag:gutes-brot.example,2026:" in feed


BROKEN = """\
nam = "A"
language = "german!"
[colors]
light = "red"
"""


def test_settings_are_checked_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(BROKEN, encoding="utf-8")
    found = [(one.line, one.code) for one in read_settings(tmp_path)[1]]
    assert sorted(found) == [
        (1, "missing-key"),
        (1, "unknown-key"),
        (2, "bad-value"),
        (4, "bad-value"),
    ]


RUNS = "<script>pwned()</script> [zymurgy](javascript:pwned()) {{ 7 * 7 }} <b onclick=pwned()> &"
HOSTILE = f"""\
name = '{RUNS}'
tagline = '{RUNS}'
license = '{RUNS}'
[newsletter]
about = '{RUNS}'
"""
PATHS = f"""\
[[path]]
id = "one"
title = '{RUNS}'
who = '{RUNS}'
lead = '{RUNS}'
articles = [{{ article = "backstube/das_mehl", why = '{RUNS}' }}]
"""


def test_settings_are_words_on_every_page_and_run_nothing(tmp_path: Path) -> None:
    own = tmp_path / "bakery"
    bakery(own)
    (own / "site.toml").write_text(HOSTILE, encoding="utf-8")
    (own / "paths.toml").write_text(PATHS, encoding="utf-8")
    command_line(own, tmp_path)
    pages = {
        name: LexborHTMLParser((tmp_path / "site" / name).read_text("utf-8"))
        for name in walk(tmp_path / "site")
        if name.endswith(".html")
    }
    assert [
        name for name, tree in pages.items() if "49" in (tree.css_first("h1") or tree).text()
    ] == []
    wrong = [
        (name, node.html)
        for name, tree in pages.items()
        for node in tree.css("script, [onclick], [href^='javascript:']")
        if "pwned" in node.text() + str(node.attributes) and "json" not in str(node.attributes)
    ]
    assert wrong == []
    words = {name: (tree.body or tree).text() for name, tree in pages.items()}
    told = ("index.html", "about/index.html", "newsletter/index.html", "paths/one/index.html")
    assert [name for name in told if RUNS not in " ".join(words[name].split())] == []


FRAME = (
    "Zum Text springen",
    "Stöbern",
    "Was hierher führt",
    "Min. Lesezeit",
    "Alle Artikel",
    'aria-label="Dunkle Farben"',
)


def test_the_engine_speaks_german(built: Path) -> None:
    html = (built / "wiki/backstube/das_mehl/index.html").read_text(encoding="utf-8")
    assert [words for words in FRAME if words not in html] == []
    assert "Womit beginnen" not in (built / "index.html").read_text(encoding="utf-8")
    search = (built / "assets/js/search/dialog.js").read_text(encoding="utf-8")
    assert "Artikel, Videos und Seiten durchsuchen" in search
    assert "21. November 2026" in (built / "newsletter/index.html").read_text(encoding="utf-8")


ENGLISH = re.compile(r"\b(the|and|of|which|with|your|this)\b")


def test_no_english_sentence_is_left_on_a_german_page(built: Path) -> None:
    left = {}
    for name in ("index.html", "browse/index.html", "wiki/backstube/der_sauerteig/index.html",
                 "about/index.html", "about/offline/index.html", "404.html"):  # fmt: skip
        words = LexborHTMLParser((built / name).read_text(encoding="utf-8")).body
        assert words
        text = words.text(separator="\n")
        left[name] = [line for line in text.splitlines() if ENGLISH.search(line)]
    assert {name: lines for name, lines in left.items() if lines} == {}


@pytest.mark.parametrize("words", ["Nächten", "Teige"])
def test_search_knows_the_forms_of_its_language(built: Path, browser: Browser, words: str) -> None:
    with serve_folder(built) as address:
        page = browser.new_page()
        page.goto(address)
        page.keyboard.press("/")
        page.get_by_label("Artikel, Videos und Seiten durchsuchen").fill(words)
        found = page.locator('.mm-search-page[href="/wiki/backstube/der_sauerteig/"]')
        expect(found).to_have_text("Der Sauerteig", timeout=20_000)
        page.close()

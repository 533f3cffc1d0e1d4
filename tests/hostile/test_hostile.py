"""Transcripts from somebody who means harm, built into one site and opened in a browser."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, expect

from scripts.bench.server import serve_folder
from scripts.core.files import walk
from tests.conftest import build_site
from tests.hostile.attacks import Attack, attacks, lay

pytestmark = pytest.mark.slow

ATTACKS = attacks()
SECRET = "a-secret-that-lies-outside"

# What a page may be asked after it has loaded: its words, and whatever should not be in a body.
AUDIT = r"""() => {
  const body = document.querySelector('.mm-body') ?? document.querySelector('main');
  const wrong = [];
  const allowed = /^(https?:|mailto:|\.\.?\/|#|[\w%.~-]+\/|index\.md$)/;
  for (const element of document.querySelectorAll('main *')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) wrong.push(`${name} on ${element.localName}`);
      const own = body.contains(element) && !element.closest('.katex');
      const styled = name === 'style' && !/^text-align: ?\w+;?$/.test(value);
      if (styled && own) wrong.push(`style ${value}`);
      const leads = ['href', 'src', 'action'].includes(name);
      if (leads && !allowed.test(value)) wrong.push(`${name} ${value}`);
    }
  }
  const loaders = 'script, style, iframe, frame, object, embed, form, base, meta, link, svg, math, '
    + 'img, video, audio, template';
  for (const element of body.querySelectorAll(loaders)) {
    if (!element.closest('.mm-graph, .katex')) wrong.push(element.outerHTML.slice(0, 120));
  }
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  return {
    words: body.textContent,
    heading: document.querySelector('h1')?.textContent ?? '',
    wrong: [...wrong, ...new Set(twice.map((id) => `id ${id} twice`))],
    kind: document.querySelector('[data-article]') ? 'article' : 'other',
  };
}"""


class Built(NamedTuple):
    """The site of every attack, and what lay around it before."""

    root: Path
    site: Path
    before: dict[str, int]
    report: dict[str, Any]


def around(root: Path) -> dict[str, int]:
    """Every file below a folder that is not the build's own, with its size."""
    ours = ("site/", "build/", ".site")
    return {name: os.lstat(root / name).st_size for name in walk(root) if not name.startswith(ours)}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All attacks in one source, built by the command that builds every site."""
    root = tmp_path_factory.mktemp("hostile")
    source = root / "source"
    source.mkdir()
    (root / "secret").mkdir()
    (root / "secret" / "secret.md").write_text(f"---\ntitle: x\n---\n\n{SECRET}\n")
    for attack in ATTACKS:
        lay(attack, source)
    before = around(root)
    site = build_site(source, root)
    report = json.loads((root / "build" / "report.json").read_text(encoding="utf-8"))
    return Built(root, site, before, report)


class Watch:
    """What a browser did that it should not have done."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.server = server
        self.ran: list[str] = []
        self.asked: list[str] = []
        self.said: list[str] = []
        context.expose_function("pwned", lambda *_: self.ran.append(self.page.url))
        context.on("request", self._note)  # a route would turn off the cache: 2 minutes more
        self.page = context.new_page()
        self.page.on("dialog", self._close)
        self.page.on("pageerror", lambda error: self.said.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._hear)
        context.on("page", lambda page: self.asked.append(f"opened {page.url}"))

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.server, "data:", "blob:")):
            self.asked.append(f"{request.url} from {self.page.url}")

    def _close(self, dialog: Dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def _hear(self, line: Any) -> None:
        if line.type == "error":
            self.said.append(f"{self.page.url}: {line.text}")


@pytest.fixture(scope="module")
def watch(browser: Browser, hostile: Built) -> Iterator[Watch]:
    """A browser at the site of attacks, watched."""
    with serve_folder(hostile.site) as server:
        context = browser.new_context()
        yield Watch(context, server)
        context.close()


def pages(site: Path) -> list[str]:
    """The address of every page that the attacks could have a hand in."""
    parts = ("wiki/", "video/", "topic/", "browse/")
    found = [name for name in walk(site) if name.endswith("/index.html")]
    return [quote(name.removesuffix("index.html")) for name in found if name.startswith(parts)]


@pytest.fixture(scope="module")
def seen(hostile: Built, watch: Watch) -> dict[str, dict[str, Any]]:
    """What each page holds, once a browser has opened it."""
    found = {}
    for address in pages(hostile.site):
        watch.page.goto(f"{watch.server}/{address}", wait_until="load")
        found[address] = watch.page.evaluate(AUDIT)
    print(f"{len(ATTACKS)} attacks, {len(found)} pages opened")
    return found


def page_of(attack: Attack, seen: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """The page that holds an attack's last sentence."""
    after = re.compile(rf"after {re.escape(attack.name)}\b(?!-)")
    articles = (page for page in seen.values() if page["kind"] == "article")
    return next((page for page in articles if after.search(page["words"])), None)


def test_there_are_enough_and_each_has_its_own_name() -> None:
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 150


def test_nothing_runs_and_no_request_leaves(seen: dict[str, Any], watch: Watch) -> None:
    assert watch.ran == []
    assert watch.asked == []
    assert watch.said == []
    assert len(seen) > 150


def test_no_page_holds_what_it_should_not(seen: dict[str, Any]) -> None:
    assert {address: page["wrong"] for address, page in seen.items() if page["wrong"]} == {}


def test_each_attack_is_text_or_refused(seen: dict[str, Any], hostile: Built) -> None:
    wrong = {}
    for attack in ATTACKS:
        if fault := _fault(attack, page_of(attack, seen), hostile.report["diagnostics"]):
            wrong[attack.name] = fault
    assert wrong == {}


def _fault(attack: Attack, page: dict[str, Any] | None, lines: list[str]) -> str:
    """What is not as the attack's table says; empty where all is."""
    name = attack.name if "folder_link" in attack.spec else attack.place(Path()).name
    if attack.code and not any(name in x and f": {attack.code}: " in x for x in lines):
        return f"no line {attack.code}"
    if attack.has_page is (page is None):
        return "no page shows its words" if attack.has_page else "it has a page"
    if page is None:
        return ""
    if attack.spec.get("shown", "") not in page["words"]:
        return f"not shown: {page['words'][:300]!r}"
    if attack.spec.get("heading", "") not in page["heading"]:
        return f"heading: {page['heading'][:300]!r}"
    return ""


def test_nothing_is_written_or_read_outside(hostile: Built) -> None:
    assert around(hostile.root) == hostile.before
    files = (hostile.site / name for name in walk(hostile.site))
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]
    assert not list(hostile.root.rglob("escaped.*")) + list(Path.cwd().glob("*escaped*"))


def test_each_line_of_the_report_is_one_line(hostile: Built) -> None:
    shape = re.compile(r"[^\n]+?:\d+: [a-z0-9-]+: [^\n]+")
    control = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    lines = hostile.report["diagnostics"]
    assert [line for line in lines if not shape.fullmatch(line) or control.search(line)] == []


def press(page: Page, selector: str) -> None:
    """Press everything that matches and can be seen, without leaving the page."""
    page.evaluate(
        """(selector) => { addEventListener('click', (event) => event.preventDefault());
          for (const element of document.querySelectorAll(selector)) element.click(); }""",
        selector,
    )


def test_what_scripts_draw_from_attacks_is_text(
    seen: dict[str, Any], hostile: Built, watch: Watch
) -> None:
    """Search, previews, the player and its claims show titles and words of attacks."""
    page = watch.page
    page.goto(f"{watch.server}/video/abcdefghijk/", wait_until="load")
    for link in page.locator("main a[href*='wiki/']").all()[:40]:
        link.dispatch_event("pointerenter", {"pointerType": "mouse"})
    page.goto(f"{watch.server}/wiki/values/", wait_until="load")
    press(page, "main a")
    for words in ("script", "pwned", "onerror", "<img src=x onerror=pwned()>"):
        page.goto(f"{watch.server}/browse/", wait_until="load")
        page.keyboard.press("/")
        page.keyboard.type(words)
        expect(page.locator(".mm-search-status")).not_to_be_empty()
    assert (watch.ran, watch.asked, watch.said) == ([], [], [])

"""The boot of the quiz runtime beside stock Pyodide of the same version.

A boot begins when the page makes the worker and ends with the first scored result: Pyodide has
started, the core is imported, and one recorded message is answered rightly. *Cold* is a browser
profile that has seen nothing; *warm* the same profile in a browser started anew, as on another day.
Stock is Pyodide as its documentation shows it, with the core's sources in a zip.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Page, Playwright, sync_playwright

from macros.quiz import runtime_addresses
from scripts.bench.server import Server, serve
from scripts.runtime.archive import PYODIDE, ROOT, fsrs_folder
from scripts.runtime.build import GENERATED

PAGES = Path(__file__).with_name("boot_page")
RECORDED = ROOT / "tests" / "cases" / "conversations" / "promise-check.json"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
ROUNDS = 9
LINK = 20  # megabits a second
SETTLE = 3_000  # ms in which the browser keeps the code that it compiled


class Boot(NamedTuple):
    """One boot: its time, the bytes that the server sent for it, the worker's memory."""

    way: str
    visit: str
    milliseconds: float
    sent: int
    memory: int
    path: str


def prepare(folder: Path) -> None:
    """Lay out the page, stock Pyodide with the core's sources, and what our site serves."""
    shutil.copytree(PAGES, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "docs" / "assets" / "js", folder / "js")
    shutil.copytree(GENERATED / "runtime", folder / "generated" / "runtime")
    stock = folder / "generated" / "runtime" / "stock"
    stock.mkdir()
    for name in (*STOCK_FILES, "pyodide-lock.json"):
        shutil.copy(PYODIDE / name, stock)
    (stock / "core-sources.zip").write_bytes(sources())
    manifest = json.loads((GENERATED / "runtime" / "manifest.json").read_text("utf-8"))
    turn = json.loads(RECORDED.read_text("utf-8"))[0]
    boot = {"runtime": runtime_addresses(manifest), "message": json.dumps(turn["send"])}
    (folder / "boot.json").write_text(json.dumps(boot), "utf-8")


def sources() -> bytes:
    """The core and fsrs as they are written, in a deflated zip."""
    buffer = io.BytesIO()
    roots = {"assessments": ROOT / "assessments", "fsrs": fsrs_folder()}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("typing_extensions.py", "from typing import Self\n")
        for package, root in roots.items():
            for path in sorted(root.rglob("*")):
                if path.suffix in {".py", ".toml"} and path.name != "optimizer.py":
                    archive.write(path, f"{package}/{path.relative_to(root)}")
    return buffer.getvalue()


def measure(
    ways: tuple[str, ...], megabits: float | None = None, rounds: int = ROUNDS
) -> Iterator[Boot]:
    """Boot each way cold and warm, interleaved, so that a busy moment meets all of them."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        prepare(Path(place))
        with serve(Path(place), megabits) as server:
            for _ in range(rounds):
                for way in ways:
                    yield from both_visits(playwright, server, way)


def both_visits(playwright: Playwright, server: Server, way: str) -> Iterator[Boot]:
    """A fresh profile boots once, is closed, and boots again."""
    with tempfile.TemporaryDirectory() as profile:
        for visit in ("cold", "warm"):
            path = next(found for found in map(shutil.which, BROWSERS) if found)
            context = playwright.chromium.launch_persistent_context(
                profile, executable_path=path, args=list(QUIET)
            )
            yield boot(context.new_page(), server, way, visit)
            context.close()


def boot(page: Page, server: Server, way: str, visit: str) -> Boot:
    """Open the page, wait for its result, and hold that to the recorded one."""
    before = server.link.sent
    page.goto(f"{server.address}/index.html?{way}")
    found: dict[str, Any] = page.wait_for_function("window.measured", timeout=60_000).json_value()
    sent = server.link.sent - before
    expected = json.loads(RECORDED.read_text("utf-8"))[0]["expect"]
    if json.loads(found["answer"]) != expected:
        raise RuntimeError(f"{way} answered wrongly: {found['answer'][:200]}")
    page.wait_for_timeout(SETTLE)
    return Boot(way, visit, found["milliseconds"], sent, found["memory"], found["path"])


def medians(boots: list[Boot]) -> dict[tuple[str, str], float]:
    """The median time of each way and visit."""
    grouped: dict[tuple[str, str], list[float]] = defaultdict(list)
    for found in boots:
        grouped[found.way, found.visit].append(found.milliseconds)
    return {key: median(values) for key, values in grouped.items()}

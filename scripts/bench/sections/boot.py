"""The boot of the quiz runtime beside stock Pyodide of the same version.

A boot begins when the page makes the worker and ends with the first scored result: Pyodide has
started, the core is imported, and one recorded message is answered rightly; the browser itself has
started before. *Cold* is a browser profile that has seen nothing; *warm* is the next page in it.
Stock is Pyodide as its documentation shows it, with the core's sources in a zip. All are served
with gzip for text and wasm, as on GitHub Pages, and boot in turns, so that a busy moment of the
machine meets all of them.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from macros.assessment_form import runtime_addresses
from macros.content import GENERATED
from scripts.bench.browser import QUIET, chromium
from scripts.bench.rows import Row
from scripts.bench.server import Server, serve
from scripts.runtime.archive import PYODIDE, ROOT, fsrs_folder

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright

PAGES = Path(__file__).with_name("boot_page")
RECORDED = ROOT / "tests" / "cases" / "conversations" / "promise-check.json"
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
ROUNDS = 3  # by default; the README's figures are medians of nine
LINK = 20  # megabits a second
QUIET_AFTER = 1_500  # ms after which a browser that was just started leaves the processor alone
SETTLE = 4_000  # ms of practice, after which the browser keeps the code that it compiled


class Boot(NamedTuple):
    """One boot: its time, the megabytes that the server sent for it, the worker's memory in MB."""

    way: str
    visit: str
    milliseconds: float
    sent: float
    memory: float
    taken: str


def rows(rounds: int = ROUNDS) -> Iterator[Row]:
    """Return the figures of the boot; the ratios count, for both sides met the same machine."""
    yield from _at_once(list(measure(("stock", "base", "fast"), rounds)))
    linked = list(measure(("stock", "chosen"), rounds, LINK))
    limits = {"cold": 0.4, "warm": 0.4}
    yield from _times(linked, "chosen", f"boot, chosen at {LINK} Mbit/s", limits)
    yield Row("boot: load of the machine meanwhile", "", os.getloadavg()[0])


def _at_once(boots: list[Boot]) -> Iterator[Row]:
    """Return the figures of boots on a link without a limit."""
    for way, cold, warm in (("base", 0.35, 0.30), ("fast", 0.20, 0.18)):
        yield from _times(boots, way, f"boot, {way}", {"cold": cold, "warm": warm})
    stock = {what: _median(boots, "stock", "cold", what) for what in ("sent", "memory")}
    for way, limit in (("base", 0.8), ("fast", None)):
        sent, held = (_median(boots, way, "cold", what) for what in ("sent", "memory"))
        yield Row(f"boot, {way}: bytes sent", "MB", sent, stock["sent"], limit, of_ratio=True)
        yield Row(f"boot, {way}: memory of Python", "MB", held, stock["memory"])


def _times(boots: list[Boot], way: str, name: str, limits: dict[str, float]) -> Iterator[Row]:
    for visit, limit in limits.items():
        ours, stock = (_median(boots, w, visit, "milliseconds") for w in (way, "stock"))
        taken = {boot.taken for boot in boots if (boot.way, boot.visit) == (way, visit)}
        told = f" ({', '.join(sorted(taken))})" if way == "chosen" else ""
        yield Row(f"{name}, {visit}{told}", "ms", ours, stock, limit, of_ratio=True)


def _median(boots: Iterable[Boot], way: str, visit: str, what: str) -> float:
    return float(median(getattr(b, what) for b in boots if (b.way, b.visit) == (way, visit)))


def measure(ways: tuple[str, ...], rounds: int, megabits: float | None = None) -> Iterator[Boot]:
    """Return boots of each way, cold and warm, round after round."""
    from playwright.sync_api import sync_playwright  # comes with the tests

    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        prepare(Path(place))
        with serve(Path(place), megabits) as server:
            for _ in range(rounds):
                for way in ways:
                    yield from visits(playwright, server, way)


def prepare(folder: Path) -> None:
    """Write the page, stock Pyodide with the core's sources, and what our site serves."""
    shutil.copytree(PAGES, folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "macros" / "theme" / "assets" / "js", folder / "js")
    shutil.copytree(GENERATED / "runtime", folder / "generated" / "runtime")
    stock = folder / "generated" / "runtime" / "stock"
    stock.mkdir()
    for name in (*STOCK_FILES, "pyodide-lock.json"):
        shutil.copy(PYODIDE / name, stock)
    (stock / "core-sources.zip").write_bytes(sources())
    manifest = json.loads((GENERATED / "runtime" / "manifest.json").read_text("utf-8"))
    message = json.dumps(recorded()["send"])
    boot = {"runtime": runtime_addresses(manifest), "message": message}
    (folder / "boot.json").write_text(json.dumps(boot), "utf-8")


def recorded() -> dict[str, Any]:
    """Return the message that is scored, and the answer expected."""
    return dict(json.loads(RECORDED.read_text("utf-8"))[0])


def sources() -> bytes:
    """Return the core and fsrs as they are written, in a deflated zip."""
    buffer = io.BytesIO()
    roots = {"assessments": ROOT / "assessments", "fsrs": fsrs_folder()}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("typing_extensions.py", "from typing import Self\n")
        for package, root in roots.items():
            for path in sorted(root.rglob("*")):
                if path.suffix in {".py", ".toml"} and path.name != "optimizer.py":
                    archive.write(path, f"{package}/{path.relative_to(root)}")
    return buffer.getvalue()


def visits(playwright: Playwright, server: Server, way: str) -> Iterator[Boot]:
    """Return the boots of a fresh profile on disk: the first, and that of its next page."""
    with tempfile.TemporaryDirectory() as profile:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=list(QUIET)
        )
        for visit in ("cold", "warm"):
            yield boot(context, server, way, visit)
        context.close()


def boot(context: BrowserContext, server: Server, way: str, visit: str) -> Boot:
    """Return one boot; raise RuntimeError where its result is not the recorded one."""
    before = server.link.sent
    page = context.new_page()
    page.goto(f"{server.address}/index.html?{way}")
    page.wait_for_timeout(QUIET_AFTER)
    found: dict[str, Any] = page.evaluate("() => window.boot()")
    sent = (server.link.sent - before) / 1e6
    if json.loads(found["answer"]) != recorded()["expect"]:
        raise RuntimeError(f"{way} answered wrongly: {found['answer'][:200]}")
    if way in ("base", "fast") and found["path"] != way:
        raise RuntimeError(f"{way} was left: {found['reason']}")
    if visit == "cold":
        page.wait_for_timeout(SETTLE)
    page.close()
    return Boot(way, visit, found["milliseconds"], sent, found["memory"] / 1e6, found["path"])

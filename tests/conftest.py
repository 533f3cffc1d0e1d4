"""What the tests share: the built site, a server for it, a browser, and the real transcripts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from xdist.remote import Producer

from assessments.banks import BROKEN, ORDER
from macros import language
from macros.content import BUILD, CONTENT
from macros.trust import tried
from scripts.__main__ import main
from scripts.bench.server import serve_folder
from scripts.runtime.generated import generate
from tests.policed import policed
from tests.workers import InTurn, count, of_them, once

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SHELL = "chromium-headless-shell"  # the same engine without a desktop's windows: half the CPU
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OF_SITE = {
    *("served", "site", "server", "corpus", "corpus_site", "hostile", "stick"),
    *("launch", "browser", "page", "phone"),
}
Launch = Callable[..., Browser]
TRIED = "tried: "  # before a number that a test records, to be added up at the end
LONG = os.environ.get("LONG", "0") not in (
    "",
    "0",
)  # `make test LONG=1`: random tests go on for hours
LAST = 2  # when those that need one of these have their turn


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --regen` rewrites the expected outputs of case files; review the difference."""
    parser.addoption("--regen", action="store_true", help="rewrite expected outputs of cases")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A whole run takes every core."""
    return count(config)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> InTurn:
    """Workers take the tests in the order of their turns."""
    return InTurn(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fast tests first, slow ones after them, and then those that need a site or a browser.

    A browser on a busy machine may miss a moment: a test that opens one has three tries.
    """
    items.sort(key=_turn)
    for item in items:
        if _turn(item) == LAST:
            item.add_marker("slow")
        own = item.get_closest_marker("flaky")  # of tests at random, which must not be tried again
        if "launch" in getattr(item, "fixturenames", ()) and own is None:
            item.add_marker(pytest.mark.flaky(reruns=2))


def _turn(item: pytest.Item) -> int:
    if not OF_SITE.isdisjoint(getattr(item, "fixturenames", ())):
        return LAST
    return int(item.get_closest_marker("slow") is not None)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried, in numbers, just before pytest's own last line; only after a whole run."""
    if terminalreporter.config.args == terminalreporter.config.getini("testpaths"):
        for line in tried().lines():
            terminalreporter.write_line(line)
    for line in _counted(terminalreporter):
        terminalreporter.write_line(line)


def _counted(reporter: pytest.TerminalReporter) -> Iterator[str]:
    """What random tests of this run tried, added up."""
    sums: Counter[str] = Counter()
    for report in (one for found in reporter.stats.values() for one in found):
        if isinstance(report, pytest.TestReport) and report.when == "call":
            told = (one for one in report.user_properties if one[0].startswith(TRIED))
            sums.update({name.removeprefix(TRIED): int(str(number)) for name, number in told})
    yield from (f"{number} {name}" for name, number in sorted(sums.items()))


@pytest.fixture(scope="session")
def regen(request: pytest.FixtureRequest) -> bool:
    """Whether case files are to be rewritten."""
    return bool(request.config.getoption("--regen"))


@pytest.fixture(autouse=True)
def _ours() -> Iterator[None]:
    """Each test begins with our own content folder, whatever the one before it built."""
    yield
    forget_content()


def forget_content() -> None:
    """Let this process work on our own content folder again."""
    language.use(language.DEFAULT)
    for name in (CONTENT, ORDER, BROKEN, BUILD):
        os.environ.pop(name, None)


@pytest.fixture(autouse=True)
def _generated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Slow tests begin when libraries, icons and runtime are there: pages name what they find."""
    if request.node.get_closest_marker("slow"):
        once(tmp_path_factory, "generated", lambda _: generate())


def _shared(name: str) -> Path:
    folder = SHARED / name
    if not folder.is_dir():
        reason = f"needs the real transcripts in ../shared/{name}, which are not here"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The real transcripts of five channels; skips outside CI where they are missing."""
    return _shared("corpus")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The two documents that the project began with; skips outside CI where they are missing."""
    return _shared("seeds")


@pytest.fixture(scope="session")
def captions() -> Path:
    """The real captions of every format; skips outside CI where they are missing."""
    return _shared("captions")


def command(*arguments: object) -> int:
    """Run `python -m scripts` with these arguments in this process: the number it ends with."""
    try:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments], prog_name="python -m scripts")
    finally:
        forget_content()
    return int(ended.value.code or 0)


def build_site(source: Path, folder: Path, *options: str) -> Path:
    """Build a site through the command that `make site` runs: the folder of the site."""
    site = folder / "site"
    command = [sys.executable, "-m", "scripts", "build", "--source", str(source)]
    command += ["--site", str(site)]
    done = subprocess.run(
        [*command, "--build", str(folder / "build"), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `docs/articles`, built once."""
    return once(tmp_path_factory, "site", partial(build_site, Path("docs/articles"))) / "site"


@pytest.fixture(autouse=True)
def _one_builds_first(request: pytest.FixtureRequest) -> None:
    """Of several workers one makes what all builds take from `build/generated`, with the site."""
    if of_them() and _turn(request.node) == LAST:
        request.getfixturevalue("site")


@pytest.fixture(scope="session")
def corpus_site(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all of `../shared/corpus`, built once."""
    return once(tmp_path_factory, "corpus", partial(build_site, corpus)) / "site"


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of a local server for the site, gzip and all, without a slash at the end."""
    with serve_folder(site) as address:
        yield address


@pytest.fixture(scope="session")
def broken() -> list[str]:
    """What pages did against the site's policy in the test that runs."""
    return []


@pytest.fixture(autouse=True)
def _policy_kept(broken: list[str]) -> Iterator[None]:
    """Every test that opens a page fails where the page breaks the policy."""
    broken.clear()
    yield
    assert broken == []


@pytest.fixture(scope="session")
def launch(broken: list[str]) -> Iterator[Launch]:
    """Starts the first browser of some names that the system has."""
    with sync_playwright() as playwright:

        def start(*names: str) -> Browser:
            path = next(path for path in map(shutil.which, names) if path)
            started = playwright.chromium.launch(executable_path=path, args=list(QUIET))
            return policed(started, broken)

        yield start


@pytest.fixture(scope="session")
def browser(launch: Launch) -> Browser:
    """The system's Chromium, as a shell without windows where there is one."""
    return launch(SHELL, *BROWSERS)


@pytest.fixture
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile with a desktop's window, 1,440 px wide."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile with a phone's touch screen, 390 px wide."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context
    context.close()


@pytest.fixture
def page(desktop: BrowserContext) -> Page:
    """A page in a fresh desktop profile."""
    return desktop.new_page()

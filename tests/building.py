"""Building the pages of a source without a layout: for tests of what pages are made of.

The pages are those of `python -m scripts build`, before MkDocs' layout is put around them.
"""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from scripts.build.cache import Cache
from scripts.build.executors import InProcess
from scripts.build.pipeline import FatalProblemsError, build_pages
from scripts.core.diagnostics import LENIENT, Care, shown_lines
from scripts.core.model import Problem
from scripts.core.report import Report
from scripts.search.synonyms import read_synonyms
from tests.conftest import forget_content

SOURCE = Path("docs/articles")
FRAGMENT = "index.fragment"


class Built(NamedTuple):
    """What a build made: files by path, the report, the lines for the terminal."""

    files: dict[str, bytes]
    report: Report
    lines: list[str]
    refused: bool


def build(
    source: Path,
    folder: Path,
    care: Care = LENIENT,
    cache: Cache | None = None,
    run: Executor | None = None,
    *,
    drafts: bool = False,
) -> Built:
    """Build the pages of a source, with the cache below a folder unless one is given.

    A page's fragment stands at `<address>/index.fragment`.
    """
    cache, report = cache or Cache(folder / "cache"), Report()
    try:
        pages = build_pages(cache, source, run or InProcess(), report, care, drafts=drafts)
    except FatalProblemsError as error:
        return Built({}, report, _lines(error.problems), refused=True)
    finally:
        forget_content()
    files = {
        path: cache.read(digest) for one in pages.files for path, digest in cache.value(one).items()
    }
    for group in pages.groups:
        for page in cache.value(group.pages):
            files[f"{page.address}/{FRAGMENT}"] = cache.read(page.fragment)
            files |= {path: cache.read(digest) for path, digest in page.files}
        files |= {path: cache.read(digest) for path, digest in cache.value(group.cards).items()}
    _, found = read_synonyms(source)
    return Built(files, report, _lines([*pages.problems, *found]), refused=False)


def _lines(problems: object) -> list[str]:
    assert isinstance(problems, list)
    found: list[Problem] = problems
    return list(shown_lines(found, "build/report.json"))

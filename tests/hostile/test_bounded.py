"""Time grows in step with the text: four times the text may not take nine times as long.

What grows with the square takes sixteen times. Shares of one process's own time are compared, never
seconds; what looks too slow is measured again, since a busy machine is slow at times.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import scripts
from scripts.core.model import TranscriptFile
from scripts.pages.head_metadata import Heads
from scripts.pages.kinds import KINDS
from scripts.transcripts.parse import parse_file
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.site import Settings, Site
from tests.hostile.pieces import PIECES

pytestmark = pytest.mark.slow

FEW, MANY, MOST = 2_500, 10_000, 9
TOO_SHORT = 0.004  # seconds that are too few to be compared
TRIES = 4
HEAD = "---\ntitle: T\nvideoId: abcdefghijk\n---\n\n"
# What reads built or hand-written pages only, or runs elsewhere.
ELSEWHERE = (
    "__main__",
    "bench",
    "export",
    "headings",
    "hook",
    "linkcheck",
    "newsletter",
    "offline",
    "runtime",
    "search",
)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the build step, with its name."""
    for module in pkgutil.walk_packages(scripts.__path__, "scripts."):
        if not any(part in module.name for part in ELSEWHERE):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value
            yield from written_in_place(module.name)


def written_in_place(name: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module gives to a function of `re` as it stands there."""
    place = importlib.util.find_spec(name)
    assert place and place.origin
    for node in ast.walk(ast.parse(Path(place.origin).read_text("utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=function),
                args=[ast.Constant(value=str(pattern)), *_],
            ) if function != "compile":  # which is looked at as it is, flags and all
                yield f"{name}:{node.lineno}", re.compile(pattern)


def seconds(work: Callable[[str], object], text: str) -> float:
    """The processor's time for some work."""
    start = time.process_time()
    work(text)
    return time.process_time() - start


def too_slow(work: Callable[[str], object], piece: str) -> bool:
    """Whether the work takes more than its share for a text four times as long."""
    few, many = ((piece * (size // len(piece) + 1))[:size] for size in (FEW, MANY))
    for _ in range(TRIES):
        long = seconds(work, many)
        if long < TOO_SHORT or long < MOST * max(seconds(work, few), TOO_SHORT / MOST):
            return False
    return True


def test_every_pattern_is_in_step_with_the_text() -> None:
    found = dict(patterns())
    assert len(found) > 40
    slow = [
        (name, piece)
        for name, pattern in found.items()
        for piece in PIECES
        for work in (lambda text, p=pattern: sum(1 for _ in p.finditer(text)), pattern.fullmatch)
        if too_slow(work, piece)
    ]
    assert slow == []


def build(text: str) -> None:
    """Everything that a build does to one article but writing it."""
    library = Library.of([parse_file(TranscriptFile("channel", "slug", "path", HEAD + text))[0]])
    site, settings = Site(library, link(library)), Settings("https://example.org/")
    heads = Heads.of(site, settings)
    for page in (kind.page(v) for kind in KINDS for v in kind.views(site, settings, heads)):
        assert page.body


@pytest.mark.parametrize("piece", PIECES)
def test_a_build_is_in_step_with_the_text(piece: str) -> None:
    assert not too_slow(build, piece)

"""Random edits, kills, full disks, damage: the published tree is the last one or a clean build's.

Seeds that failed once stay here. `make test LONG=1` takes many more.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LONG, ROOT

pytestmark = pytest.mark.slow

SEEDS = range(150) if LONG else range(2)
EDITS = 250 if LONG else 100
FAILED: tuple[int, ...] = ()


@pytest.mark.parametrize("seed", [*SEEDS, *FAILED])
def test_what_is_published_is_the_last_tree_or_a_clean_builds(
    seed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.build.model"]
    done = subprocess.run(
        [*command, str(seed), str(EDITS), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    steps = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = [step for step in steps if not step[3]]
    assert wrong == [], f"seed {seed}"
    assert done.returncode == 0, done.stderr
    fates = Counter(step[1] for step in steps)
    record_property("tried: edits of a library", sum(len(step[0]) for step in steps))
    record_property("tried: builds of it", len(steps))
    for fate, times in fates.items():
        record_property(f"tried: builds of it, {fate}", times)
    ends = Counter(step[2] for step in steps)
    assert ends["0"] > len(steps) / 4

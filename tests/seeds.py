"""What a piece of code prints in processes that order sets differently."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT


def printed_by(code: str, *args: str, seeds: tuple[str, ...] = ("0", "1", "2")) -> set[bytes]:
    """Run the code once for each PYTHONHASHSEED and return the different outputs."""
    command = [sys.executable, "-X", "utf8", "-c", code, *args]
    found = set()
    for seed in seeds:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        found.add(done.stdout)
    return found

"""Programs that a test runs: what they print."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def printed(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    """Return what a program prints, which must end well."""
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

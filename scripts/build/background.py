"""Commands of ours that run meanwhile, on a core that has nothing to do."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any


@contextmanager
def aside(module: str, folder: Path) -> Iterator[Callable[[], Any]]:
    """Run `python -m module folder`; what is given waits for the JSON that it prints."""
    command = [sys.executable, "-m", module, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            yield cache(lambda: json.loads(process.communicate()[0]))
        finally:
            process.kill()  # where nobody asked

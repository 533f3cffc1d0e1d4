"""What a command costs: CPU seconds of its whole process tree, memory, and time by the clock.

The command runs below a small process, `python -m scripts.bench.cost COMMAND ...`, which measures
what it waited for. The kernel counts the memory that a process had before it became another
program, so the process that measures must be smaller than what it measures.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from typing import NamedTuple

from scripts.bench.processes import memory
from scripts.core.files import ROOT

LOOK = 0.2  # seconds between two looks at the memory of all processes
SAID = 5  # last lines of a command that failed, for its message


class Cost(NamedTuple):
    """CPU seconds and seconds; MB of the largest process, and of all at one time (0: unknown)."""

    cpu: float
    seconds: float
    peak: float
    together: float


class CommandFailed(Exception):
    """A measured command ended with another number than 0."""


def measure(command: Sequence[str], environment: dict[str, str] | None = None) -> Cost:
    """Return what a command costs; raise CommandFailed with its last lines where it failed."""
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(
            [sys.executable, "-m", "scripts.bench.cost", *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            check=False,
        )
        if done.returncode:
            said.seek(0)
            lines = [line.rstrip() for line in said if line.strip()][-SAID:]
            told = "\n".join([f"`{' '.join(command)}` ended with {done.returncode}", *lines])
            raise CommandFailed(told)
    return Cost(*json.loads(done.stdout))


class _Watch(threading.Thread):
    """A thread that remembers the most memory that this process' descendants had at one time."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root, self.most, self.done = root, 0, threading.Event()

    def run(self) -> None:
        """Look until `done` is set."""
        while not self.done.wait(LOOK):
            self.most = max(self.most, sum(memory(self.root).values()))


def main(command: Sequence[str]) -> int:
    """Write the cost of a command as JSON, and its own output to stderr."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=sys.stderr)
    watch = _Watch(process.pid)
    watch.start()
    status = process.wait()
    seconds = time.perf_counter() - began
    watch.done.set()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = 1024 if sys.platform == "darwin" else 1  # it counts in bytes, Linux in kilobytes
    peak = used.ru_maxrss / unit / 1024
    print(json.dumps(Cost(used.ru_utime + used.ru_stime, seconds, peak, watch.most / 1024**2)))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""CPU seconds of a build, wherever its tasks run."""

from __future__ import annotations

import resource

ELSEWHERE: list[float] = []  # of tasks in other processes; executors add to it


def cpu_seconds() -> float:
    """Return the CPU seconds of this process, its ended children, and of tasks elsewhere."""
    return own_cpu() + sum(ELSEWHERE)


def own_cpu() -> float:
    """Return the CPU seconds of this process and of its children that have ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))

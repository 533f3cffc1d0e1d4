"""`python -m assessments.validate [id ...]`: print every problem of a content folder's banks."""

from __future__ import annotations

import sys

from assessments import banks
from assessments.validate import check_bank


def main(names: list[str]) -> int:
    """Check some banks, or all of them; return 1 where there was a problem."""
    found = 0
    for name in names or banks.ids():
        path = banks.path(name)
        try:
            problems = check_bank(banks.source(name), name)
        except OSError:
            sys.stdout.write(f"{path}:1: missing-bank: write this file; see another bank.\n")
            found += 1
            continue
        for line, code, message in problems:
            sys.stdout.write(f"{path}:{line}: {code}: {message}\n")
        found += len(problems)
    sys.stdout.write(f"{len(names or banks.ids())} banks, {found} problems\n")
    return 1 if found else 0


sys.exit(main(sys.argv[1:]))

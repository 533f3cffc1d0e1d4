"""Finds the line of a table or a key in the text of a TOML file, by plain search.

`tomllib` tells no lines. The n-th `[[items]]` of the file is the n-th item of the document, and a
key stands between the head of its table and the next head: that is all that is needed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake in a file: its line (from 1), a code in words, what is wrong and what to do."""

    line: int
    code: str
    message: str


class Lines:
    """The lines of one file."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self._heads: dict[str, list[int]] = {}

    def table(self, name: str, index: int, after: int = 0) -> int:
        """Return the line of the n-th `[[name]]` (n from 0) below a line, or 1."""
        if name not in self._heads:
            head = re.compile(rf"\s*\[\[?\s*{re.escape(name)}\s*\]\]?\s*(#.*)?")
            numbered = enumerate(self.lines, 1)
            self._heads[name] = [number for number, line in numbered if head.fullmatch(line)]
        found = self._heads[name]
        index += bisect_right(found, after)
        return found[index] if index < len(found) else max(1, after)

    def key(self, key: str, table: int = 1) -> int:
        """Return the line of a key in the table that begins at a line, or that line.

        A key may be written as tables of its own: `[[items.columns]]` is the line of "columns".
        """
        pattern = re.compile(rf'\s*"?{re.escape(key)}"?\s*=')
        below = re.compile(rf"\s*\[+\s*[\w.-]+\.{re.escape(key)}\s*\]+")
        inside = True
        # The top of the file is a table without a head.
        for number in range(table if self._is_head(table - 1) else table - 1, len(self.lines)):
            line = self.lines[number]
            if (inside and pattern.match(line)) or below.match(line):
                return number + 1
            if self._is_head(number):
                inside = False
                if "." not in line.partition("]")[0]:
                    break
        return table

    def _is_head(self, index: int) -> bool:
        return index < len(self.lines) and self.lines[index].lstrip().startswith("[")

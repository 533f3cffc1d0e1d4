"""Bringing a new draft and a person's edits together, by `git merge-file`.

The base is the draft as it was last written. What a person changed since stays; what a better draft
changed elsewhere comes in; where both changed the same sentence, both stand between marks.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from scripts.core.text import tokens

NEAR = 2  # seconds between two versions of one sentence
ALIKE = 0.5  # of the words of the shorter version that the other has, too
LABELS = ("your text", "the draft before", "the new draft")

_SEPARATOR = "\x1e"  # begins a line that no text has
_STAMP = re.compile(r'data-t="(\d+:\d\d:\d\d)"')
_MARKUP = re.compile(r"<a [^<>]*>[^<>]*</a>|\[\[[^|\[\]]*\|")


class Merged(NamedTuple):
    """A merged text, and the lines on which a conflict begins."""

    text: str
    conflicts: tuple[int, ...]


class MergeError(Exception):
    """`git merge-file` is missing, or could not compare the files."""


def merge(edited: str, base: str, new: str) -> Merged:
    """Return the edited text with what is new since the base. Raises MergeError.

    A sentence that a person deleted stays deleted, whichever words the new draft has for it.
    """
    if edited in (base, new):
        return Merged(new, ())
    if base == new:
        return Merged(edited, ())
    new = _without(new, _deleted(base, edited))
    merged = _collapsed(_merge_file(*map(_expanded, (edited, base, new))))
    lines = merged.split("\n")
    starts = (n for n, line in enumerate(lines, 1) if line == f"<<<<<<< {LABELS[0]}")
    return Merged(merged, tuple(starts))


def _merge_file(edited: str, base: str, new: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("edited", "base", "new")]
        for path, text in zip(paths, (edited, base, new), strict=True):
            path.write_text(text, encoding="utf-8", newline="\n")
        labels = [part for label in LABELS for part in ("-L", label)]
        command = ["git", "merge-file", "--stdout", *labels, *map(str, paths)]
        try:
            done = subprocess.run(command, capture_output=True, check=False, cwd=folder)
        except FileNotFoundError as error:
            raise MergeError("git is not installed, and keeps edits when a draft is new") from error
    if not 0 <= done.returncode < 128:  # below, it is the number of conflicts
        raise MergeError(done.stderr.decode(errors="replace").strip())
    return done.stdout.decode("utf-8")


def _expanded(text: str) -> str:
    """The text with a separator around each line, named by the seconds that it cites.

    Without them a change in one line and a change in the next one would be a conflict.
    """
    made = []
    for line in text.removesuffix("\n").split("\n"):
        mark = _SEPARATOR + "".join(_STAMP.findall(line))
        made += [mark, line, mark] if line.strip() else [line]
    return "\n".join(made) + "\n"


def _collapsed(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith(_SEPARATOR))


def _deleted(base: str, edited: str) -> list[str]:
    """The cited lines of the base of which the edited text has no version, reworded or not."""
    old, left = base.split("\n"), edited.split("\n")
    reworded = {second for line in left if line not in old for second in _STAMP.findall(line)}
    gone = (line for line in old if _STAMP.search(line) and line not in left)
    return [line for line in gone if reworded.isdisjoint(_STAMP.findall(line))]


def _without(text: str, deleted: list[str]) -> str:
    """The text without the new versions of deleted lines."""
    lines = text.split("\n")
    return "\n".join(line for line in lines if not any(_is_version(line, gone) for gone in deleted))


def _is_version(line: str, other: str) -> bool:
    """Whether two lines are versions of one sentence: about the same second, and alike words."""
    one, two = _STAMP.search(line), _STAMP.search(other)
    if not one or not two or abs(_seconds(one[1]) - _seconds(two[1])) > NEAR:
        return False
    words, others = set(tokens(_MARKUP.sub("", line))), set(tokens(_MARKUP.sub("", other)))
    return len(words & others) >= ALIKE * min(len(words), len(others))


def _seconds(written: str) -> int:
    hours, minutes, seconds = map(int, written.split(":"))
    return hours * 3600 + minutes * 60 + seconds

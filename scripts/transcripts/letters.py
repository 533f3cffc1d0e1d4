"""Reading issues: front matter, prose with references, and the two kinds of block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts.core.model import Problem, Reference, Resource
from scripts.transcripts.dialect import without_hidden
from scripts.transcripts.front_matter import FrontMatter, split_front_matter
from scripts.transcripts.references import cut_references

KEYS = ("subject", "preview", "date", "sender", "channel", "utm", "allow", "aliases")
BLOCKS = ("question", "best")

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-[a-z0-9]+(?:-[a-z0-9]+)*")
_FENCE = re.compile(r"```(question|best)[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an issue: prose, or a block with what its fence line and its lines say."""

    kind: str  # prose, question or best
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as its file has it."""

    name: str
    path: str
    folder: Path
    source: str
    front: FrontMatter
    parts: tuple[Part, ...]
    references: tuple[Reference, ...]

    @property
    def subject(self) -> str:
        """The subject line, and the title of the archive page."""
        return self.front.values.get("subject", "")

    @property
    def preview(self) -> str:
        """What mail programs show behind the subject."""
        return self.front.values.get("preview", "")

    @property
    def date(self) -> str:
        """The day of sending, as `2026-11-22`."""
        return self.front.values.get("date", "")

    @property
    def utm(self) -> str:
        """The coarse `utm_campaign` that the author wants on links to this site, or nothing."""
        return self.front.values.get("utm", "")

    @property
    def allowed(self) -> tuple[str, ...]:
        """Beginnings of addresses outside this site that the author vouches for."""
        return self.front.listed("allow")

    def line_of(self, text: str) -> int:
        """The line of the file on which a text first stands, or 1."""
        at = self.source.find(text) if text else -1
        return self.source.count("\n", 0, at) + 1 if at >= 0 else 1


def read_issue(path: Path) -> tuple[Issue, list[Problem]]:
    """Read one issue and say what its front matter lacks."""
    return parse_issue(path, path.read_bytes())


def parse_issue(path: Path, data: bytes) -> tuple[Issue, list[Problem]]:
    """Parse the bytes of an issue's file; its path tells its name."""
    source = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    front = split_front_matter(source)
    text, references = cut_references(without_hidden(front.body)[0], front.first_line)
    parts = tuple(_parts(text, front.first_line))
    issue = Issue(path.stem, path.as_posix(), path.parent, source, front, parts, references)
    problems = list(_check(issue))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "this byte is not UTF-8; save the file as UTF-8"
        problems.append(Problem(issue.path, line, "not-utf-8", message))
    return issue, problems


def read_issues(folder: Path) -> tuple[list[Issue], list[Problem]]:
    """Every issue of a folder, the newest first."""
    return parse_issues(issue_files(folder))


def issue_files(folder: Path) -> list[tuple[Path, bytes]]:
    """Return the files of a folder's issues, read."""
    paths = [path for path in sorted(folder.glob("[!.]*.md")) if path.stem != "index"]
    return [(path, path.read_bytes() if path.is_file() else b"") for path in paths]


def parse_issues(files: Iterable[tuple[Path, bytes]]) -> tuple[list[Issue], list[Problem]]:
    """Parse issues, the newest first."""
    read = [parse_issue(path, data) for path, data in files]
    issues = sorted((issue for issue, _ in read), key=lambda i: (i.date, i.name), reverse=True)
    return issues, [problem for _, problems in read for problem in problems]


def issue_resources(issues: Iterable[Issue]) -> list[Resource]:
    """Issues as the ledger sees them."""
    return [Resource("issue", i.name, i.subject, i.front.listed("aliases")) for i in issues]


def _parts(text: str, first_line: int) -> Iterator[Part]:
    kind, kept, begun = "prose", list[str](), first_line
    for number, line in enumerate(text.split("\n"), first_line):
        fence = _FENCE.fullmatch(line.rstrip()) if kind == "prose" else None
        if fence or (kind != "prose" and line.rstrip() == "```"):
            if kind != "prose" or "".join(kept).strip():
                yield Part(kind, "\n".join(kept), begun)
            kind, begun = (fence.group(1), number) if fence else ("prose", number + 1)
            kept = [fence.group(2)] if fence else []
        else:
            kept.append(line)
    if kind != "prose" or "".join(kept).strip():
        yield Part(kind, "\n".join(kept), begun)


def _check(issue: Issue) -> Iterator[Problem]:
    def problem(code: str, message: str, line: int = 1) -> Problem:
        return Problem(issue.path, line, code, message)

    for line, message in issue.front.faults:
        yield problem("front-matter", message, line)
    named = _NAME.fullmatch(issue.name)
    if not named:
        message = "name the file 2026-11-22-a-few-words.md, in small letters"
        yield problem("bad-name", message)
    if not issue.subject:
        yield problem("no-subject", "add a line subject: ... to the front matter")
    if not issue.preview:
        message = "add a line preview: ... to the front matter; mail programs show it in the list"
        yield problem("no-preview", message)
    if not is_day(issue.date):
        yield problem("no-date", "add a line date: 2026-11-22 to the front matter")
    elif named and named.group(1) != issue.date:
        message = f"the file is named for {named.group(1)}; give both the same day"
        yield problem("other-date", message, issue.line_of("date:"))
    for key in sorted((issue.front.values.keys() | issue.front.lists.keys()) - set(KEYS)):
        message = f'"{key}" is no key of an issue; there are {", ".join(KEYS)}'
        yield problem("unknown-key", message, issue.line_of(f"{key}:"))


def is_day(written: str) -> bool:
    """Whether this is a day as `2026-11-22`."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False

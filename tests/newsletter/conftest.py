"""A desk to write issues on: a copy of the articles' ledger beside a folder of letters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.commands.source import read_source
from scripts.newsletter.built import Built
from scripts.newsletter.context import LinkContext
from scripts.newsletter.mail import Mail
from scripts.newsletter.prepare import prepare
from scripts.transcripts.letters import read_issue

ARTICLES = Path("docs/articles")
BASE = "https://mile-markers.example/"
NAME = "2026-11-22-a-letter"
FRONT = """\
---
subject: A letter
preview: What it is about, in a line.
date: 2026-11-22
---
"""


@dataclass
class Desk:
    """Where a test writes an issue and has it judged against the built site."""

    folder: Path
    world: LinkContext
    built: Built

    def write(self, body: str, front: str = FRONT) -> Path:
        path = self.folder / f"{NAME}.md"
        path.write_text(front + "\n" + body + "\n", encoding="utf-8")
        return path

    def judge(self, body: str, front: str = FRONT) -> tuple[Mail | None, list[str]]:
        """The mail, and the refusals as their lines."""
        issue, problems = read_issue(self.write(body, front))
        mail, found = prepare(issue, self.world, self.built)
        return mail, [str(problem) for problem in dict.fromkeys([*problems, *found])]


@pytest.fixture(scope="session")
def world() -> LinkContext:
    """The real articles, as an issue sees them."""
    library, ledger, _ = read_source(ARTICLES)
    return LinkContext(library, ledger)


@pytest.fixture
def desk(tmp_path: Path, world: LinkContext, site: Path) -> Desk:
    """A desk of its own for each test; the online copy of its letter is in the site."""
    ident = world.id_of("issue", NAME)
    built = Built(site, BASE)
    built.pages[f"a/{ident}/"] = "<p>the archive page of this letter</p>"
    return Desk(tmp_path, world, built)

"""What a build reads besides transcripts: ledger, newsletters, glossary, assessments, runtime.

Everything is read once, at the start: a file that is edited meanwhile is the next build's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from assessments.banks import IDS
from assessments.banks import source as bank_source
from macros import GENERATED
from scripts.build.cache import Digest
from scripts.core.digest import digest_of
from scripts.core.files import ROOT
from scripts.core.model import Problem
from scripts.core.urls import site_url
from scripts.ledger.entries import Ledger, load_ledger
from scripts.ledger.history import ledger_file
from scripts.questions.banks import Bank, assessment_banks
from scripts.transcripts.letters import Issue, is_day, issue_files, parse_issues
from scripts.wiki.glossary import read_glossary
from scripts.wiki.paths import read_paths
from scripts.wiki.site import Settings

LETTERS = ROOT / "docs" / "newsletter"  # of a source without its own
RUNTIME = GENERATED / "runtime" / "manifest.json"


class Beside(NamedTuple):
    """What lies beside the channels of a source."""

    source: Path
    ledger: Ledger
    issues: Sequence[Issue]
    letters: str  # the text of all newsletters
    banks: Sequence[Bank]  # of assessments
    settings: Settings
    problems: Sequence[Problem]
    digest: Digest  # of everything above

    @property
    def known(self) -> bool:
        """Whether the source has permanent addresses."""
        return bool(self.ledger.entries)


def read_beside(source: Path) -> Beside:
    """Read what lies beside a folder of channels.

    A source with a ledger has permanent addresses, preview pictures and newsletters of its own.
    """
    path = ledger_file(source)
    ledger, problems = load_ledger(path)
    known = bool(ledger.entries)
    files = issue_files(source.parent / "newsletter" if known else LETTERS)
    issues, found = parse_issues(files)
    runtime = RUNTIME.read_text(encoding="utf-8") if RUNTIME.is_file() else ""
    settings = Settings(site_url(), read_glossary(source), runtime, known, read_paths(source))
    banks = assessment_banks(source)
    letters = "\n".join(data.decode("utf-8", "replace") for _, data in files)
    every = [bank_source(name) for name in IDS]  # newsletters and permanent addresses name them
    told = repr((sorted(ledger.entries.items()), files, banks, every, settings))
    return Beside(
        source,
        ledger,
        [issue for issue in issues if is_day(issue.date)],
        letters,
        banks,
        settings,
        problems + found if known else problems,
        digest_of(told.encode("utf-8", "surrogatepass")),
    )

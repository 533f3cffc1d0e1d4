"""What a build reads besides transcripts: ledger, newsletters, glossary, assessments, runtime.

Everything is read once, at the start: a file that is edited meanwhile is the next build's.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from assessments.banks import ids
from assessments.banks import source as bank_source
from assessments.validate.locate import Lines
from macros import content, tables
from scripts.build.cache import Digest
from scripts.core.digest import digest_of
from scripts.core.model import Problem
from scripts.core.pictures import is_logo
from scripts.core.urls import site_url
from scripts.ledger.entries import Ledger, load_ledger
from scripts.ledger.history import ledger_file
from scripts.questions.banks import Bank, assessment_banks
from scripts.transcripts.letters import Issue, is_day, issue_files, parse_issues
from scripts.wiki.glossary import read_glossary
from scripts.wiki.paths import read_paths
from scripts.wiki.site import Settings

# The TOML files of a content folder; the last two are of hosts.
OF_CONTENT = (
    *(content.SITE, "glossary.toml", "paths.toml", "synonyms.toml"),
    *("netlify.toml", "wrangler.toml"),
)
RUNTIME = content.GENERATED / "runtime" / "manifest.json"


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

    A source with a ledger has permanent addresses and preview pictures.
    """
    path = ledger_file(source)
    ledger, problems = load_ledger(path)
    known = bool(ledger.entries)
    place = content.content_of(source)
    site = content.use(place)
    files = issue_files(place / "newsletter")
    issues, found = parse_issues(files)
    problems += own_problems(place)
    runtime = RUNTIME.read_text(encoding="utf-8") if RUNTIME.is_file() else ""
    glossary, paths = read_glossary(source), read_paths(source)
    settings = Settings(site_url(), glossary, runtime, known, site, paths)
    banks = assessment_banks()
    letters = "\n".join(data.decode("utf-8", "replace") for _, data in files)
    every = [bank_source(name) for name in ids()]  # newsletters and permanent addresses name them
    named = (tables.paths(place), tables.glossary(place))
    told = repr((sorted(ledger.entries.items()), files, banks, every, settings, named))
    return Beside(
        source,
        ledger,
        [issue for issue in issues if is_day(issue.date)],
        letters,
        banks,
        settings,
        [*problems, *(found if known else ())],
        digest_of(told.encode("utf-8", "surrogatepass")),
    )


def own_problems(place: Path) -> list[Problem]:
    """Return what is wrong in the settings, the glossary and the paths of a content folder."""
    found = {
        content.SITE: content.read_settings(place)[1],
        "glossary.toml": tables.glossary(place).problems,
        "paths.toml": tables.paths(place).problems,
    }
    problems = [Problem(shown(place / name), *one) for name, all_ in found.items() for one in all_]
    problems += _logo_problems(place)
    return problems + [
        Problem(shown(path), 1, "wrong-place", told) for path, told in _misplaced(place)
    ]


def _logo_problems(place: Path) -> Iterator[Problem]:
    """Return what is wrong with the logo that the settings name: the engine's own stands for it."""
    name = content.read_settings(place)[0].logo
    if name and not is_logo(place, name):
        lines = Lines((place / content.SITE).read_text("utf-8", "replace"))
        told = (
            f"{name[:60]!r} is no picture of this folder that a page may show; name an SVG that "
            "only draws, without scripts, entities or files from elsewhere, or a PNG"
        )
        yield Problem(shown(place / content.SITE), lines.key("logo", 1), "bad-image", told)


def unknown_names(place: Path, known: Collection[str]) -> Iterator[Problem]:
    """Return what paths and the glossary name and is not here: articles and assessments."""
    for line, path in tables.paths(place).entries:
        keys = [step["article"] for step in path["articles"]]
        keys += [path["check"]] if "check" in path else []
        for told in _unknown(path, keys, known):
            yield Problem(shown(place / "paths.toml"), line, "unknown-name", told)
    for line, term in tables.glossary(place).entries:
        for told in _unknown(term, [term["article"]], known):
            yield Problem(shown(place / "glossary.toml"), line, "unknown-name", told)


def _unknown(entry: tables.Entry, keys: Sequence[str], known: Collection[str]) -> Iterator[str]:
    for key in keys:
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            yield f'"{entry["id"]}" names {key}, and there is no such article{hint}'
    wanted = entry.get("assessment")
    if wanted and wanted not in ids():
        yield f'"{entry["id"]}" names the assessment {wanted}, which is not in banks/'


def _misplaced(place: Path) -> Iterator[tuple[Path, str]]:
    """Files of a content folder that nothing reads where they are, and where they belong."""
    if not (place / content.SITE).is_file():
        return  # a bare folder of channels: what lies around it is not ours
    for path in sorted(place.iterdir()):
        if path.suffix == ".toml" and path.name not in OF_CONTENT:
            near = get_close_matches(path.name, OF_CONTENT, 1)
            yield (
                path,
                f"no file of this name is read; did you mean {near[0]}?"
                if near
                else ("no file of this name is read; an assessment belongs to banks/"),
            )
        elif path.suffix == ".md" and path.stem.upper() != path.stem:
            yield path, "this page is not read here; move it to pages/, or to articles/<channel>/"
    for path in sorted((place / "newsletter").glob("*")):
        if path.is_file() and path.suffix in (".txt", ".html", ".markdown", ".docx"):
            yield path, "a letter is read from a file that ends in .md"
    for path in sorted((place / "banks").glob("*")):
        if path.is_file() and path.suffix != ".toml":
            yield path, "an assessment is read from a file that ends in .toml"


def shown(path: Path) -> str:
    """Return a path as an author would type it."""
    return Path(os.path.relpath(path)).as_posix()

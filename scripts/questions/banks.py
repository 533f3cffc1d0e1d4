"""Checking the banks that stand beside the articles: their form, and that every cite is there.

An article really says a thing at a second only if it cites that second of that video itself.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assessments import banks
from assessments.validate import BankCite, check_bank, cites, load_toml
from assessments.validate import Problem as BankProblem
from assessments.validate.lint import lint_quiz
from assessments.validate.quiz import check_quiz, quiz_cites
from scripts.core.model import LinkedArticle, Problem, Resource
from scripts.core.text import clock_label, shorten
from scripts.wiki.library import Library

Cited = Mapping[str, set[tuple[str, int]]]


class Bank(NamedTuple):
    """The text of one bank: an assessment's by its id, or the check of an article by its key."""

    path: str
    text: str
    name: str
    check: bool


class Reading(NamedTuple):
    """What a bank says of itself: its file, what is wrong in it, and its cites."""

    path: str
    problems: tuple[Problem, ...]
    cites: tuple[BankCite, ...]


def read_banks(library: Library) -> list[Bank]:
    """The checks beside the articles of a library, and the assessments."""
    return [*_checks(library), *assessment_banks()]


def assessment_banks() -> list[Bank]:
    """Return the assessments of this process's content folder."""
    return [Bank(_shown(banks.path(n)), banks.source(n), n, False) for n in banks.names()]


def _shown(path: str) -> str:
    """A path as an author would type it."""
    return Path(os.path.relpath(path)).as_posix()


def _checks(library: Library) -> Iterator[Bank]:
    for key, article in sorted(library.articles.items()):
        path = Path(article.path).with_suffix(".toml")
        if _is_file(path):
            yield Bank(path.as_posix(), path.read_text(encoding="utf-8"), key, True)


def check_resources(found: Iterable[Bank]) -> Iterator[Resource]:
    """Each question of the checks as `channel/slug/id`; those of a bank with a problem as well.

    A slip in a file must not look as if its questions had been taken away.
    """
    for bank in (bank for bank in found if bank.check):
        for name, title in _titles(bank.text).items():
            yield Resource("question", f"{bank.name}/{name}", shorten(title, 90))


@lru_cache(maxsize=1_000)
def _titles(text: str) -> dict[str, str]:
    """The texts of a check's questions by their ids."""
    document, problems = load_toml(text)
    if problems:
        return dict.fromkeys(_QUESTION_ID.findall(text), "")
    questions = document.get("questions", [])
    return {str(q.get("id")): str(q.get("text", "")) for q in questions if "id" in q}


_QUESTION_ID = re.compile(r'^\[\[questions\]\][^\[]*?^id\s*=\s*"([^"\n]+)"', re.MULTILINE)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # its name, longer by the ending, is longer than names can be
        return False


def check_banks(found: Iterable[Bank], cited: Cited) -> list[Problem]:
    """Return every problem of banks: those of their form first, then cites that lead nowhere.

    `cited` are pairs of video and second by the article that cites them.
    """
    return compared(map(reading, found), cited)


def compared(readings: Iterable[Reading], cited: Cited) -> list[Problem]:
    """Return every problem of banks that were read, compared with what articles cite."""
    return [problem for one in readings for problem in _compared(one, cited)]


def cited_by(
    articles: Mapping[str, LinkedArticle], former: Callable[[str], Iterable[str]]
) -> Cited:
    """Return the videos and seconds that each article cites, by its key and its former ones."""
    cited = {key: {(c.video, c.seconds) for c in a.claims} for key, a in articles.items()}
    return {old: cited[key] for key in cited for old in former(key)} | cited


def bank_cites(bank: Bank) -> list[BankCite]:
    """Return the cites of a bank; none of one that can't be read."""
    return list(reading(bank).cites)


def _compared(one: Reading, cited: Cited) -> Iterator[Problem]:
    yield from one.problems
    yield from (found for cite in one.cites if (found := _astray(one.path, cite, cited)))


@lru_cache(maxsize=1_000)
def form_problems(bank: Bank) -> list[BankProblem]:
    """What is wrong with the form of a bank."""
    return check_quiz(bank.text) if bank.check else check_bank(bank.text, bank.name)


@lru_cache(maxsize=1_000)
def reading(bank: Bank) -> Reading:
    """Return what is wrong with a bank in itself, and its cites where it can be read."""
    found, made = form_problems(bank), list[BankCite]()
    if not found:
        found = list(lint_quiz(bank.text)) if bank.check else []
        made = list(quiz_cites(bank.text, bank.name) if bank.check else cites(bank.text))
    problems = (Problem(bank.path, line, code, message) for line, code, message in found)
    return Reading(bank.path, tuple(problems), tuple(made))


def _astray(path: str, cite: BankCite, cited: Cited) -> Problem | None:
    if cite.article not in cited:
        message = f'"{cite.owner}" cites {cite.article}, and there is no such article'
    elif (cite.video, cite.second) not in cited[cite.article]:
        at = f"{clock_label(cite.second)} of {cite.video}"
        message = f'"{cite.owner}" cites {at}, which {cite.article} does not; cite what it does'
    else:
        return None
    return Problem(path, cite.line, "astray-cite", message)

"""The questions of a channel as files beside its page, for readers to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scripts.core.files import File
from scripts.export.formats import FORMATS, loss_summary
from scripts.export.sheet import Sheet

LOSSES = "questions-losses.txt"


class Download(NamedTuple):
    """A file to take along: its name, and what it is."""

    name: str
    title: str


def downloads(channel: str) -> list[Download]:
    """Return the files beside the page of a channel that has questions."""
    return [Download(f"{channel}-questions.{one.ending}", one.title) for one in FORMATS.values()]


def question_files(channel: str, sheet: Sheet) -> Iterator[File]:
    """Return those files, and the one that tells what each of them can't hold."""
    for download, made in zip(downloads(channel), FORMATS.values(), strict=True):
        yield download.name, made.write(sheet)
    yield LOSSES, "\n".join(_losses(sheet)).encode()


def _losses(sheet: Sheet) -> Iterator[str]:
    yield f"{sheet.title}: what each file can't hold of the {len(sheet.asked)} questions\n"
    for made in FORMATS.values():
        lines = [f"- {line}" for line in loss_summary(made, sheet)]
        yield "\n".join([made.title, *(lines or ["- Nothing is lost."])]) + "\n"

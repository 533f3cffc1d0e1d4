"""The questions of a channel as files beside its page, for readers to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scripts.core.files import File
from scripts.core.urls import site_url
from scripts.export.formats import FORMATS, loss_summary
from scripts.export.sheet import Sheet, sheet_of
from scripts.wiki.site import Site

LOSSES = "questions-losses.txt"


class Download(NamedTuple):
    """A file to take along: its name, and what it is."""

    name: str
    title: str


def downloads(site: Site, channel: str) -> list[Download]:
    """The files beside a channel's page; none where no article has a check."""
    checked = any(key.startswith(f"{channel}/") for key in site.checks)
    made = FORMATS.values() if checked else ()
    return [Download(f"{channel}-questions.{one.ending}", one.title) for one in made]


def question_files(site: Site, channel: str) -> Iterator[File]:
    """Those files, and the one that tells what each of them can't hold."""
    sheet = sheet_of(site, channel, site_url())
    if sheet is None:
        return
    for download, made in zip(downloads(site, channel), FORMATS.values(), strict=True):
        yield download.name, made.write(sheet)
    yield LOSSES, "\n".join(_losses(sheet)).encode()


def _losses(sheet: Sheet) -> Iterator[str]:
    yield f"{sheet.title}: what each file can't hold of the {len(sheet.asked)} questions\n"
    for made in FORMATS.values():
        lines = [f"- {line}" for line in loss_summary(made, sheet)]
        yield "\n".join([made.title, *(lines or ["- Nothing is lost."])]) + "\n"

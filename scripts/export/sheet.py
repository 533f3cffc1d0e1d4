"""The questions that leave together: those of an article, or of a whole channel."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from scripts.core.urls import article_url, relative_url, watch_at
from scripts.wiki.site import Site

Question = dict[str, Any]

UNDATED = 1_767_225_600  # 2026-01-01: `changed` of questions whose articles have no date


@dataclass(frozen=True, slots=True)
class Asked:
    """A built question with the article that it belongs to."""

    question: Question
    article: str
    title: str
    address: str

    @property
    def name(self) -> str:
        """The name under which the question is known for ever: `channel/slug/id`."""
        return f"{self.article}/{self.question['id']}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Questions in the order of their articles; `changed` in seconds since 1970."""

    name: str
    title: str
    asked: tuple[Asked, ...]
    changed: int = 0


def sheet_of(site: Site, name: str, base: str) -> Sheet | None:
    """Return the questions of an article or channel by its key; None where it has none.

    `changed` is the newest day in the front matter of its articles. A file's time on disk would
    differ between two copies of one source, and with it the bytes of the site.
    """
    keys = [key for key in sorted(site.checks) if key == name or key.startswith(f"{name}/")]
    if not keys:
        return None
    title = site.title(name) if name in site.checks else site.channel_title(name)
    asked = tuple(one for key in keys for one in _asked(site, key, base))
    days = (site.library.articles[key].modified for key in keys)
    changed = max((_seconds(day) for day in days if day), default=UNDATED)
    return Sheet(name, title, asked, changed)


def as_edited(sheet: Sheet, site: Site) -> Sheet:
    """Return the sheet with the time on disk of its newest file, for decks outside of a site.

    An author who imports a deck again sees an edit of the same day.
    """
    keys = dict.fromkeys(asked.article for asked in sheet.asked)
    files = (Path(site.path(key)).with_suffix(".toml") for key in keys)
    times = (int(file.stat().st_mtime) for file in files if file.exists())
    return replace(sheet, changed=max(times, default=sheet.changed))


def _seconds(day: str) -> int:
    """Return a day as seconds since 1970; one past a month's end counts on."""
    return timegm((*map(int, day.split("-")), 0, 0, 0))


def _asked(site: Site, key: str, base: str) -> Iterator[Asked]:
    today = article_url(key)
    address = base + relative_url("", site.permalinks.get(today, today))
    yield from (Asked(q, key, site.title(key), address) for q in site.checks[key])


def watch(cite: Question) -> str:
    """The address of the second that a question cites."""
    return watch_at(cite["video"], cite["second"])


def not_representable(question: Question) -> str:
    """Return the loss of a question that a format leaves out, because it has none of its type."""
    return (
        f'the whole question: this format cannot represent questions of type "{question["type"]}"'
    )


def ids_of(texts: Iterable[str]) -> list[str]:
    """Ids made from words, each once: what comes back from a format without ids gets them."""
    found: list[str] = []
    for text in texts:
        words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in text.lower())
        name = "-".join(words.split())[:40].strip("-")
        name = name if name[:1].isalpha() else f"n-{name}".strip("-")
        taken = sum(other == name or other.startswith(f"{name}--") for other in found)
        found.append(f"{name}--{taken + 1}" if taken else name)
    return found

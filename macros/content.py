"""The content folder: all that is one knowledge base's own, and its settings in `site.toml`.

`MILE_MARKERS_CONTENT` names the folder for every process of a build. What a folder lacks has no
page and no place in the navigation; nothing is taken from another folder.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from assessments import banks
from assessments.banks import CONTENT as CONTENT
from assessments.banks import ORDER
from assessments.validate import check_bank, load_toml
from assessments.validate.locate import Lines, Problem
from assessments.validate.tables import Fault, Key, key_faults
from macros import language

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT / "docs"
BUILD = "MILE_MARKERS_BUILD"  # where the build step writes, when not in build/
GENERATED = ROOT / "build" / "generated"  # libraries, wages and the quiz runtime, alike for all
STRICT = "MILE_MARKERS_STRICT"
OWN = "own"  # below the build folder: icons, colors and banks of one content folder
THEME = ROOT / "macros" / "theme" / "assets"
ARTICLES, SITE = "articles", "site.toml"
WAGES = re.compile(r'^formula *= *"pay-gap"', re.MULTILINE)
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
SIGN_UP = re.compile(r"https://[^\s/\"'<>;,]+(/[^\s\"'<>;,]*)?|mailto:[^\s@:]+@[^\s@]+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MAILBOX = re.compile(r"[^<>\n]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+")

KEYS = {
    "name": Key("text", "what the site is called", required=True),
    "tagline": Key("text", "one sentence on it: for the footer, feeds and search engines"),
    "address": Key("text", "where it will be: https://example.org/; SITE_URL stands above it"),
    "language": Key("text", "its language as in HTML: en, de, ar"),
    "logo": Key("text", "a picture in this folder: .svg or .png"),
    "assessments": Key("texts", "ids of banks, in the order of the catalogue"),
    "subjects": Key("texts", "the subjects that articles may name, in their order"),
    "feeds": Key("text", "what the ids of feeds begin with; keep it when the site is renamed"),
    "license": Key("text", "the license of its words, for the footer"),
    "colors": Key("table", "the main color in light and in dark"),
    "newsletter": Key("table", "who sends the newsletter"),
}
COLORS = {
    "light": Key("text", "the main color on light paper: #1f4e5f"),
    "dark": Key("text", "the main color on dark paper: #8fcbdf"),
}
NEWSLETTER = {
    "about": Key("text", "one sentence on the letters, for their page and feed"),
    "sender": Key("text", "Name <mail@example.org>"),
    "postal": Key("text", "the postal address that a mail must carry"),
    "signup": Key("text", "the address that the sign-up form sends to"),
}
TABLES = {"colors": COLORS, "newsletter": NEWSLETTER}


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What a knowledge base says of itself."""

    name: str
    tagline: str = ""
    address: str = ""
    language: str = "en"
    logo: str = ""
    assessments: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    feeds: str = ""
    license: str = ""
    light: str = "#1f4e5f"
    dark: str = "#8fcbdf"
    about: str = ""  # of the newsletter
    sender: str = ""
    postal: str = ""
    signup: str = ""

    @property
    def slug(self) -> str:
        """Return the name as it may stand in an address."""
        return "-".join(re.findall(r"[a-z0-9]+", self.name.lower())) or "site"

    @property
    def tag(self) -> str:
        """Return what the ids of feeds and entries begin with: they stay when the site moves."""
        return self.feeds or f"tag:{self.slug}.example,2026:"

    @property
    def nowhere(self) -> str:
        """Return the address of a site that nobody has given one: it leads nowhere."""
        return f"https://{self.slug}.example/"


def build_folder() -> Path:
    """Return the folder in which this process builds."""
    return Path(os.environ.get(BUILD) or ROOT / "build")


def generated_files() -> dict[str, Path]:
    """Return the files below `assets/generated` of this process's site, by their names there.

    The table of wages is part of a site whose banks ask for it.
    """
    found = {name: GENERATED / name for name in _names(GENERATED)}
    if not uses_wages():
        found = {name: path for name, path in found.items() if not name.startswith("wages/")}
    own = build_folder() / OWN
    return dict(sorted((found | {name: own / name for name in _names(own)}).items()))


def uses_wages() -> bool:
    """Return whether a bank of this process's content reads the table of wages."""
    return any(WAGES.search(banks.source(name)) for name in banks.ids())


def _names(place: Path) -> list[str]:
    paths = sorted(path for path in place.rglob("*") if path.is_file())
    return [path.relative_to(place).as_posix() for path in paths]


def direction(tag: str) -> str:
    """Return how a language is written: `ltr` or `rtl`."""
    return str(language.locale(tag).text_direction)


def is_strict() -> bool:
    """Return whether a problem ends `serve` at its start."""
    return bool(os.environ.get(STRICT))


def folder() -> Path:
    """Return the content folder of this process."""
    return Path(os.environ.get(CONTENT) or DEFAULT)


def source() -> Path:
    """Return the folder of channels of this process's content folder."""
    return folder() / ARTICLES


def content_of(channels: Path) -> Path:
    """Return the content folder of a folder of channels: that around it, or a bare one itself."""
    around = channels.parent if channels.name else channels.resolve().parent
    return around if channels.name == ARTICLES or (around / SITE).is_file() else channels


def work_folder(channels: Path) -> Path:
    """Return the build folder of a folder of channels: each content folder has its own."""
    place = content_of(channels).resolve()
    if place == DEFAULT.resolve():
        return Path("build")
    return Path("build", f"{place.name}-{hashlib.sha256(str(place).encode()).hexdigest()[:8]}")


def use(place: Path, build: Path | None = None) -> SiteSettings:
    """Let this process, and those that it starts, work on a content folder; its settings."""
    os.environ[CONTENT] = str(place.resolve())
    if build:
        os.environ[BUILD] = str(build.resolve())
    found = settings()
    language.use(found.language)
    os.environ[ORDER] = ",".join(found.assessments)
    os.environ[banks.BROKEN] = ",".join(name for name in banks.names() if _is_broken(name))
    return found


def _is_broken(name: str) -> bool:
    return bool(_bank_problems(banks.source(name), name))


@lru_cache(maxsize=256)
def _bank_problems(text: str, name: str) -> tuple[Problem, ...]:
    return tuple(check_bank(text, name))


def settings() -> SiteSettings:
    """Return the settings of this process's content folder."""
    return read_settings(folder())[0]


def read_settings(place: Path) -> tuple[SiteSettings, tuple[Problem, ...]]:
    """Return the settings of a content folder, and what is wrong in its `site.toml`.

    A folder without one is called after itself.
    """
    path = place / SITE
    named = SiteSettings(place.resolve().name.replace("_", " ").replace("-", " ").title() or "Site")
    if not path.is_file():
        return named, ()
    return _parsed(path.read_text(encoding="utf-8", errors="replace"), named)


@lru_cache(maxsize=64)
def _parsed(text: str, named: SiteSettings) -> tuple[SiteSettings, tuple[Problem, ...]]:
    document, problems = load_toml(text)
    if problems:
        return named, tuple(problems)
    lines = Lines(text)
    wrong = {(table, fault.key): fault for table, fault in _faults(document)}
    flat = {key: value for key, value in document.items() if key not in TABLES}
    for table in TABLES:
        inside = document.get(table)
        flat |= inside if isinstance(inside, dict) else {}
    bad = {key for _, key in wrong}
    known = {field.name for field in fields(SiteSettings)}
    good: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in flat.items()
        if key in known and key not in bad
    }
    found = tuple(
        Problem(lines.key(key, lines.table(table, 0) if table else 1), fault.code, fault.message)
        for (table, key), fault in wrong.items()
    )
    return replace(named, **good), found


def _faults(document: Mapping[str, Any]) -> Iterator[tuple[str, Fault]]:
    for fault in key_faults(dict(document), KEYS, "the site"):
        yield "", fault
    yield from (("", fault) for fault in _value_faults(document))
    for table, keys in TABLES.items():
        inside = document.get(table, {})
        if isinstance(inside, dict):
            yield from ((table, fault) for fault in key_faults(inside, keys, f"[{table}]"))
            yield from ((table, fault) for fault in _value_faults(inside))


# What a value must look like besides being text, and what to write.
FORMS = {
    "language": (LANGUAGE, 'a language tag such as "en" or "de"'),
    "address": (ADDRESS, 'a whole address such as "https://example.org/"'),
    "signup": (SIGN_UP, '"https://example.org/subscribe" or "mailto:mail@example.org"'),
    "light": (COLOR, 'six digits such as "#1f4e5f"'),
    "dark": (COLOR, 'six digits such as "#8fcbdf"'),
    "sender": (MAILBOX, '"Name <mail@example.org>"'),
}


def _value_faults(table: Mapping[str, Any]) -> Iterator[Fault]:
    for key, (form, shown) in FORMS.items():
        value = table.get(key)
        if isinstance(value, str) and not form.fullmatch(value):
            yield Fault(key, "bad-value", f'"{key}" is {value[:60]!r}; write {shown}.')
    for key, value in table.items():
        if key in FORMS or not isinstance(value, str):
            continue
        line = value.replace("\n", " ") if key == "postal" else value  # an address has lines
        if CONTROL.search(line):
            yield Fault(key, "bad-value", f'"{key}" has a sign no page can show, or line ends.')

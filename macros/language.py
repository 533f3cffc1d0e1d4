"""The words of the engine in the language of a site.

Templates and browser modules are written in English, and stay readable: what a reader sees of them
is found by its place (`segments`, `literals`) and replaced by the catalogue of the site's language
when a template is compiled or a module is published. What a catalogue lacks stays English, and
`python -m macros.language de` lists it. Catalogues are PO files, read by Babel.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2.ext import Extension

FOLDER = Path(__file__).with_name("locale")
ROOT = Path(__file__).resolve().parent.parent
DEFAULT = "en"

_JINJA = r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}"
# A tag with what Jinja writes into it, a statement, a comment: what stands between them is text.
_MARKUP = re.compile(
    rf"<(?:style|script)\b.*?</(?:style|script)>|<(?:{_JINJA}|[^<>])*>|\{{%.*?%\}}|\{{#.*?#\}}",
    re.DOTALL,
)
_SHOWN = re.compile(r'(\s(?:aria-label|title|alt|placeholder|data-words)=")([^"]*)(")')
_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z]{2}|^[A-Za-z]$")
_LITERAL = re.compile(r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")

_current = [DEFAULT]


def use(language: str) -> None:
    """Let this process write in a language."""
    _current[0] = language


def current() -> str:
    """Return the language of this process."""
    return _current[0]


@lru_cache(maxsize=32)
def catalogue(language: str) -> dict[str, str]:
    """Return the translations of a language by their English."""
    path = FOLDER / f"{language.partition('-')[0]}.po"
    if not path.is_file():
        return {}
    return {str(m.id): str(m.string) for m in _read(path) if m.id and m.string and not m.fuzzy}


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


@lru_cache(maxsize=32)
def fingerprint(language: str) -> str:
    """Return one word for a language and its catalogue."""
    told = repr((language, sorted(catalogue(language).items())))
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def say(text: str, **values: object) -> str:
    """Return an English sentence of the engine in the language of this process, filled."""
    found = catalogue(current()).get(text, text)
    return found.format(**values) if values else found


def counted(count: int, word: str) -> str:
    """Return `3 articles`: a number by the rules of the language, and the form of the word."""
    language = current()
    number = number_of(count)
    forms = catalogue(language).get(f"plural of {word}")
    if not forms:
        return f"{count:,} {word}{'' if count == 1 else 's'}"
    rule = locale(language).plural_form(count)
    named = dict(form.split("=", 1) for form in forms.split(" | "))
    return f"{number} {named.get(rule, named['other'])}"


def number_of(value: float) -> str:
    """Return a number as the language of this process writes it."""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=locale(current())))


def long_day(day: str) -> str:
    """Return a day as the language of this process writes it: `November 22, 2026`."""
    from datetime import date

    from babel.dates import format_date

    return str(format_date(date.fromisoformat(day), "long", locale=locale(current())))


@lru_cache(maxsize=32)
def locale(language: str) -> Locale:
    """Return the CLDR's rules of a language; those of English where it has none."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, LookupError):
        return Locale(DEFAULT)


def segments(source: str) -> Iterator[str]:
    """Return what a reader sees of a template: its texts, and the texts of its attributes."""
    at = 0
    for found in _MARKUP.finditer(source):
        yield from _text(source[at : found.start()])
        yield from (m[2] for m in _SHOWN.finditer(found[0]) if _is_text(m[2]))
        at = found.end()
    yield from _text(source[at:])


def _text(text: str) -> Iterator[str]:
    if _is_text(text):
        yield text.strip()


def _is_text(text: str) -> bool:
    return "{%" not in text and bool(_LETTERS.search(_EXPRESSION.sub("", text).strip()))


def translated(source: str, language: str) -> str:
    """Return a template with its texts in a language."""
    words = catalogue(language)
    if not words:
        return source
    made, at = "", 0
    for found in _MARKUP.finditer(source):
        made += _replaced(source[at : found.start()], words)
        made += _SHOWN.sub(lambda m: m[1] + words.get(m[2], m[2]) + m[3], found[0])
        at = found.end()
    return made + _replaced(source[at:], words)


def _replaced(text: str, words: dict[str, str]) -> str:
    inner = text.strip()
    return text.replace(inner, words[inner]) if inner and inner in words else text


class Words(Extension):
    """Jinja's extension that compiles templates in the language of this process."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source in the language."""
        return translated(source, current())


def literals(source: str) -> Iterator[str]:
    """Return the string literals of a browser module that may be shown.

    Those have a space or begin with a capital.
    """
    for found in _LITERAL.finditer(_without_comments(source)):
        text = found[1] if found[1] is not None else found[2]
        if re.search(r"[a-z]{2}", text) and (" " in text or text[:1].isupper()):
            yield text.strip()


def module(source: str, language: str) -> str:
    """Return a browser module with its literals in a language."""
    words = catalogue(language)
    if not words:
        return source

    def literal(found: re.Match[str]) -> str:
        quote, text = ("'", found[1]) if found[1] is not None else ("`", found[2])
        inner = text.strip()
        said = words.get(inner)
        if said is None:
            return found[0]
        said = said.replace("'", "\\'") if quote == "'" else said
        before, after = text.split(inner, 1) if inner else ("", "")
        return f"{quote}{before}{said}{after}{quote}"

    return _LITERAL.sub(literal, source)


def _without_comments(source: str) -> str:
    return re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", source, flags=re.DOTALL | re.MULTILINE)


TEMPLATES = ("scripts/templates", "macros/templates", "macros/theme")
MODULES = "macros/theme/assets/js"


def all_texts() -> dict[str, str]:
    """Return every text of templates and modules, with the file in which it stands first."""
    found: dict[str, str] = {}
    for folder in TEMPLATES:
        for path in sorted((ROOT / folder).rglob("*.html")):
            for text in segments(path.read_text("utf-8")):
                found.setdefault(text, path.relative_to(ROOT).as_posix())
    for path in sorted((ROOT / MODULES).rglob("*.js")):
        for text in literals(path.read_text("utf-8")):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    return found


def main(language: str) -> int:
    """Print the texts that a language lacks, each with its file."""
    known = catalogue(language)
    lacking = {text: path for text, path in all_texts().items() if text not in known}
    for text, path in lacking.items():
        sys.stdout.write(f"{path}: {' '.join(text.split())}\n")
    sys.stdout.write(f"{len(lacking)} texts without a translation, {len(known)} with one\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

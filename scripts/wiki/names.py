"""The names under which links may find an article, as vaults write them: paths, files, headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from scripts.core.model import Article
from scripts.core.text import name_slug, slugify, tokens

_SLUG = re.compile(r"[a-z0-9_-]+")  # what no vault writes: a name in words has a capital or a space
_ENDING = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)
_UP = re.compile(r"(?:\.{0,2}/)+")


class Reading(NamedTuple):
    """A name, and the heading or block behind it."""

    name: str
    heading: str = ""


def readings(target: str) -> Iterator[Reading]:
    """Return what a target may mean, the likeliest first: `a#b` is heading b of a, or a name.

    Nothing behind the sign leaves it to the name: `C#` is not C. A target of a heading alone means
    the page that it stands in, which has an empty name.
    """
    name = plain(target)
    if name.startswith(("#", "^")) and len(name) > 1:
        yield Reading("", name.rpartition("#")[2])
        return
    rest = name
    while "#" in rest:
        rest, _, heading = rest.rpartition("#")
        if heading.strip() and rest.strip():
            yield Reading(plain(rest.rstrip()), name[len(rest) + 1 :].rpartition("#")[2])
    yield Reading(name)


def plain(target: str) -> str:
    """Return a target without the steps up and down that begin a path, and without `.md`."""
    found = _UP.match(target)
    return _ENDING.sub("", target[found.end() :] if found else target).strip()


def folded(name: str) -> str:
    """Return a name as it is compared letter by letter: signs count, capitals do not."""
    return unicodedata.normalize("NFC", name).casefold()


def file_of(article: Article) -> str:
    """Return the name of an article's file, without its ending."""
    return _ENDING.sub("", article.path.rpartition("/")[2])


def folders_of(article: Article) -> list[str]:
    """Return the folders of an article's file, as names are compared."""
    return [name_slug(part) for part in article.path.split("/")[:-1]]


def shared_name(article: Article) -> str:
    """Return the name by which any channel may link to an article, or nothing.

    Only names that people wrote: the slugs of one channel say nothing about another.
    """
    name = file_of(article)
    return "" if _SLUG.fullmatch(name) else name_slug(name)


def asked_names(target: str) -> Iterator[str]:
    """Return the names of files that a link may ask of any channel."""
    for reading in readings(target):
        name = reading.name.rpartition("/")[2]
        if name and "_" not in name:
            yield name_slug(name)


def heading_id(article: Article, heading: str) -> str:
    """Return the id of a heading by its words or its id; nothing for a block, or where none is."""
    if not heading or heading.startswith("^"):
        return ""
    words, slug = tokens(heading), slugify(heading, "-")
    for one in article.headings:
        if one.id == heading or tokens(one.text) == words:
            return one.id
    return next((one.id for one in article.headings if one.id == slug), "")

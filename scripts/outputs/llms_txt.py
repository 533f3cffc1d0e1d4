"""Files for machines that read: llms.txt, robots.txt, and what the 404 page suggests from.

The page of a wrong address asks for the few files whose words the address has, so what it loads
does not grow with the library: titles are filed under the first letters of their words, and the
letters are dealt out to files of about the same size.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scripts.core.urls import relative_url

LISTED = 500  # articles up to which llms.txt names each; beyond, it names the channels
STEM = 4  # letters of a word under which a title is filed
ROWS = 300  # titles in one file of suggestions, about
COMMON = 60  # a stem of more titles than this, and of more than a twentieth, tells nothing


class Known(NamedTuple):
    """A page of the wiki, as machines are told of it."""

    address: str
    title: str
    description: str
    kind: str


def machine_files(pages: Sequence[Known], root_url: str, name: str) -> Iterator[tuple[str, bytes]]:
    """Every file for machines with its name."""
    yield "llms.txt", _llms(pages, root_url, name).encode()
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {root_url}sitemap.xml\n".encode()
    yield from suggestion_files([page for page in pages if page.kind in ("article", "topic")])


def _llms(pages: Sequence[Known], root_url: str, name: str) -> str:
    articles = [page for page in pages if page.kind == "article"]
    channels = [page for page in pages if page.kind == "channel"]
    transcripts = [page for page in pages if page.kind == "transcript"]
    named = articles if len(articles) <= LISTED else channels
    lines = [
        f"# {name}",
        "",
        "> A knowledge base made from videos: articles in which every claim is linked to the second"
        " of the video that makes it.",
        "",
        "Every page stands as Markdown at its address followed by `index.md`."
        " A page of a video lists every claim that articles cite on it, in order of time;"
        " a transcript has every word of it.",
        "",
        "## Articles" if named is articles else "## Channels, each with a list of its articles",
        "",
        *(_llms_line(page, root_url) for page in named),
        *_transcripts(transcripts, root_url),
        "",
        "## Optional",
        "",
        f"- [Sitemap]({root_url}sitemap.xml): every page",
    ]
    return "\n".join(lines) + "\n"


def _transcripts(pages: Sequence[Known], root_url: str) -> Iterator[str]:
    """The transcripts in a section of their own; many are found through their channels."""
    if 0 < len(pages) <= LISTED:
        yield from ("", "## Transcripts", "", *(_llms_line(page, root_url) for page in pages))


def _llms_line(page: Known, root_url: str) -> str:
    title = page.title.replace("[", "(").replace("]", ")")
    return f"- [{title}]({root_url}{relative_url('', page.address)}index.md): {page.description}"


def suggestion_files(pages: Sequence[Known]) -> Iterator[tuple[str, bytes]]:
    """The titles by the stems of their words, in files; `404/index.json` tells how many."""
    stems = _by_stem(pages)
    count = max(1, sum(map(len, stems.values())) // ROWS)
    files: dict[int, dict[str, list[tuple[str, str]]]] = {number: {} for number in range(count)}
    for stem, rows in sorted(stems.items()):
        files[bucket(stem, count)][stem] = rows
    yield "404/index.json", json.dumps({"files": count}).encode()
    for number, content in files.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        yield f"404/{number}.json", text.encode("utf-8", "replace")


def bucket(stem: str, count: int) -> int:
    """The number of the file that holds a stem; missing.js counts the same way."""
    number = 0
    for character in stem:
        number = (number * 31 + ord(character)) % 65_521
    return number % count


def _by_stem(pages: Sequence[Known]) -> dict[str, list[tuple[str, str]]]:
    stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for page in pages:
        for stem in sorted(_stems(f"{page.title} {page.address.rpartition('/')[2]}")):
            stems[stem].append((page.title, page.address))
    most = max(COMMON, len(pages) // 20)
    return {stem: rows for stem, rows in stems.items() if len(rows) <= most}


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in _words(text) if len(word) > 2}


def _words(text: str) -> Iterable[str]:
    return re.findall(r"[^\W_]+", text.casefold())

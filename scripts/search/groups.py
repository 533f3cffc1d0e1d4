"""Which pages are searched, and in which index each stands."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

from scripts.write import FRAGMENT, walk

GROUP = 800  # pages; small channels share an index, a larger channel has its own
VIDEO = "video"
HAND_WRITTEN = "site"

_FURNITURE = re.compile(r"<footer\b.*", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CHANNEL = re.compile(r"/wiki/([^/\"#]+)/")


class Found(NamedTuple):
    """A page to be searched: its address and its HTML."""

    address: str
    html: str

    @property
    def text(self) -> str:
        """The page's own words, without its furniture."""
        return unescape(_TAG.sub(" ", _FURNITURE.sub("", self.html)))


class Group(NamedTuple):
    """Pages that share an index, and the channels that they are of."""

    name: str
    channels: tuple[str, ...]
    pages: tuple[Found, ...]


def wiki_pages(folder: Path) -> Iterator[Found]:
    """The articles and videos among the page fragments below `folder`."""
    for name in walk(folder):
        if not name.endswith(FRAGMENT):
            continue
        head, _, body = (folder / name).read_text(encoding="utf-8").partition("\n")
        kind = json.loads(head)
        if kind["search"] and kind["kind"] in ("article", VIDEO):
            yield Found(name.removesuffix(f"/{FRAGMENT}"), body)


def hand_written(frame: Path) -> Group:
    """The pages that MkDocs made, apart from the shell of the others."""
    pages = [
        Found(name.removesuffix("index.html").rstrip("/"), (frame / name).read_text("utf-8"))
        for name in walk(frame)
        if name.endswith("index.html") and not name.startswith("shell/")
    ]
    return Group(HAND_WRITTEN, (), tuple(pages))


def grouped(pages: Iterable[Found], limit: int = GROUP) -> list[Group]:
    """Pages by channel, small channels together up to `limit` pages."""
    channels: dict[str, list[Found]] = defaultdict(list)
    for page in pages:
        channels[channel_of(page)].append(page)
    groups: list[Group] = []
    for channel, found in sorted(channels.items()):
        last = groups[-1] if groups else None
        if last and len(last.pages) + len(found) <= limit:
            names, together = (*last.channels, channel), (*last.pages, *found)
            groups[-1] = Group(last.name, names, together)
        else:
            groups.append(Group(f"g{len(groups)}", (channel,), tuple(found)))
    return groups


def channel_of(page: Found) -> str:
    """The channel of an article, or of the first article that a video's page names."""
    first, _, rest = page.address.partition("/")
    if first == "wiki":
        return rest.partition("/")[0]
    found = _CHANNEL.search(page.html)
    return found.group(1) if found else ""

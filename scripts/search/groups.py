"""Which pages are searched, and in which index each stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from scripts.build.fragments import Fragment
from scripts.build.manifests import Pages
from scripts.core.digest import digest_of
from scripts.core.files import FRAGMENT, walk

GROUP = 800  # pages; small channels share an index, a larger channel has its own
VIDEO = "video"
HAND_WRITTEN = "site"

_FURNITURE = re.compile(r"<footer\b.*", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Found(NamedTuple):
    """A page to be searched; equal keys mean equal HTML, which `read` gives."""

    address: str
    channel: str
    key: str
    read: Callable[[], str]

    @property
    def text(self) -> str:
        """The page's own words, without its furniture."""
        return unescape(_TAG.sub(" ", _FURNITURE.sub("", self.read())))


class Group(NamedTuple):
    """Pages that share an index, and the channels that they are of."""

    name: str
    channels: tuple[str, ...]
    pages: tuple[Found, ...]


def wiki_pages(pages: Pages) -> Iterator[Found]:
    """The articles and videos among the page fragments of a build."""
    signatures = {name: s for one in pages.manifests for name, s in one.signatures.items()}
    for address, head in pages.heads.items():
        if head["search"] and head["kind"] in ("article", VIDEO):
            name = f"{address}/{FRAGMENT}"
            read = partial(_body, pages.folder / name)
            yield Found(address, _channel(address, head), signatures[name], read)


def _body(path: Path) -> str:
    return Fragment.read(path).body


def _channel(address: str, head: Mapping[str, Any]) -> str:
    """The channel of an article, or of the first article that a video's page names."""
    first, _, rest = address.partition("/")
    return rest.partition("/")[0] if first == "wiki" else str(head["channel"])


def hand_written(frame: Path) -> Group:
    """The pages that MkDocs made, apart from the shell of the others."""
    pages = [
        Found(name.removesuffix("index.html").rstrip("/"), "", digest_of(data), data.decode)
        for name in walk(frame)
        if name.endswith("index.html") and not name.startswith("shell/")
        for data in [(frame / name).read_bytes()]
    ]
    return Group(HAND_WRITTEN, (), tuple(pages))


def grouped(pages: Iterable[Found], limit: int = GROUP) -> list[Group]:
    """Pages by channel, small channels together up to `limit` pages."""
    channels: dict[str, list[Found]] = defaultdict(list)
    for page in pages:
        channels[page.channel].append(page)
    groups: list[Group] = []
    for channel, found in sorted(channels.items()):
        last = groups[-1] if groups else None
        if last and len(last.pages) + len(found) <= limit:
            names, together = (*last.channels, channel), (*last.pages, *found)
            groups[-1] = Group(last.name, names, together)
        else:
            groups.append(Group(f"g{len(groups)}", (channel,), tuple(found)))
    return groups

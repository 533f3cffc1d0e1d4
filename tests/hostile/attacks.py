"""The attacks as data: each `.toml` here is a family, each of its tables one attack.

`about` says what a family is; docs/pages/about/trust.md counts them.

| key | what it gives |
|---|---|
| `name`, `what` | a short name, and what is tried |
| `text` | the body; a sentence before and one after it are added, and must be seen |
| `repeat`, `repeat_file` | `[before, piece, times, after]` for the body, or for the whole file |
| `title`, `front` | the title, or all lines of front matter but the title |
| `file`, `raw` | the whole file, as text or as bytes in Latin-1 |
| `path`, `path_raw`, `channel` | where the file lies, else `family/name.md` |
| `link`, `folder_link`, `make` | no file but a symbolic link, or a `folder` or `pipe` |
| `shown`, `heading` | words that the reader must see in the body, in the page's heading |
| `refused`, `problem` | the code of the line that the author gets; a refused file has no page |
| `hides` | the code of the line that the author gets where the words behind it are not shown |
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
VIDEO = "abcdefghijk"


class Attack(NamedTuple):
    """One attack; `spec` is its table."""

    family: str
    spec: dict[str, Any]

    @property
    def name(self) -> str:
        """Its name, which no other attack has."""
        return str(self.spec["name"])

    @property
    def code(self) -> str:
        """The code of the line that its author must get; empty where it is plain text."""
        found = (self.spec.get(key) for key in ("refused", "problem", "hides"))
        return str(next(filter(None, found), ""))

    @property
    def has_page(self) -> bool:
        """Whether its words must be on a page."""
        is_file = not any(key in self.spec for key in ("link", "folder_link", "make", "raw"))
        return is_file and not {"refused", "hides"} & self.spec.keys()

    def data(self) -> bytes:
        """The bytes of its file."""
        spec = self.spec
        if "raw" in spec:
            return str(spec["raw"]).encode("latin-1")
        if "file" in spec:
            return str(spec["file"]).encode()
        if "repeat_file" in spec:
            return _repeated(spec["repeat_file"]).encode()
        text = _repeated(spec["repeat"]) if "repeat" in spec else spec["text"]
        front = spec.get("front", f"videoId: {VIDEO}")
        title = spec.get("title", self.name)
        head = f"---\ntitle: {title}\n{front}\n---\n\nFrom: [[{self.family}]] <br/>\n"
        return f"{head}\nbefore {self.name}\n\n{text}\n\nafter {self.name}\n".encode()

    def place(self, source: Path) -> Path:
        """Where it lies below a source."""
        channel = source / str(self.spec.get("channel", self.family))
        if raw := self.spec.get("path_raw"):
            return channel / os.fsdecode(str(raw).encode("latin-1"))
        return channel / str(self.spec.get("path", f"{self.name}.md"))


def _repeated(parts: list[Any]) -> str:
    before, piece, times, after = parts
    return f"{before}{piece * times}{after}"


def attacks() -> list[Attack]:
    """Every attack, in the order of their files."""
    return [
        Attack(path.stem, table)
        for path in sorted(HERE.glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["attack"]
    ]


def lay(attack: Attack, source: Path) -> None:
    """Put an attack into a source."""
    spec, path = attack.spec, attack.place(source)
    if "folder_link" in spec:
        (source / attack.name).symlink_to(spec["folder_link"])
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in spec:
        path.symlink_to(spec["link"])
    elif spec.get("make") == "folder":
        path.mkdir()
    elif spec.get("make") == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes(attack.data())

"""A small library in a folder: its files, its ledger, and where each thing ought to be found."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import pytest

from scripts.ledger.entries import load_ledger, new_id
from scripts.ledger.history import ledger_file
from tests.building import build
from tests.conftest import command

BASE = "https://docs.example/"  # of a content folder called docs that says nothing of itself
VIDEO = "c5a1Ft82A2w"
CHECK = 'version = "1.0"\n' + "".join(
    f"""
[[questions]]
id = "{name}"
type = "short"
text = "Is it {name}?"
accept = ["{name}"]
explain = "It is."
cite = {{ video = "{VIDEO}", second = 73 }}
"""
    for name in ("one", "two", "three")
)


@dataclass
class Life:
    """A small library in a folder, and where each thing that ever was ought to be found."""

    folder: Path
    found_at: dict[str, str] = field(default_factory=dict)  # first key: key today, or "retired"
    keys: dict[str, set[str]] = field(default_factory=dict)  # first key: every key it had

    @property
    def source(self) -> Path:
        return self.folder / "docs" / "articles"

    def file(self, key: str) -> Path:
        return self.source / f"{key}.md"

    def write(self, key: str, title: str, *, aliases: tuple[str, ...] = ()) -> None:
        lines = ["---", f"title: {title}", f"videoId: {VIDEO}", "reviewed: 2026-11-22"]
        if aliases:
            lines += ["aliases:", *(f"  - {alias}" for alias in aliases)]
        claim = f'It is so <a class="yt-timestamp" data-t="00:01:13">[00:01:13]</a>. About {title}.'
        self.file(key).parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join([*lines, "---", "", "## A section {#kept}", "", claim, ""])
        self.file(key).write_text(text, encoding="utf-8")
        self.check_file(key).write_text(CHECK, encoding="utf-8")

    def check_file(self, key: str) -> Path:
        return self.file(key).with_suffix(".toml")

    def remove(self, key: str) -> None:
        self.file(key).unlink()
        self.check_file(key).unlink()

    def open_channel(self, name: str) -> None:
        self.file(f"{name}/{name}").parent.mkdir(parents=True)
        self.file(f"{name}/{name}").write_text(f"---\ntitle: {name}\n---\n", encoding="utf-8")

    def ledger(self, *arguments: str) -> None:
        assert command("ledger", "--source", self.source, *arguments) == 0

    def add(self, key: str, title: str) -> None:
        self.write(key, title)
        self.found_at[key], self.keys[key] = key, {key}
        self.ledger("update")

    def now_at(self, old: str, new: str) -> None:
        for first, at in self.found_at.items():
            if at == old:
                self.found_at[first] = new
                if new != "retired":
                    self.keys[first].add(new)

    def rename(self, old: str, new: str) -> None:
        self.file(new).parent.mkdir(parents=True, exist_ok=True)
        self.file(old).rename(self.file(new))
        self.check_file(old).rename(self.check_file(new))
        self.ledger("rename", old, new)
        self.now_at(old, new)

    def rename_by_alias(self, old: str, new: str, title: str) -> None:
        self.remove(old)
        self.write(new, title, aliases=(old,))
        self.ledger("update")
        self.now_at(old, new)

    def merge(self, old: str, into: str) -> None:
        self.remove(old)
        self.ledger("merge", old, into)
        self.now_at(old, into)

    def merge_by_alias(self, old: str, into: str, title: str) -> None:
        self.remove(old)
        self.write(into, title, aliases=(old,))
        self.ledger("update")
        self.now_at(old, into)

    def retire(self, key: str) -> None:
        self.remove(key)
        self.ledger("retire", key, "--why", "Its video was withdrawn.")
        self.now_at(key, "retired")

    def retitle(self, key: str, title: str) -> None:
        self.write(key, title)
        self.ledger("update")

    def check(self) -> None:
        """Build, then go to every address ever given."""
        built = build(self.source, self.folder / "build")
        assert not built.refused, built.lines
        ledger, _ = load_ledger(ledger_file(self.source))
        for first, keys in self.keys.items():
            ident = new_id("article", first)
            assert ident in ledger.entries
            question = new_id("question", f"{first}/one")
            addresses = (f"a/{ident}", f"a/{question}", *(f"wiki/{key}" for key in keys))
            for address in addresses:
                self._arrives(built.files, address, self.found_at[first])

    def _arrives(self, files: dict[str, bytes], address: str, key: str) -> None:
        """Follow an address through its redirects to the fragment of a page."""
        found = ""
        for _ in range(3):
            if fragment := files.get(f"{address}/index.fragment"):
                text = fragment.decode()
                wanted = "was retired" if key == "retired" else f'data-article="{key}"'
                assert wanted in text, f"{address}: not {wanted}"
                assert key == "retired" or ('id="t-73"' in text and 'id="kept"' in text)
                assert not found or f'id="{found}"' in text
                return
            html = files[f"{address}/index.html"].decode()
            canonical, script, refresh = (
                re.search(pattern, html)
                for pattern in (
                    r'<link rel="canonical" href="([^"]*)"',
                    r'data-target="([^"]*)"',
                    r'content="0; url=([^"]*)"',
                )
            )
            assert canonical and script and refresh, address
            assert script.group(1) == refresh.group(1)
            target, _, within = script.group(1).partition("#")
            assert urljoin(f"{BASE}{address}/", target) == canonical.group(1)
            found = found or within
            address = canonical.group(1).removeprefix(BASE).strip("/")
        pytest.fail(f"{address} goes round in a ring")

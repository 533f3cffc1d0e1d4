"""A vault through the whole build: every link leads to a page, and nothing hidden comes out."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from scripts.build.cache import Cache
from tests.building import FRAGMENT, build
from tests.vaults import write_source

pytestmark = pytest.mark.slow

CHECK = """\
[[questions]]
id = "a"
type = "single"
text = "hideme"
options = ["hideme", "other"]
"""
VAULT = """\
=== My Vault/my vault.md
---
title: Mine
---
### [V](https://www.youtube.com/watch?v=abcdefghijk)
- [[Pay rise#How]]
- [[Unwritten#x]]

=== My Vault/deep/Pay rise.md
## How

Text. [[तीन/काल]], [[C++]], [[Draft]], [[#How]], <!-- hideme --> %% hideme %%

> [!note] [[Only here]]

=== तीन/काल.md
[[Pay rise]], [[My Vault/deep/Pay rise#How]], [x](../My%20Vault/deep/Pay%20rise.md), [[C#]]

A note[^1].

[^1]: In it [[Never]].

=== तीन/C#.md
<div>
[[Wrapped]]
</div>

Text.

=== तीन/Draft.md
---
title: Draft
videoId: abcdefghijk
draft: true
---
hideme [[Hidden topic]]

=== plain/.trash/x.md
hideme

=== plain/pay_rise.md
[[Draft]] and [[Pay rise]].
"""


def test_every_link_of_a_built_vault_leads_to_a_page(tmp_path: Path) -> None:
    source = write_source(tmp_path, VAULT)
    (source / "तीन" / "Draft.toml").write_text(CHECK, encoding="utf-8")
    built = build(source, tmp_path)
    pages = {name.removesuffix(f"/{FRAGMENT}") for name in built.files if name.endswith(FRAGMENT)}
    assert "topic/my_vault/unwritten" in pages
    assert "wiki/तीन/c-sharp" in pages
    assert not any("raft" in page for page in pages if page.startswith("wiki/"))
    dead = {
        (page, href)
        for page in pages
        for href in re.findall(r'<a [^<>]*href="([^"]*)"', text(built.files[f"{page}/{FRAGMENT}"]))
        if leads_into_the_wiki(target := led(page, href)) and target not in pages
    }
    assert dead == set()
    assert {name for name, data in built.files.items() if b"hideme" in data} == set()
    assert (built.report.notes["not-published"], built.report.notes["hidden-file"]) == (1, 1)
    assert built.report.refused == 1
    assert built.report.problems == {}


def test_a_draft_that_is_edited_comes_and_goes(tmp_path: Path) -> None:
    source = write_source(tmp_path, "=== c/a.md\nText.\n\n=== c/b.md\nOther.\n")
    cache, file = Cache(tmp_path / "cache"), source / "c/a.md"
    page = f"wiki/c/a/{FRAGMENT}"
    assert page in build(source, tmp_path, cache=cache).files
    public = file.read_text(encoding="utf-8")
    file.write_text(public.replace("---\n", "---\ndraft: true\n", 1), encoding="utf-8")
    assert page not in build(source, tmp_path, cache=cache).files
    assert page not in build(source, tmp_path, cache=cache).files
    file.write_text(public, encoding="utf-8")
    assert page in build(source, tmp_path, cache=cache).files


def text(data: bytes) -> str:
    """A page's text."""
    return data.decode("utf-8")


def led(page: str, href: str) -> str:
    """The address to which a relative link leads."""
    if "://" in href or href.startswith(("#", "mailto:")):
        return ""
    parts = page.split("/")
    for step in unquote(href).partition("#")[0].strip("/").split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def leads_into_the_wiki(address: str) -> bool:
    """Whether an address is one of the pages that a source makes."""
    return address.startswith(("wiki/", "topic/", "video/")) and "." not in address

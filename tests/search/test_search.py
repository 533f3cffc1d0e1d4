"""Search: what goes into which index, and the words that lead there."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.build.manifests import Pages

from scripts.core.files import write_if_changed
from scripts.search.groups import Found, Group, grouped, wiki_pages
from scripts.search.words import bucket, tally, word_files
from tests.small_site import shelve


def page(channel: str, name: str, html: str) -> Found:
    return Found(f"wiki/{channel}/{name}", channel, html, lambda: html)


def pages(channel: str, count: int, html: str = "<p>words</p>") -> list[Found]:
    return [page(channel, f"a{n}", html) for n in range(count)]


def write(folder: Path, name: str, kind: str, html: str) -> None:
    """A page fragment as the build step leaves it."""
    fields = dict.fromkeys(("title", "description", "modified", "canonical"), "")
    head = json.dumps({**fields, "kind": kind, "search": kind != "topic"})
    write_if_changed(folder / name / "index.fragment", f"{head}\n{html}".encode())


def test_small_channels_share_an_index_and_a_large_one_has_its_own() -> None:
    found = grouped([*pages("a", 3), *pages("b", 4), *pages("c", 20), *pages("d", 2)], limit=10)
    assert [(group.channels, len(group.pages)) for group in found] == [
        (("a", "b"), 7),
        (("c",), 20),
        (("d",), 2),
    ]


def test_a_video_stands_with_the_channel_of_its_articles(tmp_path: Path) -> None:
    html = '<article><a href="../../wiki/chess/opening/">Opening</a></article>'
    write(tmp_path / "wiki", "video/abcdefghijk", "video", html)
    write(tmp_path / "wiki", "wiki/chess/opening", "article", "")
    shelve(tmp_path / "wiki")
    assert [found.channel for found in wiki_pages(Pages(tmp_path / "wiki"))] == ["chess", "chess"]


def test_only_articles_and_videos_are_searched(tmp_path: Path) -> None:
    for name, kind in (("wiki/c/a", "article"), ("topic/c/t", "topic"), ("video/v", "video")):
        write(tmp_path / "wiki", name, kind, "<h1>Title</h1>")
    shelve(tmp_path / "wiki")
    found = list(wiki_pages(Pages(tmp_path / "wiki")))
    assert [page.address for page in found] == ["video/v", "wiki/c/a"]
    assert [page.read() for page in found] == ["<h1>Title</h1>"] * 2


def test_words_lead_to_the_richest_group_first() -> None:
    few = tuple(pages("a", 2, "<p>pay</p>"))
    many = tuple(pages("b", 5, "<p>Pay, and payday</p>"))
    files = word_files([tally(Group("g0", ("a",), few)), tally(Group("g1", ("b",), many))])
    table = json.loads(files[f"{bucket('pay')}.json"])
    assert table == {"pay": [1, 0], "payday": [1]}


def test_furniture_and_markup_are_no_words() -> None:
    found = page("a", "b", '<p class="klass">one &amp; two</p><footer>three</footer>')
    assert found.text.split() == ["one", "&", "two"]


def test_a_word_of_any_script_has_a_file_name_of_plain_letters() -> None:
    assert bucket("काम").isascii()
    assert "/" not in bucket("а/б")

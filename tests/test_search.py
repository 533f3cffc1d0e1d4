"""Search: what goes into which index, and the words that lead there."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.search.groups import Found, Group, channel_of, grouped, wiki_pages
from scripts.search.words import bucket, tally, word_files


def pages(channel: str, count: int) -> list[Found]:
    return [Found(f"wiki/{channel}/a{n}", "<p>words</p>") for n in range(count)]


def test_small_channels_share_an_index_and_a_large_one_has_its_own() -> None:
    found = grouped([*pages("a", 3), *pages("b", 4), *pages("c", 20), *pages("d", 2)], limit=10)
    assert [(group.channels, len(group.pages)) for group in found] == [
        (("a", "b"), 7),
        (("c",), 20),
        (("d",), 2),
    ]


def test_a_video_stands_with_the_channel_of_its_articles() -> None:
    html = '<article><a href="../../wiki/chess/opening/">Opening</a></article>'
    assert channel_of(Found("video/abcdefghijk", html)) == "chess"
    assert channel_of(Found("wiki/chess/opening", "")) == "chess"


def test_only_articles_and_videos_are_searched(tmp_path: Path) -> None:
    for name, kind in (("wiki/c/a", "article"), ("topic/c/t", "topic"), ("video/v", "video")):
        place = tmp_path / name / "index.fragment"
        place.parent.mkdir(parents=True)
        head = json.dumps({"kind": kind, "search": kind != "topic"})
        place.write_text(f"{head}\n<h1>Title</h1>", encoding="utf-8")
    assert [page.address for page in wiki_pages(tmp_path)] == ["video/v", "wiki/c/a"]


def test_words_lead_to_the_richest_group_first() -> None:
    few = tuple(Found(f"wiki/a/{n}", "<p>pay</p>") for n in range(2))
    many = tuple(Found(f"wiki/b/{n}", "<p>Pay, and payday</p>") for n in range(5))
    files = word_files([tally(Group("g0", ("a",), few)), tally(Group("g1", ("b",), many))])
    table = json.loads(files[f"{bucket('pay')}.json"])
    assert table == {"pay": [1, 0], "payday": [1]}


def test_furniture_and_markup_are_no_words() -> None:
    page = Found("wiki/a/b", '<p class="klass">one &amp; two</p><footer>three</footer>')
    assert page.text.split() == ["one", "&", "two"]


def test_a_word_of_any_script_has_a_file_name_of_plain_letters() -> None:
    assert bucket("काम").isascii()
    assert "/" not in bucket("а/б")

"""Search: what goes into which index, and the words that lead there."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.build.cache import Cache
from scripts.build.stored import SEARCHED_TOGETHER, Searched, StoredPage, store_page, stored_pages
from scripts.core.model import Page
from scripts.pages.head_metadata import Head
from scripts.search.groups import grouped, is_about, text_of
from scripts.search.segments import BREAK, segmented
from scripts.search.words import bucket, fold, tally, vocabulary, word_files, words_of


def searched(channel: str, number: int) -> Searched:
    return Searched(channel, number, f"pages of {channel}")


def stored(cache: Cache, address: str, kind: str, html: str) -> StoredPage:
    """A page as a build stores it."""
    page = Page(address, "Title", "", html, kind=kind, search=kind != "topic")
    return store_page(cache, page, Head(), cards=False)


def test_small_channels_share_an_index_and_a_large_one_has_its_own() -> None:
    found = [searched("a", 3), searched("b", 4), searched("c", 20), searched("d", 2)]
    assert [(group.channels, group.number) for group in grouped(found, limit=10)] == [
        (("a", "b"), 7),
        (("c",), 20),
        (("d",), 2),
    ]


def test_a_large_channel_has_several_indexes_that_are_searched_together() -> None:
    found = grouped([searched("a", 3), searched("b", 1), searched("a", 4)], limit=5)
    assert [(group.channels, group.number) for group in found] == [(("a",), 7), (("b",), 1)]
    assert [[one.name for one in group.indexes] for group in found] == [["g0-0", "g0-1"], ["g1-0"]]


def test_an_edit_in_a_large_channel_changes_one_of_its_indexes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)

    def indexes(edited: str) -> list[Searched]:
        names = [f"wiki/c/{number}" for number in range(SEARCHED_TOGETHER + 1)]
        bodies = {name: "edited" if name == edited else "" for name in names}
        pages = [stored(cache, name, "article", body) for name, body in bodies.items()]
        return list(stored_pages(cache, "test", pages).searched)

    before, after = indexes(""), indexes("wiki/c/7")
    assert [one.number for one in before] == [one.number for one in after]
    assert len(set(before)) == 2
    assert len(set(before) - set(after)) == 1


def test_a_video_stands_with_the_channel_of_its_articles(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    html = '<article><a href="../../wiki/chess/opening/">Opening</a></article>'
    pages = [
        stored(cache, "video/abcdefghijk", "video", html),
        stored(cache, "wiki/chess/opening", "article", ""),
    ]
    (found,) = stored_pages(cache, "test", pages).searched
    assert (found.channel, found.number) == ("chess", 2)


def test_a_page_says_itself_whether_it_is_searched(tmp_path: Path) -> None:
    """A kind of page that nobody knew before too."""
    cache = Cache(tmp_path)
    kinds = (("wiki/c/a", "article"), ("topic/c/t", "topic"), ("video/v", "video"))
    pages = [stored(cache, name, kind, "<h1>Title</h1>") for name, kind in (*kinds, ("e", "event"))]
    found = stored_pages(cache, "test", pages).searched
    addresses = [address for one in found for address, _ in cache.value(one.pages)]
    assert sorted(addresses) == ["e", "video/v", "wiki/c/a"]


def test_words_lead_to_the_richest_group_first() -> None:
    few, many = ["<p>pay</p>"] * 2, ["<p>Pay, and payday</p>"] * 5
    files = word_files([tally(few), tally(many)])
    table = json.loads(files[f"{bucket('pay')}.json"])
    assert table == {"pay": [1, 0], "payday": [1]}


def test_furniture_and_markup_are_no_words() -> None:
    html = '<p class="klass">one &amp; two</p><footer>three</footer>'
    assert text_of(html).split() == ["one", "&", "two"]


def test_a_word_of_any_script_has_a_file_name_of_plain_letters() -> None:
    assert bucket("काम").isascii()
    assert "/" not in bucket("а/б")


def test_letters_of_scripts_without_spaces_are_words_and_the_rest_stays() -> None:
    apart = segmented('<h1 id="离职">体面地离职</h1><p>iPhone价格abc，น้ำ ใจ</p>').replace(
        BREAK, "|"
    )
    assert apart == '<h1 id="离职">体|面|地|离|职</h1><p>iPhone|价|格|abc|，|น้|ำ ใ|จ</p>'
    plain = '<p title="x">“Plain” words, naïve, слово, काम, 한국어</p>'
    assert segmented(plain) == plain


def test_pairs_of_letters_lead_to_the_group_that_has_them() -> None:
    assert words_of("iPhone价格，上司 hello") == {"iphone", "hello", "价格", "上司"}
    assert words_of("เงินเดือน") == {"เงิ", "งิน", "นเ", "เดื", "ดือ", "อน"}
    assert words_of("काम а слово") >= {"слово"}
    assert bucket("价格").isascii()


def test_accents_and_capitals_are_folded_and_marks_of_other_scripts_stay() -> None:
    assert fold("RÉSUMÉ Straße") == "resume strasse"
    assert fold("がん น้ำ काम 한국어") == "がん น้ำ काम 한국어"
    assert words_of("Résumé") == {"resume"}


def test_the_vocabulary_is_in_lines_from_common_to_rare() -> None:
    pages = ["<p>salary talk</p>"] * 4 + ["<p>salary 2024 pay walrus</p>"]
    assert json.loads(vocabulary([tally(pages)])) == ["salary talk", "walrus"]


def test_pages_about_the_site_are_told_from_pages_to_read() -> None:
    about = ("", "about", "about/offline", "authoring/checks", "quizzes/runway/methodology")
    assert all(map(is_about, about))
    assert not any(map(is_about, ("quizzes/runway", "paths/stuck", "glossary", "newsletter/a")))

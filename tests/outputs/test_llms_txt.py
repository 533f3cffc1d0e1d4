"""The files for machines that read, and the terms and paths that people write."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from macros.site_pages import path_sources
from scripts.build.cache import Cache
from scripts.build.stored import TEMPLATE, store_page, stored_pages
from scripts.core.model import Page
from scripts.outputs.llms_txt import Known, bucket, machine_files, suggestion_files
from scripts.outputs.sitemap import MOST, Entry, sitemap_files
from scripts.pages.head_metadata import Head
from scripts.pages.jsonld import script_json
from scripts.publish.layout import Layout, lay_out
from scripts.publish.machines import machines

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ARTICLES = DOCS / "articles"
URL = "https://example.org/wiki/"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_CITE = re.compile(
    r'<a class="yt-timestamp"(?: data-video="([\w-]{11})")? data-t="(\d+):(\d\d):(\d\d)">'
)


def known(number: int, kind: str = "article") -> Known:
    """A page by its number."""
    return Known(f"wiki/c/word{number}_x", f"Title {number}", "What it says", kind)


def test_the_sitemap_is_one_file_while_it_can_be() -> None:
    files = dict(sitemap_files([Entry(""), Entry("a/ä & b", "2026-11-22")], URL))
    assert list(files) == ["sitemap.xml"]
    urls = ElementTree.fromstring(files["sitemap.xml"])
    places = [url.findtext(f"{NAMESPACE}loc") for url in urls]
    assert places == [URL, f"{URL}a/%C3%A4%20%26%20b/"]
    assert urls[1].findtext(f"{NAMESPACE}lastmod") == "2026-11-22"


def test_a_large_sitemap_is_split_under_an_index() -> None:
    files = dict(sitemap_files([Entry(f"p/{n}") for n in range(MOST + 1)], URL))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    index = ElementTree.fromstring(files["sitemap.xml"])
    assert index.tag == f"{NAMESPACE}sitemapindex"
    assert files["sitemap-1.xml"].count(b"<url>") == MOST
    assert files["sitemap-2.xml"].count(b"<url>") == 1


def test_llms_txt_names_articles_and_for_many_their_channels() -> None:
    few = dict(machine_files([known(1), known(2, "channel")], URL, "Site"))["llms.txt"].decode()
    assert f"- [Title 1]({URL}wiki/c/word1_x/index.md): What it says" in few
    many = [known(n) for n in range(600)] + [known(700, "channel")]
    text = dict(machine_files(many, URL, "Site"))["llms.txt"].decode()
    assert "Title 700" in text and "Title 5]" not in text


def test_robots_txt_leads_to_the_sitemap() -> None:
    assert (
        f"Sitemap: {URL}sitemap.xml\n".encode()
        in dict(machine_files([], URL, "Site"))["robots.txt"]
    )


def test_suggestions_stay_small_in_a_large_library() -> None:
    words = [f"{a}{b}{c}e" for a in "bcdfghjklm" for b in "aeiou" for c in "nprstvwxyz"]
    pages = [
        Known(f"wiki/c/{words[n % 500]}_{words[n * 7 % 500]}", f"About {n}", "", "article")
        for n in range(21_000)
    ]
    files = dict(suggestion_files(pages))
    count = json.loads(files.pop("404/index.json"))["files"]
    assert count == len(files) > 50
    assert max(map(len, files.values())) < 200_000
    for name, data in files.items():
        for stem in json.loads(data):
            assert name == f"404/{bucket(stem, count)}.json"


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "a & b", "\u2028"])
def test_json_ld_cannot_end_its_element(text: str) -> None:
    written = script_json([{"name": text}])
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written)["@graph"] == [{"name": text}]


def cited(key: str) -> set[tuple[str, int]]:
    """The videos and seconds that an article cites."""
    text = (ARTICLES / f"{key}.md").read_text("utf-8")
    own = re.search(r"^videoId: (\S+)", text, re.MULTILINE)
    return {
        (video or (own.group(1) if own else ""), int(h) * 3600 + int(m) * 60 + int(s))
        for video, h, m, s in _CITE.findall(text)
    }


TERMS = tomllib.loads((DOCS / "glossary.toml").read_text("utf-8"))["term"]
PATHS = tomllib.loads((DOCS / "paths.toml").read_text("utf-8"))["path"]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: str(term["id"]))
def test_a_term_is_cited_where_it_says(term: dict[str, str | int]) -> None:
    assert (term["video"], term["second"]) in cited(str(term["article"]))


def test_terms_stand_in_order_and_once() -> None:
    names = [term["term"].casefold() for term in TERMS]
    assert names == sorted(names)
    every = [name for term in TERMS for name in (term["id"], *map(str.casefold, term["aliases"]))]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path["id"]))
def test_a_path_leads_to_articles_and_an_assessment(path: dict[str, Any]) -> None:
    keys = [step["article"] for step in path["articles"]]
    assert len(keys) == len(set(keys)) >= 5
    for key in keys:
        assert (ARTICLES / f"{key}.md").is_file()
    assert path["check"] in keys
    assert (ARTICLES / f"{path['check']}.toml").is_file()
    assert f"paths/{path['id']}.md" in path_sources(DOCS)
    assert all(step["why"] for step in path["articles"])


def test_the_sitemap_names_hand_written_and_generated_pages(tmp_path: Path) -> None:
    """But neither the layout template nor pages that stand for another."""
    cache = Cache(tmp_path)
    pages = [
        store_page(
            cache, Page(address, "A", "", "<p>text</p>", canonical=canonical), Head(), cards=False
        )
        for address, canonical in (("wiki/c/a", ""), ("a/old", "wiki/c/a"))
    ]
    stored = stored_pages(cache, "test", pages)
    template = cache.add(b"%TITLE%%ROOT%%CONTENT%")
    frame = cache.add_value({TEMPLATE: template, "about/index.html": template})
    files = cache.value(machines(cache, [stored.infos], frame, URL, "Site"))
    sitemap = cache.read(files["sitemap.xml"]).decode()
    assert re.findall("<loc>(.*?)</loc>", sitemap) == [f"{URL}about/", f"{URL}wiki/c/a/"]
    tree = cache.value(lay_out(cache, Layout("test", stored.pages, template, URL)))
    assert cache.read(tree["wiki/c/a/index.html"]).decode() == "A../../../<p>text</p>"

"""Feeds: valid by independent readers, whole, stable, the same bytes when nothing changed."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft7Validator, FormatChecker

from macros.content import settings
from scripts.ledger.entries import load_ledger
from scripts.newsletter.built import Built
from scripts.outputs.feeds import Feed, feed_files
from tests.building import build

BASE = "https://mile-markers.example/"
FEEDS = ("articles", "newsletter", "channel/alifeafterlayoff")
SCHEMA = json.loads(Path("tests/cases/jsonfeed-1.1.schema.json").read_text(encoding="utf-8"))


class Addresses(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]


@pytest.fixture(scope="module", params=FEEDS)
def folder(request: pytest.FixtureRequest, site: Path) -> Path:
    return site / "feeds" / str(request.param)


def parsed(folder: Path, name: str) -> Any:
    return feedparser.parse((folder / name).read_bytes())


def as_json(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "feed.json").read_text(encoding="utf-8")))


def test_the_feed_is_well_formed_and_complete_for_feedparser(folder: Path) -> None:
    atom, rss = parsed(folder, "atom.xml"), parsed(folder, "rss.xml")
    assert (atom.version, rss.version) == ("atom10", "rss20")
    assert not atom.bozo and not rss.bozo
    for feed in (atom, rss):
        assert feed.feed.title and feed.feed.link.startswith(BASE)
        for entry in feed.entries:
            assert entry.title and entry.summary and entry.published_parsed
            assert entry.id.startswith(settings().tag) and entry.link.startswith(f"{BASE}a/")
            assert len(entry.content[0].value) > 1000


def test_the_three_forms_say_the_same(folder: Path) -> None:
    atom, rss, items = (
        parsed(folder, "atom.xml"),
        parsed(folder, "rss.xml"),
        as_json(folder)["items"],
    )
    forms = [
        [(e.id, e.link, e.title) for e in atom.entries],
        [(e.id, e.link, e.title) for e in rss.entries],
        [(e["id"], e["url"], e["title"]) for e in items],
    ]
    assert forms[0] == forms[1] == forms[2]
    assert len({ident for ident, _, _ in forms[0]}) == len(forms[0])


def test_the_json_feed_fits_its_schema(folder: Path) -> None:
    validator = Draft7Validator(SCHEMA, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(as_json(folder))] == []


def test_the_schema_refuses_what_is_wrong() -> None:
    validator = Draft7Validator(SCHEMA)
    assert not validator.is_valid({"version": "https://jsonfeed.org/version/1.1", "items": []})
    bad = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": 3}]}
    assert not validator.is_valid(bad)


def test_every_link_is_whole_and_leads_somewhere(folder: Path, site: Path) -> None:
    built = Built(site, BASE)
    for item in as_json(folder)["items"]:
        for address in [item["url"], *Addresses(item["content_html"]).found]:
            assert address.startswith("https://"), address
            if address.startswith(BASE):
                assert built.missing(address) == "", (item["title"], address)
        assert not re.search(r"\s(?:data-\w|class=|id=)", item["content_html"])


def test_ids_come_from_the_ledger(site: Path) -> None:
    ledger, _ = load_ledger(Path("docs/ledger.tsv"))
    items = as_json(site / "feeds" / "articles")["items"]
    known = {settings().tag + f"a/{entry.id}": entry.title for entry in ledger.live.values()}
    matching = [item for item in items if known.get(item["id"]) == item["title"]]
    assert len(matching) >= 50
    count = len(list(Path("docs/articles/alifeafterlayoff").glob("*.md"))) - 1
    assert len(items) == min(count, 100)


def test_nothing_changes_when_nothing_changed(tmp_path: Path) -> None:
    source = tmp_path / "docs" / "articles" / "c"
    source.mkdir(parents=True)
    (tmp_path / "docs" / "ledger.tsv").write_text("", encoding="utf-8")
    text = "---\ntitle: {0} & <co>\nvideoId: c5a1Ft82A2w\n{1}---\nAn \x0b odd\ufdd0 \U0001f600.\n"
    (source / "one.md").write_text(text.format("One", "reviewed: 2026-11-20\n"), encoding="utf-8")
    (source / "two.md").write_text(text.format("Two", "date: 2026-11-21\n"), encoding="utf-8")
    (source / "old.md").write_text(text.format("Undated", ""), encoding="utf-8")

    def run() -> dict[str, bytes]:
        files = build(source.parent, tmp_path).files
        return {name: data for name, data in files.items() if name.startswith("feeds/")}

    first = run()
    assert run() == first
    atom = feedparser.parse(first["feeds/articles/atom.xml"])
    assert [entry.title for entry in atom.entries] == ["Two & <co>", "One & <co>"]
    assert atom.feed.updated == "2026-11-21T00:00:00Z"
    assert not atom.bozo


def test_an_empty_feed_is_a_feed() -> None:
    files = dict(feed_files(Feed("feeds/x", "X", "Nothing yet.", "x", ()), BASE))
    assert not feedparser.parse(files["feeds/x/atom.xml"]).bozo
    assert Draft7Validator(SCHEMA).is_valid(json.loads(files["feeds/x/feed.json"]))


def test_pages_name_their_feeds(site: Path) -> None:
    article = site / "wiki" / "alifeafterlayoff" / "what_to_do_when_laid_off" / "index.html"
    for page, feeds in ((site / "index.html", 2), (article, 3)):
        html = page.read_text(encoding="utf-8")
        found = re.findall(
            r'<link rel="alternate" type="application/(\S+)"[^>]*href="([^"]*)"', html
        )
        assert [kind for kind, _ in found] == ["atom+xml", "rss+xml", "feed+json"] * feeds
        assert all((page.parent / href).resolve().is_file() for _, href in found)


def test_the_sitemap_says_when_a_page_changed_where_that_is_known(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    entries = dict(
        re.findall(r"<url><loc>([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?</url>", sitemap)
    )
    dates = {url: entries[url] for url in entries if "/wiki/alifeafterlayoff/" in url}
    assert len(dates) >= 57
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in dates.values())
    assert entries[f"{BASE}newsletter/2026-11-22-the-first-day-after/"] == "2026-11-22"
    assert not any(url.startswith((f"{BASE}a/", f"{BASE}q/")) for url in entries)


def test_an_article_shows_its_permanent_address_and_its_picture(site: Path) -> None:
    page = site / "wiki" / "alifeafterlayoff" / "what_to_do_when_laid_off"
    html = (page / "index.html").read_text(encoding="utf-8")
    short = re.search(r'<link rel="shortlink" href="([^"]*)">', html)
    image = re.search(r'<meta property="og:image" content="([^"]*)">', html)
    assert short and image
    assert (page / short.group(1) / "index.html").resolve().is_file()
    data = (site / image.group(1).removeprefix(BASE)).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert int.from_bytes(data[16:20]) == 1200 and int.from_bytes(data[20:24]) == 630
    assert len(data) < 60_000

"""A site in a language that is written from the right is laid out from the right."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.bench.server import serve_folder
from tests.conftest import build_site
from tests.workers import once

SITE = 'name = "خبز جيد"\nlanguage = "ar"\n'
ARTICLE = """\
---
title: العجين
videoId: abcdefghijk
---

From: [[makhbaz]] <br/>

يرتاح العجين طوال الليل <a class="yt-timestamp" data-t="00:01:13">[00:01:13]</a>.

## الدقيق

- الجاودار يمتص الماء.
"""
SIDES = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return { logo: box('.mm-logo').left, bar: box('.mm-bar').width, scheme: box('.mm-scheme').left,
    heading: getComputedStyle(document.querySelector('h1')).direction,
    marker: getComputedStyle(document.querySelector('.mm-body li')).direction,
    wider: document.documentElement.scrollWidth - innerWidth };
}"""


def build(folder: Path) -> None:
    """Write the bakery below a folder and build its site."""
    channel = folder / "content" / "articles" / "makhbaz"
    channel.mkdir(parents=True)
    (folder / "content" / "site.toml").write_text(SITE, encoding="utf-8")
    (channel / "dough.md").write_text(ARTICLE, encoding="utf-8")
    build_site(folder / "content" / "articles", folder)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_begins_at_the_right(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, width: int
) -> None:
    site = once(tmp_path_factory, "rtl", build) / "site"
    html = (site / "wiki/makhbaz/dough/index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in html
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    with serve_folder(site) as address:
        page.goto(f"{address}/wiki/makhbaz/dough/")
        found = page.evaluate(SIDES)
    context.close()
    assert found["heading"] == found["marker"] == "rtl"
    assert found["logo"] > found["scheme"]
    assert found["wider"] <= 0

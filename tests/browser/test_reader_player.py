"""The player: a citation plays its second, and nothing is asked of anybody before Play."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from scripts.bench.waiting import until
from tests.browser.reading import ARTICLE, PLAYER, Reader


@pytest.fixture(params=["desktop", "phone"])
def reader(request: pytest.FixtureRequest, server: str) -> Iterator[Reader]:
    """A reader at a desktop, and one with a phone; neither console may complain."""
    context: BrowserContext = request.getfixturevalue(request.param)
    made = Reader(context, server, touch=request.param == "phone")
    yield made
    assert made.complaints == []
    assert all(url.startswith(f"{PLAYER}/embed/") for url in made.strangers)


def seconds(reader: Reader, number: int) -> int:
    return int(
        reader.page.locator(".mm-body a.citation").nth(number).get_attribute("data-seconds") or 0
    )


def test_a_citation_offers_its_second_and_asks_nobody_before_play(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    citation = page.locator(".mm-body a.citation").nth(3)
    reader.act(citation)
    expect(page.locator(".mm-play")).to_contain_text(f"Play from {citation.inner_text()}")
    page.locator(".mm-play").hover()
    page.locator(".mm-play").focus()
    page.wait_for_load_state("networkidle")
    assert reader.strangers == []

    reader.act(page.locator(".mm-play"))
    reader.until_told("playVideo")
    assert len(reader.strangers) == 1
    assert f"start={seconds(reader, 3)}&" in reader.strangers[0]


def test_a_second_citation_changes_what_play_would_start(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    reader.act(page.locator(".mm-body a.citation").nth(0))
    expect(page.locator(".mm-play")).to_be_visible()
    reader.act(page.locator(".mm-body a.citation").nth(1))
    label = page.locator(".mm-body a.citation").nth(1).inner_text()
    expect(page.locator(".mm-play")).to_contain_text(label)
    reader.act(page.locator(".mm-play"))
    reader.until_told("playVideo")
    assert f"start={seconds(reader, 1)}&" in reader.strangers[0]


def test_after_play_any_citation_seeks_and_its_sentence_is_marked(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    reader.act(page.locator(".mm-body a.citation").nth(0))
    reader.act(page.locator(".mm-play"))
    reader.until_told("playVideo")
    reader.act(page.locator(".mm-body a.citation").nth(2))
    reader.until_told("seekTo", seconds(reader, 2), True)
    label = page.locator(".mm-body a.citation").nth(2).inner_text()
    until(page, "label => [...CSS.highlights.get('mm-now')].join(' ').includes(label)", label)
    assert re.search(r"\w{3,} \w+", reader.marked())
    assert len(reader.marked()) < 400


def test_the_mark_follows_the_video(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    reader.act(page.locator(".mm-body a.citation").nth(0))
    reader.act(page.locator(".mm-play"))
    reader.until_told("playVideo")
    last = page.locator(".mm-body a.citation").nth(5)
    second, label = int(last.get_attribute("data-seconds") or 0), last.inner_text()
    reader.frame.evaluate("seconds => comeTo(seconds)", second + 1)
    until(page, "label => [...CSS.highlights.get('mm-now')].join(' ').includes(label)", label)
    reader.frame.evaluate("comeTo(3599)")
    until(page, "() => CSS.highlights.get('mm-now').size === 0")


def test_closing_takes_the_player_away(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    reader.act(page.locator(".mm-body a.citation").nth(0))
    reader.act(page.locator(".mm-play"))
    reader.until_told("playVideo")
    reader.act(page.get_by_role("button", name="Close the player"))
    expect(page.locator(".mm-player")).to_be_hidden()
    expect(page.locator("iframe")).to_have_count(0)


def test_play_right_away_sticks(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    reader.act(page.locator(".mm-body a.citation").nth(0))
    reader.act(page.get_by_label("Always play right away"))
    page = reader.goto("wiki/alifeafterlayoff/how_to_quit_well/")
    assert reader.strangers == []
    reader.act(page.locator(".mm-body a.citation").nth(0))
    reader.until_told("playVideo")


def test_a_video_that_may_not_be_embedded_leads_to_youtube(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    reader.act(page.locator(".mm-body a.citation").nth(0))
    reader.act(page.locator(".mm-play"))
    reader.until_told("playVideo")
    reader.frame.evaluate("refuse()")
    link = page.get_by_role("link", name=re.compile("Open it on YouTube at"))
    expect(link).to_have_attribute("href", re.compile(r"watch\?v=[\w-]{11}&t=\d+s"))


def test_another_video_is_loaded_in_the_same_player(reader: Reader) -> None:
    page = reader.goto(ARTICLE)
    own = page.locator(".mm-body a.citation:not([data-video])").first
    other = page.locator(".mm-body a.citation[data-video]").first
    reader.act(own)
    reader.act(page.locator(".mm-play"))
    reader.until_told("playVideo")
    reader.act(other)
    second = int(other.get_attribute("data-seconds") or 0)
    video = other.get_attribute("data-video")
    reader.until_told("loadVideoById", {"videoId": video, "startSeconds": second})
    assert len(reader.strangers) == 1


def test_by_keyboard(desktop: BrowserContext, server: str) -> None:
    reader = Reader(desktop, server)
    at = reader.goto(ARTICLE)
    citation = at.locator(".mm-body a.citation").nth(2)
    citation.focus()
    at.keyboard.press("Space")
    expect(at.locator(".mm-play")).to_be_focused()
    at.keyboard.press("Enter")
    reader.until_told("playVideo")
    expect(at.get_by_role("button", name="Pause")).to_be_focused()
    at.keyboard.press("Enter")
    reader.until_told("pauseVideo")
    at.keyboard.press("ArrowRight")
    reader.until_told("seekTo", seconds(reader, 2) + 10, True)
    at.keyboard.press("Escape")
    expect(at.locator(".mm-player")).to_be_hidden()
    expect(citation).to_be_focused()
    assert reader.complaints == []


def test_a_modified_click_keeps_opening_the_link(whole: Browser, server: str) -> None:
    desktop = whole.new_context(viewport={"width": 1440, "height": 900})
    desktop.route("https://www.youtube.com/**", lambda route: route.fulfill(body="a watch page"))
    page = Reader(desktop, server).goto(ARTICLE)
    citation = page.locator(".mm-body a.citation").nth(1)
    with desktop.expect_page():
        citation.click(modifiers=["ControlOrMeta"])
    assert page.url == f"{server}/{ARTICLE}"
    expect(page.locator(".mm-player")).to_have_count(0)


def test_without_javascript_a_citation_opens_the_video(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route("https://www.youtube.com/**", lambda route: route.fulfill(body="a watch page"))
    page = context.new_page()
    page.goto(f"{server}/{ARTICLE}")
    citation = page.locator(".mm-body a.citation").nth(1)
    href = citation.get_attribute("href")
    citation.click()
    page.wait_for_url("https://www.youtube.com/watch**")
    assert page.url == href
    context.close()

"""A draft of version 1 opened under version 2: what still means the same comes back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checking import put, stored
from tests.browser.quiz_keys import open_quiz

pytestmark = pytest.mark.slow
KEPT = {
    "lane-care": {"version": 1, "raw": "2"},  # asked as before
    "fit-doubt": {"version": 1, "raw": "4"},  # another sentence now
    "stay-given": {"version": 1, "raw": "5"},  # gone
    "loyal-months": {"version": 1, "raw": "18"},
}
CHECKED = (
    """name => document.querySelector(`[data-field="${name}"] input:checked`)?.value ?? null"""
)


def test_a_draft_of_version_1_comes_back_where_it_still_means_the_same(
    tab: Page, server: str
) -> None:
    draft = {"assessment": "mile-markers", "section": 0, "seconds": {}, "items": KEPT}
    put(tab, server, ("drafts", draft))
    open_quiz(tab, server, "mile-markers")
    expect(tab.get_by_text("One question has changed since you answered it")).to_be_visible()
    assert tab.evaluate(CHECKED, "lane-care") == "2"
    assert tab.evaluate(CHECKED, "fit-doubt") is None
    assert tab.locator("#q-loyal-months").input_value() == "18"
    assert stored(tab, "drafts")[0]["items"]["fit-doubt"] == KEPT["fit-doubt"]

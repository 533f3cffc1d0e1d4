"""The lines of controls, of the focus and of pictures stand out: WCAG 1.4.11, 3:1."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

LEAST = 3.0
# Colours as the page has them now, drawn on a canvas: the browser itself reads what CSS says.
RATIO = """([line, ground]) => {
  const place = document.querySelector('.quiz') ?? document.body;
  const pen = Object.assign(document.createElement('canvas'), { width: 1, height: 1 })
    .getContext('2d');
  const light = (name) => {
    pen.fillStyle = getComputedStyle(place).getPropertyValue(name).trim();
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [one, two] = [light(line), light(ground)];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}"""
GROUNDS = ("--md-default-bg-color", "--mm-wash", "--mm-raised")
LINES = ("--mm-edge", "--md-primary-fg-color", "--md-accent-fg-color")
PICTURES = ("--quiz-series-1", "--quiz-series-2", "--quiz-series-3", "--quiz-good", "--quiz-bad")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_stand_out(browser: Browser, server: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{server}/quizzes/promise-check/")
    pairs = [(line, ground) for line in (*LINES, *PICTURES) for ground in GROUNDS]
    ratios = {pair: page.evaluate(RATIO, list(pair)) for pair in pairs}
    context.close()
    assert max(ratios.values()) < 21
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < LEAST} == {}

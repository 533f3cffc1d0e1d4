"""Starts of the scoring program in a page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

CONVERSATIONS = Path(__file__).parents[1] / "cases" / "conversations"
QUIZ = "/quizzes/promise-check/"
# A client of its own beside the page's: starts in a way and answers messages.
START = """async ([way, messages]) => {
  const { Client } = await import('/assets/js/assessment/client.js');
  const runtime = JSON.parse(document.querySelector('mile-assessment').dataset.runtime);
  const client = new Client(way === 'chosen' ? runtime : { ...runtime, way });
  const answers = [];
  for (const message of messages) answers.push(await client.send(message));
  return { answers, ...client.measured };
}"""
STARTED = "() => document.querySelector('mile-assessment').client.start()"


def turns() -> list[dict[str, Any]]:
    """Every recorded turn."""
    files = sorted(CONVERSATIONS.glob("*.json"))
    return [turn for path in files for turn in json.loads(path.read_text("utf-8"))]


def sent(turn: dict[str, Any]) -> str:
    """The message of a turn as it goes over the wire."""
    return turn["send"] if isinstance(turn["send"], str) else json.dumps(turn["send"])


def start(page: Page, way: str, recorded: list[dict[str, Any]]) -> dict[str, Any]:
    """Start in one way; the answers to the recorded turns are right."""
    found: dict[str, Any] = page.evaluate(START, [way, [sent(turn) for turn in recorded]])
    for turn, answer in zip(recorded, found["answers"], strict=True):
        assert json.loads(answer) == turn["expect"], sent(turn)
    return found

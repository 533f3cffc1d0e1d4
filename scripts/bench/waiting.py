"""Waiting inside a page whose policy forbids text as code, which Playwright's own waiting needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page


LIMIT = 60_000  # milliseconds
UNTIL = """async ([arg, limit]) => {{
  const holds = {condition};
  for (const end = performance.now() + limit; performance.now() < end;) {{
    const found = await holds(arg);
    if (found) return found;
    await new Promise((done) => setTimeout(done, 20));
  }}
  throw new Error(`waited ${{limit}} ms for ${{holds}}`);
}}"""


def until(page: Page | Frame, condition: str, arg: object = None) -> Any:
    """What a JavaScript function of `arg` answers, once it is true. Raises Error after LIMIT."""
    return page.evaluate(UNTIL.format(condition=condition), [arg, LIMIT])

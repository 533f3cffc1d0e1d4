"""Answering the questions of checks by keyboard, and what a browser then keeps of them."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

KEY = "alifeafterlayoff/career_management_and_planning"
ARTICLE = f"wiki/{KEY}/"
LONG = 60_000  # for the first answer, which waits for the program that grades
FOCUSED = """() => {
  const { activeElement: one } = document;
  return one.getAttribute('aria-label') ?? one.innerText ?? '';
}"""

STORED = """name => new Promise((done, fail) => { const open = indexedDB.open('mile-markers');
  open.onsuccess = () => {
    const asked = open.result.transaction(name).objectStore(name).getAll();
    asked.onsuccess = () => { open.result.close(); done(asked.result); };
    asked.onerror = () => fail(asked.error); }; })"""
PUT = """async ([root, records]) => {
  const { openStore } = await import(`${root}/assets/js/assessment/store.js`);
  const store = await openStore();
  await Promise.all(records.map(([name, record]) => store.put(name, record))); }"""
BEGIN = re.compile("^(Start|Go on with question)")  # the button before the first question


def stored(page: Page, name: str) -> list[dict[str, Any]]:
    """What stands in a store of the browser."""
    return list(page.evaluate(STORED, name))


def put(page: Page, server: str, *records: tuple[str, dict[str, Any]]) -> None:
    """Keep records as the site itself does, as if they came from earlier visits."""
    page.goto(f"{server}/404.html")
    page.evaluate(PUT, [server, [list(record) for record in records]])


def item(name: str, due: str | None, **other: Any) -> tuple[str, dict[str, Any]]:
    """A question that was answered, in review where `due` says when it comes back."""
    memory = {"stability": 2.3065, "difficulty": 2.118, "last_review": "2026-11-22T09:00:00Z"}
    card = None if due is None else {**memory, "due": due}
    record = {"item": name, "version": 1, "text": f"About {name}", "card": card, "archived": False}
    return "items", {**record, "changed": "2026-11-22T09:00:00Z", **other}


def answer(name: str, number: int, **other: Any) -> tuple[str, dict[str, Any]]:
    """An answer that was given."""
    record = {"id": f"{name} {number}", "item": name, "version": 1, "credit": 1, "right": True}
    record |= {"near": False, "hints": 0, "confidence": None, "entry": None}
    return "answers", {**record, "time": "2026-11-22T09:00:00Z", **other}


def start(page: Page) -> None:
    """Begin the check by keyboard, or go on with one that was begun."""
    button = page.get_by_role("button", name=BEGIN)
    expect(button).to_be_enabled()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h3.check-text")).to_be_focused()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what has this name."""
    for _ in range(40):
        if page.evaluate(FOCUSED) == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by Tab")


def press(page: Page, key: str, times: int) -> None:
    """Press a key so many times."""
    for _ in range(times):
        page.keyboard.press(key)


def choose(page: Page, options: list[dict[str, Any]], value: Any) -> None:
    """Choose among radio buttons, the focus being on the first."""
    page.keyboard.press("Space")
    press(page, "ArrowDown", [option["value"] for option in options].index(value))


def answer_by_keyboard(page: Page, view: dict[str, Any], right: dict[str, Any]) -> None:
    """Give the right answer to a question as it is drawn, by keys alone."""
    for field in view["fields"]:
        wanted, options = right[field["id"]], field.get("options", [])
        if field["widget"] == "order":
            put_in_order(page, options, wanted)
            continue
        page.keyboard.press("Tab")
        if field["widget"] == "choice" and "before" not in field:
            choose(page, options, wanted)
        elif field["widget"] == "choice":
            press(page, "ArrowDown", 1 + [o["value"] for o in options].index(wanted))
        elif field["widget"] == "choices":
            tick(page, options, wanted)
        elif field["widget"] == "match":
            match(page, field, wanted)
        else:
            page.keyboard.type(str(wanted))


def tick(page: Page, options: list[dict[str, Any]], wanted: list[str]) -> None:
    """Tick boxes, the focus being on the first."""
    for number, option in enumerate(options):
        press(page, "Tab", int(number > 0))
        if option["value"] in wanted:
            page.keyboard.press("Space")


def match(page: Page, field: dict[str, Any], wanted: dict[str, str]) -> None:
    """Choose from each list, the focus being on the first."""
    values = [option["value"] for option in field["options"]]
    for number, row in enumerate(field["rows"]):
        press(page, "Tab", int(number > 0))
        press(page, "ArrowDown", 1 + values.index(wanted[row["value"]]))


def put_in_order(page: Page, options: list[dict[str, Any]], wanted: list[str]) -> None:
    """Move each step up to its place with the arrow key."""
    labels = {option["value"]: option["label"] for option in options}
    order = [option["value"] for option in options]
    for place, name in enumerate(wanted):
        tab_to(page, f"Move up: {labels[name]}")
        press(page, "ArrowUp", order.index(name) - place)
        order.insert(place, order.pop(order.index(name)))


def hand_in(page: Page) -> None:
    """Hand the answer in and wait for the verdict."""
    page.get_by_role("button", name="Check the answer").click()
    expect(page.locator(".check-said")).to_be_visible(timeout=LONG)


def leave_out(page: Page) -> None:
    """Go on to the summary without another answer."""
    while not page.locator(".check-end").count():
        page.locator(".check-said .check-actions button").filter(has_text="Next question").or_(
            page.get_by_role("button", name="Summary")
        ).or_(page.get_by_role("button", name="Skip")).first.click()


def miss(page: Page, server: str) -> None:
    """Answer the chess question wrongly, after a hint, and sure of it."""
    page.goto(f"{server}/{ARTICLE}")
    start(page)
    while "chess move" not in page.locator("h3.check-text").inner_text():
        page.get_by_role("button", name="Skip").click()
    form = page.locator(".check-form")
    form.get_by_role("button", name="A hint").click()
    form.get_by_label("Wait until the senior post is free").check()
    form.get_by_label("Sure", exact=True).check()
    hand_in(page)

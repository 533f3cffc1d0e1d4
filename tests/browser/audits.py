"""What every kind of page must be, in the order of its cost: each audit answers with lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from scripts.bench.waiting import until
from tests.conftest import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
IN_PAGE = (ROOT / "tests/browser/audit.js").read_text("utf-8")
RUN = """(only) => axe.run(audit.part() ?? document, {
  iframes: false, resultTypes: ['violations'],
  ...(only ? { runOnly: { type: 'rule', values: only } }
    : { rules: { 'target-size': { enabled: true } } }),
}).then(({ violations }) => violations.map((fault) =>
  `${fault.id}: ${fault.nodes.map((node) => node.html.slice(0, 140)).slice(0, 3).join(' | ')}`))"""
OF_COLORS = ["color-contrast", "link-in-text-block"]
AT_ONCE = 20  # presses of a key before the page is asked where they led
# Pictures are drawn anew once the observers of their boxes have run.
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
ARRIVED = "() => document.activeElement !== document.body || !document.hasFocus()"
MOST_STOPS = 2000  # of the Tab key through one page
# Roles that a reader operates, as Chromium names them.
OPERATED = {
    "button", "link", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox",
    "slider", "spinbutton", "switch", "tab", "menuitem", "DisclosureTriangle", "image", "dialog",
    "meter", "progressbar", "group", "table", "Iframe",
}  # fmt: skip
UNNAMED = {"group", "table"}  # these may go without a name


def prepare(page: Page, part: str = "") -> None:
    """Put the audits into a page that has loaded; with a part, they are of it alone."""
    page.evaluate(AXE)
    page.evaluate(IN_PAGE)
    page.evaluate("part => audit.about(part)", part)


def missing(page: Page) -> bool:
    """Whether the part that the audits are of is not to be seen."""
    return bool(page.evaluate("audit.missing()"))


def asked(page: Page, *names: str) -> list[str]:
    """The lines of audits in the page, by their names."""
    return [line for name in names for line in page.evaluate(f"audit.{name}()")]


def rules(page: Page) -> list[str]:
    """Every rule of axe, and targets of 24 px; those of colours in the dark too."""
    found = [f"light: {line}" for line in page.evaluate(RUN)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in page.evaluate(RUN, OF_COLORS)]
    page.emulate_media(color_scheme="light")
    return found


def outline(page: Page) -> list[str]:
    """One first heading, and none that skips a level."""
    return asked(page, "headings")


def names(page: Page) -> list[str]:
    """What a reader operates has a role and a name in the browser's accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [line for node in nodes if not node["ignored"] and (line := _nameless(node))]


def _nameless(node: dict[str, Any]) -> str:
    role = node["role"]["value"]
    named = node.get("name", {}).get("value", "").strip()
    properties = {one["name"]: one["value"].get("value") for one in node.get("properties", [])}
    if role in OPERATED - UNNAMED and not named:
        return f"{role} without a name ({node.get('backendDOMNodeId')})"
    if role in ("generic", "none") and properties.get("focusable"):
        return f"takes the focus without a role: {named!r} ({node.get('backendDOMNodeId')})"
    return ""


def reflow(page: Page) -> list[str]:
    """At 320 px nothing is lost and nothing is read sideways: WCAG 1.4.10."""
    return _resized(page, 320, 640)


def zoom(page: Page) -> list[str]:
    """At twice the size, by the browser's zoom and by letters alone: WCAG 1.4.4."""
    found = _resized(page, 640, 450)
    page.evaluate("audit.double()")
    found += _resized(page, 1280, 900)
    page.evaluate("audit.plain()")
    return found


def spacing(page: Page) -> list[str]:
    """With the spacing that readers may set: WCAG 1.4.12."""
    page.evaluate("audit.space()")
    found = asked(page, "sideways", "clipped", "overlapping")
    page.evaluate("audit.plain()")
    return found


def _resized(page: Page, width: int, height: int) -> list[str]:
    former = page.viewport_size
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(SETTLED)
    found = asked(page, "sideways", "clipped", "overlapping")
    page.set_viewport_size(former)  # type: ignore[arg-type]
    return [f"{width} px: {line}" for line in found]


def stillness(page: Page) -> list[str]:
    """Where less motion is asked for, as by the readers of these tests, nothing moves."""
    return asked(page, "moving")


def forced_colours(page: Page) -> list[str]:
    """In forced colours, controls have edges, states differ, and the focus has its ring."""
    page.emulate_media(forced_colors="active")
    found = [*asked(page, "forced"), *rings(page, 12)]
    page.emulate_media(forced_colors="none")
    return found


def rings(page: Page, most: int) -> list[str]:
    """The first stops of the Tab key show that they have the focus."""
    stops = tour(page, most)
    return [f"{stop['told']}: no ring" for stop in stops if "no ring" in stop["wrong"]]


def keyboard(page: Page) -> list[str]:
    """By Tab through all of it: seen, uncovered, in the order of reading, and out again."""
    stops = tour(page, MOST_STOPS)
    found = [f"{stop['told']}: {fault}" for stop in stops for fault in stop["wrong"]]
    if not stops and page.evaluate("audit.operated()"):
        found.append("no stop at all")
    if len(stops) == MOST_STOPS:
        found.append("the focus does not come round")
    return found + list(_disordered(stops))


def tour(page: Page, most: int) -> list[dict[str, Any]]:
    """The stops of the Tab key from the top of the page or part, until it leaves or comes round."""
    page.evaluate("audit.begin()")
    stops: dict[str, dict[str, Any]] = {}
    while len(stops) < most:
        for stop in _pressed(page, min(AT_ONCE, most)):
            if stop is None or stop["stop"] in stops:  # outside the page or part, or round
                page.evaluate("audit.end()")
                return list(stops.values())
            stops[stop["stop"]] = stop
    page.evaluate("audit.end()")
    return list(stops.values())


def _pressed(page: Page, times: int) -> list[dict[str, Any] | None]:
    """Where presses of Tab led. A focus that passes a frame comes back late: one press then."""
    if len(page.frames) > 1:
        page.keyboard.press("Tab")
        until(page, ARRIVED)
        return [page.evaluate("audit.focus()")]
    for _ in range(times):
        page.keyboard.press("Tab")
    return page.evaluate("audit.stopped()")  # type: ignore[no-any-return]


def _disordered(stops: Iterable[dict[str, Any]]) -> Iterable[str]:
    """Stops drawn before the one that they follow: above it, or left of it on its line."""
    flow = [stop for stop in stops if stop["area"] == "header" or not stop["apart"]]
    for one, two in pairwise(flow):
        if one["area"] != two["area"]:
            continue
        above = two["bottom"] <= one["top"] + 2 and two["left"] < one["right"]
        line = min(one["bottom"], two["bottom"]) - max(one["top"], two["top"]) > 4
        if above or (line and two["right"] <= one["left"]):
            yield f"{two['told']} follows {one['told']}, and is drawn before it"


Audit = Callable[[Page], list[str]]
ANYWHERE: dict[str, Audit] = {
    "rules": rules,
    "forced colours": forced_colours,
    "spacing": spacing,
}
# What a window's size has no part in, or what sets it; a keyboard is rarely at a phone.
ONCE: dict[str, Audit] = {
    "keyboard": keyboard,
    "headings": outline,
    "names": names,
    "less motion": stillness,
    "reflow": reflow,
    "zoom": zoom,
}
FRAMED = ("headings", "forced colours")  # not of documents without the frame

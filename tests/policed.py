"""What every browser of the tests watches: that no page breaks the site's policy, or tries to."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

MARK = "policy: "
# In each page and frame, before anything of its own.
LISTEN = f"""document.addEventListener('securitypolicyviolation', (event) => {{
  const {{ effectiveDirective, blockedURI, sourceFile, lineNumber, sample }} = event;
  const place = `${{sourceFile}}:${{lineNumber}}`;
  console.error(`{MARK}${{effectiveDirective}} ${{blockedURI}} ${{place}} ${{sample}}`);
}});"""


def policed(browser: Browser, broken: list[str]) -> Browser:
    """The browser, whose every page adds a line to `broken` for each violation."""
    plain = browser.new_context

    def heard(line: ConsoleMessage) -> None:
        if line.text.startswith(MARK):
            broken.append(f"{line.page.url if line.page else ''}: {line.text}")

    def new_context(**options: Any) -> BrowserContext:
        context = plain(**options)
        context.add_init_script(LISTEN)
        context.on("console", heard)
        return context

    def new_page(**options: Any) -> Page:
        return new_context(**options).new_page()

    browser.new_context, browser.new_page = new_context, new_page  # type: ignore[method-assign]
    return browser

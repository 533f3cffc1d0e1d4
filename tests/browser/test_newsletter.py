"""Letters in Chromium: how they look, and where their links take a reader on a phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.commands.source import read_source
from scripts.ledger.entries import new_id
from scripts.newsletter.built import Built
from scripts.newsletter.context import LinkContext
from scripts.newsletter.prepare import prepare
from scripts.transcripts.letters import read_issue

BASE = "https://mile-markers.example/"
LETTERS = sorted(Path("docs/newsletter").glob("*.md"))
QUIZ = "market-test"
ITEM = "nego-floor"
ARTICLE = "alifeafterlayoff/career_management_and_planning"


@pytest.fixture(scope="module")
def mails(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The HTML of each letter as a file of its own, as a mail program would hold it."""
    folder = tmp_path_factory.mktemp("mails")
    library, ledger, _ = read_source(Path("docs/articles"))
    world = LinkContext(library, ledger)
    made = {}
    for path in LETTERS:
        mail, _ = prepare(read_issue(path)[0], world, Built(site, BASE))
        assert mail is not None
        made[path.stem] = folder / f"{path.stem}.html"
        made[path.stem].write_text(mail.html, encoding="utf-8")
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 700])
@pytest.mark.parametrize("name", [path.stem for path in LETTERS])
def test_a_letter_reads_well_with_images_off(
    browser: Browser, mails: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    asked: list[str] = []
    context.route(re.compile(r"^https?:"), lambda route: route.abort())
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(mails[name].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [url for url in asked if url.startswith("http")] == []
    assert page.evaluate(_CONTRAST) >= 4.5
    assert page.evaluate(_SMALLEST_TEXT) >= 14
    assert page.evaluate(_LOWEST_OPTION) >= 44
    assert page.evaluate("getComputedStyle(document.querySelector('.preheader')).display") == "none"
    context.close()


_CONTRAST = """() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parse(color).slice(0, 3).map((c) => c / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (el) => {
    for (; el; el = el.parentElement) {
      const color = getComputedStyle(el).backgroundColor;
      if ((parse(color)[3] ?? 1) > 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const ratios = [...document.querySelectorAll('h1, h2, p, li, a')].map((el) => {
    const [a, b] = [light(getComputedStyle(el).color), light(behind(el))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
  return Math.min(...ratios);
}"""
_SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll('h1, h2, p, li, a')]
  .map((el) => parseFloat(getComputedStyle(el).fontSize)))"""
_LOWEST_OPTION = """() => Math.min(...[...document.querySelectorAll('.options a')]
  .map((el) => el.getBoundingClientRect().height))"""


def arrive(page: Page, server: str, fragment: str, quiz: str = QUIZ) -> None:
    """Open a link of a mail, anew: the same page with another fragment would not be loaded."""
    page.goto("about:blank")
    page.goto(f"{server}/q/{quiz}/#{fragment}")


def chosen(page: Page) -> list[str]:
    return list(
        page.evaluate(
            "[...document.querySelectorAll('input:checked')].map((i) => i.name + '=' + i.value)"
        )
    )


def test_a_tap_in_the_mail_stands_in_the_question_with_the_answer_chosen(
    reader: Page, server: str
) -> None:
    results: list[str] = []
    reader.expose_function("noteResult", lambda name: results.append(name))
    reader.add_init_script("addEventListener('assessment:result', () => window.noteResult('one'))")
    arrive(reader, server, f"i={ITEM}&a=4")
    expect(reader.locator("#arrival")).to_contain_text("“Agree” is chosen. Nothing is sent")
    field = reader.locator(f'[data-field="{ITEM}"]')
    expect(field.get_by_label("Agree", exact=False).nth(3)).to_be_visible()
    expect(field.locator('input[value="4"]')).to_be_checked()
    expect(field.locator('input[value="4"]')).to_be_focused()
    expect(field).to_be_in_viewport()
    assert chosen(reader) == [f"q-{ITEM}=4"]
    assert results == []
    expect(reader.locator(".quiz-result")).to_have_count(0)


def test_opening_a_link_keeps_nothing(reader: Page, server: str) -> None:
    arrive(reader, server, f"i={ITEM}&a=4")
    expect(reader.locator("#arrival")).to_be_visible()
    reader.goto(f"{server}/quizzes/{QUIZ}/")
    expect(reader.locator("mile-assessment.quiz-ready")).to_have_count(1)
    assert chosen(reader) == []


def test_an_earlier_answer_is_not_lost_to_a_link(reader: Page, server: str) -> None:
    arrive(reader, server, f"i={ITEM}&a=2")
    reader.locator(f'[data-field="{ITEM}"] input[value="2"]').focus()
    reader.keyboard.press("3")
    arrive(reader, server, f"i={ITEM}&a=9")
    expect(reader.locator("#arrival")).to_contain_text("an answer that this question does not have")
    expect(reader.locator(f'[data-field="{ITEM}"] input[value="3"]')).to_be_checked()


@pytest.mark.parametrize(
    ("fragment", "said", "stands"),
    [
        (f"i={ITEM}&a=9", "an answer that this question does not have", True),
        (f"i={ITEM}&a=", "an answer that this question does not have", True),
        ("i=no-such-item&a=1", "not part of this assessment", False),
        ("i=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E&a=1", "not part of this assessment", False),
        (f"i={ITEM}&a=4&v=7", "was reworded after the link was made", True),
        (f"i={ITEM}&a=4&v=old", "was reworded after the link was made", True),
        (f"i={ITEM}", "Nothing is chosen yet", True),
    ],
)
def test_what_a_link_gets_wrong_is_said_and_nothing_is_chosen(
    reader: Page, server: str, fragment: str, said: str, stands: bool
) -> None:
    arrive(reader, server, fragment)
    expect(reader.locator("#arrival")).to_contain_text(said)
    assert chosen(reader) == []
    field = reader.locator(f'[data-field="{ITEM}"]')
    if stands:
        expect(field).to_be_in_viewport()


def test_a_renamed_question_is_found_and_a_retired_one_is_told(
    browser: Browser, server: str
) -> None:
    context = browser.new_context()
    page = context.new_page()

    def with_history(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        former = f'data-former="{{&#34;floor&#34;: &#34;{ITEM}&#34;, &#34;gone&#34;: &#34;&#34;}}"'
        body = re.sub(r'data-former="[^"]*"', former, answer.text())
        route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]

    page.route(f"**/q/{QUIZ}/", with_history)
    arrive(page, server, "i=floor&a=2")
    expect(page.locator(f'[data-field="{ITEM}"] input[value="2"]')).to_be_checked()
    arrive(page, server, "i=gone&a=2")
    expect(page.locator("#arrival")).to_contain_text("was retired")
    context.close()


def test_without_scripts_the_browser_goes_to_the_answer(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server}/q/{QUIZ}/#i={ITEM}&a=4")
    expect(page.locator("noscript .mm-notice")).to_have_count(1)
    label = page.locator(f'[data-field="{ITEM}"] label').nth(3)
    expect(label).to_be_in_viewport()
    expect(label).to_have_css("outline-style", "solid")
    expect(page.locator("input:checked")).to_have_count(0)
    context.close()


def test_a_permanent_address_keeps_query_and_fragment(reader: Page, server: str) -> None:
    ident = new_id("article", ARTICLE)
    reader.goto(f"{server}/a/{ident}/?utm_source=newsletter#t-89")
    reader.wait_for_url(f"{server}/wiki/{ARTICLE}/?utm_source=newsletter#t-89")
    expect(reader.locator("#t-89")).to_be_in_viewport()
    reader.goto("about:blank")
    reader.go_back()
    assert reader.url.endswith("#t-89")  # the detour is not in the history


def test_a_permanent_address_works_without_scripts(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/a/{new_id('article', ARTICLE)}/")
    page.wait_for_url(f"{server}/wiki/{ARTICLE}/")
    expect(page.locator("h1")).to_contain_text("Career management")
    context.close()


def test_a_permanent_address_of_a_question_stands_in_it(reader: Page, server: str) -> None:
    reader.goto(f"{server}/a/{new_id('question', f'{QUIZ}/{ITEM}')}/#a=2")
    reader.wait_for_url(f"{server}/q/{QUIZ}/#i={ITEM}&a=2")
    expect(reader.locator(f'[data-field="{ITEM}"] input[value="2"]')).to_be_checked()


def test_every_answer_of_a_landing_has_its_address(reader: Page, server: str) -> None:
    for quiz in ("promise-check", "career-chess", "smart-work"):
        reader.goto(f"{server}/q/{quiz}/")
        expect(reader.locator("mile-assessment.quiz-ready")).to_have_count(1)
        missing = reader.evaluate(
            """() => {
              const choices = '[data-field] > .quiz-options input[type=radio]'
              const address = (/** @type {Element} */ input) =>
                `i=${input.closest('[data-field]').dataset.field}&a=${input.value}`
              return [...document.querySelectorAll(choices)]
                .filter((input) => input.closest('label').id !== address(input)).length
            }"""
        )
        assert missing == 0, quiz
        assert reader.locator('label[id^="i="]').count() > 0

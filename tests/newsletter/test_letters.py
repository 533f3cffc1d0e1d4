"""The real letters: they pass the linter, and their mail reads the same for everybody."""

from __future__ import annotations

import json
import re
import subprocess
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from scripts.newsletter.built import Built
from scripts.newsletter.compose import best_names, compose, in_archive
from scripts.newsletter.context import LinkContext
from scripts.newsletter.freeze import frozen, open_blocks, open_notes
from scripts.newsletter.mail import Mail
from scripts.newsletter.prepare import prepare
from scripts.transcripts.letters import Issue, read_issue
from tests.conftest import ROOT
from tests.newsletter.conftest import BASE

LETTERS = sorted(Path("docs/newsletter").glob("*.md"))
_LINK = re.compile(r'<a [^>]*href="([^"]*)"')


@pytest.fixture(scope="module", params=LETTERS, ids=lambda path: path.stem)
def letter(request: pytest.FixtureRequest, world: LinkContext, site: Path) -> tuple[Issue, Mail]:
    issue, problems = read_issue(request.param)
    mail, found = prepare(issue, world, Built(site, BASE))
    assert [str(p) for p in problems + found] == []
    assert mail is not None
    return issue, mail


def links(mail: Mail) -> list[str]:
    return list(dict.fromkeys(link.replace("&amp;", "&") for link in _LINK.findall(mail.html)))


def test_there_are_three_letters() -> None:
    assert len(LETTERS) >= 3


def test_every_link_is_permanent_and_stands_in_both_parts(letter: tuple[Issue, Mail]) -> None:
    _, mail = letter
    found = links(mail)
    assert len(found) >= 10
    assert all(link.startswith((f"{BASE}a/", f"{BASE}q/")) for link in found)
    assert sorted(set(re.findall(r"<(https://[^>]*)>", mail.text))) == sorted(found)


def test_a_letter_asks_a_question_with_one_plain_link_an_option(letter: tuple[Issue, Mail]) -> None:
    _, mail = letter
    options = [link for link in links(mail) if link.startswith(f"{BASE}q/")]
    assert len(options) >= 2
    assert all(re.fullmatch(r"[^?]*/q/[\w-]+/#i=[\w-]+&a=[\w-]+", link) for link in options)


def test_the_html_is_light_and_its_styles_are_inlined(letter: tuple[Issue, Mail]) -> None:
    _, mail = letter
    assert len(mail.html.encode()) < 30_000
    assert mail.html.count("<style") == 1  # what inlining can't say: dark mode and small screens
    assert "prefers-color-scheme: dark" in mail.html
    assert all(" style=" in tag for tag in re.findall(r"<(?:p|a|h2|table)\b[^>]*>", mail.html))
    assert not re.search(r"<(?:script|form|link|iframe)\b|\son\w+=|data-preview", mail.html)


def test_the_message_as_pythons_own_package_reads_it(letter: tuple[Issue, Mail]) -> None:
    issue, mail = letter
    message = message_from_bytes(mail.eml, policy=default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == issue.subject
    assert message["Date"].datetime.date().isoformat() == issue.date
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert not message.defects
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None and plain.get_content().splitlines() == mail.text.splitlines()
    assert html is not None and html.get_content().splitlines() == mail.html.splitlines()
    assert all(len(line) <= 998 for line in mail.eml.splitlines())


def test_the_message_as_another_reader_reads_it(letter: tuple[Issue, Mail], tmp_path: Path) -> None:
    issue, mail = letter
    path = tmp_path / "letter.eml"
    path.write_bytes(mail.eml)
    script = ROOT / "tests" / "newsletter" / "read_eml.mjs"
    done = subprocess.run(
        ["node", str(script), str(path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    read = json.loads(done.stdout)
    assert read["subject"] == issue.subject
    assert read["text"].split() == mail.text.split()
    assert read["html"].split() == mail.html.split()


def test_the_same_letter_is_the_same_bytes(
    letter: tuple[Issue, Mail], world: LinkContext, site: Path
) -> None:
    issue, mail = letter
    again, _ = prepare(issue, world, Built(site, BASE))
    assert again == mail


def test_the_archive_has_the_letter_with_links_that_lead(
    letter: tuple[Issue, Mail], site: Path
) -> None:
    issue, mail = letter
    page = (site / "newsletter" / issue.name / "index.html").read_text(encoding="utf-8")
    listed = (site / "newsletter" / "index.html").read_text(encoding="utf-8")
    assert issue.subject in page and f'href="{issue.name}/"' in listed
    body = page.partition('<div class="mm-body"')[2].partition('<footer class="mm-foot">')[0]
    built = Built(site, BASE)
    found = [link.replace("&amp;", "&") for link in _LINK.findall(body)]
    assert len(found) >= len(links(mail)) - 1
    for link in found:
        assert link.startswith("../../")
        assert built.missing(BASE + link.removeprefix("../../")) == "", link


def test_no_letter_waits_for_what_the_wiki_will_be(letter: tuple[Issue, Mail]) -> None:
    issue, _ = letter
    assert open_blocks(issue) == []


def test_making_a_mail_writes_the_best_of_the_month_into_its_issue(
    world: LinkContext, tmp_path: Path
) -> None:
    path = tmp_path / "2026-11-22-a-letter.md"
    front = "---\nsubject: A letter\npreview: A line.\ndate: 2026-11-22\n---\n\n"
    path.write_text(front + "Words.\n\n```best 3\n```\n\nMore.\n", encoding="utf-8")
    open_issue, _ = read_issue(path)
    assert [note.code for note in open_notes(open_issue)] == ["open-best"]
    assert next(open_notes(open_issue)).line == 9
    path.write_text(frozen(open_issue, world), encoding="utf-8")
    issue, problems = read_issue(path)
    assert problems == list(open_notes(issue)) == []
    block = next(part for part in issue.parts if part.kind == "best")
    shown = [a.article.key.partition("/")[2] for a in world.best("2026-11", "2026-11-22", 3)]
    assert best_names(block) == shown
    where = in_archive(issue)
    assert compose(issue, world, where).html == compose(open_issue, world, where).html
    assert frozen(issue, world) == path.read_text(encoding="utf-8")

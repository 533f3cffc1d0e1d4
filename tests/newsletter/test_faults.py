"""The linter: whatever would make a bad mail is refused with a line that says where and what."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.ledger.entries import new_id
from scripts.newsletter.lint import HEAVIEST, Linter
from scripts.newsletter.mail import Mail
from scripts.transcripts.letters import read_issue
from tests.conftest import ROOT
from tests.newsletter.conftest import BASE, FRONT, NAME, Desk

ARTICLE = "what_to_do_when_laid_off"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f0"
    "1f0005000201ffa5f2c2b70000000049454e44ae426082"
)

# Each fault: its name, the body that has it, the line on which it stands, the code, and a word of
# the remedy.
# ruff: noqa: E501 (one fault, one line)
FAULTS = [
    ("a relative link", "One.\n\nSee [this](../wiki/x/).", 9, "relative-link", "[[slug | words]]"),
    ("an article that is not there", f"See [[{ARTICLE}_today | this]].", 7, "unknown-article", "the nearest is"),
    ("a dead permanent address", f"[It]({BASE}a/zzzzz/) went.", 7, "dead-link", "no such page"),
    ("a claim at another second", f"He [[{ARTICLE}@0:49 | said so]].", 7, "dead-anchor", "nearest claim is at 0:48"),
    ("a heading that is not there", f"[[{ARTICLE}#no-such | x]]", 7, "dead-anchor", "it has"),
    ("an address that may change", f"[It]({BASE}wiki/alifeafterlayoff/{ARTICLE}/)", 7, "not-permanent", "becomes /a/<id>/"),
    ("an address outside", "[News](https://news.example.org/)", 7, "outside", "allow:"),
    ("HTML over 90 kB", "\n\n".join(["Words, words and words again."] * 1500), 1, "too-heavy", "under 90,000"),
    ("a picture without words", "![](a.png)", 7, "no-alt", "describe the picture"),
    ("a picture that is not there", "![A chart](b.png)", 7, "dead-image", "put it there"),
    ("a link over 200 characters", f"[It]({BASE}q/promise-check/#i={'x' * 200})", 7, "long-link", "under 200"),
    ("utm without leave", f"[It]({BASE}q/promise-check/?utm_source=mail)", 7, "tracking", "allow coarse counts"),
    ("a reader's number", f"[It]({BASE}q/promise-check/?mc_eid=4711)", 7, "tracking", "take it out"),
    ("a question that is not there", "```question\npromise-check/in_wryting\n```", 7, "unknown-question", "it has promised_months"),
    ("a question without options", "```question\npromise-check/elapsed_months\n```", 7, "no-options", "a choice or a scale"),
    ("a question of no check", "```question\nhandling_a_lowball_offer/weak\n```", 7, "unknown-question", "it has five-moves"),
    ("a question of a check without options", "```question\nhandling_a_lowball_offer/five-moves\n```", 7, "no-options", "a choice or a scale"),
    ("a month without articles", "```best 3\n```", 7, "nothing-best", "name articles in the block"),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_in_the_text_is_refused_where_it_stands(
    desk: Desk, fault: tuple[str, str, int, str, str]
) -> None:
    name, body, line, code, remedy = fault
    (desk.folder / "a.png").write_bytes(PIXEL)
    front = FRONT.replace("2026-11-22", "2026-09-22") if name.startswith("a month") else FRONT
    _, refusals = desk.judge(body, front)
    found = [refusal for refusal in refusals if f":{line}: {code}: " in refusal]
    assert found, refusals
    assert remedy in found[0]
    assert found[0].startswith(str(desk.folder / f"{NAME}.md"))


@pytest.mark.parametrize(
    ("key", "code"), [("subject", "no-subject"), ("preview", "no-preview"), ("date", "no-date")]
)
def test_a_fault_in_the_front_matter_is_refused(desk: Desk, key: str, code: str) -> None:
    front = re.sub(rf"{key}: .*\n", "", FRONT)
    _, problems = read_issue(desk.write("Words.", front))
    assert f"add a line {key}:" in next(p.message for p in problems if p.code == code)


def test_other_faults_of_the_front_matter(desk: Desk) -> None:
    _, problems = read_issue(
        desk.write("Words.", FRONT.replace("date: 2026-11-22", "date: 2026-11-23"))
    )
    assert [p.code for p in problems] == ["other-date"]
    _, problems = read_issue(desk.write("Words.", FRONT.replace("subject:", "subjekt:")))
    assert {p.code for p in problems} == {"no-subject", "unknown-key"}


DAMAGE: list[tuple[str, Callable[[Mail], Mail]]] = [
    ("no-text", lambda mail: mail._replace(text="")),
    ("no-text-link", lambda mail: mail._replace(text=re.sub(r"<https://[^>]*>", "", mail.text))),
    ("no-text", lambda mail: mail._replace(eml=mail.eml.replace(b"text/plain", b"text/html"))),
    ("active", lambda mail: mail._replace(html=mail.html + "<form action='https://x.example'>")),
    ("active", lambda mail: mail._replace(html=mail.html.replace("<p", "<p onclick='x()'", 1))),
    ("foreign-image", lambda mail: mail._replace(html=mail.html + "<img alt='x' src='https://t.example/1.gif'>")),
    ("too-heavy", lambda mail: mail._replace(html=mail.html + "<p>" + "x" * HEAVIEST)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "damage"), DAMAGE)
def test_a_mail_that_went_wrong_on_the_way_is_refused(
    desk: Desk, code: str, damage: Callable[[Mail], Mail]
) -> None:
    body = f"See [[{ARTICLE} | this]]."
    mail, refusals = desk.judge(body)
    assert mail is not None and refusals == []
    issue, _ = read_issue(desk.write(body))
    assert code in {p.code for p in Linter(issue, {}, desk.built).lint(damage(mail))}


def test_what_an_author_may_do(desk: Desk) -> None:
    (desk.folder / "a.png").write_bytes(PIXEL)
    desk.built.pages[f"newsletter/{NAME}/a.png"] = ""
    front = FRONT.replace("---\n", "---\nutm: first\nallow:\n  - https://www.bls.gov/\n", 1)
    body = f"""\
[[{ARTICLE}]] and [[{ARTICLE}@0:48]], [[{ARTICLE}#t-hCYgoIhsbTE-1305 | elsewhere]],
[[video:c5a1Ft82A2w@1:25]], [[quiz:promise-check]], [[channel:alifeafterlayoff]],
<a class="yt-timestamp" data-video="c5a1Ft82A2w" data-t="00:01:25">[00:01:25]</a> and
[figures](https://www.bls.gov/cps/).

![A dot](a.png)

```question
career-chess/{_first_situation(desk)}
```

```best
{ARTICLE}
- how_companies_choose_who_is_laid_off
```
"""
    mail, refusals = desk.judge(body, front)
    assert refusals == []
    assert mail is not None
    assert "?utm_source=newsletter&amp;utm_campaign=first#t-48" in mail.html
    assert f"{BASE}q/career-chess/?utm_source" in mail.html
    assert " ".join(mail.text.split()).count("1:25 <") == 2


def test_a_question_of_a_check_has_a_permanent_link_for_each_answer(desk: Desk) -> None:
    mail, refusals = desk.judge("```question\nhandling_a_lowball_offer/weak-case\n```")
    assert refusals == []
    assert mail is not None
    ident = new_id("question", "alifeafterlayoff/handling_a_lowball_offer/weak-case")
    links = re.findall(rf'href="{BASE}a/{ident}/#a=([\w-]+)"', mail.html)
    assert len(links) == len(set(links)) == 4
    assert all(f"<{BASE}a/{ident}/#a={answer}>" in mail.text for answer in links)


def _first_situation(desk: Desk) -> str:
    sections = desk.world.described("career-chess")["sections"]
    return str(next(f["id"] for section in sections for f in section["fields"]))


def test_the_command_refuses_and_writes_nothing(desk: Desk, site: Path) -> None:
    path = desk.write("See [this](../wiki/x/).")
    command = [sys.executable, "-m", "scripts.newsletter", str(path), "--site", str(site)]
    done = subprocess.run(
        [*command, "--output", str(desk.folder / "out")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"{path}:7: relative-link: " in done.stdout
    assert "refused" in done.stdout.splitlines()[-1]
    assert not (desk.folder / "out").exists()
    missing = subprocess.run(
        [*command[:-1], str(desk.folder / "nowhere")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert missing.returncode == 2
    assert "run `make site` first" in missing.stdout

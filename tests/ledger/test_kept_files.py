"""Commands that write keep what they were not asked to change: ends of lines, marks, addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.core.model import Article, TranscriptFile
from scripts.ledger.entries import Entry, Ledger, format_ledger
from scripts.ledger.operations import update
from scripts.ledger.resources import gather
from scripts.transcripts.parse import parse_file, parse_files
from scripts.transcripts.scan import decoded, read_transcripts
from scripts.wiki.library import Library
from tests.conftest import command
from tests.vaults import write_source

FRONT = "---\ntitle: A\nvideoId: abcdefghijk\n---\n"
LONG = (
    "How to negotiate a raise when your manager keeps moving the goalposts every quarter of a year"
)
BODIES = {
    "long words": f"## {LONG}\n\nText.\n",
    "accents": "## Été à Paris\n",
    "Japanese": "## 日本語\n\n## 日本語\n",
    "Hindi": "## दिन\n\n## दान\n",
    "Arabic with marks": "## مُحَمَّد\n",
    "signs": "## C#\n\n## C++ ##\n\n## 🚀\n\n## ???\n",
    "closed": "## Words ##\n\n### Words #\n",
    "within others": "- ## One\n\n> ## Two\n\n> [!note] T\n> ### Three\n\n1. # Four\n",
    "code that looks like one": "````\n```\n## no\n```\n````\n\n    ## no\n\n## Yes\n",
    "comments": "<!--\n## no\n-->\n\n%%\n## no\n%%\n\n## Yes\n",
    "underlined": "Words\n=====\n\n## Yes\n",
    "formatted": "## **Bold** `code` $x$ [[Gone|words]] ==m==\n\n## See https://example.org/x\n",
    "a citation, wrapped": 'A <a class="yt-timestamp"\ndata-t="00:01">[00:01]</a>.\n\n## Then\n',
    "a wrapped link": "One [[Gone |\nwords]].\n\n## Then\n",
    "names of the page": "## Check\n\n## main\n\n## t-73\n\n## fn-1\n",
    "given twice": "## One {#x}\n\n## Two {#x}\n\n## Three {#Big}\n",
    "the title, and From": "From: [[ch]] <br/> Text.\n\n# A\n\n## One\n",
    "a footnote": "Text[^1].\n\n[^1]: Note.\n\n## One\n",
    "a fence around all": "```markdown\n## One\n```\n",
}


def parsed(text: str) -> Article:
    """The article of a file's text."""
    found, _ = parse_file(TranscriptFile("c", "here", "c/here.md", decoded(text.encode())))
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_headings_keep_ids_words_ends_and_a_second_run_changes_nothing(
    body: str, end: str, tmp_path: Path
) -> None:
    source = tmp_path / "articles"
    (source / "c").mkdir(parents=True)
    file = source / "c" / "here.md"
    before = (FRONT + body).replace("\n", end).encode("utf-8-sig" if end == "\r\n" else "utf-8")
    file.write_bytes(before)
    file.chmod(0o640)
    assert command("headings", "--source", str(source)) == 0
    once = file.read_bytes()
    was, now = parsed(before.decode("utf-8-sig")), parsed(once.decode("utf-8-sig"))
    assert [(h.id, h.text) for h in now.headings] == [(h.id, h.text) for h in was.headings]
    assert now.html == was.html
    assert once.count(b"\r\n") == before.count(b"\r\n")
    assert once.count(b"\n") == before.count(b"\n")
    assert once.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
    assert file.stat().st_mode & 0o777 == 0o640
    told = [line for line in body.split("\n") if "no" in line]
    assert all(line.encode() in once.replace(end.encode(), b"\n").split(b"\n") for line in told)
    assert command("headings", "--source", str(source)) == 0
    assert file.read_bytes() == once


def test_every_heading_with_a_sign_gets_its_id(tmp_path: Path) -> None:
    source = write_source(tmp_path, BODIES["within others"] + BODIES["Hindi"])
    assert command("headings", "--source", str(source)) == 0
    now = parsed((source / "c/here.md").read_text(encoding="utf-8"))
    assert len(now.headings) == 6
    assert all(heading.given for heading in now.headings)


def test_headings_leave_drafts_and_hidden_files_alone(tmp_path: Path) -> None:
    pasted = "=== c/a.md\n---\ntitle: A\ndraft: true\n---\n## One\n\n=== c/.b.md\n## One\n"
    source = write_source(tmp_path, pasted)
    before = {path: path.read_bytes() for path in source.rglob("*.md")}
    assert command("headings", "--source", str(source)) == 0
    assert {path: path.read_bytes() for path in source.rglob("*.md")} == before


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_the_ledger_keeps_ends_marks_and_remarks(end: str, mark: bytes, tmp_path: Path) -> None:
    source = write_source(tmp_path, "=== c/a.md\nText.\n\n=== c/b.md\nText.\n")
    entry = Entry("23456", "article", "live", "c/a", "Here")
    text = format_ledger(Ledger({entry.id: entry})).replace("\nid\t", "\n# our own remark\nid\t")
    path = tmp_path / "ledger.tsv"
    path.write_bytes(mark + text.replace("\n", end).encode())
    options = ("ledger", "--source", str(source), "update")
    assert command(*options) == 0
    once = path.read_bytes()
    assert once.startswith(mark + b"# Permanent")
    assert b"# our own remark" in once
    assert (b"\r\n" in once) == (end == "\r\n")
    assert once.count(b"\n") == once.count(end.encode())
    assert b"\tc/b\t" in once
    assert command(*options) == 0
    assert path.read_bytes() == once


def test_addresses_from_before_marks_and_signs_lead_on(tmp_path: Path) -> None:
    pasted = "\n\n".join(f"=== {name}.md\nText." for name in ("c/काल", "c/कुल", "c/C++", "दिन/here"))
    source = write_source(tmp_path, pasted)
    olds = {"c/क_ल": "c/काल", "c/c": "c/c-plus-plus", "द_न/here": "दिन/here"}
    entries = [Entry(f"2345{n}", "article", "live", old, "T") for n, old in enumerate(olds, 6)]
    entries.append(Entry("23459", "channel", "live", "द_न", "दिन"))
    ledger = Ledger({entry.id: entry for entry in entries})
    library = Library.of(parse_files(read_transcripts(source)[0])[0])
    updated, problems = update(ledger, gather(library, []))
    assert problems == []
    assert {updated.end(e.id).name for e in entries} == {*olds.values(), "दिन"}
    again, problems = update(updated, gather(library, []))
    assert (again, problems) == (updated, [])

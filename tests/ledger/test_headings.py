"""Headings have ids of their own, and links to them outlive an edit of their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.core.model import Article, TranscriptFile
from scripts.ledger.headings import loose_headings, with_ids
from scripts.transcripts.parse import parse_file
from scripts.transcripts.scan import read_transcripts
from tests.building import SOURCE, build
from tests.conftest import command

FRONT = "---\ntitle: A\nvideoId: c5a1Ft82A2w\n---\n"
BODY = """\
## The first one

Words.

```
# no heading
```

## 2. Twice ##

### Twice

## Its own {#kept}
"""


def parsed(body: str) -> Article:
    """An article with this text."""
    found, _ = parse_file(TranscriptFile("c", "a", "c/a.md", FRONT + body))
    assert isinstance(found, Article)
    return found


def ids(article: Article) -> list[str]:
    """The ids of the headings."""
    return [heading.id for heading in article.headings]


def test_ids_are_written_as_they_were_and_then_stay() -> None:
    before = parsed(BODY)
    text = with_ids(FRONT + BODY, before.headings).removeprefix(FRONT)
    assert "## The first one {#the-first-one}\n" in text
    assert "## 2. Twice {#2-twice}\n" in text
    assert "\n# no heading\n" in text
    after = parsed(text)
    assert ids(after) == ids(before)
    assert [h.text for h in after.headings] == [h.text for h in before.headings]
    assert with_ids(FRONT + text, after.headings) == FRONT + text
    edited = parsed(text.replace("The first one", "Something else entirely"))
    assert ids(edited) == ids(before)
    assert list(loose_headings([edited])) == []


def test_a_heading_that_would_move_is_noted(tmp_path: Path) -> None:
    source = tmp_path / "docs" / "articles"
    (source / "c").mkdir(parents=True)
    (source / "c" / "a.md").write_text(FRONT + BODY, encoding="utf-8")
    (source.parent / "ledger.tsv").write_text("# empty\n", encoding="utf-8")
    options = ["--source", str(source)]
    problem = next(loose_headings([parsed(BODY)]))
    assert (problem.code, problem.line) == ("loose-heading", 1)
    assert "2 more headings" in problem.message
    assert command("headings", *options) == 0
    assert "loose-heading" not in build(source, tmp_path).report.notes


def test_what_it_cannot_follow_it_leaves_alone() -> None:
    text = "A heading\n=========\n\n## Another\n"
    expected = text.replace("Another", "Another {#another}")
    assert with_ids(FRONT + text, parsed(text).headings) == FRONT + expected


def test_all_of_our_headings_have_ids(capsys: pytest.CaptureFixture[str]) -> None:
    files, _ = read_transcripts(SOURCE)
    articles = [a for file in files if isinstance(a := parse_file(file)[0], Article)]
    assert sum(len(article.headings) for article in articles) > 300
    assert [str(problem) for problem in loose_headings(articles)] == []

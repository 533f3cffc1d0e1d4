"""The file of a draft: front matter, `From:`, sections; a line for each sentence.

`git merge-file` compares lines, so a sentence that a person edits meets only its own new version.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.drafts.linking import Linker
from scripts.drafts.model import Draft, Line, Part
from scripts.drafts.prose import cited, escape

PARAGRAPH = 4  # sentences
PAUSE = 45  # seconds between two sentences, after which a paragraph begins


def markdown(draft: Draft, channel: str, linker: Linker) -> str:
    """Return the text of a draft's file."""
    body = [f"From: [[{channel}]] <br/>", ""]
    several = len({line.speaker for line in draft.lines if line.speaker}) > 1
    for part in draft.parts:
        body += [f"## {escape(part.heading)} {{#{part.id}}}", "", *_lines(part, linker, several)]
    return "\n".join([*_front_matter(draft), "", *body]).rstrip("\n") + "\n"


def _front_matter(draft: Draft) -> Iterator[str]:
    yield "---"
    yield f"title: {_plain(draft.title)}"
    yield f"videoId: {draft.video}".rstrip()
    if draft.date:
        yield f"date: {draft.date}"
    yield "status: draft"
    yield f"captions: {_plain(draft.captions)}"
    if draft.rewritten:
        yield f"rewritten: {_plain(draft.rewritten)}"
    if draft.summary:
        yield "summary:"
        yield from (f"  - {_plain(line)}" for line in draft.summary)
    yield "---"


def _plain(text: str) -> str:
    """Text on one line; quotes around all of it are taken off when it is read, so it gets more."""
    text = " ".join(text.split())
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        other = "'" if text[0] == '"' else '"'
        return f"{other}{text}{other}"
    return text


def _lines(part: Part, linker: Linker, several: bool) -> Iterator[str]:
    before: Line | None = None
    count = 0
    for line in part.lines:
        if before and (
            count == PARAGRAPH
            or line.speaker != before.speaker
            or line.second - before.second > PAUSE
        ):
            yield ""
            count = 0
        named = several and line.speaker and (before is None or line.speaker != before.speaker)
        name = f"**{escape(line.speaker)}:** " if named else ""
        yield name + cited(linker.link(line.text), line.second, *line.more)
        before, count = line, count + 1
    yield ""

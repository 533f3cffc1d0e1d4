"""What an issue shows of the wiki's own data is written into it when it is sent.

A block of the best of a month is an author's draft as long as it names no article: it shows the
ranking of today. Once sent, it has to show what it showed.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.core.model import Problem
from scripts.newsletter.compose import best_articles, best_names
from scripts.newsletter.context import LinkContext
from scripts.transcripts.letters import Issue, Part


def open_blocks(issue: Issue) -> list[Part]:
    """The blocks of an issue whose articles are still chosen by the build."""
    return [part for part in issue.parts if part.kind == "best" and not best_names(part)]


def open_notes(issue: Issue) -> Iterator[Problem]:
    """A note on each such block of an issue in the archive."""
    for part in open_blocks(issue):
        message = (
            "this list follows the ranking of today; `python -m scripts newsletter` writes the "
            "names into the block when the issue is made, commit them"
        )
        yield Problem(issue.path, part.line, "open-best", message)


def frozen(issue: Issue, world: LinkContext) -> str:
    """The text of an issue, the articles of its open blocks written into them."""
    lines = issue.source.split("\n")
    for part in reversed(open_blocks(issue)):
        names = [_name(world, a.article.key) for a in best_articles(issue, part, world)]
        lines[part.line : part.line] = names
    return "\n".join(lines)


def _name(world: LinkContext, key: str) -> str:
    """The shortest name that means an article in an issue."""
    slug = key.partition("/")[2]
    return slug if world.site.library.resolve(world.home, slug) == key else key

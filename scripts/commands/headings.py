"""`python -m scripts headings`: an id for every heading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from scripts.commands.options import source_option
from scripts.core.files import rewrite
from scripts.core.model import Article, TranscriptFile
from scripts.ledger.headings import with_ids
from scripts.transcripts.parse import parse_file
from scripts.transcripts.scan import decoded, read_transcripts


@click.command()
@source_option
def command(source: Path) -> None:
    """Write an id behind every heading that has none: `## Words {#words}`.

    From then on the words of a heading can change, and links to its section go on working. The id
    is the one that the heading has already, so no published link breaks.
    """
    found = [(file, parse_file(file)[0]) for file in read_transcripts(source)[0]]
    articles = [(file, article) for file, article in found if isinstance(article, Article)]
    written = 0
    for file, article in articles:
        path = Path(article.path)
        text = with_ids(path.read_bytes().decode("utf-8"), article.headings)
        if _keeps(file, article, text):
            written += rewrite(path, text.encode("utf-8"))
        else:
            print(f"{article.path}: left as it is; its headings would not keep their addresses")
    print(f"{written} of {len(articles)} articles written; their headings keep their addresses")


def _keeps(file: TranscriptFile, article: Article, text: str) -> bool:
    """Whether an article with this text has the same headings at the same addresses."""
    after, _ = parse_file(replace(file, text=decoded(text.encode("utf-8"))))
    told = [(heading.id, heading.text) for heading in article.headings]
    return isinstance(after, Article) and told == [(h.id, h.text) for h in after.headings]

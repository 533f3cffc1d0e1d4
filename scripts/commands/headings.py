"""`python -m scripts headings`: an id for every heading."""

from __future__ import annotations

from pathlib import Path

import click

from scripts.commands.options import source_option
from scripts.core.files import write_if_changed
from scripts.core.model import Article
from scripts.ledger.headings import with_ids
from scripts.transcripts.parse import parse_files
from scripts.transcripts.scan import read_transcripts


@click.command()
@source_option
def command(source: Path) -> None:
    """Write an id behind every heading that has none: `## Words {#words}`.

    From then on the words of a heading can change, and links to its section go on working. The id
    is the one that the heading has already, so no published link breaks.
    """
    files, _ = read_transcripts(source)
    articles = [article for article in parse_files(files)[0] if isinstance(article, Article)]
    written = 0
    for article in articles:
        path = Path(article.path)
        text = with_ids(path.read_text(encoding="utf-8"), article.headings)
        written += write_if_changed(path, text.encode())
    print(f"{written} of {len(articles)} articles written; their headings keep their addresses")

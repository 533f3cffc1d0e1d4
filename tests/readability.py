"""How easily each of our texts reads, by textstat: `make check` prints it.

Flesch reading ease: 60 to 70 is plain English, higher is easier. The grade is Flesch-Kincaid's.
"""

from __future__ import annotations

import sys

import textstat

from scripts.commands.options import SOURCE
from scripts.core.model import Article
from scripts.transcripts.parse import parse_file
from scripts.transcripts.references import words_only
from scripts.transcripts.scan import read_transcripts

HARDEST = 60  # reading ease below which a text is too hard for a phone on a train


def main() -> int:
    """Print a line per article, the hardest first; 1 where one is too hard."""
    files, _ = read_transcripts(SOURCE)
    articles = [item for file in files if isinstance(item := parse_file(file)[0], Article)]
    eases = sorted((round(_ease(article), 1), _grade(article), article.key) for article in articles)
    for ease, grade, key in eases:
        print(f"{ease:5.1f}  grade {grade:4.1f}  {key}")
    hard = [key for ease, _, key in eases if ease < HARDEST]
    print(f"{len(eases)} articles, {len(hard)} harder than {HARDEST}")
    return int(bool(hard))


def _text(article: Article) -> str:
    return " ".join(words_only(sentence, article.references) for sentence in article.sentences)


def _ease(article: Article) -> float:
    return float(textstat.textstat.flesch_reading_ease(_text(article)))


def _grade(article: Article) -> float:
    return float(textstat.textstat.flesch_kincaid_grade(_text(article)))


if __name__ == "__main__":
    sys.exit(main())

"""The small files that previews are drawn from: one an article, a few a video.

Beside an article's page stands `preview.json`; beside a video's `claims/index.json`, which tells at
which second each part begins, and the parts themselves, with the words said at each moment where
captions tell them. Each is less than 3 kB on the wire.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence

from scripts.core.files import File, compact_json
from scripts.core.model import LinkedArticle
from scripts.core.text import minutes, shorten
from scripts.transcripts.references import words_only
from scripts.wiki.claims import Moment
from scripts.wiki.words_said import Said

Words = Mapping[int, Said]  # by second

MOMENTS = 16  # a part's own at most; it has one neighbour on either side as well
WIRE = 2_400  # bytes of a part, compressed
CLAIMS = 2  # wordings a moment
CLAIM, LINE, OPENING = 130, 180, 340  # characters
LINES = 4


def article_preview(linked: LinkedArticle, video_title: str) -> File:
    """What a preview shows of an article: its summary, or how it opens."""
    article = linked.article
    return "preview.json", compact_json(
        {
            "title": article.title,
            "lines": [shorten(line, LINE) for line in article.summary[:LINES]] or _opening(linked),
            "minutes": minutes(article.words),
            "citations": len(linked.claims),
            "video": video_title,
        }
    )


def _opening(linked: LinkedArticle) -> list[str]:
    article = linked.article
    plain = " ".join(words_only(text, article.references) for text in article.sentences[:4])
    return [shorten(plain, OPENING)] if plain else []


def claim_previews(
    title: str, titles: Mapping[str, str], moments: Sequence[Moment], said: Words
) -> Iterator[File]:
    """The claims of a video in parts, and the file that tells where each begins."""
    parts = [
        part
        for start in range(0, len(moments), MOMENTS)
        for part in _parts(titles, moments, said, start, min(start + MOMENTS, len(moments)))
    ]
    if parts:
        starts = [moments[start].seconds for start, _ in parts]
        yield (
            "claims/index.json",
            compact_json({"title": title, "starts": starts}),
        )
    for number, (_, data) in enumerate(parts):
        yield f"claims/{number}.json", data


def _parts(
    titles: Mapping[str, str], moments: Sequence[Moment], said: Words, start: int, stop: int
) -> Iterator[tuple[int, bytes]]:
    """The moments from `start` to `stop` as files small enough: `(start, bytes)`."""
    data = compact_json(_part(titles, moments[max(0, start - 1) : stop + 1], said))
    if len(data) < WIRE or stop - start == 1 or len(zlib.compress(data)) < WIRE:
        yield start, data
        return
    middle = (start + stop) // 2
    yield from _parts(titles, moments, said, start, middle)
    yield from _parts(titles, moments, said, middle, stop)


def _part(titles: Mapping[str, str], moments: Sequence[Moment], said: Words) -> dict[str, object]:
    kept = [(moment.seconds, moment.claims[:CLAIMS]) for moment in moments]
    keys = sorted({claim.article for _, claims in kept for claim in claims})
    part: dict[str, object] = {
        "articles": [(key, titles[key]) for key in keys],
        "moments": [
            (seconds, [(shorten(c.text, CLAIM), keys.index(c.article), c.anchor) for c in claims])
            for seconds, claims in kept
        ],
    }
    if words := {seconds: said[seconds] for seconds, _ in kept if seconds in said}:
        part["said"] = words
    return part

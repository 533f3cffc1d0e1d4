"""Our own articles: complete, connected, cited, and in our own words."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from scripts.commands.options import SOURCE
from scripts.core.model import LinkedArticle
from scripts.transcripts.front_matter import split_front_matter
from scripts.transcripts.parse import parse_files
from scripts.transcripts.scan import read_transcripts
from scripts.wiki.library import Library
from scripts.wiki.links import Linked, link
from tests.conftest import ROOT
from tests.wording import RUN, read, runs, shared_runs, words_of

ARTICLES = ROOT / SOURCE
CHANNEL = "alifeafterlayoff"
CITED = re.compile(r'data-t="(\d\d):(\d\d):(\d\d)"')
WRITTEN = (".md", ".toml")


@pytest.fixture(scope="module")
def linked() -> Linked:
    """Our articles, linked."""
    files, _ = read_transcripts(ARTICLES)
    parsed, _ = parse_files(files)
    return link(Library.of(parsed))


def seconds(path: Path) -> set[int]:
    """The seconds of its own video that a file cites."""
    own = re.sub(r"<a[^<>]*data-video[^<>]*>", "", read(path))
    found = CITED.findall(own)
    return {int(h) * 3600 + int(m) * 60 + int(s) for h, m, s in found}


def test_there_are_enough(linked: Linked) -> None:
    assert len(linked.articles) >= 40


def breaches(linked: LinkedArticle) -> list[str]:
    """What an article lacks."""
    article = linked.article
    demands = {
        f"{article.words} words": 600 <= article.words <= 1500,
        f"{len(article.citations)} citations": len(article.citations) >= 10,
        f"{len(linked.links)} links": len(linked.links) >= 5,
        f"{len(linked.backlinks)} backlinks": len({b.article for b in linked.backlinks}) >= 2,
        f"{len(article.summary)} lines of summary": len(article.summary) == 3,
        "no review date": bool(re.fullmatch(r"\d{4}-\d\d-\d\d", article.reviewed)),
        "fewer than three sections": sum(h.level == 2 for h in article.headings) >= 3,
    }
    return [what for what, met in demands.items() if not met]


def test_every_article_is_whole(linked: Linked) -> None:
    found = {key: breaches(article) for key, article in linked.articles.items()}
    assert {key: lacks for key, lacks in found.items() if lacks} == {}


def test_every_citation_stands_as_written(linked: Linked) -> None:
    states = {claim.state for article in linked.articles.values() for claim in article.claims}
    assert states == {"as-written"}


def test_no_link_is_left_open(linked: Linked) -> None:
    assert linked.topics == {}


def test_the_seeds_are_kept_whole(seeds: Path) -> None:
    missing = {
        seed.stem: seconds(seed) - seconds(ARTICLES / CHANNEL / seed.name)
        for seed in sorted(seeds.glob("*.md"))
    }
    assert missing
    assert {slug: lost for slug, lost in missing.items() if lost} == {}


def test_the_seeds_links_have_articles(seeds: Path, linked: Linked) -> None:
    library = Library({key: article.article for key, article in linked.articles.items()})
    targets = {
        target.strip()
        for seed in sorted(seeds.glob("*.md"))
        for target in re.findall(r"\[\[([^\]|]+)", read(seed))
    }
    assert {t for t in targets - {CHANNEL} if library.resolve(CHANNEL, t) is None} == set()


def test_cited_seconds_are_facts_of_the_corpus(corpus: Path, linked: Linked) -> None:
    """Each cited second is one that a real article on that video cites, in either reading."""
    known: dict[str, set[int]] = defaultdict(set)
    for path in sorted((corpus / CHANNEL).glob("*.md")):
        video = split_front_matter(read(path)).values.get("videoId", "")
        for written in re.findall(r"\d+(?::\d+)+", read(path)):
            known[video] |= readings([int(part) for part in written.split(":")])
    unknown = {
        (claim.article, claim.video, claim.seconds)
        for article in linked.articles.values()
        for claim in article.claims
        if claim.seconds not in known[claim.video]
    }
    assert unknown == set()


def readings(fields: list[int]) -> set[int]:
    """A written time by the clock, and as minutes and seconds."""
    first, second, third = (*fields, 0)[:3]
    return {first * 3600 + second * 60 + third, first * 60 + second}


def our_texts() -> list[Path]:
    """Everything that we wrote for readers."""
    folders = (ROOT / "docs",)
    paths = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [path for path in paths if path.suffix in WRITTEN and "generated" not in path.parts]


def test_no_wording_is_shared(corpus: Path, seeds: Path) -> None:
    theirs = [*sorted(corpus.rglob("*.md")), *sorted(seeds.glob("*.md"))]
    assert shared_runs(our_texts(), theirs) == {}


def test_shared_wording_would_be_found(tmp_path: Path) -> None:
    text = "One two three four five [[six | six]] seven <b>eight</b> nine."
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (tmp_path / "b.md").write_text("Zero " + text, encoding="utf-8")
    assert len(shared_runs([tmp_path / "a.md"], [tmp_path / "b.md"])) == 2
    assert len(list(runs(words_of(text)))) == 9 - RUN + 1

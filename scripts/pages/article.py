"""The page of an article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from macros.language import say
from scripts.core.files import File
from scripts.core.model import Article, Backlink, Heading, LinkedArticle, Page, Target
from scripts.core.templates import template
from scripts.core.text import minutes, shorten
from scripts.core.urls import article_url, relative_url, target_url
from scripts.pages import jsonld
from scripts.pages.graph import Graph, article_graph
from scripts.pages.head_metadata import Head, Heads
from scripts.pages.previews import article_preview
from scripts.questions.knowledge_check import (
    Check,
    check_file,
    check_html,
    check_of,
    sections,
    stylesheet,
)
from scripts.questions.sections import with_section_links
from scripts.transcripts.references import words_only
from scripts.wiki.glossary import Glossary
from scripts.wiki.paths import Assessment, Step
from scripts.wiki.references_html import fill_markdown
from scripts.wiki.site import Settings, Site, Titled, fill_body

SAME_GROUND = 0.5  # share of cited moments from which two articles cover the same ground
NEXT = 3


class Mention(NamedTuple):
    """A sentence elsewhere that links here: the article, its address from here, and its title."""

    key: str
    address: str
    title: str
    sentence: Markup


class ArticleView(NamedTuple):
    """Everything that an article's page shows."""

    address: str
    head: Head
    article: LinkedArticle
    channel: Titled
    videos: Mapping[str, str]  # titles of its own video and of those that it cites
    transcripts: tuple[str, ...]  # those of the videos that have one
    backlinks: tuple[Mention, ...]
    same_ground: tuple[Titled, ...]
    read_next: tuple[Titled, ...]
    check: Check | None
    graph: File
    glossary: Glossary
    steps: tuple[tuple[Step, Titled | None], ...] = ()  # on paths, with the next article
    assessment: Assessment | None = None


def views(site: Site, settings: Settings, heads: Heads) -> Iterator[ArticleView]:
    """Return the view of every article."""
    graph = Graph.of(site)
    for key, linked in site.linked.articles.items():
        yield view(site, settings, heads, linked, article_graph(site, graph, key))


def view(
    site: Site, settings: Settings, heads: Heads, linked: LinkedArticle, graph: File
) -> ArticleView:
    """Return the view of one article."""
    article, address = linked.article, article_url(linked.article.key)
    same = same_ground(site, linked)
    videos = [article.video, *other_videos(linked)] if article.video else []
    return ArticleView(
        address=address,
        head=heads.at(address, article.channel),
        article=linked,
        channel=Titled(article.channel, site.channel_title(article.channel)),
        videos={video: site.library.video_title(video) for video in videos},
        transcripts=tuple(video for video in videos if video in site.library.transcripts),
        backlinks=tuple(_mention(site, backlink, address) for backlink in linked.backlinks),
        same_ground=site.titled(same),
        read_next=site.titled(read_next(site, linked, same)),
        check=check_of(site, settings, linked),
        graph=graph,
        glossary=settings.glossary,
        steps=steps(site, settings, linked.article.key),
        assessment=settings.paths.assessments.get(linked.article.key),
    )


def page(view: ArticleView) -> Page:
    """Render an article with what links here, what covers the same ground, and what comes next."""
    linked, article, address = view.article, view.article.article, view.address
    text = scrolling_tables(fill_body(linked, address, view.glossary))
    asked = sections(view.check, text) if view.check else {}
    last = Heading(2, say("Check yourself"), "check")
    headings = (*article.headings, last) if view.check else article.headings
    body = template(
        "article.html",
        page=address,
        article=article,
        body=Markup(with_section_links(text, asked)),  # noqa: S704
        sections=[heading for heading in headings if heading.level == 2],
        minutes=minutes(article.words),
        videos=view.videos,
        transcripts=view.transcripts,
        permalink=view.head.permalink,
        backlinks=view.backlinks,
        same_ground=view.same_ground,
        read_next=view.read_next,
        check=check_html(view.check, asked) if view.check else "",
        channel=view.channel.title,
        steps=view.steps,
        assessment=view.assessment,
    )
    crumbs = ((view.channel.title, article_url(view.channel.key)),)
    files = [article_preview(linked, view.videos.get(article.video, "")), view.graph]
    files += [check_file(view.check)] if view.check else []
    return Page(
        address=address,
        title=article.title,
        description=description(article),
        body=body,
        markdown=markdown(linked, view.videos.get(article.video, "")),
        kind="article",
        toc=headings,
        crumbs=crumbs,
        json_ld=_json_ld(view, crumbs),
        modified=article.modified,
        has_math=article.has_math,
        head=stylesheet(address) if view.check else "",
        files=tuple(files),
    )


def steps(site: Site, settings: Settings, key: str) -> tuple[tuple[Step, Titled | None], ...]:
    """Return an article's places on paths, each with the article that comes next, if any."""
    known = site.library.articles
    return tuple(
        (step, Titled(step.next, site.title(step.next)) if step.next in known else None)
        for step in settings.paths.steps.get(key, ())
    )


def other_videos(linked: LinkedArticle) -> list[str]:
    """The videos that an article cites besides its own, in the order of their first claims."""
    cited = dict.fromkeys(claim.video for claim in linked.claims)
    return [video for video in cited if video and video != linked.article.video]


def _mention(site: Site, backlink: Backlink, page: str) -> Mention:
    where = relative_url(page, article_url(backlink.article), backlink.anchor)
    sentence = site.sentence(backlink, page)
    return Mention(backlink.article, where, site.title(backlink.article), sentence)


def _json_ld(view: ArticleView, crumbs: tuple[tuple[str, str], ...]) -> str:
    article, base = view.article.article, view.head.base
    described = jsonld.article_thing(
        article, view.address, description(article), base, view.head.name
    )
    way = [*crumbs, (article.title, view.address)]
    return jsonld.script_json([described, jsonld.breadcrumbs_thing(way, base)])


def scrolling_tables(html: Markup) -> Markup:
    """Put each table into a box of its own, so that a wide one scrolls and the page does not."""
    boxed = html.replace(Markup("<table>"), Markup('<div class="mm-table"><table>'))
    return boxed.replace(Markup("</table>"), Markup("</table></div>"))


def description(article: Article) -> str:
    """One line on the article: its summary's first, or its first sentences."""
    if article.summary:
        return shorten(article.summary[0])
    plain = " ".join(words_only(s, article.references) for s in article.sentences[:3])
    return shorten(plain or article.title)


def markdown(linked: LinkedArticle, video_title: str) -> str:
    """The article as clean Markdown, for whoever reads without a browser."""
    article, here = linked.article, article_url(linked.article.key)

    def address(target: Target) -> str:
        return relative_url(here, target_url(target)) + "index.md"

    source = f"https://www.youtube.com/watch?v={article.video}" if article.video else ""
    lines = [f"# {article.title}", ""]
    if source:
        lines += [f"Source: [{video_title}]({source})", ""]
    lines += [f"> {line}" for line in article.summary] + [""] * bool(article.summary)
    return "\n".join([*lines, fill_markdown(linked, address)]) + "\n"


def same_ground(site: Site, linked: LinkedArticle) -> list[str]:
    """The keys of articles on the same video that cite mostly the same moments."""
    mine = frozenset(linked.moments)
    others = site.library.by_video.get(linked.article.video, [])
    shared = partial(_share, mine)
    ranked = sorted(
        (-shared(site.linked.articles[key].moments), key)
        for key in others
        if key != linked.article.key
    )
    return [key for share, key in ranked if -share >= SAME_GROUND]


def _share(mine: frozenset[int], theirs: Collection[int]) -> float:
    return len(mine.intersection(theirs)) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def read_next(site: Site, linked: LinkedArticle, same: list[str]) -> list[str]:
    """Three articles to go on with: linked both ways first, then linked to, then near in title."""
    article = linked.article
    back = {backlink.article for backlink in linked.backlinks}
    ranked = sorted(linked.links, key=lambda key: key not in back)
    found = [key for key in ranked if key not in same]
    if len(found) < NEXT:  # to look for near titles takes longer than all the rest
        near = site.library.nearest(article.title, article.channel, 12)
        more = dict.fromkeys([*ranked, *near, *sorted(back)])
        found = [key for key in more if key != article.key and key not in same]
    return found[:NEXT]

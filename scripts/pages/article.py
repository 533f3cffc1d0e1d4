"""The page of an article."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from scripts.core.model import Article, Backlink, Heading, LinkedArticle, Page, Target
from scripts.core.templates import template
from scripts.core.text import minutes, shorten
from scripts.core.urls import article_url, relative_url, target_url
from scripts.pages import jsonld
from scripts.questions.knowledge_check import check_html, sections, stylesheet
from scripts.questions.sections import with_section_links
from scripts.transcripts.references import words_only
from scripts.wiki.references_html import fill_markdown
from scripts.wiki.site import Site, fill_body

SAME_GROUND = 0.5  # share of cited moments from which two articles cover the same ground
NEXT = 3
CHECK = Heading(2, "Check yourself", "check")


def article_page(site: Site, linked: LinkedArticle) -> Page:
    """Render an article with what links here, what covers the same ground, and what comes next."""
    article, address = linked.article, article_url(linked.article.key)
    same = same_ground(site, linked)
    text = scrolling_tables(fill_body(linked, address, site.glossary))
    asked = sections(site, linked, text)
    checked = article.key in site.checks
    headings = (*article.headings, CHECK) if checked else article.headings
    body = template(
        "article.html",
        site=site,
        page=address,
        article=article,
        body=Markup(with_section_links(text, asked)),  # noqa: S704
        sections=[heading for heading in headings if heading.level == 2],
        minutes=minutes(article.words),
        others=other_videos(linked),
        backlinks=[_backlink(site, backlink, address) for backlink in linked.backlinks],
        same_ground=same,
        read_next=read_next(site, linked, same),
        check=check_html(site, linked, asked),
    )
    crumbs = ((site.channel_title(article.channel), article_url(article.channel)),)
    return Page(
        address=address,
        title=article.title,
        description=description(article),
        body=body,
        markdown=markdown(site, linked),
        kind="article",
        toc=headings,
        crumbs=crumbs,
        json_ld=_json_ld(article, address, crumbs),
        modified=article.modified,
        has_math=article.has_math,
        head=stylesheet(address) if checked else "",
    )


def other_videos(linked: LinkedArticle) -> list[str]:
    """The videos that an article cites besides its own, in the order of their first claims."""
    cited = dict.fromkeys(claim.video for claim in linked.claims)
    return [video for video in cited if video and video != linked.article.video]


def _backlink(site: Site, backlink: Backlink, page: str) -> tuple[str, str, str, Markup]:
    where = relative_url(page, article_url(backlink.article), backlink.anchor)
    title = site.title(backlink.article)
    return backlink.article, where, title, site.sentence(backlink, page)


def _json_ld(article: Article, address: str, crumbs: tuple[tuple[str, str], ...]) -> str:
    thing = jsonld.article_thing(article, address, description(article))
    return jsonld.script_json(
        [thing, jsonld.breadcrumbs_thing([*crumbs, (article.title, address)])]
    )


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


def markdown(site: Site, linked: LinkedArticle) -> str:
    """The article as clean Markdown, for whoever reads without a browser."""
    article, here = linked.article, article_url(linked.article.key)

    def address(target: Target) -> str:
        return relative_url(here, target_url(target)) + "index.md"

    source = f"https://www.youtube.com/watch?v={article.video}" if article.video else ""
    lines = [f"# {article.title}", ""]
    if source:
        lines += [f"Source: [{site.library.video_title(article.video)}]({source})", ""]
    lines += [f"> {line}" for line in article.summary] + [""] * bool(article.summary)
    return "\n".join([*lines, fill_markdown(linked, address)]) + "\n"


def same_ground(site: Site, linked: LinkedArticle) -> list[str]:
    """The keys of articles on the same video that cite mostly the same moments."""
    mine = linked.moments
    others = site.library.by_video.get(linked.article.video, [])
    shared = partial(_share, mine)
    ranked = sorted(
        (-shared(site.linked.articles[key].moments), key)
        for key in others
        if key != linked.article.key
    )
    return [key for share, key in ranked if -share >= SAME_GROUND]


def _share(mine: frozenset[int], theirs: frozenset[int]) -> float:
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def read_next(site: Site, linked: LinkedArticle, same: list[str]) -> list[str]:
    """Three articles to go on with: linked both ways first, then linked to, then near in title."""
    article = linked.article
    back = {backlink.article for backlink in linked.backlinks}
    near = site.library.nearest(article.title, article.channel, 12)
    ranked = sorted(linked.links, key=lambda key: key not in back)
    candidates = dict.fromkeys([*ranked, *near, *sorted(back)])
    return [key for key in candidates if key != article.key and key not in same][:NEXT]

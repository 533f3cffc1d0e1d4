"""What every kind of page needs: the templates, and the library with its links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from macros.templates import environment
from scripts.addresses import article_address, href, topic_address, video_address
from scripts.glossary import NONE, Glossary
from scripts.library import Library
from scripts.link import Linked
from scripts.marks import HOLE
from scripts.marks_html import fill
from scripts.model import Backlink, LinkedArticle
from scripts.stamps import clock_label

WORDS_PER_MINUTE = 230
LEEWAY = 5  # characters that are not worth a cut

_TEMPLATES = environment(Path(__file__).parent.parent / "templates")
_TEMPLATES.globals.update(
    href=href,
    article_address=article_address,
    topic_address=topic_address,
    video_address=video_address,
    clock=clock_label,
)
_TEMPLATES.filters["plural"] = lambda count, word: f"{count:,} {word}{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Site:
    """The linked library, as the renderers see it."""

    library: Library
    linked: Linked
    permalinks: Mapping[str, str] = field(default_factory=dict)  # permanent address by address
    glossary: Glossary = NONE
    checks: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)  # questions by article

    def title(self, key: str) -> str:
        """The title of an article by its key."""
        return self.library.articles[key].title

    def path(self, key: str) -> str:
        """Where the transcript of an article lies."""
        return self.library.articles[key].path

    def channel_title(self, channel: str) -> str:
        """The title of a channel: its hub's, or its name."""
        hub = self.library.hubs.get(channel)
        return hub.title if hub else channel

    def sentence(self, backlink: Backlink, page: str) -> Markup:
        """The sentence of a backlink as HTML for the page at `page`."""
        linked = self.linked.articles[backlink.article]
        return fill_sentence(backlink.sentence, linked, page)


def fill_sentence(sentence: str, linked: LinkedArticle, page: str) -> Markup:
    """A plain sentence with holes as HTML, its citations without ids."""
    return Markup(fill(str(Markup.escape(sentence)), linked, page, ids=False))  # noqa: S704


def fill_body(linked: LinkedArticle, page: str, glossary: Glossary = NONE) -> Markup:
    """The sanitised body of an article as HTML, each cited second with its id.

    The first use of each term of the glossary leads to its entry.
    """
    return Markup(fill(glossary.link(linked.article.html, page), linked, page))  # noqa: S704


def template(name: str, **values: object) -> str:
    """Render a template of `scripts/templates`."""
    return _TEMPLATES.get_template(name).render(**values).strip() + "\n"


def minutes(words: int) -> int:
    """Minutes that a reader takes for so many words, at least one."""
    return max(1, round(words / WORDS_PER_MINUTE))


def cut(text: str, length: int) -> str:
    """The text cut at a word, with three dots, where it is longer than `length` and a little."""
    return text if len(text) <= length + LEEWAY else text[: length - 3].rsplit(" ", 1)[0] + "..."


def shorten(text: str, length: int = 160) -> str:
    """The text cut at a word, with an ellipsis, to at most `length` characters."""
    text = " ".join(HOLE.sub("", text).replace("[[", "").split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

"""The linked library, as pages see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from markupsafe import Markup

from macros.content import SiteSettings
from scripts.core.model import Backlink, LinkedArticle
from scripts.wiki.glossary import NONE, Glossary
from scripts.wiki.library import Library
from scripts.wiki.links import Linked
from scripts.wiki.paths import NONE as NO_PATHS
from scripts.wiki.paths import Paths
from scripts.wiki.references_html import fill


class Titled(NamedTuple):
    """A key with the title that pages show for it."""

    key: str
    title: str


UNNAMED = SiteSettings("A knowledge base")


class Settings(NamedTuple):
    """What pages depend on besides the library, alike for all of them."""

    base: str  # the site's own URL, with a slash at its end
    glossary: Glossary = NONE
    runtime: str = ""  # the manifest of the quiz runtime, as JSON
    cards: bool = False  # whether pages have a picture for links that are shared
    site: SiteSettings = UNNAMED
    paths: Paths = NO_PATHS


@dataclass(frozen=True, slots=True)
class Site:
    """The linked library, as the renderers see it."""

    library: Library
    linked: Linked
    permalinks: Mapping[str, str] = field(default_factory=dict)  # permanent address by address
    checks: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)  # questions by article

    def title(self, key: str) -> str:
        """The title of an article by its key."""
        return self.library.articles[key].title

    def titled(self, keys: Iterable[str]) -> tuple[Titled, ...]:
        """Return articles by their keys, with their titles."""
        return tuple(Titled(key, self.title(key)) for key in keys)

    def path(self, key: str) -> str:
        """Where the transcript of an article lies."""
        return self.library.articles[key].path

    def channel_title(self, channel: str) -> str:
        """The title of a channel: its hub's, or its name."""
        return self.library.channel_title(channel)

    def sentence(self, backlink: Backlink, page: str) -> Markup:
        """The sentence of a backlink as HTML for the page at `page`."""
        linked = self.linked.articles[backlink.article]
        return fill_sentence(backlink.sentence, linked, page)


def fill_sentence(sentence: str, linked: LinkedArticle, page: str) -> Markup:
    """A plain sentence with placeholders as HTML, its citations without ids."""
    return Markup(fill(str(Markup.escape(sentence)), linked, page, ids=False))  # noqa: S704


def fill_body(linked: LinkedArticle, page: str, glossary: Glossary = NONE) -> Markup:
    """The sanitised body of an article as HTML, each cited second with its id.

    The first use of each term of the glossary leads to its entry.
    """
    return Markup(fill(glossary.link(linked.article.html, page), linked, page))  # noqa: S704

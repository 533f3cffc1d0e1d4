"""Links from hand-written pages into the wiki, by the catalogue that the build step wrote."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

Catalogue = dict[str, dict[str, Any]]


def link(catalogue: Catalogue, root: str, key: str, words: str = "", fragment: str = "") -> Markup:
    """A link to the article `channel/slug`; where this build lacks it, only the words.

    `root` is the page's way to the site's root, such as `../../`.
    """
    found = catalogue.get(key)
    if found is None:
        return Markup.escape(words or key.rpartition("/")[2].replace("_", " "))
    address = f"{root}{found['address']}/{'#' + fragment if fragment else ''}"
    text = words or found["title"]
    return Markup('<a data-preview="{}" href="{}">{}</a>').format(key, address, text)


def minutes(catalogue: Catalogue, keys: list[str]) -> int:
    """Minutes that reading these articles takes, as far as this build has them."""
    return sum(int(catalogue[key]["minutes"]) for key in keys if key in catalogue)

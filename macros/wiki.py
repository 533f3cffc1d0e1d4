"""Links from hand-written pages into the wiki, by the catalogue that the build step wrote."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

Catalogue = dict[str, dict[str, Any]]


class Articles(Catalogue):
    """A catalogue in which an article is found by a former key of it as well."""

    def __init__(self, rows: Catalogue) -> None:
        super().__init__(rows)
        former = {old: key for key, row in rows.items() for old in row.get("former", ())}
        self._keys = {old: key for old, key in former.items() if old not in rows}

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._keys

    def __getitem__(self, key: str) -> dict[str, Any]:
        return super().__getitem__(self._keys.get(key, key))

    def get(self, key: str, default: Any = None) -> Any:
        """Return the article's row, or the default."""
        return super().get(self._keys.get(key, key), default)


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

"""The banks of the assessments, read one at a time.

They are content: a checkout reads the TOML files in `banks/` of the content folder that
`MILE_MARKERS_CONTENT` names. In a browser there is no folder: the page's program gives all banks
at once (`use`), each as JSON, which needs no TOML parser there.
"""

from __future__ import annotations

import json
import os
import re

from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Bank, Item

    IDS: tuple[str, ...]

CONTENT = "MILE_MARKERS_CONTENT"  # the environment variable with the content folder
ORDER = "MILE_MARKERS_ORDER"  # the one with the ids that come first, a comma between them
BROKEN = (
    "MILE_MARKERS_BROKEN"  # the one with the ids of banks that have problems: nothing runs them
)
PLACE = re.compile(rb"^order *= *(\d+)", re.MULTILINE)
LAST = 1_000_000  # the place of a bank that names none

_given: dict[str, str] | None = None
_ordered: dict[object, tuple[str, ...]] = {}
_loaded: dict[str, tuple[int, Bank]] = {}  # by path, with the time of the file's last change


def use(text: str) -> None:
    """Take the banks from a JSON object instead of files: each a JSON text by its id, in order."""
    global _given
    _given = json.loads(text)
    _loaded.clear()


def forget() -> None:
    """Read the banks from files again."""
    global _given
    _given = None
    _loaded.clear()


def folder() -> str:
    """Return the folder of the banks; that of the checkout's own content where none is named."""
    content = os.environ.get(CONTENT)
    if content:
        return f"{content}/banks"
    return f"{__file__.rpartition('assessments')[0]}docs/banks"


def path(assessment: str) -> str:
    """Return where a bank lies."""
    return f"{folder()}/{assessment}.toml"


def source(assessment: str) -> str:
    """Return the TOML text of one bank; raises OSError where there is none."""
    return _data(assessment).decode("utf-8", "replace")


def _data(assessment: str) -> bytes:
    with open(path(assessment), "rb") as file:  # noqa: PTH123 - pathlib brings thirty modules
        return file.read()


def ids() -> tuple[str, ...]:
    """Return the ids of the banks that can be run, in the order of the catalogue."""
    if _given is not None:
        return tuple(_given)
    broken = os.environ.get(BROKEN, "").split(",")
    return tuple(name for name in names() if name not in broken)


def names() -> tuple[str, ...]:
    """Return the names of all files of banks, in the order of the catalogue."""
    files = _files()
    key = (folder(), os.environ.get(ORDER, ""), tuple(sorted(files.items())))
    if key not in _ordered:
        _ordered.clear()
        _ordered[key] = tuple(sorted(files, key=_place))
    return _ordered[key]


def _files() -> dict[str, int]:
    """Return the banks of the folder with the times of their last change."""
    try:
        with os.scandir(folder()) as entries:
            return {
                entry.name.removesuffix(".toml"): entry.stat().st_mtime_ns
                for entry in entries
                if entry.name.endswith(".toml") and entry.is_file()
            }
    except OSError:
        return {}


def __getattr__(name: str) -> Any:
    if name == "IDS":
        return ids()
    raise AttributeError(name)


def _place(assessment: str) -> tuple[int, int, str]:
    """Return the place of a bank in the catalogue.

    The text is searched, not parsed: parsing all banks takes longer than a result.
    """
    first = os.environ.get(ORDER, "").split(",")
    found = PLACE.search(_data(assessment))
    named = first.index(assessment) if assessment in first else len(first)
    return named, int(found[1]) if found else LAST, assessment


def load(assessment: str) -> Bank:
    """Return one bank as its document; the caller must not change it."""
    if assessment not in ids():
        raise refuse(
            "unknown-assessment",
            f'There is no assessment "{assessment[:60]}". There are: {", ".join(ids())}.',
            "assessment",
        )
    changed, key = 0, assessment
    if _given is None:
        changed, key = _files()[assessment], path(assessment)
    if key not in _loaded or _loaded[key][0] != changed:
        _loaded[key] = changed, _read(assessment)
    return _loaded[key][1]


def _read(assessment: str) -> Bank:
    if _given is not None:
        given: Bank = json.loads(_given[assessment])
        return given
    import tomllib  # not in a browser

    read: Bank = tomllib.loads(source(assessment))  # type: ignore[assignment]
    return read


def as_json(content: object = None) -> str:
    """Return all banks, of a content folder or of this process's, as `use` takes them."""
    before = os.environ.get(CONTENT)
    if content is not None:
        os.environ[CONTENT] = str(content)
    try:
        documents = {name: load(name) for name in ids()}
    finally:
        os.environ.pop(CONTENT, None)
        if before is not None:
            os.environ[CONTENT] = before
    return json.dumps({name: json.dumps(bank, default=str) for name, bank in documents.items()})


def items_of(bank: Bank, scale: str, kind: str = "agree") -> list[Item]:
    """Return the items of one kind that belong to a scale, in the order of the form."""
    return [i for i in bank.get("items", []) if i.get("scale") == scale and i["kind"] == kind]

"""The banks of the assessments, read one at a time from inside the package."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache

from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assessments.shapes import Bank, Item

ORDER = re.compile(rb"^order *= *(\d+)", re.MULTILINE)
LAST = 1_000_000  # the place of a bank that names none


def source(assessment: str) -> str:
    """Return the TOML text of one bank; raises OSError where the package holds none."""
    return _data(assessment).decode("utf-8")


# The loader that found this package also finds its data, in a folder or in a zip archive.
# importlib.resources would do the same and import tempfile, shutil and random for it.
def _data(assessment: str) -> bytes:
    folder = __file__.rpartition("banks.")[0]
    data: bytes = __spec__.loader.get_data(f"{folder}banks/{assessment}.toml")  # type: ignore[union-attr]
    return data


def _names() -> list[str]:
    """Return the names of the files in the folder `banks`."""
    folder = __file__.rpartition("banks.")[0] + "banks"
    archive = getattr(__spec__.loader, "archive", None)
    # pathlib would bring thirty modules along.
    files = os.listdir(folder) if archive is None else _packed(archive, folder)  # noqa: PTH208
    return [name.removesuffix(".toml") for name in files if name.endswith(".toml")]


def _packed(archive: str, folder: str) -> list[str]:
    """Return the names of the files in a folder of a zip archive that modules come from."""
    import zipimport  # pkgutil lists an archive in this way too

    inside = folder.removeprefix(archive)[1:] + folder[len(archive)]
    table = zipimport._zip_directory_cache[archive]  # type: ignore[attr-defined]
    return [name.removeprefix(inside) for name in table if name.startswith(inside)]


def _place(assessment: str) -> tuple[int, str]:
    """Return the place of a bank in the catalogue.

    The text is searched, not parsed: in the browser, parsing all banks takes longer than a result.
    """
    found = ORDER.search(_data(assessment))
    return int(found[1]) if found else LAST, assessment


# The ids of all banks, in the order in which they are listed to a reader.
IDS = tuple(sorted(_names(), key=_place))


@cache
def load(assessment: str) -> Bank:
    """Return one bank as its TOML document; the caller must not change it."""
    if assessment not in IDS:
        raise refuse(
            "unknown-assessment",
            f'There is no assessment "{assessment[:60]}". There are: {", ".join(IDS)}.',
            "assessment",
        )
    bank: Bank = tomllib.loads(source(assessment))  # type: ignore[assignment]
    return bank


def items_of(bank: Bank, scale: str, kind: str = "agree") -> list[Item]:
    """Return the items of one kind that belong to a scale, in the order of the form."""
    return [i for i in bank.get("items", []) if i.get("scale") == scale and i["kind"] == kind]

"""The banks of the assessments, read one at a time from inside the package."""

from __future__ import annotations

import tomllib
from functools import cache

from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from assessments.shapes import Bank, Item

# In the order in which they are listed to a reader.
IDS = (
    "mile-markers",
    "ceo-of-your-career",
    "stagnation",
    "promise-check",
    "smart-work",
    "skills-portfolio",
    "last-win",
    "pay-gap",
    "runway",
    "market-test",
    "career-chess",
    "future-self",
    "career-map",
)


def source(assessment: str) -> str:
    """Return the TOML text of one bank; raises OSError where the package holds none."""
    # The loader that found this package also finds its data, in a folder or in a zip archive.
    # importlib.resources would do the same and import tempfile, shutil and random for it.
    loader = __spec__.loader
    folder = __file__.rpartition("banks.")[0]
    data: bytes = loader.get_data(f"{folder}banks/{assessment}.toml")  # type: ignore[union-attr]
    return data.decode("utf-8")


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

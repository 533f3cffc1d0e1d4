"""Everything that is installed is pinned by its hash, so that nobody can change it on the way."""

from __future__ import annotations

import json
import re

import pytest

from scripts.runtime.assets import FILES
from tests.audit import Package, audited, faults
from tests.conftest import ROOT


def test_every_npm_package_has_its_integrity() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    weak = [n for n, e in packages.items() if not e.get("integrity", "").startswith("sha512-")]
    assert packages and weak == []


def test_every_self_hosted_file_comes_from_a_pinned_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    sources = [source for files in FILES.values() for source in files]
    for source in sources:
        owner = re.match(r"(?:@[^/]+/)?[^/]+", source)
        assert owner and f"node_modules/{owner.group()}" in lock, source


@pytest.mark.parametrize("extra", ["", "-cluster", "-test"])
def test_every_python_package_has_its_hashes(extra: str) -> None:
    text = (ROOT / f"requirements{extra}.txt").read_text("utf-8").replace("\\\n", " ")
    pinned = [line for line in text.splitlines() if re.match(r"[\w.\[\]-]+==", line)]
    assert len(pinned) > 30
    assert [line for line in pinned if "--hash=sha256:" not in line] == []


def test_a_site_is_built_without_what_only_tests_need() -> None:
    built, tested = (_names(f"requirements{extra}.txt") for extra in ("", "-test"))
    assert built < tested
    assert not built & {"anki", "distributed", "mypy", "playwright", "pytest", "ruff", "uv"}


def test_each_package_may_be_used_by_what_it_says_of_itself() -> None:
    packages = audited()
    assert len(packages) > 200
    assert list(faults(packages)) == []


@pytest.mark.parametrize(
    ("license_", "given_up", "code"),
    [
        ("GPL-3.0-or-later", "", "license"),
        ("License :: OSI Approved :: GNU Affero General Public License v3", "", "license"),
        ("", "", "license"),
        ("All rights reserved", "", "license"),
        ("MIT", "this package is no longer supported", "given-up"),
    ],
)
def test_a_package_that_may_not_be_used_is_named(license_: str, given_up: str, code: str) -> None:
    (line,) = faults([Package("package-lock.json", "node_modules/x", license_, given_up)])
    assert line.startswith(f"package-lock.json:1: {code}: x")


def test_of_two_licenses_one_is_enough() -> None:
    assert list(faults([Package("x", "x", "(MIT OR GPL-3.0)", "")])) == []


def _names(lock: str) -> set[str]:
    """The packages that a lock file pins, each with its version."""
    return set(re.findall(r"^[\w.\[\]-]+==[^ ;]+", (ROOT / lock).read_text("utf-8"), re.MULTILINE))

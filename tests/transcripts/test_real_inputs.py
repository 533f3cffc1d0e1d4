"""What authors, vaults and models write, each a pasted source: how it comes in, or what is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.cases import check_cases
from tests.vaults import shown

KINDS = ("front-matter", "hidden", "links", "names", "text", "times")


@pytest.fixture
def answer(tmp_path: Path) -> Callable[[str], str]:
    """What a pasted source becomes, each in a folder of its own."""

    def answered(text: str) -> str:
        with TemporaryDirectory(dir=tmp_path) as folder:
            return shown(text, Path(folder))

    return answered


@pytest.mark.parametrize("kind", KINDS)
def test_every_source_comes_in_as_it_is_meant(
    kind: str, answer: Callable[[str], str], regen: bool
) -> None:
    check_cases(f"vault-{kind}.md", answer, regen=regen)

"""What is made once for the tests of the quiz runtime, and the messages that both ways answer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assessments.banks import IDS
from scripts.runtime import archive, build

CONVERSATIONS = Path(__file__).parents[1] / "cases" / "conversations"


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what goes into the archive: somebody may be editing the real files."""
    copy = tmp_path_factory.mktemp("repository")
    for part in ("assessments", "docs/banks", "tests/cases/conversations"):
        if (archive.ROOT / part).is_dir():
            shutil.copytree(archive.ROOT / part, copy / part)
    return copy


@pytest.fixture(scope="session")
def packed(repository: Path) -> archive.Archive:
    """The archive, made once for all tests here."""
    return archive.pack(repository)


@pytest.fixture(scope="session")
def generated(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything the build writes."""
    folder = tmp_path_factory.mktemp("generated")
    build.build(folder, repository)
    return folder


def turns() -> Iterator[tuple[str, Any]]:
    """Every recorded turn: the message and what it must be answered with."""
    for path in sorted(CONVERSATIONS.glob("*.json")):
        for turn in json.loads(path.read_text("utf-8")):
            sent = turn["send"]
            yield sent if isinstance(sent, str) else json.dumps(sent), turn["expect"]


def messages() -> Iterator[str]:
    """The recorded messages, then the description of every assessment, then nonsense."""
    yield from (sent for sent, _ in turns())
    yield '{"method": "catalogue", "args": {}}'
    for name in IDS:
        yield json.dumps({"method": "describe", "args": {"assessment": name}})
    yield from ("", "{", "[]", '{"method": "score"}', '{"method": "fly", "args": {}}')

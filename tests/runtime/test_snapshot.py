"""The snapshot of memory: every hazard that comes with one has a test here or in the browser's."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from assessments.api import handle
from assessments.banks import as_json
from scripts.core import node as core_node
from scripts.runtime import archive
from tests.runtime.conftest import messages

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def made(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot of the build, unpacked."""
    manifest = json.loads((generated / "runtime" / "manifest.json").read_text())
    path = tmp_path_factory.mktemp("snapshot") / "snapshot.bin"
    packed = (generated / "runtime" / manifest["snapshot"]["file"]).read_bytes()
    path.write_bytes(gzip.decompress(packed))
    return path


def run(script: str, *arguments: str, zone: str = "UTC") -> dict[str, Any]:
    """What a script beside this file prints under Node, in a time zone."""
    command = [core_node.node(), str(HERE / script), *arguments]
    environment = {**os.environ, "TZ": zone}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, core_node.last_lines(done.stderr)
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="session")
def restored(made: Path, packed: archive.Archive) -> list[dict[str, Any]]:
    """What two runtimes say that were restored from it, in two time zones."""
    asked = made.with_name("messages.json")
    asked.write_text(json.dumps(list(messages())), "utf-8")
    given = made.with_name("banks.json")
    given.write_text(as_json(), "utf-8")
    wanted = json.dumps(packed.modules())
    files = (str(made), str(given), str(asked))
    return [run("restored.mjs", *files, wanted, zone=z) for z in ("UTC", ZONE)]


ZONE = "Asia/Tokyo"


def test_two_snapshots_are_byte_identical(made: Path, packed: archive.Archive) -> None:
    assert archive.snapshot(packed) == made.read_bytes()


def test_a_restored_core_answers_every_message_like_the_core_in_cpython(
    restored: list[dict[str, Any]],
) -> None:
    for message, there in zip(messages(), restored[0]["answers"], strict=True):
        assert there == handle(message), message


def test_every_module_of_the_archive_is_in_the_snapshot(restored: list[dict[str, Any]]) -> None:
    assert restored[0]["missing"] == []


def test_chance_is_not_the_builds(restored: list[dict[str, Any]]) -> None:
    one, other = (there["state"]["random"] for there in restored)
    assert one != other


def test_the_time_zone_is_the_readers(restored: list[dict[str, Any]]) -> None:
    assert [there["state"]["zone"] for there in restored] == [0, 9]
    assert [there["state"]["offset"] for there in restored] == [0, -9 * 3600]
    assert restored[0]["state"]["names"] != restored[1]["state"]["names"]


def test_the_clock_is_the_readers(restored: list[dict[str, Any]]) -> None:
    assert all(there["state"]["now"] > 1_700_000_000 for there in restored)


def test_hashes_are_those_of_the_base(restored: list[dict[str, Any]]) -> None:
    """`env` is not read after a restore: the seed of hashes has to be in the snapshot."""
    assert restored[0]["state"]["hash"] == restored[1]["state"]["hash"]


def test_memory_keeps_its_first_size(restored: list[dict[str, Any]]) -> None:
    assert {there["memory"] for there in restored} == {31_457_280}


def test_a_snapshot_that_does_not_fit_is_refused(made: Path) -> None:
    said = run("snapshot_mismatches.mjs", str(made))
    assert {name: text.split(":")[0] for name, text in said.items()} == dict.fromkeys(
        said, "SnapshotMismatchError"
    )
    assert said["another wasm"].endswith("Error: the snapshot was made with another program")
    assert "bytes instead of" in said["grown memory"]
    assert len(said) == 6


def test_the_snapshot_tells_nothing_of_the_machine_that_made_it(made: Path) -> None:
    held = made.read_bytes()
    assert str(archive.ROOT).encode() not in held
    assert str(Path.home()).encode() + b"/" not in held

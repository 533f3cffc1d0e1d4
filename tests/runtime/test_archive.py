"""The archive that the quizzes load: same bytes each time, and the core whole inside it."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from assessments.api import handle
from assessments.banks import IDS, as_json
from scripts.core import node as core_node
from scripts.runtime import archive, build
from tests.runtime.conftest import messages, turns

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def trimmed(packed: archive.Archive, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Pyodide under Node says when it has nothing but the archive."""
    folder = tmp_path_factory.mktemp("trimmed")
    packed.write(folder)
    (folder / "messages.json").write_text(json.dumps(list(messages())), "utf-8")
    (folder / "banks.json").write_text(as_json(), "utf-8")
    asked = (folder / "banks.json", folder / "messages.json", json.dumps(packed.modules()))
    command = [core_node.node(), *map(str, (HERE / "trimmed.mjs", folder, *asked))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, core_node.last_lines(done.stderr)
    return dict(json.loads(done.stdout))


def test_two_builds_are_byte_identical(generated: Path, packed: archive.Archive) -> None:
    made = json.loads((generated / "runtime" / "manifest.json").read_text())
    file = generated / "runtime" / made["core"]["file"]
    assert archive.Archive.read(gzip.decompress(file.read_bytes())) == packed
    assert file.read_bytes() == archive.compress(packed.file())


def test_a_second_run_does_nothing_and_is_quick(generated: Path, repository: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in generated.rglob("*")}
    began = time.perf_counter()
    assert build.build(generated, repository) == "runtime: nothing changed"
    assert time.perf_counter() - began < 2
    assert before == {path: path.stat().st_mtime_ns for path in generated.rglob("*")}


def test_a_missing_file_is_made_again(generated: Path) -> None:
    made = json.loads((generated / "runtime" / "manifest.json").read_text())
    (generated / "vendor" / "idb.js").unlink()
    assert not build.is_current(generated / "runtime" / "manifest.json", made["inputs"])
    build.copy_vendor(generated / "vendor")
    assert build.is_current(generated / "runtime" / "manifest.json", made["inputs"])


@pytest.mark.parametrize("part", archive.Archive._fields)
def test_the_archive_holds_bytecode_with_fixed_dates_and_no_date_inside(
    packed: archive.Archive, part: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(getattr(packed, part))) as made:
        for entry in made.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.filename.endswith((".pyc", "table.bin")), entry.filename
            if entry.filename.endswith(".pyc"):
                # PEP 552: flags 1 = by hash, not checked; a date would stand where the flags are 0.
                assert made.read(entry)[4:8] == b"\1\0\0\0", entry.filename


def test_the_archive_is_named_by_its_content_and_old_ones_are_swept(tmp_path: Path) -> None:
    (tmp_path / "core-old.bin").write_bytes(b"old")
    (tmp_path / "pyodide-old").mkdir()
    build.sweep(tmp_path, {"core-new.bin"})
    assert list(tmp_path.iterdir()) == []


def test_the_core_in_pyodide_answers_every_message_like_the_core_in_cpython(
    trimmed: dict[str, Any],
) -> None:
    expected = [handle(message) for message in messages()]
    assert len(expected) > len(IDS)
    for message, here, there in zip(messages(), expected, trimmed["answers"], strict=True):
        assert there == here, message


def test_recorded_conversations_hold_in_pyodide(trimmed: dict[str, Any]) -> None:
    for (sent, expected), answer in zip(turns(), trimmed["answers"], strict=False):
        assert json.loads(answer) == expected, sent


def test_every_module_of_the_archive_can_be_imported(trimmed: dict[str, Any]) -> None:
    assert trimmed["unimportable"] == {}


def test_tracebacks_name_the_lines_of_what_we_brought(trimmed: dict[str, Any]) -> None:
    lines = (archive.fsrs_folder() / "card.py").read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "json.loads(source_json)" in text)
    assert re.search(rf'fsrs/card.py", line {line}, in from_json', trimmed["traceback"])
    assert re.search(r'json/__init__.py", line \d+, in loads', trimmed["traceback"])
    assert "JSONDecodeError: Expecting property name" in trimmed["traceback"]


def test_the_library_is_found_by_the_table_once_python_can_do_that(
    trimmed: dict[str, Any],
) -> None:
    own = ("assessments", "fsrs", "typing_extensions")
    early = [name for name in trimmed["zipped"] if not name.startswith(own)]
    assert "sitecustomize" in early
    assert len(early) < 20, early


def test_the_first_half_is_read_while_the_second_comes() -> None:
    command = [core_node.node(), str(HERE / "halves.mjs")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    assert said.pop("the first while the second comes") == "[1,2,3]"
    assert len(said) == 8
    for case, found in said.items():
        whole = case.startswith("pieces")
        assert found == ("[[1,2,3],[4,5,6,7]]" if whole else "the archive is cut off"), case


def test_the_archive_has_what_the_core_needs_and_no_more(packed: archive.Archive) -> None:
    start, rest = (archive.modules(part) for part in packed)
    assert "pyodide" in start
    assert "assessments.api" in rest
    assert not any(name.startswith("assessments") for name in start)
    assert not {"os", "zipimport", "importlib._bootstrap"} & {*start, *rest}  # Python has those
    unused = ("asyncio.", "logging", "threading", "zipfile", "pathlib", "subprocess", "socket")
    assert not [name for name in (*start, *rest) if name.startswith(unused)]


def test_pyodide_comes_as_npm_delivered_it(generated: Path) -> None:
    made = json.loads((generated / "runtime" / "manifest.json").read_text())
    for name in build.PYODIDE_FILES:
        copy = generated / "runtime" / made["pyodide"]["folder"] / name
        assert copy.read_bytes() == (archive.PYODIDE / name).read_bytes()


def test_of_the_wasm_functions_those_are_taken_that_pyodides_program_speaks_of(
    generated: Path,
) -> None:
    made = json.loads((generated / "runtime" / "manifest.json").read_text())
    text = (generated / "runtime" / made["pyodide"]["folder"] / build.EXPORTS).read_text()
    names = text.split("'")[0].partition('"')[2].rpartition('"')[0].split()
    program = (archive.PYODIDE / "pyodide.asm.mjs").read_text("utf-8")
    called = set(re.findall(r"(?<![\w$.])_(\w+)\(", program)) & set(
        re.findall(r'wasmExports\["(\w+)"\]', program)
    )
    assert len(called) > 100
    assert called <= set(names)
    assert len(names) < 400  # of 7,415


def test_the_runtime_stays_within_its_budget(generated: Path) -> None:
    """Bytes sent, beside stock Pyodide's with the same compression: issue 9 asks for 0.80."""
    made = json.loads((generated / "runtime" / "manifest.json").read_text())
    shared = sum(
        len(gzip.compress((archive.PYODIDE / n).read_bytes(), 6)) for n in build.PYODIDE_FILES
    )
    stock = shared + (archive.PYODIDE / "python_stdlib.zip").stat().st_size
    stock += len(gzip.compress((archive.PYODIDE / "pyodide-lock.json").read_bytes(), 6))
    assert (shared + made["core"]["bytes"]) / stock < 0.80

"""The bridge to a language model, against a server that speaks its protocol on this machine."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scripts.drafts.rewriting import endpoint as bridge
from scripts.drafts.rewriting.endpoint import Endpoint, EndpointError, ask
from tests.conftest import command
from tests.drafts.said import DIARY, parsed, unsaid

SLUG = "the_work_diary_one_page_a_week"
SECRET = "sk-secret-4711"
LINE = re.compile(r"^\[(\d\d:\d\d:\d\d)\] (.*)$", re.MULTILINE)

Answer = Callable[[dict[str, Any]], tuple[int, dict[str, str], bytes]]


def completion(text: str) -> tuple[int, dict[str, str], bytes]:
    """An answer of the protocol."""
    body = {"choices": [{"message": {"role": "assistant", "content": text}}]}
    return 200, {}, json.dumps(body).encode()


def echo(asked: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Each line said again with `Indeed,` before it, its time behind it."""
    lines = LINE.findall(asked["messages"][1]["content"])
    return completion(
        "\n".join(f"Indeed, {w[0].lower()}{w[1:].rstrip('.')} [{t}]." for t, w in lines)
    )


class Model:
    """A server: what it was asked, and what it answers next."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[Answer] = []
        self.always: Answer = echo
        model = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                data = self.rfile.read(int(self.headers["Content-Length"]))
                asked = json.loads(data)
                model.asked.append(asked)
                model.headers.append(dict(self.headers))
                answer = model.answers.pop(0) if model.answers else model.always
                code, headers, body = answer(asked)
                self.send_response(code)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """Say nothing where a client has gone."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@pytest.fixture
def model() -> Iterator[Model]:
    """A server for one test."""
    made = Model()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILE_MARKERS_MODEL_KEY", SECRET)
    monkeypatch.setattr(bridge, "FIRST_WAIT", 0.0)


def draft(out: Path, model: Model, *options: str) -> int:
    """Draft the diary with a rewriting."""
    line = ("draft", DIARY, "--channel", "ch", "--out", out, "--share", "0.5")
    return command(*line, "--rewrite", model.url, "--model", "tiny", *options)


def files(out: Path) -> str:
    """All that was written, in one text."""
    return "\n".join(p.read_text() for p in sorted(out.rglob("*")) if p.is_file())


def test_a_draft_is_rewritten_section_by_section(
    tmp_path: Path, model: Model, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(tmp_path, model, "--prices", "1,2") == 0
    path = tmp_path / "ch" / f"{SLUG}.md"
    text = path.read_text()
    assert "rewritten: tiny\n" in text
    assert [asked["model"] for asked in model.asked] == ["tiny"] * 4
    sections = [asked["messages"][1]["content"].split("\n")[1] for asked in model.asked]
    assert sections[0] == "Section: Why one page a week"
    body = text.split("\n---\n")[1]
    cited = [line for line in body.split("\n") if "yt-timestamp" in line]
    assert cited
    assert all(line.startswith("Indeed, ") for line in cited)
    told = capsys.readouterr().out
    assert re.search(r"4 requests, about \d+ tokens to send and \d+ to receive, about 0\.\d+", told)
    assert model.headers[0]["Authorization"] == f"Bearer {SECRET}"
    assert SECRET not in told + files(tmp_path)


def test_a_dry_run_sends_and_writes_nothing(
    tmp_path: Path, model: Model, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(tmp_path, model, "--dry-run") == 0
    assert "4 requests" in capsys.readouterr().out
    assert model.asked == []
    assert files(tmp_path) == ""


def test_a_run_that_was_stopped_goes_on(
    tmp_path: Path, model: Model, capsys: pytest.CaptureFixture[str]
) -> None:
    model.answers = [echo, echo]
    model.always = lambda _: (401, {}, f"wrong key {SECRET}".encode())
    assert draft(tmp_path, model) == 1
    told = capsys.readouterr().out
    assert told.count("rewrite-failed: ") == 2
    assert "401 Unauthorized: wrong key ***" in told
    assert "not asked: 401" in told  # the last section: none would be answered
    assert SECRET not in told + files(tmp_path)
    assert len(model.asked) == 3
    model.asked.clear()
    model.always = echo
    assert draft(tmp_path, model) == 0
    assert "2 requests" in capsys.readouterr().out
    assert len(model.asked) == 2
    model.asked.clear()
    assert draft(tmp_path, model) == 0
    assert "unchanged" in capsys.readouterr().out
    assert model.asked == []


def test_what_was_not_said_does_not_come_back(
    tmp_path: Path, model: Model, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = "In Boston 900 people keep a diary [00:00:04]."
    model.answers = [lambda _: completion(wrong)] * 2
    assert draft(tmp_path, model) == 0
    assert len(model.asked) == 5  # the first section is asked twice
    faults = model.asked[1]["messages"][-1]["content"]
    assert "900 is not said within 20 s" in faults
    told = capsys.readouterr().out
    path = tmp_path / "ch" / f"{SLUG}.md"
    assert re.search(rf"{re.escape(str(path))}:\d+: rewrite-refused: .*Boston", told)
    text = path.read_text()
    first = text.split("\n## ")[1]
    assert "Boston" not in text
    assert "Indeed" not in first
    assert "Boston" in (tmp_path / ".drafts" / "ch" / f"{SLUG}.report.txt").read_text()


def test_a_second_try_may_be_sound(tmp_path: Path, model: Model) -> None:
    model.answers = [lambda _: completion("No time here.")]
    assert draft(tmp_path, model) == 0
    first = (tmp_path / "ch" / f"{SLUG}.md").read_text().split("\n## ")[1]
    assert "Indeed" in first


def test_without_the_model_a_rewritten_draft_is_left(
    tmp_path: Path, model: Model, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(tmp_path, model) == 0
    text = files(tmp_path / "ch")
    assert command("draft", DIARY, "--channel", "ch", "--out", tmp_path) == 1
    assert "rewritten-draft: " in capsys.readouterr().out
    assert files(tmp_path / "ch") == text


def test_nothing_is_asked_for_what_is_published(
    tmp_path: Path, model: Model, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draft(tmp_path, model) == 0
    path = tmp_path / "ch" / f"{SLUG}.md"
    path.write_text(path.read_text().replace("status: draft\n", ""))
    (tmp_path / ".drafts" / "ch" / f"{SLUG}.replies.json").unlink()
    model.asked.clear()
    capsys.readouterr()
    assert draft(tmp_path, model) == 1
    told = capsys.readouterr().out
    assert "0 requests" in told
    assert "not-a-draft" in told
    assert model.asked == []


def test_a_rewriting_that_copies_is_said_at_its_second(tmp_path: Path, model: Model) -> None:
    model.always = lambda asked: completion(
        "\n".join(f"{w} [{t}]" for t, w in LINE.findall(asked["messages"][1]["content"]))
    )
    assert draft(tmp_path, model) == 0
    assert list(unsaid(parsed(tmp_path / "ch" / f"{SLUG}.md"), DIARY)) == []


def test_a_busy_endpoint_is_asked_again(model: Model) -> None:
    waits: list[float] = []
    model.answers = [lambda _: (429, {"Retry-After": "7"}, b""), lambda _: (503, {}, b"")]
    model.always = lambda _: completion("Fine.")
    asked = Endpoint(model.url, "m", wait=waits.append)
    assert ask(asked, [{"role": "user", "content": "Hello"}]) == "Fine."
    assert waits[0] == 7.0
    assert len(model.asked) == 3


@pytest.mark.parametrize(
    ("answer", "message", "final"),
    [
        ((400, {}, b"no such model"), "400 Bad Request: no such model", True),
        ((500, {}, b""), "500", False),
        ((200, {}, b"{}"), "no choices", False),
        ((200, {}, b"not JSON"), "Expecting value", False),
        ((307, {"Location": "http://127.0.0.2/"}, b""), "redirects to http://127.0.0.2/", True),
    ],
)
def test_what_an_endpoint_may_do_wrong(
    model: Model, answer: tuple[int, dict[str, str], bytes], message: str, final: bool
) -> None:
    model.always = lambda _: answer
    with pytest.raises(EndpointError, match=re.escape(message)) as raised:
        ask(Endpoint(model.url, "m", wait=lambda _: None), [])
    assert raised.value.final is final


def test_an_endpoint_that_does_not_answer_is_given_up(model: Model) -> None:
    release = threading.Event()

    def never(_: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
        release.wait(5)
        return completion("Late.")

    model.always = never
    with pytest.raises(EndpointError, match="timed out"):
        ask(Endpoint(model.url, "m", timeout=0.05, wait=lambda _: None), [])
    release.set()


def test_nobody_there() -> None:
    with pytest.raises(EndpointError) as raised:
        ask(Endpoint("http://127.0.0.1:9", "m", wait=lambda _: None), [])
    assert raised.value.final


def test_the_key_is_in_no_repr() -> None:
    assert SECRET not in repr(Endpoint("http://localhost/v1", "m", SECRET))


def test_a_key_that_is_no_header_is_not_told(model: Model) -> None:
    key = f"{SECRET}\nX-Other: 1"
    with pytest.raises(EndpointError) as raised:
        ask(Endpoint(model.url, "m", key, wait=lambda _: None), [])
    assert SECRET not in str(raised.value)
    assert model.asked == []

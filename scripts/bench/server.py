"""A static server for tests and measurements: like GitHub Pages, it gzips text and nothing else.

It can hold its whole traffic to the pace of a link: a browser's own emulation leaves out workers.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PIECE = 16_384  # bytes written at once on a slow link
LATE = 0.02  # seconds by which a sender may be late without a gap: links have queues
TEXT = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".md", ".wasm", ".map")
NONE: Mapping[str, str] = {}


@lru_cache(maxsize=64)
def gzipped(path: Path, changed: int) -> bytes:
    """A file as gzip, worked out once as long as it is not `changed`: the quiz runtime is 9 MB."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Link:
    """What the connections of a server share: bytes sent so far, and a pace in bytes a second."""

    def __init__(self, megabits: float | None) -> None:
        self.pace = megabits * 125_000 if megabits else None
        self.sent = 0
        self._free = 0.0
        self._lock = threading.Lock()

    def take(self, count: int) -> None:
        """Wait until ``count`` more bytes have gone over the link."""
        with self._lock:
            self.sent += count
            if self.pace is None:
                return
            self._free = max(self._free, time.monotonic() - LATE) + count / self.pace
            wait = self._free - time.monotonic()
        if wait > 0:
            time.sleep(wait)


class Handler(SimpleHTTPRequestHandler):
    """Serves files below a folder, quietly, `404.html` where there is none."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or a body waits 40 ms for the browser to confirm its headers
    extensions_map = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".md": "text/markdown",
    }

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with the file, gzipped where it is text and the browser takes it."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not self.path.split("?")[0].endswith("/"):
                self.send_response(301)
                self.send_header("Location", self.path.split("?")[0] + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path = path / "index.html"
        status = 200
        if not path.is_file():
            status, path = 404, Path(str(self.directory)) / "404.html"
        self._answer(status, path)

    def _answer(self, status: int, path: Path) -> None:
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if not path.is_file():
            data = b"not found"
        elif path.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzipped(path, path.stat().st_mtime_ns)
            self.send_header("Content-Encoding", "gzip")
        else:
            data = path.read_bytes()
        if "/runtime/" in path.as_posix():  # named by content; 10 minutes as on GitHub Pages
            self.send_header("Cache-Control", "max-age=600")
        for name, value in self.server.headers.items():  # type: ignore[attr-defined]
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self._write(data)

    def _write(self, data: bytes) -> None:
        link = self.server.link  # type: ignore[attr-defined]
        if link.pace is None:
            link.take(len(data))
            self.wfile.write(data)
            return
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            link.take(len(piece))
            self.wfile.write(piece)


class Server(ThreadingHTTPServer):
    """A server whose reader may go away at any time."""

    daemon_threads = True

    def __init__(self, folder: Path, megabits: float | None, headers: Mapping[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.link = Link(megabits)
        self.headers = headers

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is no error."""


@contextmanager
def serve(
    folder: Path, megabits: float | None = None, headers: Mapping[str, str] = NONE
) -> Iterator[Server]:
    """Serve a folder on a free port of this machine, at most ``megabits`` a second."""
    with running(Server(folder, megabits, headers)) as server:
        yield server


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """The server at work in a thread of its own."""
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """The same for those who only need the address."""
    with serve(folder) as server:
        yield server.address

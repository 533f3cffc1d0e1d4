"""A static server for measurements and tests: like GitHub Pages, it gzips text and nothing else."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TEXT = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".md", ".wasm", ".map")


@lru_cache(maxsize=64)
def gzipped(data: bytes) -> bytes:
    """The data as gzip, worked out once: the quiz runtime is 9 MB."""
    return gzip.compress(data, 6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serves files below a folder, quietly, `404.html` where there is none."""

    protocol_version = "HTTP/1.1"
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
        data = path.read_bytes() if path.is_file() else b"not found"
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzipped(data)
            self.send_header("Content-Encoding", "gzip")
        if "/generated/runtime/" in str(path):  # named by content; 10 minutes as on GitHub Pages
            self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Server(ThreadingHTTPServer):
    """A server whose reader may go away at any time."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is no error."""


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; gives the address without a slash."""
    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

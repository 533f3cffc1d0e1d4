"""What a page may load and run: the content security policy, from one table.

A meta tag carries it in every page, which is how GitHub Pages gets it; the site also holds it as
headers for hosts that can send some. Without `unsafe-inline` nothing runs that is no file of ours;
`wasm-unsafe-eval` lets WebAssembly compile and nothing else. Style attributes stay allowed: KaTeX
and the columns of tables write them, they can't run, and there is nothing that they could load.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

from scripts.core.urls import sender

BOOKLET = Path(__file__).parent.parent / "templates" / "booklet.html"


def _named(page: str) -> str:
    """The style element of a page, by its hash."""
    style = page.partition("<style>")[2].partition("</style>")[0]
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode('ascii')}'"


DIRECTIVES = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    # a booklet of questions is one file to take along, its styles in it
    "style-src": f"'self' {_named(BOOKLET.read_text('utf-8'))}",
    "style-src-attr": "'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "https://www.youtube-nocookie.com",  # the player, after Play
    "base-uri": "'none'",
    "form-action": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "mile-markers",  # macros/theme/assets/js/frame/trusted.js
}
# Opened as files, pages load classic scripts, workers are made of text, and their parts of memory.
ON_A_STICK = DIRECTIVES | {
    "script-src": "'self' blob: 'wasm-unsafe-eval'",
    "worker-src": "data:",
    "trusted-types": f"{DIRECTIVES['trusted-types']} mile-markers-files",  # offline/files.js
}
HEADERS_ONLY = {"frame-ancestors": "'none'"}  # what a meta tag can't say
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def meta(directives: dict[str, str] = DIRECTIVES) -> str:
    """The meta tag; it stands before anything that loads."""
    content = escape(_joined(directives), quote=True)
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">'


def directives() -> dict[str, str]:
    """The directives of pages: their form for the newsletter is sent to its sender."""
    to = f"{DIRECTIVES['form-action']} {sender().origin}".strip()
    return DIRECTIVES | {"form-action": to}


def headers() -> dict[str, str]:
    """Every header that a host should send."""
    return {"Content-Security-Policy": _joined(directives() | HEADERS_ONLY), **HEADERS}


HEADER_FILES = HOSTS, NGINX = ("_headers", "headers.nginx.conf")


def header_files() -> dict[str, bytes]:
    """The headers as hosts read them: Netlify and Cloudflare Pages `_headers`, nginx an include."""
    lines = "".join(f"  {name}: {value}\n" for name, value in headers().items())
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers().items())
    return {HOSTS: f"/*\n{lines}".encode(), NGINX: nginx.encode()}


def _joined(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())

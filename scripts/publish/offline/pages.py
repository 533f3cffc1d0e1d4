"""Pages that work as files: links that name their file, one classic script instead of modules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from posixpath import dirname, join, normpath

from scripts.core.csp import ON_A_STICK, meta

PROGRAM = "assets/offline/program.js"
PAGE = "index.html"

_TAG = re.compile(
    r"""(?P<script><script\b[^>]*>)(?P<code>.*?</script>)|<!--.*?-->"""
    r"""|<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL,
)
_ADDRESS = re.compile(r'\b(?P<name>href|src|data-target)="(?P<value>[^"]*)"')
_REFRESH = re.compile(r'(?P<before>content="\d+; *url=)(?P<value>[^"]*)"')
_MODULE = re.compile(r'type="module"[^>]*\bsrc="(?P<src>[^"]*)"')
# A browser blocks these for a file, and what they are for is the business of a server.
_SERVED = re.compile(
    r'rel="(?:manifest|apple-touch-icon|modulepreload|preload|prefetch)"', re.IGNORECASE
)
_POLICY = re.compile(r'http-equiv="content-security-policy"', re.IGNORECASE)
_PINNED = re.compile(r' (?:integrity|crossorigin)(?:="[^"]*")?')


def offline_page(html: str, name: str) -> str:
    """A page of the served site, at `name` below its root, as a file that is opened."""
    first = True

    def rewritten(found: re.Match[str]) -> str:
        nonlocal first
        if found["script"] and (module := _MODULE.search(found["script"])):
            begin = _program(name) if first else ""
            first = False
            run = escape(below(name, module["src"]))
            return f'{begin}<script type="text/plain" data-module="{run}"></script>'
        if found["script"]:
            return _addressed(found["script"]) + found["code"]
        if found[0].startswith("<!--"):
            return found[0]
        if _POLICY.search(found[0]):
            return meta(ON_A_STICK)
        return "" if _SERVED.search(found[0]) else _addressed(found[0])

    return _TAG.sub(rewritten, html)


def _program(name: str) -> str:
    return f'<script defer src="{"../" * name.count("/")}{PROGRAM}"></script>\n'


def _addressed(tag: str) -> str:
    tag = _ADDRESS.sub(lambda found: f'{found["name"]}="{_named(found["value"])}"', tag)
    tag = _REFRESH.sub(lambda found: f'{found["before"]}{_named(found["value"])}"', tag)
    return _PINNED.sub("", tag)


def _named(value: str) -> str:
    address = unescape(value)
    named = explicit(address)
    return value if named == address else escape(named)


def explicit(address: str) -> str:
    """An address with the file that a folder's page is in: `../x/#t-1` -> `../x/index.html#t-1`."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    rest = address[len(path) :]
    if path.startswith("//") or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", path) or (rest and not path):
        return address
    if path in ("", ".", "..") or path.endswith(("/", "/.", "/..")):
        return join(path, PAGE) + rest
    return address


def below(name: str, address: str) -> str:
    """The path below the site's root that an address on the page `name` leads to."""
    path = re.split(r"[?#]", unescape(address), maxsplit=1)[0]
    return normpath(join(dirname(name), path))


def modules(html: str, name: str) -> Iterator[str]:
    """The module scripts of a page, by their paths below the site's root."""
    for found in _TAG.finditer(html):
        if found["script"] and (module := _MODULE.search(found["script"])):
            yield below(name, module["src"])


def linked(html: str, name: str) -> Iterator[str]:
    """Whatever a page names: the paths below the root that its links and sources lead to."""
    for found in _TAG.finditer(html):
        tag = found["script"] or found[0]
        if not (found["script"] and _MODULE.search(tag)):
            yield from (below(name, address["value"]) for address in _ADDRESS.finditer(tag))

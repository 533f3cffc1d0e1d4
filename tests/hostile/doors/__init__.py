"""Attacks on every door but transcripts, as data: each `.toml` here but two is a door.

| key | what it gives |
|---|---|
| `about` | what comes in by this door; docs/pages/about/trust.md counts its attacks |
| `as` | how a payload is written at a place: `toml`, `json`, `xml`, or `raw` |
| `[[place]]` | `file` with a § wherever each of the texts of `payloads.toml` goes |
| `[[attack]]` | `name`, `what`, and `file`, `bytes` (Latin-1) or `repeat` |
| `repeat` | before, a piece, how often, what follows; a fifth repeats too, a sixth ends it |
| `problem` | the code of the line that the author must get |
| `never` | words that nobody may see |
| `refused`, `kept`, `damaged` | of a backup or link: why it is none, how many records come |
| `base64`, `plain` | of a door whose text travels in a link, of an attack that is no such text |

The attacks of `broken.toml` go to every door of their format.
"""

from __future__ import annotations

import base64
import json
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
PAYLOADS, BROKEN = "payloads", "broken"
WORD = "zymurgy"  # of each payload: it is seen, or told of
ESCAPES: dict[str, Callable[[str], str]] = {
    "toml": json.dumps,
    "json": json.dumps,
    "xml": escape,
    "raw": str,
}
BAD_XML = {chr(code) for code in range(32)} - {"\t", "\n", "\r"} | {"\ufffe", "\uffff"}


class Case(NamedTuple):
    """One attack on a door: its name, its file, and the table that says what must come of it."""

    door: str
    name: str
    data: bytes
    spec: dict[str, Any]

    @property
    def has_word(self) -> bool:
        """Return whether a reader must see the word, or its author a line."""
        return "payload" in self.spec


def doors() -> list[str]:
    """Return the names of all doors."""
    return [p.stem for p in sorted(HERE.glob("*.toml")) if p.stem not in {PAYLOADS, BROKEN}]


def cases(door: str) -> list[Case]:
    """Return every attack on a door."""
    table = _read(door)
    found = [Case(door, *one) for one in (*_placed(table), *_whole(table), *_broken(table))]
    return [
        one if "plain" in one.spec else one._replace(data=_sent(table, one.data)) for one in found
    ]


def _sent(table: dict[str, Any], data: bytes) -> bytes:
    """A file as it travels: as it is, or in the letters of a link."""
    return base64.urlsafe_b64encode(data).rstrip(b"=") if table.get("base64") else data


def long_cases(door: str, size: int, pieces: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield files of a door in which a piece goes on for so many signs, by place and piece."""
    table = _read(door)
    for place in table["place"]:
        write = ESCAPES[place.get("as", table["as"])]
        for piece in pieces:
            text = write((piece * (size // len(piece) + 1))[:size])
            head, _, rest = place["file"].lstrip("\n").partition("§")
            whole = f"{head}{text}{rest.replace('§', write('x'))}".encode()
            yield f"{place['name']}: {piece!r}", _sent(table, whole)


def _placed(table: dict[str, Any]) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    for place in table.get("place", []):
        write = ESCAPES[place.get("as", table["as"])]
        for payload in _read(PAYLOADS)["payload"]:
            text = payload.get("text") or repeated(payload["repeat"])
            if write is escape:
                text = "".join(sign for sign in text if sign not in BAD_XML)
            data = place["file"].lstrip("\n").replace("§", write(text)).encode()
            yield f"{place['name']}: {payload['name']}", data, {"payload": text}


def _whole(table: dict[str, Any]) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    for attack in table.get("attack", []):
        if "bytes" in attack:
            data = str(attack["bytes"]).encode("latin-1")
        else:
            text = attack["file"] if "file" in attack else repeated(attack["repeat"])
            data = str(text).encode()
        yield attack["name"], data, attack


def _broken(table: dict[str, Any]) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    formats = {"any", table["as"], *(place.get("as", "") for place in table.get("place", []))}
    broken = [one for one in _read(BROKEN)["attack"] if one["as"] in formats]
    for name, data, attack in _whole({"attack": broken}):
        known = {} if table["as"] == "raw" and attack["as"] == "any" else attack
        yield f"{attack['as']}: {name}", data, known


def repeated(parts: list[Any]) -> str:
    """Return a text of pieces that repeat."""
    before, piece, times, *rest = parts
    after, closing, end = [*rest, "", "", ""][:3]
    return f"{before}{piece * times}{after}{closing * times}{end}"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))

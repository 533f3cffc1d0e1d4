"""Take a GIFT file apart: its blocks, parsed by gift-pegjs, and what is wrong with the others."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from scripts.core.files import ROOT
from scripts.core.model import Problem
from scripts.core.node import last_lines, node

_SCRIPT = Path(__file__).with_name("parse.mjs")
_SIGNS = ":=#~{}"  # what GIFT gives a meaning of their own
_ESCAPED = re.compile(r"\\.")
_NUMBERS = re.compile(r"(?<!\\)\{\s*#(?!##)")
_BARE_NUMBER = re.compile(r"(\{\s*#\s*)(?=[-+.\d])")
_STAR = re.compile(r"([=~]\s*(?:%[^%\n]*%)?\s*)\*(?=\s*[#~=}])")
_TILDE = re.compile(r"\{(?:[^}\\]|\\.)*~", re.DOTALL)
_BEHIND = re.compile(r"(?<!\\)(\}\s*)\[")
_JOINED = re.compile(r"(?<=\S)(?<!\\)(?=\{)|(?<=\})(?<!\\\})(?=\S)")  # no space at the answers
BLANK = "_____"
# Signs of no script stand for what gift-pegjs would read otherwise, or writes as an author may.
_ARROW, _BRACKET, _OWN_BLANK, GAP, _JOIN = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
_CATEGORY = "$CATEGORY:"


class Entry(NamedTuple):
    """A question as gift-pegjs gives it, with the line where it begins."""

    line: int
    found: dict[str, Any]


Line = tuple[int, str]  # its number in the file, and its text


def decode(path: Path, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a GIFT file, and the problem of one that is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
        at = text.find(
            "\0"
        )  # UTF-16 without its mark reads as UTF-8, with a zero beside each letter
        line = text.count("\n", 0, at) + 1 if at >= 0 else 0
    except UnicodeDecodeError as error:
        text, line = "", data.count(b"\n", 0, error.start) + 1
    if not line:
        return text.replace("\r\n", "\n").replace("\r", "\n"), []
    message = "this byte is not UTF-8; save the file as UTF-8"
    return "", [Problem(str(path), line, "not-utf-8", message)]


def parse(text: str, path: Path = Path()) -> tuple[list[Entry], list[Problem]]:
    """Return the questions of a GIFT text in order, and a problem for each that is not GIFT."""
    blocks = list(_joined(list(_blocks(text))))
    done = subprocess.run(
        [node(), str(_SCRIPT)],
        input=json.dumps([_prepared(block) for block in blocks]),
        capture_output=True, text=True, check=False, cwd=ROOT, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"gift-pegjs could not be run: {last_lines(done.stderr)}")
    entries, problems = [], []
    for block, answer in zip(blocks, json.loads(_restored(done.stdout)), strict=True):
        if "entries" in answer:
            entries += [Entry(block[0][0], found) for found in answer["entries"]]
        else:
            problems.append(_problem(path, block, answer))
    return entries, problems


def _blocks(text: str) -> Iterator[list[Line]]:
    """Yield the blocks that empty lines divide, without comments, as Moodle does.

    A line of a category is a block of its own, and a title after closed braces begins one: both
    often stand without the empty line.
    """
    block: list[Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        begins = bare.startswith(_CATEGORY) or (bare.startswith("::") and _depth(block) == "closed")
        if block and (not bare or begins):
            yield block
            block = []
        if bare and not bare.startswith("//"):
            block.append((number, line))
        if bare.startswith(_CATEGORY):
            yield block
            block = []
    if block:
        yield block


def _joined(blocks: list[list[Line]]) -> Iterator[list[Line]]:
    """Yield the blocks, those together whose braces an empty line keeps apart."""
    while blocks:
        block, *blocks = blocks
        if _depth(block) == "open":
            answers = list(takewhile(lambda b: _depth(b) == "none" and _is_answer(b), blocks))
            rest = blocks[len(answers) :]
            if rest and _depth(rest[0]) == "closes":
                block, blocks = [line for b in (block, *answers, rest[0]) for line in b], rest[1:]
        yield block


def _is_answer(block: list[Line]) -> bool:
    return block[0][1].lstrip()[:1] in {"=", "~", "#"}


def _depth(block: list[Line]) -> str:
    """Return where a block's braces stand: none, open, closed, or one that closes what was open."""
    text = _ESCAPED.sub("", "\n".join(line for _, line in block))
    begins, ends = text.find("{"), text.find("}")
    if ends >= 0 and (begins < 0 or ends < begins):
        return "closes"
    return "none" if begins < 0 else "open" if ends < 0 else "closed"


def _prepared(block: list[Line]) -> str:
    """Return the text of a block as gift-pegjs takes it.

    Where all other numbers have a remark (`{#3:2 ~#No}`, `{#=3 =%0%*#No}`) it wants the sign before
    the right one, and no star. It takes any arrow for a matching, Moodle none beside a `~`; a
    bracket behind the answers for a format; and it writes a space around answers inside a text.
    """
    text = "\n".join(line for _, line in block).replace(BLANK, _OWN_BLANK)
    text = _JOINED.sub(_JOIN, _BEHIND.sub(rf"\1{_BRACKET}", text))
    if _TILDE.search(text):
        text = text.replace("->", _ARROW)
    if _NUMBERS.search(text):
        text = _STAR.sub(r"\1", text)
        text = _BARE_NUMBER.sub(r"\1=", text, count=1) if re.search(r"(?<!\\)[~=]", text) else text
    return text


def _restored(found: str) -> str:
    """Return the parser's answer with the author's own signs, `GAP` for answers inside a text."""
    found = found.replace(BLANK, GAP).replace(f"{_JOIN} {GAP}", GAP).replace(f"{GAP} {_JOIN}", GAP)
    for sign, text in ((_JOIN, ""), (_ARROW, "->"), (_BRACKET, "["), (_OWN_BLANK, BLANK)):
        found = found.replace(sign, text)
    return found


def _problem(path: Path, block: list[Line], answer: dict[str, Any]) -> Problem:
    open_ended = _depth(block) == "open"  # the parser would name the last line
    at = 0 if open_ended else min(int(answer["line"]), len(block)) - 1
    return Problem(str(path), block[at][0], "unreadable-gift", _remedy(block, answer))


def _remedy(block: list[Line], answer: dict[str, Any]) -> str:
    """Return what is wrong with a question and what to do, in a sentence."""
    sign, depth = answer["found"], _depth(block)
    if depth == "open":
        return "the answers are not closed: write } behind the last of them"
    if sign == "{" and depth == "closed":
        return (
            "a second { in one question: leave an empty line before the next question, or write \\{"
        )
    if sign == "," and _NUMBERS.search("\n".join(line for _, line in block)):
        return 'a number has a point: write 2.5 for "2,5"'
    if sign in _SIGNS and sign:
        return (
            f'"{sign}" has a meaning of its own in GIFT: write \\{sign} where it is part of a text'
        )
    return f"this question is not GIFT: {' '.join(answer['message'].split())[:200]}"

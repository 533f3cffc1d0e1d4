"""What comes of a file at each door: what a reader would see, and what its author is told.

Each function here is what a build, or the command of that door, does with the bytes of one file.
"""

from __future__ import annotations

import atexit
import csv
import io
import json
import os
import re
import subprocess
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from functools import cache, partial
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp
from typing import NamedTuple
from unittest.mock import patch

from markdown import markdown  # type: ignore[import-untyped]

from assessments import banks
from assessments.validate import check_bank
from macros import assessment_form, content, pages, site_pages, tables
from macros.assessment_form import PageContext
from scripts.build.cache import Cache
from scripts.build.inputs import own_problems
from scripts.captions.exports import to_podcast_json, to_srt, to_webvtt
from scripts.captions.model import Captions
from scripts.captions.read import parse_captions, read_captions
from scripts.captions.sections import sections
from scripts.captions.sentences import sentences
from scripts.captions.source.transcript import transcript
from scripts.core.model import Problem
from scripts.core.node import node
from scripts.export.gift.parse import decode
from scripts.export.gift.read import read_gift
from scripts.export.sheet import Asked, Sheet
from scripts.export.tables import COLUMNS, write_csv
from scripts.export.toml import as_toml
from scripts.ledger.entries import Ledger, read_ledger
from scripts.ledger.redirects import permalink_pages, redirect_files
from scripts.newsletter.archive import archive_pages, issue_page
from scripts.newsletter.built import Built
from scripts.newsletter.context import LinkContext
from scripts.newsletter.prepare import prepare
from scripts.outputs.feeds import feed_files, feeds
from scripts.pages import transcript as transcript_pages
from scripts.pages.head_metadata import Heads
from scripts.questions.banks import Bank, reading
from scripts.questions.knowledge_check import check_file, check_html, check_of, sound_questions
from scripts.runtime.own import generate_own
from scripts.transcripts.letters import is_day, parse_issue
from scripts.transcripts.scan import decoded, read_file, scan
from scripts.wiki.glossary import glossary_of
from scripts.wiki.library import Library
from scripts.wiki.links import link
from scripts.wiki.site import Settings, Site
from tests.conftest import ROOT
from tests.small_site import VIDEO, cite, site_of
from tests.vaults import FRONT

BASE = "https://mile-markers.example/"
HEADERS = ["Subject", "From", "To", "Date", "Message-ID", "X-Unsent"]
HEADERS += ["MIME-Version", "Content-Type"]
CONTEXT = PageContext(
    "../", {"a/b": {"title": "B", "address": "wiki/a/b", "minutes": 3, "check": 0}}
)


class Outcome(NamedTuple):
    """HTML that a browser gets, other text that somebody gets, and what the author is told."""

    html: str
    text: str
    problems: list[str]


@cache
def _site() -> Site:
    return site_of({"here": f"Words of zymurgy {cite(5)} and more."})


def _decoded(data: bytes) -> tuple[str, list[str]]:
    """The text of a file as a scan reads it."""
    try:
        return decoded(data), []
    except UnicodeDecodeError:
        return "", ["file:1: not-utf-8: this byte is not UTF-8; save the file as UTF-8"]


def check(data: bytes, folder: Path) -> Outcome:
    """A knowledge check beside an article."""
    text, told = _decoded(data)
    bank = Bank("ch/here.toml", text, "ch/here", True)
    problems = [*told, *map(str, reading(bank).problems)]
    questions = sound_questions(bank)
    if not questions:
        return Outcome("", "", problems)
    site = replace(_site(), checks={"ch/here": questions})
    found = check_of(site, Settings(BASE), site.linked.articles["ch/here"])
    assert found
    return Outcome(check_html(found, {}), check_file(found)[1].decode(), problems)


def bank(data: bytes, folder: Path) -> Outcome:
    """An assessment; its page is made where nothing is wrong with it."""
    text, told = _decoded(data)
    found = [Problem("bank.toml", *one) for one in check_bank(text, "small-bank")]
    problems = [str(problem) for problem in found]
    if told or problems:
        return Outcome("", "", told + problems)
    content = folder / "content"
    copytree(ROOT / "docs" / "banks", content / "banks", dirs_exist_ok=True)
    (content / "banks" / "small-bank.toml").write_bytes(data)
    with patch.dict(os.environ, {banks.CONTENT: str(content)}):
        form = assessment_form.assessment("small-bank", CONTEXT)
    return Outcome(form, "", problems)


def glossary(data: bytes, folder: Path) -> Outcome:
    """The glossary, in an article and as a page."""
    found = tables.parse(data, "term")
    html = glossary_of(found.sound).link(
        "<p>Of zymurgy, and of __proto__ and scripts.</p>", "wiki/ch/here"
    )
    html += pages.glossary(found.sound, CONTEXT)
    return Outcome(html, "", [str(Problem("glossary.toml", *one)) for one in found.problems])


def paths(data: bytes, folder: Path) -> Outcome:
    """Reading paths: the card of each and its page."""
    found = tables.parse(data, "path")
    cards = pages.reading_paths(found.sound, CONTEXT)
    whole = [pages.reading_path(path, {"runway": "Runway"}, CONTEXT) for path in found.sound]
    told = [str(Problem("paths.toml", *one)) for one in found.problems]
    return Outcome("\n".join([cards, *whole]), "", told)


def letters(data: bytes, folder: Path) -> Outcome:
    """A newsletter, as mail and as a page."""
    _pictures(folder)
    issue, problems = parse_issue(folder / "2026-11-22-a-letter.md", data)
    world = LinkContext(_site(), Ledger())
    mail, found = prepare(issue, world, Built(folder, BASE))
    html = text = ""
    if mail:
        message = message_from_bytes(mail.eml, policy=default)
        assert message.keys() == HEADERS, message.keys()
        assert [part.get_content_type() for part in message.walk()] == [
            "multipart/alternative",
            "text/plain",
            "text/html",
        ]
        html, text = mail.html, mail.text + str(message["Subject"])
    if is_day(issue.date):
        page, more = issue_page(issue, world, None, None)
        html, found = html + page.body, [*found, *more]
        assert not [name for name, _ in page.files if not name.endswith(".png")]
    return Outcome(html, text, [str(problem) for problem in [*problems, *found]])


def _pictures(folder: Path) -> None:
    """Pictures beside a letter that are none, or more than they seem."""
    (folder / "evil.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='pwned()'/>")
    (folder / "page.png").write_text("<script>pwned()</script>")
    head = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + b"IHDR" + (100_000).to_bytes(4) * 2
    (folder / "bomb.png").write_bytes(head + bytes.fromhex("0806000000") + bytes(4))


DRAWINGS = {
    "script": "<script>pwned()</script>",
    "handler": '<rect onload="pwned()"/>',
    "link": '<a href="javascript:pwned()"><rect/></a>',
    "set": '<a><set attributeName="href" to="javascript:pwned()"/></a>',
    "style": "<style>@import 'https://evil.test/x.css';</style>",
    "foreign": "<foreignObject><p>zymurgy</p></foreignObject>",
}
ENTITIES = "<!DOCTYPE svg [<!ENTITY a 'zymurgy'><!ENTITY b '&a;&a;'>]>"
EXTERNAL = "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"
SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
LETTER = b"---\nsubject: A letter\npreview: Of it\ndate: 2026-11-22\n---\n\nText.\n"


def site(data: bytes, folder: Path) -> Outcome:
    """The settings of a site: in feeds, letters, the manifest, colors and icons."""
    place = folder / "content"
    (place / "articles").mkdir(parents=True, exist_ok=True)
    for name, inside in DRAWINGS.items():
        (place / f"{name}.svg").write_text(SVG.format(inside))
    (place / "entities.svg").write_text(ENTITIES + SVG.format("&b;"))
    (place / "external.svg").write_text(EXTERNAL + SVG.format("&a;"))
    (place / "latin.svg").write_bytes(SVG.format("<text>\xe9</text>").encode("latin-1"))
    (folder / "outside.svg").write_text(SVG.format("<rect/>"))
    if not (place / "linked.svg").is_symlink():
        (place / "linked.svg").symlink_to(folder / "outside.svg")
    _pictures(place)
    (place / "site.toml").write_bytes(data)
    build = folder / "build"
    with patch.dict(os.environ, {banks.CONTENT: str(place)}):
        problems = [str(one).replace(f"{place}/", "") for one in own_problems(place)]
        settings = content.settings()
        came = letters(LETTER, folder)
        issue, _ = parse_issue(folder / "2026-11-22-a-letter.md", LETTER)
        world = LinkContext(_site(), Ledger())
        files = [file for feed in feeds(world, [issue], BASE) for file in feed_files(feed, BASE)]
        generate_own(Cache(folder / "cache"), build)
        listed, _ = archive_pages([issue], world)
    styles = (build / "own" / "site.css").read_text("utf-8")
    assert styles.count("{") in (0, 2)
    icons = [path.read_bytes() for path in sorted((build / "own" / "icons").iterdir())]
    assert not any(b"pwned" in icon or b"evil" in icon or b"zymurgy" in icon for icon in icons)
    pages = [*(page.body for page in listed), markdown(site_pages.as_markdown(settings.name))]
    text = "\n".join([came.text, site_pages.manifest(settings), *(f.decode() for _, f in files)])
    return Outcome("\n".join([came.html, *pages]), text, problems)


def ledger(data: bytes, folder: Path) -> Outcome:
    """The ledger, and the files at permanent and former addresses."""
    found, problems = read_ledger(data, "ledger.tsv")
    if problems:  # each of them ends the build
        return Outcome("", "", [str(problem) for problem in problems])
    files = list(redirect_files(found, set(), BASE))
    names = [name for name, _ in files]
    astray = [n for n in names if n.startswith("/") or {"..", ".", ""} & {*n.split("/")}]
    assert astray == []
    assert len(set(names)) == len(names)
    retired = [page.body for page in permalink_pages(_site(), found)]
    text = "\n".join(entry.note for entry in found.entries.values())
    html = "\n".join([*(one.decode() for _, one in files), *retired])
    return Outcome(html, text, [])


def names(data: bytes, folder: Path) -> Outcome:
    """Articles by their names: each has an address of its own, or a line says why not."""
    channel = Path(mkdtemp(dir=folder)) / "articles" / "c"
    channel.mkdir(parents=True)
    written = 0
    for name in map(os.fsdecode, sorted(set(data.split(b"\0")))):
        with suppress(OSError):  # no file can have such a name
            (channel / f"{name}.md").write_text(FRONT + "Words of zymurgy.\n", encoding="utf-8")
            written += (channel / f"{name}.md").resolve().parent == channel.resolve()
    found = scan(channel.parent)
    assert all(re.fullmatch(r"[\w-]+", part) for one in found.files for part in one.key.split("/"))
    assert len({one.key.casefold() for one in found.files}) == len(found.files)
    assert len(found.files) + len(found.problems) >= written
    told = [str(problem).replace(f"{channel.parent}/", "") for problem in found.problems]
    texts = [read_file(one).text for one in found.files]
    return Outcome("", "\n".join(texts) or "zymurgy: no such file", told)


def gift(data: bytes, folder: Path) -> Outcome:
    """Questions of another program, as a check that an author goes on with."""
    text, problems = decode(Path("x.gift"), data)
    questions, found = read_gift(text, Path("x.gift")) if text else ([], [])
    written, _ = as_toml(questions)
    assert tomllib.loads(written)["questions"] == questions or not questions
    told = [str(problem) for problem in [*problems, *found]]
    return Outcome("", json.dumps(questions, ensure_ascii=False), told)


def table(data: bytes, folder: Path) -> Outcome:
    """Questions as a table: no cell of it computes."""
    try:
        given = json.loads(data)
        assert isinstance(given, dict)
    except (ValueError, AssertionError, RecursionError) as error:
        return Outcome("", "", [f"x:1: unreadable-json: {type(error).__name__}"])
    question = {
        "id": "one", "type": "single", "text": "Q", "explain": "E",
        "cite": {"article": "a/b", "video": given.pop("video", VIDEO), "second": 5},
        "options": [{"id": "a", "text": "A", "right": True}, {"id": "b", "text": "B"}],
    }  # fmt: skip
    of = {name: str(given.pop(name, "x")) for name in ("article", "title", "address")}
    sheet = Sheet("a", "A", (Asked({**question, **given}, **of),))
    text = write_csv(sheet).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [len(row) for row in rows] == [len(COLUMNS)] * 2
    computed = [c for row in rows for c in row if c.lstrip(BLANK)[:1] in tuple("=+@\t\r＝＋＠－")]
    assert [cell for cell in computed if cell] == []
    return Outcome("", text, [])


BLANK = " \t\r\n\x00\u00a0\u200b\u2028\u2029\ufeff"


def captions(data: bytes, folder: Path) -> Outcome:
    """A caption file of any format, as a page and as the files that it offers."""
    found, problems = parse_captions(data, f"captions/ch/{VIDEO}.en.vtt")
    html, text = _shown(found) if found else ("", "")
    return Outcome(html, text, [str(problem) for problem in problems])


def info(data: bytes, folder: Path) -> Outcome:
    """What is known of a video, beside captions that are sound."""
    said = "WEBVTT\n\n00:00:01.000 --> 00:00:40.000\nWords of zymurgy, and more.\n"
    (folder / f"{VIDEO}.en.vtt").write_text(said, encoding="utf-8")
    (folder / f"{VIDEO}.info.json").write_bytes(data)
    found, problems = read_captions(folder / f"{VIDEO}.en.vtt")
    assert found
    return Outcome(*_shown(found), [str(problem) for problem in problems])


def _shown(found: Captions) -> tuple[str, str]:
    """The page of captions, and its files for other programs."""
    cut = sections(sentences(found), found.chapters, found.duration)
    made = transcript(found, cut, "ch", VIDEO, found.language)
    library = Library.of([made])
    site, settings = Site(library, link(library)), Settings(BASE)
    heads = Heads.of(site, settings)
    bodies = [transcript_pages.page(view) for view in transcript_pages.views(site, settings, heads)]
    files = [write(found) for write in (to_webvtt, to_srt, to_podcast_json)]
    text = "\n".join([*map(str, files), *(page.title + page.markdown for page in bodies)])
    return "\n".join(page.body for page in bodies), text


@cache
def _browser() -> subprocess.Popen[str]:
    """The programs of a reader's browser, outside of one."""
    process = subprocess.Popen(
        [node(), str(ROOT / "tests/hostile/doors.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(process.communicate)
    return process


def _in_browser(door: str, data: bytes, folder: Path) -> Outcome:
    """A backup or a link; nothing but records of ours is taken, and what is left out is told."""
    process = _browser()
    assert process.stdin and process.stdout
    asked = {"door": door, "text": data.decode("utf-8", "replace")}
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    assert answer.pop("changed") == [], "an object that nobody named has changed"
    assert "raised" not in answer, answer
    told = [f"{door}:1: {name}: {answer.get(name, 0)}" for name in COUNTED]
    return Outcome("", answer.get("shown", ""), told)


COUNTED = ("refused", "damaged", "kept")
DOORS: dict[str, Callable[[bytes, Path], Outcome]] = {
    "backup": partial(_in_browser, "backup"),
    "bank": bank,
    "captions": captions,
    "check": check,
    "csv": table,
    "gift": gift,
    "glossary": glossary,
    "info": info,
    "ledger": ledger,
    "letters": letters,
    "link": partial(_in_browser, "link"),
    "names": names,
    "paths": paths,
    "site": site,
}

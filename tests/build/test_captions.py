"""Captions as an input of the build: pages, what they change, and what is made again."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from scripts.build.cache import Cache
from tests.building import FRAGMENT, Built, build
from tests.conftest import ROOT
from tests.small_site import cite

pytestmark = pytest.mark.slow

TALKS = ROOT / "tests/talks"  # a made-up workshop, in words of our own
FIRST, SECOND = "ourOwnTalk1", "ourOwnTalk2"


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    """A copy of the talks, to be edited."""
    shutil.copytree(TALKS, tmp_path / "talks")
    return tmp_path / "talks" / "articles"


def captions(source: Path, name: str = f"{FIRST}.en.vtt") -> Path:
    """A caption file of a source."""
    return source.parent / "captions" / "workshop" / name


def html(built: Built, address: str) -> LexborHTMLParser:
    """The fragment of a page."""
    return LexborHTMLParser(built.files[f"{address}/{FRAGMENT}"].partition(b"\n")[2])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The pages of the talks."""
    return build(TALKS / "articles", tmp_path_factory.mktemp("talks"))


def test_a_caption_file_makes_a_page(built: Built) -> None:
    assert built.lines == []
    assert built.report.pages["transcript"] == 3
    page = html(built, f"transcript/{FIRST}")
    (article,) = page.css("article")
    assert article.attributes["data-video"] == FIRST
    assert page.css("h1")[0].text() == "A line a day"
    headings = [heading.text() for heading in page.css(".mm-body h2")]
    assert headings == ["Why write it down", "What goes into a line", "When you stop"]
    assert {name.text() for name in page.css(".mm-speaker")} == {"Host", "Guest"}


def test_every_line_has_its_address_and_plays(built: Built) -> None:
    lines = html(built, f"transcript/{FIRST}").css(".mm-body .mm-line")
    assert len(lines) > 30
    for line in lines:
        (time,) = line.css("a.citation")
        second = time.attributes["data-seconds"]
        assert time.attributes["id"] == f"t-{second}"
        assert time.attributes["href"] == f"https://www.youtube.com/watch?v={FIRST}&t={second}s"
    assert any("forty tickets a week" in line.text() for line in lines)


def test_every_word_of_the_captions_is_on_the_page(built: Built) -> None:
    vtt = captions(TALKS / "articles").read_text(encoding="utf-8")
    said = re.findall(r"[^\W_]+", " ".join(re.findall(r"<v \w+>(.*)", vtt)))
    lines = html(built, f"transcript/{FIRST}").css(".mm-line")
    shown = " ".join(line.text().partition("\u00a0")[2] for line in lines)
    assert re.findall(r"[^\W_]+", shown) == said


def test_each_language_has_a_page_that_says_so(built: Built) -> None:
    english, german = (html(built, f"transcript/{FIRST}{more}") for more in ("", "/de"))
    assert english.css(".mm-body")[0].attributes["lang"] == "en"
    assert german.css(".mm-body")[0].attributes["lang"] == "de"
    links = english.css(".mm-languages a")
    assert [(a.text(), a.attributes["hreflang"]) for a in links] == [
        ("English", "en"),
        ("Deutsch", "de"),
    ]
    assert [a.attributes["href"] for a in links] == ["./", "de/"]
    assert "Gewohnheit" in german.css(".mm-body")[0].text()


def test_a_line_names_the_articles_that_cite_it(built: Built) -> None:
    page = html(built, f"transcript/{FIRST}")
    cited = [line.css("a")[0].attributes["id"] for line in page.css(".mm-cited")]
    assert cited == ["t-9", "t-24", "t-46", "t-57", "t-98", "t-152"]
    links = {a.attributes["href"] for a in page.css(".mm-citing a[data-preview]")}
    assert "../../wiki/workshop/keeping_a_work_log/#t-25" in links
    assert f"../../wiki/workshop/asking_for_a_raise/#t-{FIRST}-46" in links


def test_articles_and_videos_lead_to_the_transcript(built: Built) -> None:
    for address in ("wiki/workshop/keeping_a_work_log", f"video/{FIRST}", "wiki/workshop"):
        hrefs = [str(a.attributes["href"]) for a in html(built, address).css("a[href]")]
        assert any(href.endswith(f"/transcript/{FIRST}/") for href in hrefs), address


def test_previews_have_the_words_said(built: Built) -> None:
    part = json.loads(built.files[f"video/{FIRST}/claims/0.json"])
    assert part["said"]["46"][:2] == [
        46,
        "What you did, for whom, and what changed. Mended the import, for support, and forty"
        " tickets a week went away. The number is the part that people leave out, and the part"
        " that others repeat.",
    ]
    assert part["said"]["25"][0] == 24


def test_machines_get_the_words(built: Built) -> None:
    text = built.files[f"transcript/{FIRST}/index.md"].decode("utf-8")
    assert text.startswith("# Transcript: A line a day\n")
    assert f"[00:00:15](https://www.youtube.com/watch?v={FIRST}&t=15s) Guest: Why each day?" in text


def test_the_words_can_be_taken_along(built: Built) -> None:
    links = html(built, f"transcript/{FIRST}").css("a[download]")
    assert [a.attributes["href"] for a in links] == [
        "captions.vtt",
        "captions.srt",
        "captions.json",
    ]
    files = [built.files[f"transcript/{FIRST}/{a.attributes['href']}"] for a in links]
    assert files[0].startswith(b"WEBVTT")
    assert b"00:00:51,400 --> " in files[1]
    assert json.loads(files[2])["segments"][0]["speaker"] == "Host"
    assert all(b"forty tickets a week" in data for data in files)


def made(folder: Path) -> dict[str, Any]:
    """The pages in all packs, by the names of their memos."""
    cache = Cache(folder / "cache")
    names = (path.name.rpartition("-")[0] for path in (cache.folder / "packs").iterdir())
    return {key: r.value for name in names for key, r in cache.pack(name).items()}


def again(source: Path, folder: Path) -> dict[str, tuple[str, ...]]:
    """The pages that a second build makes again, with what changed; it is as a clean one."""
    before = made(folder)
    files = build(source, folder).files
    assert files == build(source, folder / "clean").files
    now = [value for key, value in made(folder).items() if key not in before]
    return {value.page.address: value.changed for value in now}


def test_a_word_makes_its_transcript_again_and_nothing_else(talks: Path, tmp_path: Path) -> None:
    build(talks, tmp_path)
    path = captions(talks)
    text = path.read_text("utf-8").replace("to the workshop", "to our workshop")
    path.write_text(text, encoding="utf-8")
    assert again(talks, tmp_path) == {f"transcript/{FIRST}": ("transcript",)}


def test_a_cited_word_makes_the_page_again_that_shows_it(talks: Path, tmp_path: Path) -> None:
    build(talks, tmp_path)
    path = captions(talks)
    path.write_text(path.read_text("utf-8").replace("forty tickets", "fifty tickets"), "utf-8")
    assert again(talks, tmp_path) == {
        f"transcript/{FIRST}": ("transcript",),
        f"video/{FIRST}": ("said",),
    }


def test_a_note_in_the_file_makes_nothing_again(talks: Path, tmp_path: Path) -> None:
    build(talks, tmp_path)
    path = captions(talks)
    path.write_text(path.read_text("utf-8") + "\nNOTE Nothing is said here.\n", encoding="utf-8")
    assert again(talks, tmp_path) == {}


def test_captions_that_go_take_their_pages_along(talks: Path, tmp_path: Path) -> None:
    build(talks, tmp_path)
    for path in captions(talks).parent.glob(f"{FIRST}.*"):
        path.unlink()
    changed = again(talks, tmp_path)
    assert f"video/{FIRST}" in changed
    files = build(talks, tmp_path).files
    assert not [name for name in files if name.startswith(f"transcript/{FIRST}")]
    assert b"transcript/" not in files[f"wiki/workshop/keeping_a_work_log/{FRAGMENT}"].replace(
        f"transcript/{SECOND}".encode(), b""
    )


def test_a_bad_file_has_its_line_and_the_rest_is_built(talks: Path, tmp_path: Path) -> None:
    captions(talks).write_text("no captions at all\n", encoding="utf-8")
    made_ = build(talks, tmp_path)
    assert len(made_.lines) == 1
    assert f"{FIRST}.en.vtt:1: caption-format: " in made_.lines[0]
    assert html(made_, f"transcript/{FIRST}").css(".mm-body")[0].attributes["lang"] == "de"
    assert f"transcript/{SECOND}/{FRAGMENT}" in made_.files


def test_captions_alone_make_a_site(talks: Path, tmp_path: Path) -> None:
    shutil.rmtree(talks / "workshop")
    made_ = build(talks, tmp_path)
    assert made_.report.pages["transcript"] == 3
    assert html(made_, "wiki/workshop").css("h2#transcripts")
    assert html(made_, f"video/{FIRST}").css("h1")[0].text() == "A line a day"
    assert b"2 transcripts" in made_.files[f"browse/{FRAGMENT}"]


def test_captions_of_another_channel_are_found_where_they_are_cited(
    talks: Path, tmp_path: Path
) -> None:
    shutil.move(captions(talks).parent, captions(talks).parent.with_name("archive"))
    page = html(build(talks, tmp_path), f"transcript/{FIRST}")
    assert len(page.css(".mm-cited")) == 6


def test_the_length_of_captions_decides_what_a_time_means(talks: Path, tmp_path: Path) -> None:
    """`01:38:00` is 1:38 in a talk of three minutes, and as it is written in one of two hours."""
    article = talks / "workshop" / "keeping_a_work_log.md"
    text = (
        f"---\ntitle: Keeping a work log\nvideoId: {FIRST}\n---\n\nEverybody stops {cite(5880)}.\n"
    )
    article.write_text(text, encoding="utf-8")
    info = captions(talks, f"{FIRST}.info.json")
    long = info.read_text("utf-8").replace('"duration": 170', '"duration": 7200')
    decided = []
    for place in ("short", "long"):
        built_ = build(talks, tmp_path / place)
        (time,) = html(built_, "wiki/workshop/keeping_a_work_log").css(".mm-body a.citation")
        codes = [line.split(": ")[1] for line in built_.lines]
        decided.append((time.attributes["data-seconds"], time.attributes["data-state"], codes))
        info.write_text(long, encoding="utf-8")
    assert decided == [("98", "repaired", []), ("5880", "as-written", ["unsaid-time"])]


def test_a_reviewed_article_is_held_against_the_captions_too(talks: Path, tmp_path: Path) -> None:
    article = talks / "workshop" / "keeping_a_work_log.md"
    text = article.read_text("utf-8").replace("title:", "reviewed: 2026-11-22\ntitle:", 1)
    article.write_text(f"{text}\nIt is quiet {cite(129)}, and then over {cite(400)}.\n", "utf-8")
    codes = [line.split(": ")[1] for line in build(talks, tmp_path).lines]
    assert codes == ["past-end", "unsaid-time"]

"""The folder of captions: which files are read, under which names, and what is refused."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from scripts.captions import read
from scripts.captions.source.files import caption_files, captions_folder
from scripts.captions.source.transcript import read_transcript
from scripts.transcripts.scan import SourceChangedError

VTT = "WEBVTT\n\n00:01.000 --> 00:03.000\nApples fall.\n"


def source(folder: Path, **captions: str) -> Path:
    """A source whose captions folder has these files of the channel `ch`."""
    (folder / "articles").mkdir(parents=True)
    (folder / "captions" / "ch").mkdir(parents=True)
    for name, text in captions.items():
        (folder / "captions" / "ch" / name).write_text(text, encoding="utf-8")
    return folder / "articles"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("abcdefghijk.en.vtt", "en"),
        ("abcdefghijk.pt-BR.vtt", "pt-BR"),
        ("abcdefghijk.vtt", ""),
        ("A talk, held once [Abcdefghijk].de.srt", "de"),
    ],
)
def test_a_name_tells_video_and_language(name: str, language: str, tmp_path: Path) -> None:
    (found,) = caption_files(source(tmp_path, **{name: VTT})).files
    assert (found.channel, found.video.lower(), found.language) == ("ch", "abcdefghijk", language)


def test_only_captions_beside_articles_are_found(tmp_path: Path) -> None:
    articles = source(tmp_path / "x", **{"abcdefghijk.vtt": VTT})
    assert captions_folder(articles) == tmp_path / "x" / "captions"
    other = tmp_path / "x" / "corpus"
    other.mkdir()
    assert caption_files(other).files == ()
    assert captions_folder(tmp_path / "y" / "articles") is None


def test_a_file_that_did_not_change_is_not_opened(tmp_path: Path) -> None:
    articles = source(tmp_path, **{"abcdefghijk.vtt": VTT})
    for written, digest in ((1_000_000_000, "kept"), (time.time(), ""), (time.time() + 9e6, "")):
        # A file of this second may be written once more in it, one of tomorrow by a clock set back.
        for path in tmp_path.rglob("*.vtt"):
            os.utime(path, (written, written))
        seen = caption_files(articles).seen
        marked = {name: one._replace(digest="kept") for name, one in seen.items()}
        found = caption_files(articles, marked).files[0].digest
        assert (found == "kept") is bool(digest)


def test_the_info_beside_is_part_of_the_input(tmp_path: Path) -> None:
    articles = source(tmp_path, **{"abcdefghijk.en.vtt": VTT})
    bare = caption_files(articles).files[0]
    info = tmp_path / "captions" / "ch" / "abcdefghijk.info.json"
    info.write_text('{"title": "Apples", "duration": 60}', encoding="utf-8")
    told = caption_files(articles).files[0]
    assert (bare.digest, bare.info) != (told.digest, told.info)
    read, _, problems = read_transcript(told)
    assert problems == []
    assert read is not None
    assert (read.title, read.length) == ("Apples", 60)
    info.unlink()
    with pytest.raises(SourceChangedError):
        read_transcript(told)


def test_a_file_that_changes_meanwhile_is_noticed(tmp_path: Path) -> None:
    articles = source(tmp_path, **{"abcdefghijk.en.vtt": VTT})
    (file,) = caption_files(articles).files
    Path(file.path).write_text(VTT + "\n", encoding="utf-8")
    with pytest.raises(SourceChangedError):
        read_transcript(file)


def test_problems_name_the_file_as_the_author_does(tmp_path: Path) -> None:
    articles = source(tmp_path, **{"abcdefghijk.en.vtt": "hello"})
    (file,) = caption_files(articles).files
    read, _, problems = read_transcript(file)
    assert read is None
    assert {problem.path for problem in problems} == {file.path}


def test_links_inside_the_captions_are_files_and_others_have_a_problem(tmp_path: Path) -> None:
    articles = source(tmp_path, **{"abcdefghijk.en.vtt": VTT})
    folder = tmp_path / "captions" / "ch"
    (folder / "abcdefghijl.en.vtt").symlink_to(folder / "abcdefghijk.en.vtt")
    (tmp_path / "outside.vtt").write_text(VTT, encoding="utf-8")
    (folder / "abcdefghijm.en.vtt").symlink_to(tmp_path / "outside.vtt")
    (folder / "abcdefghijn.en.vtt").symlink_to(tmp_path / "nowhere.vtt")
    found = caption_files(articles)
    assert [file.video for file in found.files] == ["abcdefghijk", "abcdefghijl"]
    assert [problem.code for problem in found.problems] == ["outside-source", "not-a-file"]


def test_a_file_too_large_is_refused_without_being_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "LARGEST", 10)
    (file,) = caption_files(source(tmp_path, **{"abcdefghijk.en.vtt": VTT})).files
    assert file.digest == ""
    transcript, _, problems = read_transcript(file)
    assert transcript is None
    assert [problem.code for problem in problems] == ["caption-size"]

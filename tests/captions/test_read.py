"""Every format and encoding, and what a file that is none of them gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.captions.model import Captions
from scripts.captions.read import SUFFIXES, language_of, parse_captions, read_captions, video_of
from tests.conftest import ROOT

SAID = "Bread is older than the plow."
JSON3 = {
    "events": [
        {"tStartMs": 0, "dDurationMs": 9000, "id": 1},
        {
            "tStartMs": 1000,
            "dDurationMs": 3000,
            "segs": [{"utf8": "Bread"}, {"utf8": " is", "tOffsetMs": 500}, {"utf8": " older"}],
        },
        {"tStartMs": 3990, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 4000, "dDurationMs": 2000, "segs": [{"utf8": "than the plow."}]},
    ]
}
SEGMENTS = [
    {"start": 1.0, "end": 4.0, "text": " Bread is older"},
    {"start": 4.0, "end": 6.0, "text": " than the plow."},
]
ALIGNED = {
    "start": 1.0,
    "end": 6.0,
    "text": SAID,
    "speaker": "SPEAKER_00",
    "words": [
        {"word": word, "start": 1.0 + at, "end": 1.5 + at, "score": 0.9}
        for at, word in enumerate(SAID.split())
    ],
}
PODCAST = [
    {"speaker": "Martha", "startTime": 1.0, "endTime": 4.0, "body": "Bread is older"},
    {"speaker": "Martha", "startTime": 4.0, "endTime": 6.0, "body": "than the plow."},
]
TTML = """<?xml version="1.0" encoding="utf-8"?>
<tt xml:lang="en" xmlns="http://www.w3.org/ns/ttml" ttp:frameRate="25"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter"><body><div begin="1s">
<p begin="0s" end="75f">Bread is<br/>older</p>
<p begin="00:00:03.000" dur="2s"><span>than</span> the plow.</p></div></body></tt>"""
FILES = {
    "webvtt": "WEBVTT\n\n00:01.000 --> 00:04.000\nBread is older\n\n"
    "00:04.000 --> 00:06.000\nthan the plow.\n",
    "srt": "1\n00:00:01,000 --> 00:00:04,000\nBread is older\n\n"
    "2\n00:00:04,000 --> 00:00:06,000\nthan the plow.\n",
    "json3": json.dumps(JSON3),
    "srv1": '<?xml version="1.0" encoding="utf-8" ?><transcript>'
    '<text start="1" dur="3">Bread is older</text>'
    '<text start="4" dur="2">than the plow.</text></transcript>',
    "srv3": '<?xml version="1.0" ?><timedtext format="3"><body><w t="0" id="1"/>'
    '<p t="1000" d="3000" w="1"><s ac="250">Bread</s><s t="500" ac="2"> is</s>'
    '<s t="900"> older</s></p><p t="3990" d="10" w="1" a="1">\n</p>'
    '<p t="4000" d="2000">than the plow.</p></body></timedtext>',
    "ttml": TTML,
    "whisper": json.dumps({"language": "en", "segments": SEGMENTS}),
    "whisperx": json.dumps({"segments": [ALIGNED]}),
    "podcast": json.dumps({"version": "1.0.0", "segments": PODCAST}),
    "text": "# A talk\n\n[00:00:01] Bread is older\n[00:00:04] than the plow.\n",
}


def words(captions: Captions | None) -> str:
    """All words of captions."""
    assert captions is not None
    return " ".join(word.text for cue in captions.cues for word in cue.words)


@pytest.mark.parametrize("kind", FILES)
def test_every_format_gives_the_same_words_at_the_same_times(kind: str) -> None:
    captions, problems = parse_captions(FILES[kind].encode(), "talk.vtt")
    assert problems == []
    assert words(captions) == SAID
    assert captions is not None
    assert captions.format == kind
    first = next(word.start for cue in captions.cues for word in cue.words)
    than = next(word.start for cue in captions.cues for word in cue.words if word.text == "than")
    assert (first, than) == (1.0, 4.0)


@pytest.mark.parametrize("kind", ["json3", "srv3", "whisperx"])
def test_words_keep_their_own_times(kind: str) -> None:
    captions, _ = parse_captions(FILES[kind].encode(), "talk")
    assert captions is not None
    second = captions.cues[0].words[1]
    assert second.known
    assert second.start == (2.0 if kind == "whisperx" else 1.5)


@pytest.mark.parametrize(
    "text",
    [
        "Martha (0:01):\nBread is older than the plow.\n\n(0:06):\nYes.",
        "0:01\nBread is older\nthan the plow.\n0:06\nYes.",
        "- [00:01] Bread is older\n- [00:04] than the plow.\n- [00:06] Yes.",
        "Bread is older than the plow. 0:01\nYes. 0:06",
        "(00:00:01 - 00:00:05) Bread is older than the plow.\n(00:00:06 - 00:00:07) Yes.",
        "[0:01](https://example.org/v?t=1) Bread is older than the plow.\n"
        "[0:06](https://example.org/) Yes.",
    ],
)
def test_plain_text_with_times(text: str) -> None:
    captions, problems = parse_captions(text.encode(), "talk.txt")
    assert problems == []
    assert words(captions) == f"{SAID} Yes."
    assert captions is not None
    assert (captions.cues[0].start, captions.cues[-1].start) == (1.0, 6.0)
    assert captions.cues[0].speaker == ("Martha" if text.startswith("M") else "")


def test_words_before_the_first_time_are_told() -> None:
    _, problems = parse_captions(b"A talk on bread\n0:01 Bread is old.\n0:05 Yes.", "a.txt")
    assert [str(problem)[:27] for problem in problems] == ["a.txt:1: caption-untimed: n"]


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le-bom", "cp1250", "cp1251", "latin-1"]
)
def test_encodings(encoding: str) -> None:
    said = {
        "cp1250": "Příliš žluťoučký kůň úpěl ďábelské ódy a řeřicha šuměla",
        "cp1251": "Съешь же ещё этих мягких французских булок, да выпей чаю",
        "latin-1": "Zwölf große Bäcker möchten während des Frühstücks Brötchen",
    }.get(encoding, SAID)
    text = "".join(
        f"{n}\r\n00:00:0{n},000 --> 00:00:0{n},900\r\n{said}\r\n\r\n" for n in range(1, 8)
    )
    if encoding == "utf-16-le-bom":
        data = b"\xff\xfe" + text.encode("utf-16-le")
    else:
        data = text.encode(encoding)
    captions, _ = parse_captions(data, "talk.srt")
    assert words(captions) == " ".join([said] * 7)


def test_entities_and_tags() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Martha Baker><i>salt</i> &amp; <c.red>water</c>"
        " &lt; 2 > 1\n\n00:02.000 --> 00:03.000\n{\\an8}a <b>b</b>c a --> b"
    )
    captions, _ = parse_captions(text.encode(), "talk.vtt")
    assert words(captions) == "salt & water < 2 > 1 a bc a --> b"
    assert captions is not None
    assert [cue.speaker for cue in captions.cues] == ["Martha Baker", ""]
    escaped = '<transcript><text start="0" dur="1">it&amp;#39;s &amp;amp; so</text></transcript>'
    assert words(parse_captions(escaped.encode(), "a.xml")[0]) == "it's & so"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "caption-format"),
        (b"no times here", "caption-format"),
        (b"\x00\xff\x00\xfe\x01", "caption-format"),
        (b'{"segments": [', "caption-format"),
        (b'{"pages": 3}', "caption-format"),
        (b"<tt><body><p begin='0s'>", "caption-format"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><tt><body/></tt>", "caption-format"),
        (b"<html>a page</html>", "caption-format"),
        (b"WEBVTT\n", "caption-empty"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n[Music]\n", "caption-empty"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:0x --> 00:04.000\nb\n", "caption-time"),
        (b'<tt><body><p begin="soon" end="2s">a</p></body></tt>', "caption-time"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(data: bytes, code: str) -> None:
    captions, problems = parse_captions(data, "talk.vtt")
    assert [problem.code for problem in problems] == [code]
    assert (captions is None) == (code != "caption-time")
    assert str(problems[0]).startswith(f"talk.vtt:{problems[0].line}: {code}: ")


def test_a_file_as_yt_dlp_leaves_it(tmp_path: Path) -> None:
    file = tmp_path / "Bread [abc_DEF-123].en-US.vtt"
    file.write_text(FILES["webvtt"], encoding="utf-8")
    info = {
        "id": "abc_DEF-123",
        "title": "Bread",
        "upload_date": "20240229",
        "duration": 7,
        "chapters": [{"start_time": 0.0, "title": "Flour"}, {"start_time": 4.0, "title": "Water"}],
    }
    (tmp_path / "Bread [abc_DEF-123].info.json").write_text(json.dumps(info), encoding="utf-8")
    captions, problems = read_captions(file)
    assert problems == []
    assert captions is not None
    assert (captions.video, captions.title, captions.date) == ("abc_DEF-123", "Bread", "2024-02-29")
    assert (captions.language, captions.duration) == ("en-US", 7)
    assert [one.title for one in captions.chapters] == ["Flour", "Water"]


def test_a_bad_info_file_is_told_and_its_captions_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.vtt"
    file.write_text(FILES["webvtt"], encoding="utf-8")
    (tmp_path / "a.info.json").write_text("{", encoding="utf-8")
    captions, problems = read_captions(file)
    assert words(captions) == SAID
    assert [problem.code for problem in problems] == ["caption-info"]
    assert read_captions(tmp_path / "none.vtt")[1][0].code == "caption-file"


def test_names_of_files() -> None:
    assert [language_of(f"a.{x}.vtt") for x in ("en", "zh-Hans", "en-orig", "final")] == [
        *("en", "zh-Hans", "en", ""),
    ]
    assert [
        video_of(x) for x in ("abc_DEF-123.en.vtt", "T [abc_DEF-123].vtt", "interesting.vtt")
    ] == [
        *("abc_DEF-123", "abc_DEF-123", ""),
    ]
    assert ".vtt" in SUFFIXES


def test_every_code_is_explained_to_authors() -> None:
    page = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docs/pages/authoring").glob("*.md")
    )
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "scripts/captions").rglob("*.py")
    )
    codes = {word.strip('"') for word in source.split('"') if word.startswith("caption-")}
    assert len(codes) > 8
    assert {code for code in codes if f"`{code}`" not in page} == set()

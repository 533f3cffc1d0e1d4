"""Generated vaults: no exception, no dead link, no lost word, and nothing hidden is shown.

Every word of a generated article is its own: those that readers should see begin with `see`, those
that the author hid with `hide`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.core.model import LinkedArticle, Target
from scripts.core.text import CLOSE, OPEN
from scripts.transcripts.front_matter import split_front_matter
from scripts.transcripts.parse import parse_files
from scripts.transcripts.scan import read_transcripts
from scripts.transcripts.yaml_entries import read_entries
from scripts.wiki.library import Library
from scripts.wiki.links import Linked, link
from scripts.wiki.references_html import fill
from tests.vaults import read_source

STEMS = [
    "Pay rise",
    "pay_rise",
    "C++",
    "C#",
    "C",
    "काल",
    "कुल",
    "Café",
    "🚀",
    "給料",
    "a.b",
    "Top #1",
]
FOLDERS = ["one", "one/deep", "Two Words", "Two Words/deep/er", "तीन"]
HEADINGS = ["How", "दिन", "C#", "Section 2", "給料"]
TIMES = ["00:01:13", "00:06:60", "1:02", "11:36:00", "1h2m3s", "00:07:75", "99:99:99", "00：01：13"]
names = st.sampled_from(STEMS)
anchors = st.sampled_from(["", "#How", "#^block", "#Gone", "#How#दिन", "#"])
endings = st.sampled_from(["", "", ".md", ".MD"])
steps = st.sampled_from(["", "../", "./", "/", "one/", "Two Words/", "deep/", "तीन/"])
targets = st.builds("{}{}{}{}".format, steps, names, endings, anchors) | st.sampled_from(
    ["#How", "^block", "chart.png", "one", "Two Words", "", "a|b", "[x]", "x" * 200]
)
times = st.sampled_from(TIMES)
marks = st.sampled_from(
    ["{}", "**{}**", "`{}`", "*{}*", "=={}==", "~~{}~~", "$x$ {}", "「**{}**」"]
)

# Blocks of an article; `{}` is a word of its own, `{t}` a target, `{s}` a time, `{m}` marked words.
BLOCKS = [
    "{} [[{t}]] {}",
    "{} [[{t}|{m}]] {}",
    "{}\n[[{t} |\n{}]] {}",
    "![[{t}]] {}",
    "{} [{}](<{t}>) {}",
    "## {} [[{t}|{}]]",
    "> [!note|wide]- {} [[{t}]]\n> {}",
    "> [!tip] [[{t}]]",
    "[[{t}]]",
    "<div>\n[[{t}|{}]]\n</div>",
    "- {} [[{t}]]\n  - [ ] {}\n- [x] {}",
    "| {} | [[{t}\\|{}]] |\n|---|---|\n| {} | [{s}] |",
    '{} <a class="yt-timestamp" data-t="{s}">[{s}]</a>. {}',
    '{} <a class="yt-timestamp"\ndata-t="{s}">[{s}]</a>. {}',
    "{} [{s}]() [{s}](https://youtu.be/abcdefghijk?t=9) {}",
    "```timestamp\n{s} {}\n```",
    "{} `[[{t}]] [{s}] {}` {}",
    "```\n[[{t}]] {} <!-- {} -->\n```",
    "{} {m} {}",
    "{} <!-- {h} [[{t}]] --> {}",
    "%% {h} [{s}] %%\n\n{}",
    "%%\n{h}\n\n{h}\n%%",
    "<!--\n{h}\n\n## {h}\n-->",
    "{} ^block",
    "{} ^[{} [[{t}]]]",
    "{}[^1]\n\n[^1]: {} [[{t}]]",
    "[^2]: {} {}",
    "{} \\({}^2\\) $y$ $AAA/$BBB {}",
    "\\[\n{}\n\\]",
    "{} https://example.org/{} {}",
    "[[{t}|{} [{s}] {}]]",
    "# {}",
    "From: [[{t}]] <br/> {}",
]
SLOT = re.compile(r"\{(\w?)\}")


@st.composite
def articles(draw: st.DrawFn) -> str:
    """An article: blocks whose every word is its own."""
    count = 0

    def filled(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        kind = found.group(1)
        if kind == "t":
            return draw(targets)
        if kind == "s":
            return draw(times)
        return draw(marks).format(f"see{count}q") if kind == "m" else _word(kind, count)

    blocks = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=7))
    return SLOT.sub(filled, "\n\n".join(blocks))


def _word(kind: str, count: int) -> str:
    return f"hide{count}q" if kind == "h" else f"see{count}q"


vaults = st.dictionaries(
    st.tuples(st.sampled_from(FOLDERS), names), articles(), min_size=1, max_size=4
)


def dead_links(linked: Linked) -> Iterator[str]:
    """The links of a library that lead to no page, or to no heading of one."""
    channels = {one.article.channel for one in linked.articles.values()}
    pages = {"article": set(linked.articles), "topic": set(linked.topics), "channel": channels}
    for key, one in linked.articles.items():
        for number, place in enumerate(one.places):
            if isinstance(place, Target) and f"{OPEN}{number}{CLOSE}" in one.article.html:
                if place.key not in pages[place.kind]:
                    yield f"{key}: {place}"
                elif place.heading not in _ids(linked, place):
                    yield f"{key}: {place} has no such heading"


def _ids(linked: Linked, place: Target) -> set[str]:
    if place.kind != "article":
        return {""}
    return {"", *(heading.id for heading in linked.articles[place.key].article.headings)}


def text_of(one: LinkedArticle) -> str:
    """What a reader sees of an article."""
    body = fill(one.article.html, one, f"wiki/{one.article.key}")
    return f"{one.article.origin} {unescape(re.sub(r'<[^<>]*>', '', body))}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], TemporaryDirectory[str]]:
    """A maker of empty folders."""
    base = tmp_path_factory.mktemp("vaults")
    return lambda: TemporaryDirectory(dir=base)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(vault=vaults)
def test_a_generated_vault_comes_in_whole(
    vault: dict[tuple[str, str], str], folder: Callable[[], TemporaryDirectory[str]]
) -> None:
    with folder() as place:
        source = Path(place) / "articles"
        for (inside, name), body in vault.items():
            (source / inside).mkdir(parents=True, exist_ok=True)
            front = f"---\ntitle: '{name}'\nvideoId: abcdefghijk\n---\n"
            (source / inside / f"{name}.md").write_text(front + body, encoding="utf-8")
        linked, problems = read_source(source)
    left_out = [one for one in problems if one.code == "duplicate-slug"]
    assert len(linked.articles) + len(left_out) == len(vault)
    assert list(dead_links(linked)) == []
    for one in linked.articles.values():
        file = Path(one.article.path)
        inside = file.parent.relative_to(source).as_posix()
        body = vault[inside, file.stem]
        page = text_of(one)
        lost = {word for word in re.findall(r"see\d+q", body) if word not in page}
        assert lost == set(), body
        assert "hide" not in page + one.article.markdown + " ".join(one.article.sentences)


YAML = st.text(alphabet="ab:#-[]{}'\"|>&*!%@`, \n\t~?\\é\u200b", max_size=60)


@settings(max_examples=150, deadline=None)
@given(value=YAML, other=YAML)
def test_any_front_matter_is_read_or_told(value: str, other: str) -> None:
    text = f"---\ntitle: {value}\n{other}\nvideoId: abcdefghijk\n---\nseen"
    front = split_front_matter(text)
    closed = re.search(r"^(?:---|\.\.\.)[ \t]*$", f"{value}\n{other}", re.MULTILINE)
    assert closed or front.body.endswith("seen")
    for fault in front.faults:
        assert 1 <= fault.line <= text.count("\n")
    for words in (*front.values.values(), *(w for one in front.lists.values() for w in one)):
        assert words.isprintable() or not words.isascii()


SIMPLE = st.text(alphabet="abz09. -_/()+$;=<^n\u00e9ul", max_size=20)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["title", "date", "x1"]), SIMPLE), max_size=4))
def test_the_short_way_reads_what_the_parser_reads(rows: list[tuple[str, str]]) -> None:
    lines = [f"{key}: {value}" for key, value in rows]
    quick, _ = read_entries(lines)
    slow, faults = read_entries([*lines, "z: 'x'"])  # quotes need the parser
    if not faults:
        assert [entry[:3] for entry in slow[:-1]] == [entry[:3] for entry in quick]


def test_no_link_of_a_real_article_is_dead(corpus: Path) -> None:
    files, _ = read_transcripts(corpus)
    linked = link(Library.of(parse_files(files)[0]))
    assert len(linked.articles) > 3000
    assert list(dead_links(linked)) == []

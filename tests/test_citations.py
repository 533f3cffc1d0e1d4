"""A citation is written in one template, one browser module and one block of styles.

The first tests count: each finds the files that write a citation or a clock time.
The others hold the values, in Python and in the browser's module under Node.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator

import pytest

from macros.assessment_form import PageContext
from macros.citations import citation, clock_label
from macros.pages import glossary
from scripts.core.node import node
from tests.conftest import ROOT

TEMPLATE = "macros/templates/citation.html"
PYTHON = "macros/citations.py"
MODULE = "macros/theme/assets/js/shared/citation.js"
STYLES = "macros/theme/assets/css/wiki.css"
KINDS = {".py", ".html", ".xml", ".js", ".mjs", ".css", ".md"}

LINK = re.compile(
    r"<a\b[^>]*class=[\"'](?:[\w-]+ )*citation(?![\w-])"
    r"|\bclass(?:Name)?'?\s*[:=]\s*['`]citation(?![\w-])"
    r"|classList\.add\(['\"`]citation(?![\w-])"
)
CLOCK = re.compile(
    r"%\s?60\b"  # what is left of a minute
    r"|\bpadStart\(2|\btoString\(\)\.padStart"
    r"|:\{\w+:0?2d?\}"  # `:{seconds:02}` in a format
    r"|:%02d|['\"]%02d['\"]"
)
RULE = re.compile(r"([^{}]+)\{[^{}]*\}")  # a rule of a style sheet: its selectors
TIMES = {0: "0:00", 9: "0:09", 73: "1:13", 3599: "59:59", 3600: "1:00:00", 4503: "1:15:03"}
SPOKEN = {
    0: "video at second 0",
    9: "video at second 9",
    73: "video at 1 minute 13",
    3599: "video at 59 minutes 59",
    3600: "video at 1 hour",
    4503: "video at 1 hour 15 minutes 3",
}


def sources() -> Iterator[tuple[str, str]]:
    """Return the path and the text of every file that people write, but tests and transcripts."""
    for folder in ("assessments", "macros", "scripts", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in KINDS and not name.startswith("docs/articles/"):
                yield name, path.read_text("utf-8")


def writers(pattern: re.Pattern[str], *, but: tuple[str, ...] = ()) -> set[str]:
    """Return the files in which a pattern occurs."""
    return {name for name, text in sources() if name not in but and pattern.search(text)}


def styles_citations(selectors: str) -> bool:
    """Return whether one of a rule's selectors ends with a citation."""
    plain = re.sub(r":not\([^()]*\)|/\*.*?\*/", "", selectors, flags=re.DOTALL)
    last = (selector.split()[-1] for selector in plain.split(",") if selector.strip())
    return any(re.search(r"\.citation(?![\w-])", part) for part in last)


def test_a_citation_is_written_by_one_template_and_one_browser_module() -> None:
    assert writers(LINK) == {TEMPLATE, MODULE}


def test_a_second_is_written_by_one_function_for_each_language() -> None:
    zones = ("scripts/runtime/snapshot.mjs", "macros/theme/assets/js/assessment/clock.js")
    formats = ("scripts/captions/exports.py", "scripts/captions/formats/cue_files.py")
    assert writers(CLOCK, but=(*zones, *formats)) == {PYTHON, MODULE}


def test_the_looks_of_a_citation_stand_in_one_block_of_styles() -> None:
    found = {}
    for name, text in sources():
        if name.endswith(".css") and (rules := [*filter(_is_look, RULE.finditer(text))]):
            found[name] = text[rules[0].start() : rules[-1].end()]
    assert set(found) == {STYLES}
    assert "\n\n" not in found[STYLES].strip(), "the block has a gap"


def _is_look(rule: re.Match[str]) -> bool:
    return styles_citations(rule.group(1))


@pytest.mark.parametrize(("seconds", "written"), TIMES.items())
def test_a_time_has_its_hour_from_an_hour_on(seconds: int, written: str) -> None:
    assert clock_label(seconds) == written


def test_the_glossary_writes_the_hour() -> None:
    term = {"id": "t", "term": "T", "text": "…", "article": "c/a", "second": 4503, "video": "v"}
    assert glossary([term], PageContext(root="./")).count(">1:15:03</a>") == 1


def test_a_citation_has_the_attributes_that_others_rely_on() -> None:
    assert citation(73, "LYr-VTpWBaw", own=True, id="t-73", state="repaired") == (
        '<a class="citation" data-seconds="73" data-state="repaired"'
        ' href="https://www.youtube.com/watch?v=LYr-VTpWBaw&amp;t=73s" id="t-73">1:13</a>'
    )


def test_an_unverified_time_says_so() -> None:
    assert citation(73, "v", state="unverified").endswith(
        '>1:13</a> <small class="unverified">time not verified</small>'
    )


def test_the_parts_of_a_citation_are_escaped() -> None:
    written = citation(5, 'v"{0}', "<b>{words}", id='"x')
    assert '"{0}' not in written
    assert "&lt;b&gt;{words}</a>" in written
    assert 'id="&#34;x"' in written


def test_the_browser_writes_the_same_times_and_the_same_link() -> None:
    program = f"""
      globalThis.Node = class {{}};
      globalThis.document = {{ createElement: () => ({{
        attributes: {{}}, words: [],
        setAttribute(name, value) {{ this.attributes[name] = value; }},
        append(text) {{ this.words.push(text); }},
      }}) }};
      const {{ citation, clock, spoken }} = await import({json.dumps((ROOT / MODULE).as_uri())});
      const made = citation(4503, 'LYr-VTpWBaw', {{ state: 'as-written' }});
      const times = {[*TIMES]};
      console.log(JSON.stringify([
        times.map(clock), times.map(spoken), made.attributes, made.words,
      ]));
    """
    command = [node(), "--input-type=module", "--eval", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    times, aloud, attributes, words = json.loads(done.stdout)
    assert times == [*TIMES.values()]
    assert aloud == [*SPOKEN.values()]
    assert attributes.pop("aria-label") == f"{SPOKEN[4503]}, 1:15:03"
    assert words == ["1:15:03"]
    shown = "".join(f' {name}="{value}"' for name, value in sorted(attributes.items()))
    ours = re.findall(r' [\w-]+="[^"]*"', citation(4503, "LYr-VTpWBaw").unescape())
    assert shown == "".join(sorted(ours))


def test_the_counting_tests_see_what_they_count() -> None:
    assert LINK.search('<li><a id="x" class="citation" href="y">')
    assert LINK.search("h('a', { class: 'citation' })")
    assert LINK.search("link.className = 'citation'")
    assert not LINK.search('<span class="citation-text">')
    assert CLOCK.search('f"{minutes}:{rest:02}"')
    assert CLOCK.search('{{ "%02d" | format(seconds % 60) }}')
    assert styles_citations(".mm-check .citation")
    assert styles_citations("a, .citation:hover")
    assert not styles_citations(".mm-now:not(.citation)")
    assert not styles_citations(".citation-text")

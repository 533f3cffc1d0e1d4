"""The ledger: ids are given once, and every address ever given leads somewhere honest."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import pytest

from scripts import build
from scripts.ledger import Ledger, format_ledger, load_ledger, new_id, parse_ledger
from scripts.ledger_command import ledger_file, lost_ids, main
from scripts.ledger_steps import merge, rename, retire, update
from scripts.newsletter.built import Built
from scripts.things import Thing

BASE = "https://mile-markers.example/"
VIDEO = "c5a1Ft82A2w"


def given(*names: str) -> Ledger:
    return update(Ledger(), [Thing("article", name, name.title()) for name in names])[0]


def test_an_id_is_short_plain_and_the_same_wherever_it_is_drawn() -> None:
    drawn = new_id("article", "alifeafterlayoff/what_to_do_when_laid_off")
    assert re.fullmatch(r"[2-9bcdfghjkmnpqrstvwxz]{5}", drawn)
    assert drawn == new_id("article", "alifeafterlayoff/what_to_do_when_laid_off")
    assert drawn != new_id("video", "alifeafterlayoff/what_to_do_when_laid_off")


def test_an_id_is_never_given_twice() -> None:
    first = new_id("article", "c/a")
    assert new_id("article", "c/a", [first]) != first
    ledger = given("c/a")
    ledger = retire(ledger, ledger.live["article", "c/a"], "gone")
    again, problems = update(ledger, [Thing("article", "c/a", "A again")])
    assert not problems
    assert len(again.entries) == 2
    assert again.entries[first].state == "retired"


def test_the_file_reads_back_as_it_was_written_one_line_an_id_sorted() -> None:
    ledger = given("c/b", "c/a")
    ledger = rename(ledger, ledger.live["article", "c/a"], "d/z")
    ledger = retire(ledger, ledger.live["article", "c/b"], "It said\nnothing   new.")
    text = format_ledger(ledger)
    read, problems = parse_ledger(text)
    assert not problems
    assert format_ledger(read) == text
    rows = [line.split("\t") for line in text.splitlines()[3:]]
    assert [row[0] for row in rows] == sorted(ledger.entries)
    assert [row[-1] for row in rows if row[2] == "retired"] == ["It said nothing new."]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("\tlive\t", "\talive\t"), "ledger-line"),
        (lambda text: text + text.splitlines()[-1] + "\n", "ledger-twice"),
        (lambda text: text.replace("\tlive\t", "\tinto:zzzzz\t"), "ledger-chain"),
        (lambda text: text + text.splitlines()[-1].replace("\t", "2\t", 1) + "\n", "ledger-twice"),
    ],
)
def test_a_damaged_file_is_told_with_its_line(change: Callable[[str], str], code: str) -> None:
    _, problems = parse_ledger(change(format_ledger(given("c/a"))))
    assert {problem.code for problem in problems} == {code}
    assert all(problem.line >= 4 for problem in problems)


def test_a_thing_that_goes_without_a_word_is_refused_with_what_to_say() -> None:
    ledger = given("c/a", "c/b")
    after, problems = update(ledger, [Thing("article", "c/a", "C/A")])
    assert after.entries.keys() == ledger.entries.keys()
    assert [problem.code for problem in problems] == ["dropped-id"]
    assert "python -m scripts.ledger rename c/b NEW" in problems[0].message
    assert '... retire c/b --why "..."' in problems[0].message


def test_an_alias_in_the_front_matter_is_followed_as_a_rename_or_a_merge() -> None:
    ledger = given("c/a", "c/b")
    old = {entry.name: entry.id for entry in ledger.entries.values()}
    moved, problems = update(ledger, [Thing("article", "c/new", "New", ("c/a", "c/b"))])
    assert not problems
    assert moved.end(old["c/a"]).name == moved.end(old["c/b"]).name == "c/new"
    assert len(moved.entries) == 2


def test_a_new_thing_may_not_stand_where_links_to_another_arrive() -> None:
    ledger = given("c/a")
    ledger = rename(ledger, ledger.live["article", "c/a"], "c/b")
    _, problems = update(ledger, [Thing("article", "c/b", "B"), Thing("article", "c/a", "New")])
    assert [problem.code for problem in problems] == ["taken-name"]
    assert "give the new article another name" in problems[0].message


def test_an_assessment_takes_its_questions_along() -> None:
    things = [Thing("assessment", "q", "Q"), Thing("question", "q/one", "One?")]
    ledger, _ = update(Ledger(), things)
    question = ledger.live["question", "q/one"].id
    moved = rename(ledger, ledger.live["assessment", "q"], "r")
    assert moved.end(question).name == "r/one"
    gone = retire(ledger, ledger.live["assessment", "q"], "")
    assert gone.end(question).state == "retired"


def test_merging_in_a_ring_is_told() -> None:
    ledger = given("c/a", "c/b")
    a, b = ledger.live["article", "c/a"], ledger.live["article", "c/b"]
    ring = merge(merge(ledger, a, b), b, a)
    assert ring.end(a.id).id in {a.id, b.id}
    assert {p.code for p in parse_ledger(format_ledger(ring))[1]} == {"ledger-chain"}


def test_a_line_that_was_ever_committed_may_not_vanish(tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True)

    path, ledger = tmp_path / "ledger.tsv", given("c/a", "c/b")
    git("init", "-q")
    path.write_text(format_ledger(ledger), encoding="utf-8")
    git("add", "ledger.tsv")
    git("commit", "-q", "-m", "first")
    kept = Ledger({ledger.live["article", "c/a"].id: ledger.live["article", "c/a"]})
    assert lost_ids(path, ledger) == []
    found = lost_ids(path, kept)
    assert [problem.code for problem in found] == ["lost-id"]
    assert "bring the line back" in found[0].message
    assert lost_ids(tmp_path.parent / "nowhere" / "ledger.tsv", kept) == []


def test_the_committed_ledger_is_sound() -> None:
    source = Path("docs/articles")
    ledger, problems = load_ledger(ledger_file(source))
    assert not problems
    assert format_ledger(ledger) == ledger_file(source).read_text(encoding="utf-8")
    assert main(["--source", str(source), "find", "what_to_do_when_laid_off"]) == 0


# Twenty steps of a library's life


@dataclass
class Life:
    """A small library in a folder, and where each thing that ever was ought to be found."""

    folder: Path
    found_at: dict[str, str] = field(default_factory=dict)  # first key: key today, or "retired"
    keys: dict[str, set[str]] = field(default_factory=dict)  # first key: every key it had

    @property
    def source(self) -> Path:
        return self.folder / "docs" / "articles"

    def file(self, key: str) -> Path:
        return self.source / f"{key}.md"

    def write(self, key: str, title: str, *, aliases: tuple[str, ...] = ()) -> None:
        lines = ["---", f"title: {title}", f"videoId: {VIDEO}", "reviewed: 2026-11-22"]
        if aliases:
            lines += ["aliases:", *(f"  - {alias}" for alias in aliases)]
        claim = f'It is so <a class="yt-timestamp" data-t="00:01:13">[00:01:13]</a>. About {title}.'
        self.file(key).parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join([*lines, "---", "", "## A section {#kept}", "", claim, ""])
        self.file(key).write_text(text, encoding="utf-8")

    def open_channel(self, name: str) -> None:
        self.file(f"{name}/{name}").parent.mkdir(parents=True)
        self.file(f"{name}/{name}").write_text(f"---\ntitle: {name}\n---\n", encoding="utf-8")

    def ledger(self, *arguments: str) -> None:
        assert main(["--source", str(self.source), *arguments]) == 0

    def add(self, key: str, title: str) -> None:
        self.write(key, title)
        self.found_at[key], self.keys[key] = key, {key}
        self.ledger("update")

    def now_at(self, old: str, new: str) -> None:
        for first, at in self.found_at.items():
            if at == old:
                self.found_at[first] = new
                if new != "retired":
                    self.keys[first].add(new)

    def rename(self, old: str, new: str) -> None:
        self.file(new).parent.mkdir(parents=True, exist_ok=True)
        self.file(old).rename(self.file(new))
        self.ledger("rename", old, new)
        self.now_at(old, new)

    def rename_by_alias(self, old: str, new: str, title: str) -> None:
        self.file(old).unlink()
        self.write(new, title, aliases=(old,))
        self.ledger("update")
        self.now_at(old, new)

    def merge(self, old: str, into: str) -> None:
        self.file(old).unlink()
        self.ledger("merge", old, into)
        self.now_at(old, into)

    def merge_by_alias(self, old: str, into: str, title: str) -> None:
        self.file(old).unlink()
        self.write(into, title, aliases=(old,))
        self.ledger("update")
        self.now_at(old, into)

    def retire(self, key: str) -> None:
        self.file(key).unlink()
        self.ledger("retire", key, "--why", "Its video was withdrawn.")
        self.now_at(key, "retired")

    def retitle(self, key: str, title: str) -> None:
        self.write(key, title)
        self.ledger("update")

    def check(self) -> None:
        """Build, then go to every address ever given."""
        output = self.folder / "build" / "wiki"
        places = ["--output", str(output), "--report", str(self.folder / "build" / "report.json")]
        assert build.main(["--source", str(self.source), *places]) == 0
        ledger, _ = load_ledger(ledger_file(self.source))
        for first, keys in self.keys.items():
            ident = new_id("article", first)
            assert ident in ledger.entries
            for address in (f"a/{ident}", *(f"wiki/{key}" for key in keys)):
                self._arrives(output, address, self.found_at[first])

    def _arrives(self, output: Path, address: str, key: str) -> None:
        """Follow an address through its redirects to the fragment of a page."""
        for _ in range(3):
            fragment = output / address / "index.fragment"
            if fragment.exists():
                text = fragment.read_text(encoding="utf-8")
                wanted = "was retired" if key == "retired" else f'data-article="{key}"'
                assert wanted in text, f"{address}: not {wanted}"
                assert key == "retired" or ('id="t-73"' in text and 'id="kept"' in text)
                return
            html = (output / address / "index.html").read_text(encoding="utf-8")
            canonical, script, refresh = (
                re.search(pattern, html)
                for pattern in (
                    r'<link rel="canonical" href="([^"]*)"',
                    r'data-target="([^"]*)"',
                    r'content="0; url=([^"]*)"',
                )
            )
            assert canonical and script and refresh, address
            assert script.group(1) == refresh.group(1)
            assert urljoin(f"{BASE}{address}/", script.group(1)) == canonical.group(1)
            address = canonical.group(1).removeprefix(BASE).strip("/")
        pytest.fail(f"{address} goes round in a ring")


STEPS: list[Callable[[Life], None]] = [
    lambda life: life.add("c/alpha", "Alpha"),
    lambda life: life.add("c/beta", "Beta"),
    lambda life: life.add("c/gamma", "Gamma"),
    lambda life: life.add("d/delta", "Delta"),
    lambda life: life.rename("c/alpha", "c/first"),
    lambda life: life.retitle("c/first", "The first letter"),
    lambda life: life.rename("c/first", "d/first"),
    lambda life: life.rename_by_alias("c/beta", "c/second", "The second letter"),
    lambda life: life.merge("c/gamma", "c/second"),
    lambda life: life.add("c/epsilon", "Epsilon"),
    lambda life: life.rename("d/first", "c/alpha"),
    lambda life: life.merge_by_alias("d/delta", "c/epsilon", "Epsilon and Delta"),
    lambda life: life.rename("c/second", "c/both"),
    lambda life: life.add("e/zeta", "Zeta"),
    lambda life: life.retire("e/zeta"),
    lambda life: life.retitle("c/both", "Both"),
    lambda life: life.merge("c/both", "c/alpha"),
    lambda life: life.add("c/eta", "Eta"),
    lambda life: life.rename("c/epsilon", "d/epsilon"),
    lambda life: life.retire("c/alpha"),
]


def test_twenty_steps_and_every_address_ever_given_still_leads_somewhere(tmp_path: Path) -> None:
    life = Life(tmp_path)
    for channel in "cde":
        life.open_channel(channel)
    for number, step in enumerate(STEPS, 1):
        step(life)
        if number % 5 == 0:
            life.check()
    assert len(STEPS) == 20
    assert set(life.found_at.values()) == {"retired", "d/epsilon", "c/eta"}
    ledger, _ = load_ledger(ledger_file(life.source))
    assert len([e for e in ledger.entries.values() if e.kind == "article"]) == len(life.keys)


def test_a_build_refuses_to_drop_an_address_and_leaves_the_last_good_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    life = Life(tmp_path)
    life.add("c/alpha", "Alpha")
    life.add("c/beta", "Beta")
    life.check()
    life.file("c/beta").unlink()
    output = tmp_path / "build" / "wiki"
    assert build.main(["--source", str(life.source), "--output", str(output)]) == 1
    assert "dropped-id" in capsys.readouterr().out
    assert (output / "wiki" / "c" / "beta" / "index.fragment").exists()


def test_links_to_old_names_still_resolve(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.add("c/alpha", "Alpha")
    life.add("c/beta", "Beta")
    with life.file("c/beta").open("a", encoding="utf-8") as file:
        file.write("\nSee [[alpha | the old name]] and [[The Old Title]].\n")
    life.retitle("c/alpha", "The old title")
    life.retitle("c/alpha", "A new title")
    life.rename("c/alpha", "c/omega")
    life.check()
    page = tmp_path / "build" / "wiki" / "wiki" / "c" / "beta" / "index.fragment"
    assert page.read_text(encoding="utf-8").count('data-preview="c/omega"') >= 2


def test_a_source_without_a_ledger_gets_none(tmp_path: Path) -> None:
    life = Life(tmp_path)
    life.write("c/alpha", "Alpha")
    output = tmp_path / "build" / "wiki"
    assert build.main(["--source", str(life.source), "--output", str(output)]) == 0
    assert not ledger_file(life.source).exists()
    assert not (output / "a").exists()


def test_the_linter_follows_redirects_with_their_fragments(tmp_path: Path) -> None:
    (tmp_path / "a" / "x").mkdir(parents=True)
    (tmp_path / "w").mkdir()
    (tmp_path / "a" / "x" / "index.html").write_text('<script data-target="../../w/">', "utf-8")
    (tmp_path / "w" / "index.html").write_text('<p id="t-73">', "utf-8")
    built = Built(tmp_path, BASE)
    assert built.missing(f"{BASE}a/x/#t-73") == ""
    assert built.missing(f"{BASE}a/x/#t-74") == "anchor"
    assert built.missing(f"{BASE}a/y/") == "page"
    assert built.missing(f"{BASE}../../etc/passwd") == "page"

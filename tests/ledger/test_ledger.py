"""The ledger: ids are given once, and every address ever given leads somewhere honest."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.core.model import Resource
from scripts.ledger.entries import Entry, Ledger, format_ledger, load_ledger, new_id, parse_ledger
from scripts.ledger.history import ledger_file, lost_ids
from scripts.ledger.operations import merge, rename, retire, update
from scripts.questions.banks import Bank, check_resources
from tests.conftest import command


def given(*names: str) -> Ledger:
    return update(Ledger(), [Resource("article", name, name.title()) for name in names])[0]


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
    again, problems = update(ledger, [Resource("article", "c/a", "A again")])
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
    after, problems = update(ledger, [Resource("article", "c/a", "C/A")])
    assert after.entries.keys() == ledger.entries.keys()
    assert [problem.code for problem in problems] == ["dropped-id"]
    assert "python -m scripts ledger rename c/b NEW" in problems[0].message
    assert '... retire c/b --why "..."' in problems[0].message


def test_an_alias_in_the_front_matter_is_followed_as_a_rename_or_a_merge() -> None:
    ledger = given("c/a", "c/b")
    old = {entry.name: entry.id for entry in ledger.entries.values()}
    moved, problems = update(ledger, [Resource("article", "c/new", "New", ("c/a", "c/b"))])
    assert not problems
    assert moved.end(old["c/a"]).name == moved.end(old["c/b"]).name == "c/new"
    assert len(moved.entries) == 2


def test_a_new_thing_may_not_stand_where_links_to_another_arrive() -> None:
    ledger = given("c/a")
    ledger = rename(ledger, ledger.live["article", "c/a"], "c/b")
    _, problems = update(
        ledger, [Resource("article", "c/b", "B"), Resource("article", "c/a", "New")]
    )
    assert [problem.code for problem in problems] == ["taken-name"]
    assert "give the new article another name" in problems[0].message


def test_an_assessment_takes_its_questions_along() -> None:
    things = [Resource("assessment", "q", "Q"), Resource("question", "q/one", "One?")]
    ledger, _ = update(Ledger(), things)
    question = ledger.live["question", "q/one"].id
    moved = rename(ledger, ledger.live["assessment", "q"], "r")
    assert moved.end(question).name == "r/one"
    gone = retire(ledger, ledger.live["assessment", "q"], "")
    assert gone.end(question).state == "retired"


def channel(name: str, size: int, former: str = "") -> list[Resource]:
    """Articles with a question each; with `former`, moved from that channel."""
    articles = [
        Resource("article", f"{name}/a{n}", f"A {n}", (f"{former}/a{n}",) if former else ())
        for n in range(size)
    ]
    return articles + [Resource("question", f"{name}/a{n}/one", "One?") for n in range(size)]


def test_a_whole_channel_moves_with_its_questions_while_others_go() -> None:
    size = 2_000
    ledger, _ = update(Ledger(), channel("c", size) + channel("gone", size))
    after, problems = update(ledger, channel("d", size, former="c"))
    assert after.entries.keys() == ledger.entries.keys()
    moved = {e.id: e.name for e in ledger.entries.values() if e.name.startswith("c/")}
    assert len(moved) == 2 * size
    for ident, name in moved.items():
        assert after.end(ident).name == f"d{name.removeprefix('c')}"
        assert after.entries[ident].was == (name,)
    assert [p.code for p in problems] == ["dropped-id"] * 2 * size


def test_of_two_live_ids_of_a_name_the_last_is_followed_and_the_other_told() -> None:
    ledger = given("c/a")
    entry = next(iter(ledger.entries.values()))
    ledger = ledger.with_entries([replace(entry, id="22222"), replace(entry, id="33333")])
    after, problems = update(ledger, [Resource("article", "c/b", "B", ("c/a",))])
    assert [e.id for e in after.entries.values() if e.name == "c/b"] == ["33333"]
    assert not problems  # the file itself is refused: `ledger-twice`
    assert {p.code for p in parse_ledger(format_ledger(after))[1]} == {"ledger-twice"}


def test_a_long_chain_of_merges_leads_to_its_end() -> None:
    size = 5_000
    chain = [Entry(f"{n}", "article", f"into:{n + 1}", f"c/{n}", "") for n in range(size)]
    ledger = Ledger({e.id: e for e in [*chain, Entry(f"{size}", "article", "live", "c/z", "Z")]})
    assert {ledger.end(entry.id).name for entry in chain} == {"c/z"}
    assert set(ledger.old_names("article")["c/z"]) == {entry.name for entry in chain}
    broken = Ledger({e.id: e for e in chain})
    assert broken.end("0").id == broken.end("7").id == f"{size - 1}"


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
    assert command("ledger", "--source", source, "find", "what_to_do_when_laid_off") == 0


def test_an_article_takes_the_questions_of_its_check_along() -> None:
    things = [Resource("article", "c/a", "A"), Resource("question", "c/a/one", "One?")]
    ledger, _ = update(Ledger(), things)
    ident = ledger.live["question", "c/a/one"].id
    assert rename(ledger, ledger.live["article", "c/a"], "d/b").end(ident).name == "d/b/one"
    moved = [Resource("article", "c/b", "A", ("c/a",)), Resource("question", "c/b/one", "One?")]
    followed, problems = update(ledger, moved)
    assert not problems
    assert followed.end(ident).name == "c/b/one"
    assert len(followed.entries) == 2
    bare, problems = update(ledger, moved[:1])
    assert [(p.code, "c/b/one" in p.message) for p in problems] == [("dropped-id", True)]
    assert bare.end(ident).name == "c/b/one"


def test_a_slip_in_a_check_takes_no_question_away() -> None:
    sound = '[[questions]]\nid = "one"\ntext = "One?"\n\n[[questions]]\ntype = "x"\nid = "two"\n'
    for text in (sound, sound + "cite = {"):
        things = list(check_resources([Bank("a.toml", text, "c/a", True)]))
        assert [thing.name for thing in things] == ["c/a/one", "c/a/two"]
    ledger, _ = update(Ledger(), [Resource("question", "c/a/one", "One?")])
    again, problems = update(ledger, things)
    assert not problems
    assert again.live["question", "c/a/one"].title == "One?"

"""The deck in Anki itself: every card is there, and an edit keeps what was learned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessments.questions import TYPES
from scripts.export import question_text
from scripts.export.apkg import guid, losses, write_apkg
from scripts.export.sheet import Asked, Sheet, watch
from tests.export.conftest import CASES, sheet_from

if TYPE_CHECKING:  # Anki is loaded where it is used: every run reads this module
    from anki.collection import Collection
    from anki.notes import Note


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """An empty collection of Anki's."""
    from anki.collection import Collection

    made = Collection(str(tmp_path / "collection.anki2"))
    yield made
    made.close()


def take(collection: Collection, sheet: Sheet, folder: Path) -> None:
    """Import a sheet as a reader does: with what Anki offers at first."""
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = folder / "questions.apkg"
    path.write_bytes(write_apkg(sheet))
    options = ImportAnkiPackageOptions()
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(path), options=options)
    )


def note_of(collection: Collection, asked: Asked) -> Note:
    """The note of a question, found by its lasting name."""
    notes = [collection.get_note(ident) for ident in collection.find_notes("")]
    return next(note for note in notes if note.guid == guid(asked.name))


def plain(html: str) -> str:
    """The words of a field."""
    return unescape(re.sub(r"<[^<>]*>", " ", html))


def test_every_question_is_a_card_with_all_that_the_report_does_not_name(
    collection: Collection, ours: Sheet, tmp_path: Path
) -> None:
    take(collection, ours, tmp_path)
    assert collection.card_count() == collection.note_count() == len(ours.asked)
    notes = {n.guid: n for n in map(collection.get_note, collection.find_notes(""))}
    for asked in ours.asked:
        question, note = asked.question, notes[guid(asked.name)]
        front, back = plain(note.cards()[0].question()), plain(note.cards()[0].answer())
        assert question_text.asked(question) in front
        assert all(line in plain(note["Choices"]) for line in question_text.choices(question))
        assert all(hint in plain(note["Hints"]) for hint in question.get("hints", ()))
        assert all(line in back for line in question_text.answer(question))
        assert all(text in back for _, text, _ in question_text.remarks(question))
        assert question["explain"] in back
        assert watch(question["cite"]) in unescape(note["Source"])
        assert note["Name"] == asked.name


def test_there_is_a_deck_an_article(collection: Collection, ours: Sheet, tmp_path: Path) -> None:
    take(collection, ours, tmp_path)
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert {f"Mile Markers::alifeafterlayoff::{a.title}" for a in ours.asked} <= decks


def test_an_edit_keeps_the_history_of_its_card(
    collection: Collection, cases: Sheet, tmp_path: Path
) -> None:
    take(collection, cases, tmp_path)
    card = note_of(collection, cases.asked[0]).cards()[0]
    collection.decks.select(card.did)
    first = collection.sched.getCard()
    assert first is not None
    collection.sched.answerCard(first, 3)
    edited = CASES.replace("What made the wait so long?", "Why was the wait so long?")
    edited = edited.replace('id = "free-agent"', 'id = "another"')
    take(collection, sheet_from({"channel/article": edited}, cases.changed + 60), tmp_path)
    assert collection.card_count() == len(cases.asked) + 1  # the question of another id is new
    assert note_of(collection, cases.asked[0])["Question"] == "Why was the wait so long?"
    again = collection.get_card(first.id)
    assert (again.reps, again.due, again.queue) == (first.reps, first.due, first.queue)
    assert again.reps == 1


def test_decks_of_the_same_day_do_not_replace_each_other(
    collection: Collection, cases: Sheet, tmp_path: Path
) -> None:
    take(collection, cases, tmp_path)
    take(collection, sheet_from({"other/article": CASES}, cases.changed), tmp_path)
    assert collection.card_count() == collection.note_count() == 2 * len(cases.asked)


def test_the_guid_is_of_the_id_and_of_nothing_else(cases: Sheet) -> None:
    asked = cases.asked[0]
    other = replace(asked, title="X", address="Y", question={**asked.question, "text": "Z"})
    assert guid(other.name) == guid(asked.name) == "n#_f!]B(]e"
    assert len({guid(a.name) for a in cases.asked}) == len(cases.asked)


def test_the_same_questions_are_the_same_bytes(cases: Sheet) -> None:
    assert write_apkg(cases) == write_apkg(cases)


def test_the_report_of_each_type_names_what_a_card_cannot_do(cases: Sheet) -> None:
    found = {a.question["type"]: list(losses(a.question, a.article)) for a in cases.asked}
    assert set(found) == set(TYPES)
    assert all("grading" in lines[0] for lines in found.values())
    assert any("typing" in line for line in found["short"])
    assert any("order" in line for line in found["ordering"])
    assert any("credit" in line for line in found["multiple"])

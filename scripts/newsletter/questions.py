"""Questions that a mail can carry: of an assessment, or of the check of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from macros.assessment_form import ask, options
from scripts.ledger.redirects import place


class UnknownLinkError(Exception):
    """A link means nothing: `code` and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Option(NamedTuple):
    """One answer of a question: as the address carries it, and in words."""

    value: str
    label: str


class Question(NamedTuple):
    """A question that a mail can carry: one of its options is chosen by a tap.

    Its name in the ledger is `quiz/item`, or `channel/slug/item` in the check of an article.
    """

    name: str
    version: int
    title: str
    text: str
    options: tuple[Option, ...]

    @property
    def checks(self) -> bool:
        """Whether it stands in the check of an article."""
        return self.name.count("/") > 1

    @property
    def page(self) -> str:
        """The address of the page in which it stands today."""
        return place("question", self.name)[0]

    def chosen(self, option: Option) -> str:
        """What names an answer behind a question's own address; a first version says nothing."""
        version = f"&v={self.version}" if self.version > 1 else ""
        return f"a={option.value}{version}"

    def fragment(self, option: Option) -> str:
        """What stands behind `#` on the question's page."""
        return f"{place('question', self.name)[1]}&{self.chosen(option)}"


def assessed(described: dict[str, Any], item: str) -> Question:
    """An item of an assessment as the core describes it; raises UnknownLinkError."""
    quiz = described["assessment"]
    fields = [field for section in described["sections"] for field in section["fields"]]
    field = _named(fields, item, quiz)
    asked = f"{quiz}/{item}", int(field.get("version", 1)), str(described["title"])
    return Question(*asked, field["label"], _some(item, field))


def checked(article: str, title: str, questions: Sequence[dict[str, Any]], item: str) -> Question:
    """A question of an article's check; raises UnknownLinkError."""
    question = _named(questions, item, article)
    view = ask("describe", questions=[question], seed="")["questions"][0]
    field = next((f for f in view["fields"] if f["id"] == "answer"), view["fields"][0])
    asked = f"{article}/{item}", int(view["version"]), title
    return Question(*asked, view["text"], _some(item, _in_order(field, question)))


def _in_order(field: dict[str, Any], question: dict[str, Any]) -> dict[str, Any]:
    """The field with its options as the bank has them: a mail is the same for everybody."""
    order = [option["id"] for option in question.get("options", ())]
    if not order or field["widget"] != "choice":
        return field
    return field | {"options": sorted(field["options"], key=lambda o: order.index(o["value"]))}


def _named(things: Iterable[dict[str, Any]], item: str, where: str) -> dict[str, Any]:
    things = list(things)
    found = next((thing for thing in things if thing["id"] == item), None)
    if found is None:
        names = ", ".join(thing["id"] for thing in things[:8]) or "none"
        raise UnknownLinkError(
            "unknown-question", f'"{where}" has no question "{item}"; it has {names}'
        )
    return found


def _some(item: str, field: dict[str, Any]) -> tuple[Option, ...]:
    found = tuple(_options(field))
    if not found:
        message = f'"{item}" is answered by a {field["widget"]}; a mail needs a choice or a scale'
        raise UnknownLinkError("no-options", message)
    return found


def _options(field: dict[str, Any]) -> Sequence[Option]:
    if field["widget"] not in ("choice", "scale") or "before" in field:
        return []
    return [Option(shown["value"], shown["label"]) for shown in options(field)]

"""The method `grade`: one built question and one response in, a grade out."""

from __future__ import annotations

from assessments.questions import graded, read_question, read_seed, view
from assessments.questions.common import shuffled
from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Json

MOST_QUESTIONS = 500


def grade(args: dict[str, Json]) -> dict[str, Any]:
    """Return the grade of `response` to `question`; both come with the message, nothing is kept."""
    question, module = read_question(args.get("question"), "question")
    return graded(question, module, args.get("response"))


def views(args: dict[str, Json]) -> dict[str, Any]:
    """Return the forms of `questions`, options in the order of `seed`.

    With `shuffle` the questions themselves come in an order of the seed too.
    """
    sent, seed = args["questions"], read_seed(args)
    if not isinstance(sent, list) or len(sent) > MOST_QUESTIONS:
        message = f'"questions" must be a list of up to {MOST_QUESTIONS} questions.'
        raise refuse("wrong-type", message, "questions")
    read = [read_question(one, f"questions[{index}]") for index, one in enumerate(sent)]
    found = {str(number): view(*pair, seed) for number, pair in enumerate(read)}
    order = shuffled(found, seed) if args.get("shuffle") is True else list(found)
    return {"seed": seed, "questions": [found[number] for number in order]}

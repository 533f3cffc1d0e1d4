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


def draw(args: dict[str, Json]) -> dict[str, Any]:
    """Return so many of `ids` as `draw` says, in an order of the seed.

    Ids that are added later leave the others in their order.
    """
    sent, seed, most = args["ids"], read_seed(args), args.get("draw")
    if not isinstance(sent, list) or not all(isinstance(name, str) for name in sent):
        raise refuse("wrong-type", 'The "ids" must be a list of texts.', "ids")
    if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= MOST_QUESTIONS:
        message = f'"draw" must be a whole number from 1 to {MOST_QUESTIONS}.'
        raise refuse("missing" if most is None else "out-of-range", message, "draw")
    return {"seed": seed, "ids": shuffled(dict.fromkeys(sent), seed)[:most]}


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

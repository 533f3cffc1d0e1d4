"""The keys of an assessment's bank, table by table: checked, documented and completed from here."""

from __future__ import annotations

from assessments.validate.tables import Key

BANK = {
    "id": Key("id", "the name of the file", required=True),
    "title": Key("text", "in sentence case", required=True),
    "version": Key("version", "major.minor; another major version is not compared", required=True),
    "minutes": Key("whole", "how long it takes", required=True),
    "order": Key("whole", "its place in the catalogue, smaller ones first; without one it is last"),
    "formula": Key("id", "which formula scores it", required=True),
    "live": Key("flag", "the page scores as one types"),
    "about": Key("text", "what it is; the first sentence describes its page", required=True),
    "not_about": Key("text", "what it is not", required=True),
    "rule": Key("text", "how it is scored, in the reader's words", required=True),
    "sections": Key("tables", "the steps of the form"),
    "items": Key("tables", "the questions"),
    "scales": Key("tables", "what the items measure"),
    "values": Key("tables", "the numbers of the result"),
    "verdicts": Key("table", "each verdict's meaning"),
    "thresholds": Key("tables", "points: from which share of the points a verdict is given"),
    "moves": Key("tables", "next moves"),
    "sources": Key("tables", "what the bank was drawn from", required=True),
    "changes": Key("tables", "the change log, newest first", required=True),
}
SECTION = {
    "id": Key("id", "unique in the bank", required=True),
    "title": Key("text", "the heading of the step", required=True),
    "text": Key("text", "a sentence under the heading"),
}
# What every kind of item has, and what a column of rows has.
ITEM = {
    "id": Key("id", "unique in the bank, never changed", required=True),
    "section": Key("id", "the id of a section", required=True),
    "kind": Key("id", "agree, scale, number, yes-no, choice, text or rows", required=True),
    "text": Key("text", "the question or statement", required=True),
    "cite": Key("cite", "the article and second it is drawn from", required=True),
    "help": Key("text", "a line under the question"),
    "version": Key("whole", "raised when the meaning changes"),
    "required": Key("flag", "the result needs it"),
    "default": Key("any", "what the form starts with"),
}
COLUMN = {
    "id": Key("id", "unique among the columns", required=True),
    "kind": Key("id", "scale, number, yes-no, choice or text", required=True),
    "help": Key("text", "a line under the label"),
    "required": Key("flag", "a row needs it"),
    "default": Key("any", "what a new row starts with"),
}
NAME = {"name": Key("text", "a short name for messages and tables", required=True)}
# What each kind has besides.
KINDS: dict[str, dict[str, Key]] = {
    "agree": {
        "scale": Key("id", "the scale it counts for", required=True),
        "reverse": Key("flag", "counts 6 minus the answer"),
        "weight": Key("number", "points: how often a step of the answer counts"),
        "after": Key("id", "markers: the screening item, asked before"),
    },
    "scale": {
        **NAME,
        "min": Key("whole", "the lowest point", required=True),
        "max": Key("whole", "the highest point", required=True),
        "labels": Key("texts", "one for each point", required=True),
        "reverse": Key("flag", "points: the lowest point counts most"),
        "weight": Key("number", "points: how often a step of the answer counts"),
    },
    "number": {
        **NAME,
        "min": Key("number", "the smallest number accepted", required=True),
        "max": Key("number", "the largest number accepted", required=True),
        "step": Key("number", "what the arrow keys add"),
        "unit": Key("text", "shown after the number"),
        "whole": Key("flag", "only whole numbers"),
        "percent": Key("flag", "0.03 is shown as 3 %"),
        "money": Key("flag", "shown as a sum of money"),
        "scale": Key("id", "markers: the marker whose months these are"),
        "after": Key("id", "markers: the screening item, asked before"),
    },
    "yes-no": {
        **NAME,
        "best": Key("flag", "the answer that leaves no move to make"),
        "points": Key("number", "points: what yes is worth"),
    },
    "choice": {
        **NAME,
        "options": Key("tables", "what can be chosen", required=True),
        "hindsight": Key("text", "chess: what a longer look would have seen"),
    },
    "text": {
        **NAME,
        "max_length": Key("whole", "how many characters are accepted"),
        "lines": Key("whole", "how many lines the box shows"),
    },
    "rows": {
        **NAME,
        "row": Key("text", "what one row is called", required=True),
        "max_rows": Key("whole", "how many rows are accepted", required=True),
        "none": Key("text", "what the box says that stands for an empty list"),
        "columns": Key("tables", "the fields of a row", required=True),
    },
}
OPTION = {
    "id": Key("id", "unique among the options", required=True),
    "text": Key("text", "what is chosen", required=True),
    "ahead": Key("whole", "chess: how far ahead the move looks, 0 to 3"),
    "feedback": Key("text", "chess: what the move sees and misses"),
    "points": Key("number", "points: what it is worth"),
}
SCALE = {
    "id": Key("id", "unique in the bank", required=True),
    "title": Key("text", "its name in the legend", required=True),
    "kind": Key("id", "strength, risk, state or event", required=True),
    "text": Key("text", "what it measures", required=True),
    "bands": Key("table", "for each band, whom it fits", required=True),
}
VALUE = {
    "id": Key("id", "as the formula names it", required=True),
    "title": Key("text", "its name in the legend", required=True),
    "text": Key("text", "what the number says", required=True),
    "format": Key("id", "how it is shown", required=True),
}
FORMATS = (
    "number",
    "percent",
    "points",
    "times",
    "months",
    "years",
    "age",
    "money",
    "count",
    "range",
    "ranges",
)
THRESHOLD = {
    "from": Key(
        "number", "the share of the points, 0 to 100, from which it is given", required=True
    ),
    "verdict": Key("id", "the verdict, whose meaning is among the verdicts", required=True),
    "standing": Key("text", "its place on the map: needs work, mixed or in place"),
}
MOVE = {
    "id": Key("id", "unique in the bank", required=True),
    "title": Key("text", "an imperative", required=True),
    "on": Key("id", "the scale, item or measure it answers", required=True),
    "from": Key("number", "the smallest gap, 0 to 1, at which it is offered"),
    "verdicts": Key("texts", "only with one of these verdicts"),
    "leverage": Key("number", "0 to 5: how much closing the gap changes", required=True),
    "reason": Key("text", "why, from the article", required=True),
    "step": Key("text", "a first step of under fifteen minutes", required=True),
    "cite": Key("cite", "where it is told", required=True),
}
SOURCE = {
    "title": Key("text", "of the video or the practice", required=True),
    "video": Key("video", "its id"),
    "note": Key("text", "what was taken from it"),
}
CHANGE = {
    "version": Key("version", "major.minor", required=True),
    "date": Key("date", "of the change", required=True),
    "text": Key("text", "what changed", required=True),
}
TABLES = {
    "sections": SECTION,
    "scales": SCALE,
    "values": VALUE,
    "thresholds": THRESHOLD,
    "moves": MOVE,
    "sources": SOURCE,
    "changes": CHANGE,
}

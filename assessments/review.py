"""The method `review`: what was missed comes back at the right time.

Nothing is kept here: cards, logs, the time and the fuzz come with the message.
"""

from __future__ import annotations

from importlib import import_module

from assessments.refusal import refuse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from assessments.shapes import Json

# Each action and its module: only scheduling needs the fsrs package.
ACTIONS = {
    "today": "schedule",
    "preview": "schedule",
    "rate": "schedule",
    "skip": "schedule",
    "retire": "schedule",
    "retention": "records",
    "calibration": "records",
    "calendar": "records",
}


def review(args: dict[str, Json]) -> dict[str, Any]:
    """Return what one of the actions of review gives; `do` names the action."""
    name = args.get("do")
    if not isinstance(name, str) or name not in ACTIONS:
        message = f'"do" must be one of: {", ".join(ACTIONS)}.'
        raise refuse("missing" if name is None else "wrong-type", message, "do")
    action = getattr(import_module(f"assessments.{ACTIONS[name]}"), name)
    result: dict[str, Any] = action(args)
    return result

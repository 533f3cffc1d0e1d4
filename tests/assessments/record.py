"""`python -m tests.assessments.record`: writes the core's answers into the conversations anew.

A conversation is a list of `{"send": message, "expect": answer}`; a message that is a string is
sent as it is, so that broken ones can be recorded. Review the difference before committing it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from assessments.api import handle
from tests.assessments.wires import CASES

CONVERSATIONS = CASES / "conversations"


def answer(sent: Any) -> Any:
    """Return what the core answers to one message of a conversation."""
    return json.loads(handle(sent if isinstance(sent, str) else json.dumps(sent)))


def record(path: Path) -> None:
    """Write the answers of one conversation, a line for each message and each answer."""
    turns = json.loads(path.read_text(encoding="utf-8"))
    pairs = [(json.dumps(turn["send"]), json.dumps(answer(turn["send"]))) for turn in turns]
    text = ",\n".join(f'  {{\n    "send": {one},\n    "expect": {two}\n  }}' for one, two in pairs)
    path.write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    for found in sorted(CONVERSATIONS.glob("*.json")):
        record(found)
        sys.stdout.write(f"{found.name}\n")

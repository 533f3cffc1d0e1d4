"""A draft rewritten by a language model, section by section; what may not come back is listed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scripts.captions.exports import stamp
from scripts.core.digest import digest_of
from scripts.core.files import write_if_changed
from scripts.drafts.model import Draft, Look, Part, Said
from scripts.drafts.rewriting.accept import Refusal, accepted
from scripts.drafts.rewriting.endpoint import EndpointError, Message

SYSTEM = """\
You edit one section of an article that was drafted from the captions of a video.
Rewrite its lines as plain, short sentences in the language of the lines. Say only what they say.
Write one sentence on each line. End each with the time of the line that it comes from, in square
brackets, as [00:01:13]. Keep every figure and every name as it is said. Write nothing else: no
headings, no lists, no remarks."""
AGAIN = "These sentences can't be used. Write the whole section again without these faults:"
REFUSED, FAILED = CODES = ("rewrite-refused", "rewrite-failed")
CHARACTERS = 4  # of a token, about
SLACK = 1.2  # times the tokens of the lines: how long an answer is, at most

Ask = Callable[[list[Message]], str]


class Cost(NamedTuple):
    """What a rewriting will ask: requests, tokens out and back (about), and requests answered."""

    requests: int = 0
    sent: int = 0
    received: int = 0
    stored: int = 0

    def __add__(self, other: object) -> Cost:
        assert isinstance(other, Cost)
        return Cost(*(a + b for a, b in zip(self, other, strict=True)))

    def told(self, prices: tuple[float, float] | None) -> str:
        """Return the cost in words; `prices` are of a million tokens sent and received."""
        money = ""
        if prices:
            price = (self.sent * prices[0] + self.received * prices[1]) / 1e6
            money = f", about {price:.4f} in your currency"
        return (
            f"{self.requests} requests, about {self.sent:,} tokens to send and "
            f"{self.received:,} to receive{money}; {self.stored} more are answered already"
        )


class Replies:
    """What was answered before, by a digest of what was asked, in one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, str] = {}
        if path.is_file():
            self._found = json.loads(path.read_text(encoding="utf-8"))

    def get(self, model: str, messages: list[Message]) -> str | None:
        """Return the stored answer; None where there is none."""
        return self._found.get(_name(model, messages))

    def put(self, model: str, messages: list[Message], reply: str) -> None:
        """Store an answer at once, so that a run that is stopped goes on where it was."""
        self._found[_name(model, messages)] = reply
        text = json.dumps(self._found, ensure_ascii=False, indent=1, sort_keys=True)
        write_if_changed(self._path, (text + "\n").encode())


def _name(model: str, messages: list[Message]) -> str:
    return digest_of(json.dumps([model, messages], sort_keys=True).encode())


def first_messages(draft: Draft, part: Part) -> list[Message]:
    """Return what is asked for one section."""
    lines = "\n".join(f"[{stamp(line.second)}] {line.text}" for line in part.lines)
    asked = f"Article: {draft.title}\nSection: {part.heading}\n\n{lines}"
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": asked}]


def cost(draft: Draft, model: str, replies: Replies) -> Cost:
    """Return what the rewriting of a draft will ask, a second try for faults aside."""
    total = Cost()
    for part in draft.parts:
        messages = first_messages(draft, part)
        if replies.get(model, messages) is not None:
            total += Cost(stored=1)
            continue
        sent = sum(len(message["content"]) for message in messages) // CHARACTERS + 1
        own = sum(len(line.text) for line in part.lines) // CHARACTERS + 1
        total += Cost(1, sent, int(own * SLACK))
    return total


class Bridge:
    """Asks a model, or the replies that are stored; stops asking where no answer can come."""

    def __init__(self, model: str, ask: Ask) -> None:
        self._model, self._ask = model, ask
        self.broken = ""

    def rewrite(self, draft: Draft, said: Said, replies: Replies) -> Draft:
        """Return the draft with each section that came back sound; the others stay as they are."""
        parts: list[Part] = []
        looks: list[Look] = []
        for part in draft.parts:
            new, found = self._part(draft, part, said, replies)
            parts.append(new)
            looks += found
        model = self._model if tuple(parts) != draft.parts else ""
        return replace(draft, parts=tuple(parts), looks=(*draft.looks, *looks), rewritten=model)

    def _part(
        self, draft: Draft, part: Part, said: Said, replies: Replies
    ) -> tuple[Part, list[Look]]:
        messages = first_messages(draft, part)
        speakers = {line.speaker for line in part.lines}
        speaker = speakers.pop() if len(speakers) == 1 else ""
        looks: list[Look] = []
        for _ in range(2):
            try:
                reply = self._reply(messages, replies)
            except EndpointError as error:
                return part, [*looks, Look(FAILED, part.lines[0].second, str(error))]
            lines, refused = accepted(reply, said, speaker)
            if not refused:
                return part._replace(lines=lines), []
            looks = list(_refused(part, refused))
            messages = [*messages, *_again(reply, refused)]
        return part, looks

    def _reply(self, messages: list[Message], replies: Replies) -> str:
        stored = replies.get(self._model, messages)
        if stored is not None:
            return stored
        if self.broken:
            raise EndpointError(f"not asked: {self.broken}")
        try:
            reply = self._ask(messages)
        except EndpointError as error:
            self.broken = str(error) if error.final else ""
            raise
        replies.put(self._model, messages, reply)
        return reply


def _refused(part: Part, refused: Iterable[Refusal]) -> Iterator[Look]:
    for one in refused:
        message = f'in "{part.heading}" the model wrote "{one.sentence}": {one.reason}'
        yield Look(REFUSED, part.lines[0].second, f"{message}; the draft's own stays")


def _again(reply: str, refused: Iterable[Refusal]) -> list[Message]:
    faults = "\n".join(f"{one.sentence} ({one.reason})" for one in refused)
    return [
        {"role": "assistant", "content": reply},
        {"role": "user", "content": f"{AGAIN}\n{faults}"},
    ]

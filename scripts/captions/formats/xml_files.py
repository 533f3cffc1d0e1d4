"""XML: YouTube's srv1 and srv3, and TTML (DFXP), whose written times `ttconv` reads."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ttconv.imsc import attributes

from scripts.captions.formats.shown import MS, Parsed, Shown, joined
from scripts.core.model import Problem

T = TypeVar("T")

_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_LANG, _ID = f"{_XML}lang", f"{_XML}id"
_SPACES = {
    "ttm": "http://www.w3.org/ns/ttml#metadata",
    "tts": "http://www.w3.org/ns/ttml#styling",
    "ttp": "http://www.w3.org/ns/ttml#parameter",
}
_AGENT = f"{{{_SPACES['ttm']}}}agent"


def parse_xml(text: str, path: str) -> Parsed:
    """Parse `<transcript>`, `<timedtext>` or `<tt>`."""
    if found := _DECLARES.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = "captions declare no entities; remove <!DOCTYPE ...>"
        return Parsed((), (Problem(path, line, "caption-format", message),))
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)  # its encoding is no longer the file's
    for prefix, space in _SPACES.items():  # which files use and forget to declare
        if f"{prefix}:" in text and f"xmlns:{prefix}" not in text:
            text = re.sub(r"<tt\b", f'<tt xmlns:{prefix}="{space}"', text, count=1)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without declarations nothing expands
    except ElementTree.ParseError as error:
        line = error.position[0]
        return Parsed(
            (), (Problem(path, line, "caption-format", f"no XML here: {error}; get it anew"),)
        )
    name = _name(root)
    if name == "tt":
        try:
            return _Ttml(root, path).parse()
        except RecursionError:
            message = "elements lie in one another without end; remove the outer ones"
            return Parsed((), (Problem(path, 1, "caption-format", message),))
    shown = _srv1(root) if name == "transcript" else _srv3(root)
    return Parsed(tuple(one for one in shown if one.lines))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _srv1(root: Element) -> Iterator[Shown]:
    """Return the texts of srv1, whose entities are escaped twice."""
    for text in root.iter("text"):
        start = _number(text.get("start"))
        words = html.unescape("".join(text.itertext()))
        yield Shown(start, start + _number(text.get("dur")), joined([(words, None)]))


def _srv3(root: Element) -> Iterator[Shown]:
    """Return the paragraphs of srv3; `<s>` are words with their own time, `t` from the start."""
    for paragraph in root.iter("p"):
        start, length = (_number(paragraph.get(name)) / MS for name in ("t", "d"))
        words = [one for one in paragraph if one.tag == "s"]
        timed = any(one.get("t") or one.get("ac") for one in words)
        pieces: list[tuple[str, float | None]] = [(html.unescape(paragraph.text or ""), None)]
        for one in paragraph:
            time = start + _number(one.get("t")) / MS if timed and one.tag == "s" else None
            said = "\n" if one.tag == "br" else "".join(one.itertext())
            pieces += [(html.unescape(said), time), (html.unescape(one.tail or ""), None)]
        yield Shown(start, start + length, joined(pieces))


def _number(value: str | None) -> float:
    try:
        number = max(0.0, float(value or 0))
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0


class _Place(NamedTuple):
    """Where an element stands: the time of what is around it, and who speaks."""

    start: Fraction
    end: Fraction | None
    speaker: str


class _Ttml:
    """A document of TTML: its rates and agents, and what was wrong with its times."""

    def __init__(self, root: Element, path: str) -> None:
        self.root, self.path = root, path
        self.problems: list[Problem] = []
        self.context = attributes.TemporalAttributeParsingContext(
            frame_rate=self._rate("frameRate", attributes.FrameRateAttribute.extract, Fraction(30)),
            tick_rate=self._rate("tickRate", attributes.TickRateAttribute.extract, 1),
        )
        self.names = {
            agent.get(_ID, ""): " ".join("".join(agent.itertext()).split())
            for agent in root.iter(_AGENT)
        }

    def _rate(self, name: str, extract: Callable[[Element], T], usual: T) -> T:
        """Return how many frames or ticks a second has; the usual number where none is told."""
        try:
            return extract(self.root) or usual
        except (ValueError, ZeroDivisionError):
            message = f"ttp:{name} or what multiplies it is no rate; write a number from 1"
            self.problems.append(Problem(self.path, 1, "caption-time", message))
            return usual

    def parse(self) -> Parsed:
        """Return the paragraphs, in the order of the file."""
        shown = tuple(one for one in self._paragraphs() if one.lines)
        return Parsed(shown, tuple(self.problems), self.root.get(_LANG) or "")

    def _paragraphs(self) -> Iterator[Shown]:
        stack = [(one, _Place(Fraction(0), None, "")) for one in self.root if _name(one) == "body"]
        while stack:
            element, around = stack.pop()
            place = self._place(element, around)
            if _name(element) != "p":
                stack += [(one, place) for one in reversed(element)]
                continue
            start = float(place.start)
            end = max(start, float(place.end)) if place.end is not None else start
            lines = joined(self._inside(element, place))
            yield Shown(start, end, tuple(one._replace(speaker=place.speaker) for one in lines))

    def _inside(self, element: Element, place: _Place) -> Iterator[tuple[str, float | None]]:
        """Return the text of an element; `<span begin>` has its own time, `<br/>` ends a line."""
        own = _name(element) == "span" and element.get("begin") is not None
        yield _one_line(element.text), float(place.start) if own else None
        for one in element:
            if _name(one) == "br":
                yield "\n", None
            elif _name(one) == "span":
                yield from self._inside(one, self._place(one, place))
            yield _one_line(one.tail), None

    def _place(self, element: Element, around: _Place) -> _Place:
        """Return the times of an element: they count from the start of what is around it."""
        begin, last, length = (self._time(element, name) for name in ("begin", "end", "dur"))
        start = around.start + (begin or 0)
        end = around.end if last is None else around.start + last
        end = end if length is None else start + length
        agent = element.get(_AGENT) or ""
        return _Place(start, end, self.names.get(agent, agent) or around.speaker)

    def _time(self, element: Element, name: str) -> Fraction | None:
        raw = element.get(name)
        if not raw:
            return None
        try:
            written = raw.strip().replace(",", ".")
            return Fraction(attributes.parse_time_expression(self.context, written, strict=False))
        except (ValueError, ZeroDivisionError):
            message = f'{name}="{raw[:40]}" is no time; write 00:01:02.000'
            self.problems.append(Problem(self.path, 1, "caption-time", message))
            return None


def _one_line(text: str | None) -> str:
    """Return text of XML, in which the end of a line is a blank."""
    return re.sub(r"\s", " ", text or "")

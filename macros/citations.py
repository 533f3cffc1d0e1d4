"""Citations: links to a second of a video, and how a second is written.

The look of a citation is the macro in `templates/citation.html`. A macro call takes 17 µs, and a
library of 21,000 articles has 750,000 citations. So the macro is rendered once for each combination
of its parts, with a field of `str.format` in place of each value; to fill the fields takes 1 µs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

MINUTE, HOUR = 60, 3600
FIELDS = "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5"  # seconds, video, words, id: noncharacters
TEMPLATES = Path(__file__).with_name("templates")


def clock_label(seconds: int) -> str:
    """Return seconds as `m:ss`, or as `h:mm:ss` from an hour on."""
    hours, rest = divmod(seconds, HOUR)
    minutes, second = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"


def watch_at(video: str, seconds: int | str) -> str:
    """Return the address of a second of a video."""
    return f"https://www.youtube.com/watch?v={video}&t={seconds}s"


def citation(
    seconds: int,
    video: str,
    words: str = "",
    *,
    state: str = "as-written",
    own: bool = False,
    id: str = "",  # noqa: A002 - the attribute's name
) -> Markup:
    """Return the link to a second of a video.

    `words` are its text, by default the time. `own` omits `data-video`, where the page around the
    citation names the video.
    """
    fill, words = look(state, own, bool(id)), words or clock_label(seconds)
    return Markup(fill(seconds, escape(video), escape(words), escape(id)))  # noqa: S704


@cache
def look(state: str, own: bool, with_id: bool) -> Callable[..., str]:
    """Return a function of seconds, video, words and id that returns a citation's HTML.

    The three texts are HTML already. `own` omits `data-video`; without `with_id` there is no id.
    """
    seconds, video, words, id_ = FIELDS
    html = _macro()(
        seconds=seconds,
        state=state,
        video="" if own else video,
        address=watch_at(video, seconds),
        id=id_ if with_id else "",
        words=words,
    )
    form = str(html).replace("{", "{{").replace("}", "}}")
    for number, field in enumerate(FIELDS):
        form = form.replace(field, f"{{{number}}}")
    return form.format


@cache
def _macro() -> Callable[..., str]:
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    module = templates.get_template("citation.html").module
    return module.citation  # type: ignore[attr-defined, no-any-return]

"""The templates of generated pages: escaping is on, and an undefined name is an error."""

from __future__ import annotations

from pathlib import Path

from macros.templates import environment
from scripts.core.urls import article_url, relative_url, topic_url, transcript_url, video_url

_TEMPLATES = environment(Path(__file__).parent.parent / "templates")
_TEMPLATES.globals.update(
    relative_url=relative_url,
    article_url=article_url,
    topic_url=topic_url,
    transcript_url=transcript_url,
    video_url=video_url,
)


def template(name: str, **values: object) -> str:
    """Render a template of `scripts/templates`."""
    return _TEMPLATES.get_template(name).render(**values).strip() + "\n"

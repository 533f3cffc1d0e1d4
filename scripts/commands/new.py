"""`python -m scripts new`: a content folder to begin with."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from jinja2 import Environment, StrictUndefined

from macros.content import LANGUAGE, SiteSettings
from scripts.core.files import ROOT, File, walk

SAMPLES = Path(__file__).parent.parent / "templates" / "new"
FALLBACK = "en"
TAG = "v0.1.0"  # of this engine
ENGINE = "https://example.org/mile-markers.git"  # where no remote says where it comes from


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="What the site is called.")
@click.option("--language", "--lang", default="en", show_default=True, help="Its language: de.")
@click.option("--tagline", default="", help="One sentence on it.")
@click.option("--engine", help="Where git fetches the engine.  [default: from where it came]")
@click.option("--tag", default=TAG, show_default=True, help="The tag of the engine.")
def command(
    folder: Path, name: str, language: str, tagline: str, engine: str | None, tag: str
) -> None:
    """Write a knowledge base to begin with: one sample of each kind, and files for hosts."""
    if not LANGUAGE.fullmatch(language):
        print(f'{language}: no language tag; write one such as "en" or "de"')
        sys.exit(2)
    if folder.exists() and any(folder.iterdir()):
        print(f"{folder} is not empty; name a folder that does not exist yet")
        sys.exit(2)
    url = engine or _remote()
    for path, data in starter(name, language, tagline, url, tag):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    print(f"{folder}: {len(list(walk(folder)))} files; read {folder / 'README.md'}")
    if url == ENGINE:
        print(
            f"write into {folder / 'Makefile'} from where git can fetch the engine: ENGINE ?= ..."
        )
    print(f"see it: make serve CONTENT={folder}")


def starter(name: str, language: str, tagline: str, engine: str, tag: str) -> Iterator[File]:
    """Return the files of a new content folder."""
    own = SAMPLES / language.partition("-")[0]
    today = datetime.now(UTC).date().isoformat()
    values = {
        **{
            key: json.dumps(value, ensure_ascii=False)
            for key, value in (
                ("name", name),
                ("tagline", tagline or name),
                ("language", language),
            )
        },
        "title": name,
        "slug": SiteSettings(name).slug,
        "today": today,
        "engine": engine,
        "tag": tag,
    }
    jinja = Environment(autoescape=False, undefined=StrictUndefined, keep_trailing_newline=True)  # noqa: S701 - no HTML
    for folder in (SAMPLES / "common", own if own.is_dir() else SAMPLES / FALLBACK):
        for path in walk(folder):
            text = jinja.from_string((folder / path).read_text("utf-8")).render(values)
            yield _named(path, today), text.encode()


def _named(path: str, today: str) -> str:
    """The name of a sample's file: hidden ones begin with `dot-`, letters with their day."""
    name = path.replace("newsletter/first", f"newsletter/{today}-first")
    return f".{name.removeprefix('dot-')}" if name.startswith("dot-") else name


def _remote() -> str:
    """Where this checkout came from, as git knows."""
    if not (ROOT / ".git").exists():
        return ENGINE
    line = ["git", "-C", str(ROOT), "remote", "get-url", "origin"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    return done.stdout.strip() or ENGINE

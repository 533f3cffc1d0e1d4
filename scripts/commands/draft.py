"""`python -m scripts draft`: from captions to draft articles."""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm

from macros import tables
from scripts.build.executors import Processes
from scripts.commands.options import SOURCE
from scripts.core.model import Problem
from scripts.core.progress import progress
from scripts.drafts.compose import DAY, SHARE, VIDEO, Wish
from scripts.drafts.finish import Place, finish
from scripts.drafts.linking import Known, known_names
from scripts.drafts.rewriting.endpoint import Endpoint, ask, is_address
from scripts.drafts.rewriting.rewrite import FAILED, Bridge, Cost
from scripts.drafts.store import CONFLICT, REPORT, Store
from scripts.drafts.talks import Composed, Talk, composed, talks
from scripts.transcripts.scan import read_transcripts

FEW = 4  # talks: below it, starting processes costs more than they save


KEY = "MILE_MARKERS_MODEL_KEY"  # the environment variable with the key of an endpoint


def _prices(_context: click.Context, _option: click.Parameter, value: str) -> tuple[float, ...]:
    """Return the two prices of `--prices`; raise BadParameter for anything else."""
    try:
        prices = tuple(float(price) for price in value.split(",") if value)
    except ValueError:
        prices = (0.0,)
    if len(prices) not in (0, 2):
        raise click.BadParameter("give two numbers with a comma between, as 0.5,1.5")
    return prices


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--channel", required=True, help="The channel, a folder of the articles.")
@click.option("--video", default="", help="The video's id, where the file does not tell it.")
@click.option("--title", default="", help="The title, where the file does not tell it.")
@click.option("--date", default="", help="The day of the video, as 2026-11-22.")
@click.option("--language", default="", help="Which track to take, as en; the others are left.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=SOURCE,
    show_default=True,
    help="The articles.",
)
@click.option("--share", default=SHARE, show_default=True, help="Of the words, how many to keep.")
@click.option("--check", is_flag=True, help="Draft a first knowledge check, too.")
@click.option("--workers", default=0, help="How many processes work; 0 is one on each core.")
@click.option(
    "--rewrite", "url", default="", help="A chat-completions endpoint; text is sent to it."
)
@click.option("--model", default="", help="The model that it is asked for.")
@click.option("--timeout", default=120.0, show_default=True, help="Seconds for an answer.")
@click.option("--prices", callback=_prices, default="", help="Of a million tokens: sent,received.")
@click.option("--dry-run", is_flag=True, help="Say what a rewriting costs; send and write nothing.")
def command(
    paths: tuple[Path, ...],
    channel: str,
    video: str,
    title: str,
    date: str,
    language: str,
    out: Path,
    share: float,
    check: bool,
    workers: int,
    url: str,
    model: str,
    timeout: float,
    prices: tuple[float, float] | tuple[()],
    dry_run: bool,
) -> None:
    """Draft articles from captions: files of any format, or folders as yt-dlp leaves them.

    A draft is not published until its `status: draft` is taken away. A second run with better
    captions keeps what was edited since. What a person should look at is in a report for each
    draft, below `.drafts` in the folder of the articles.

    Nothing leaves this computer but with --rewrite; the key of its endpoint is read from the
    environment variable MILE_MARKERS_MODEL_KEY.
    """
    started = time.perf_counter()
    found = talks(paths, language)
    wish = Wish(title, video, date, share, check, said=bool(url))
    if problem := _misuse(channel, wish, found) or _misuse_of_model(url, model, dry_run):
        print(problem)
        sys.exit(2)
    endpoint = Endpoint(url, model, os.environ.get(KEY, "").strip(), timeout)
    bridge = Bridge(model, partial(ask, endpoint)) if url else None
    place = Place(Store(out, channel), channel, _known(out, channel), bridge)
    if bridge:
        drafts = (one.draft for one in _composed(found, wish, workers) if one.draft)
        total = sum((place.cost(draft, model) for draft in drafts), Cost())
        print(f"{endpoint.address}: {total.told(prices or None)}", flush=True)
    if dry_run:
        return
    counts: Counter[str] = Counter(files=sum(len(talk.files) for talk in found))
    for one in _composed(found, wish, workers):
        done = finish(place, one)
        for line in (done.line, *map(str, done.problems)):
            tqdm.write(line)
        counts.update([done.done, *(x.code for x in done.problems if x.code in (CONFLICT, FAILED))])
    print(_summary(counts, time.perf_counter() - started))
    print(f"What to look at: {place.store.hidden}/*{REPORT}")
    sys.exit(int(any(counts[name] for name in ("refused", CONFLICT, FAILED))))


def _misuse(channel: str, wish: Wish, found: list[Talk]) -> str:
    """What is wrong with the options, and what to do; empty where nothing is."""
    video, title, date, share = wish.video, wish.title, wish.date, wish.share
    if not found:
        return "no captions are in these folders; name the files"
    if not re.fullmatch(r"\w[\w-]{0,100}", channel):
        return f'"{channel}" can\'t be a folder; name the channel in letters and digits'
    if (video or title) and len(found) > 1:
        return f"--video and --title are of one talk, and here are {len(found)}; draft them apart"
    if video and not VIDEO.fullmatch(video):
        return f'"{video}" is no video id; give the 11 characters of the YouTube address'
    if date and not DAY.fullmatch(date):
        return f'"{date}" is no day; write it as 2026-11-22'
    if not 0 < share <= 1:
        return f"--share {share} keeps nothing or more than there is; give 0.2 for a fifth"
    return ""


def _misuse_of_model(url: str, model: str, dry_run: bool) -> str:
    """What is wrong with the options of a rewriting, and what to do."""
    if url and not is_address(url):
        return "--rewrite is no address; give one as http://localhost:8080/v1, without a key"
    if url and not model:
        return "--rewrite needs the name of a model, too: --model NAME"
    return "--dry-run is about a rewriting: give --rewrite, too" if dry_run and not url else ""


def _known(out: Path, channel: str) -> Known:
    """The names of what is there, drafts left out."""
    files = read_transcripts(out)[0] if out.is_dir() else []
    glossary = tables.glossary(out.parent)
    for problem in glossary.problems:
        print(Problem((out.parent / "glossary.toml").as_posix(), *problem))
    return known_names(files, channel, glossary.sound)


def _composed(found: list[Talk], wish: Wish, workers: int) -> Iterator[Composed]:
    """Every talk composed, in order, on every core where there are many."""
    most = min(len(found), workers or os.cpu_count() or 1)
    if most == 1 or len(found) < FEW:
        yield from progress((composed(talk, wish) for talk in found), "drafting", len(found))
        return
    with Processes(most) as run:
        tasks = deque((talk, run.submit(composed, talk, wish)) for talk in found)
        for _ in progress(range(len(found)), "drafting", len(found)):
            talk, future = tasks.popleft()
            try:
                yield future.result()
            except BrokenExecutor:  # its process was killed
                yield composed(talk, wish)


def _summary(counts: Counter[str], seconds: float) -> str:
    names = {name: name for name in ("new", "updated", "merged", "unchanged", "deleted", "refused")}
    names |= {CONFLICT: "conflicts", FAILED: "sections without an answer"}
    told = ", ".join(f"{counts[code]} {name}" for code, name in names.items() if counts[code])
    return f"{counts['files']} files: {told or 'nothing to do'}; {seconds:.1f} s"

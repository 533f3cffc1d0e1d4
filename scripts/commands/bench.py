"""`python -m scripts bench`: measure the project."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

import click

from scripts.bench.browser import BrowserMissing, install_chromium
from scripts.bench.inputs import FULL
from scripts.bench.page import page
from scripts.bench.rows import Store, table
from scripts.bench.run import run
from scripts.bench.sections import BROWSER, DEFAULT, NAMES, SITES, Plan, sections
from scripts.core.files import write_if_changed
from scripts.runtime.generated import generate

RESULT, PLOTS = "bench.json", "bench.html"


def _names(_context: click.Context, _option: click.Parameter, value: str) -> frozenset[str]:
    """Return the sections of `--only`; raise BadParameter for a name that is none."""
    names = frozenset(name.strip() for name in value.split(",") if name.strip())
    if unknown := sorted(names - set(NAMES)):
        raise click.BadParameter(f"no section is called {', '.join(unknown)}: {', '.join(NAMES)}")
    return names or frozenset(DEFAULT)


@click.command()
@click.option("--only", callback=_names, default="", help="Sections, with commas between.")
@click.option("--scale", type=click.Choice(["", "full"]), default="", help="full: 21,000 too.")
@click.option("--rounds", default=3, show_default=True, help="How often the runtime boots.")
@click.option("--patience", default=1.0, help="A factor of all deadlines, for a busy machine.")
@click.option("--peers", is_flag=True, help="Build with MkDocs and roamlinks too.")
@click.option("--peer-minutes", default=15.0, show_default=True, help="How long a peer may take.")
@click.option("--corpus", type=click.Path(path_type=Path), default="../shared/corpus")
@click.option("--output", type=click.Path(path_type=Path), default="build", show_default=True)
def command(
    only: frozenset[str],
    scale: str,
    rounds: int,
    patience: float,
    peers: bool,
    peer_minutes: float,
    corpus: Path,
    output: Path,
) -> None:
    """Measure the project, section by section; each row is printed and saved when it is measured.

    `bench.json` below the output has the last figure of each row: a run of all sections begins
    without the old ones, a run with `--only` adds to them. `bench.html` shows them.
    """
    wanted, copies = only | {"peers"} if peers else only, FULL if scale else 0
    plan = Plan(wanted, corpus, copies, rounds, patience, peer_minutes)
    _prepare(plan)
    store = Store(output / RESULT, fresh=plan.wanted >= set(DEFAULT))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what runs is ended too
    with tempfile.TemporaryDirectory() as place:
        found = list(sections(plan, Path(place), store))
        minutes = sum(section.seconds for section in found) / 60
        print(f"{len(found)} sections, {minutes:.0f} minutes at most", flush=True)
        problems = run(found, store)
    print("\n".join(["", *table(store.new), *problems]))
    write_if_changed(output / PLOTS, page(list(store.rows.values())).encode())
    print(f"{store.path} has the rows, {output / PLOTS} shows them")


def _prepare(plan: Plan) -> None:
    """Make what the sections need beforehand; end with 2 and a sentence on failure."""
    if needing := [name for name in NAMES if name in plan.wanted & BROWSER]:
        try:
            install_chromium()
        except BrowserMissing as missing:
            print(f"{', '.join(needing)} cannot be measured: {missing}", file=sys.stderr)
            sys.exit(2)
    if plan.wanted & SITES and not plan.corpus.is_dir():
        print(f"{plan.corpus}: no such folder; the library is that of docs/ alone")
    print(generate())

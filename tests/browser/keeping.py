"""What the tests of keeping share: a site below a path whose cable can be pulled out."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from scripts.bench.server import Handler, Server, running
from scripts.build.cache import Cache
from scripts.build.stored import TEMPLATE
from scripts.core.csp import headers
from scripts.core.files import walk
from scripts.publish.service_worker import PROGRAM, service_worker, version_of

RUNTIME = "assets/generated/runtime"
OLD, NEW = "2.0", "3.0"  # the versions of the bank of `promise-check`
BANK = "promise-check"


class _Handler(Handler):
    def do_GET(self) -> None:  # noqa: N802
        """Answer, unless the cable is out: then hang up."""
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if self.server.out.is_set():  # type: ignore[attr-defined]
            self.close_connection = True
        else:
            super().do_GET()


@dataclass
class Host:
    """A host that serves a site below `/project/`."""

    root: Path
    server: Any

    @property
    def site(self) -> str:
        """The address of the site, with its slash."""
        return f"{self.server.address}/project/"

    def deploy(self, site: Path) -> None:
        """Serve this site from now on, in one step."""
        fresh = self.root / "fresh"
        fresh.symlink_to(site.resolve())
        fresh.replace(self.root / "project")

    def pull_out(self) -> None:
        """No answer to anybody any more."""
        self.server.out.set()

    def plug_in(self) -> None:
        """Answer again."""
        self.server.out.clear()

    def asked(self) -> list[str]:
        """What was asked for since the last time."""
        asked, self.server.asked = self.server.asked, []
        return list(asked)


@contextmanager
def hosting(root: Path) -> Iterator[Host]:
    """A host on a free port of this machine."""
    server: Any = Server(root, None, headers())
    server.RequestHandlerClass = partial(_Handler, directory=str(root))
    server.out, server.asked = threading.Event(), []
    with running(server):
        yield Host(root, server)


def next_version(site: Path, folder: Path) -> Path:
    """The same site after an edit of a bank: other banks, pages, and another service worker."""
    shutil.copytree(site, folder)
    version = version_of({"assets": folder / "assets"})
    old = next((folder / RUNTIME).glob("banks-*.bin"))
    banks = gzip.compress(_edited(gzip.decompress(old.read_bytes())), mtime=0)
    new = old.with_name(f"banks-{hashlib.sha256(banks).hexdigest()[:16]}.bin")
    old.unlink()
    new.write_bytes(banks)
    snapshot = next((folder / RUNTIME).glob("fast-*.bin"))
    snapshot.unlink()
    missing = f"fast-{'0' * 16}.bin"  # a start without it falls back to the core
    changes = {
        old.name: new.name,
        snapshot.name: missing,
        version: version_of({"assets": folder / "assets"}),
    }
    for path in [*folder.rglob("*.html"), *folder.rglob("check.json")]:
        _replace(path, changes)
    page = folder / "quizzes/promise-check/index.html"
    _replace(page, {f'data-version="{OLD}"': f'data-version="{NEW}"'})
    cache = Cache(folder.with_name(f"{folder.name}-cache"))
    files = {name: cache.add((folder / name).read_bytes()) for name in walk(folder)}
    search = {name: digest for name, digest in files.items() if name.startswith("search/")}
    frame = {name: files[name] for name in files.keys() - search.keys()}
    frame[TEMPLATE] = files["quizzes/promise-check/index.html"]  # it names the version too
    trees = cache.add_value(dict(sorted(frame.items()))), (cache.add_value(search),)
    for name, digest in cache.value(service_worker(cache, *trees)).items():
        (folder / name).write_bytes(cache.read(digest))
    return folder


def _edited(data: bytes) -> bytes:
    banks: dict[str, str] = json.loads(data)
    bank = json.loads(banks[BANK])
    assert bank["version"] == OLD
    return json.dumps(banks | {BANK: json.dumps(bank | {"version": NEW})}).encode()


def _replace(path: Path, changes: dict[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def half_deployed(old: Path, new: Path, folder: Path) -> Path:
    """The old site with the new one's service worker already there."""
    shutil.copytree(old, folder)
    shutil.copy(new / PROGRAM, folder / PROGRAM)
    return folder


def turn(page: Page, host: Host, key: str, said: str) -> str:
    """Turn the switch by keyboard: what it said then."""
    page.goto(f"{host.site}about/offline/")
    switch = page.get_by_role("switch", name="Keep for offline")
    switch.focus()
    page.keyboard.press(key)
    told = page.locator("mile-keep [role=status]")
    expect(told).to_contain_text(said, timeout=120_000)
    return told.inner_text()


def caches(page: Page) -> dict[str, list[str]]:
    """The addresses in every cache of this browser."""
    return dict(
        page.evaluate("""async () => Object.fromEntries(await Promise.all(
          (await caches.keys()).map(async (name) =>
            [name, (await (await caches.open(name)).keys()).map((asked) => asked.url)])))""")
    )


def frames(page: Page) -> list[str]:
    """The versions whose frame is here."""
    return sorted(name.rpartition(" ")[2] for name in caches(page) if " frame " in name)

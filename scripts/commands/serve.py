"""`python -m scripts serve`: a knowledge base at a local address, built anew when it is edited."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import click

from macros.content import BUILD, STRICT, content_of, work_folder
from scripts.commands.options import source_option
from scripts.core.files import ROOT
from scripts.publish.handwritten import QUIET

HOST = "127.0.0.1"


@click.command()
@source_option
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default=HOST, show_default=True, help="0.0.0.0 inside a container.")
@click.option("--strict", is_flag=True, help="End where a problem is found at the start.")
def command(source: Path, port: int, host: str, strict: bool) -> None:
    """Show a knowledge base at http://127.0.0.1:8000, and show what changes at once."""
    if not _is_free(host, port):
        print(f"port {port} is in use by another program; choose one: --port {port + 1}")
        sys.exit(2)
    place, build = content_of(source).resolve(), work_folder(source).resolve()
    build.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, **QUIET, BUILD: str(build), STRICT: "1" if strict else ""}
    line = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{host}:{port}"]
    print(f"{place}: building; the site will be at http://{host}:{port}/")
    sys.exit(subprocess.run(line, env=environment, cwd=ROOT, check=False).returncode)


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError:
            return False
    return True

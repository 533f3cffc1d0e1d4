"""Every page that the build writes carries the policy before anything that loads."""

from __future__ import annotations

from pathlib import Path

from scripts.core.csp import DIRECTIVES, headers, meta
from scripts.core.files import walk


def test_scripts_are_files_of_ours() -> None:
    assert DIRECTIVES["script-src"].split() == ["'self'", "'wasm-unsafe-eval'"]
    assert DIRECTIVES["default-src"] == DIRECTIVES["base-uri"] == "'none'"


def test_every_page_carries_the_policy_first(site: Path) -> None:
    pages = [name for name in walk(site) if name.endswith(".html")]
    heads = {name: (site / name).read_text("utf-8").partition("</head>")[0] for name in pages}
    without = [name for name, head in heads.items() if head.count(meta()) != 1]
    late = [name for name, head in heads.items() if "<script" in head.partition(meta())[0]]
    assert (without, late) == ([], [])
    print(f"{len(pages)} pages with the policy")


def test_the_site_brings_header_files_for_hosts(site: Path) -> None:
    netlify = (site / "_headers").read_text("utf-8")
    nginx = (site / "headers.nginx.conf").read_text("utf-8")
    for name, value in headers().items():
        assert f"  {name}: {value}\n" in netlify
        assert f'add_header {name} "{value}" always;\n' in nginx

"""The kinds of page and their states as data: each table of `kinds.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of page, or one state of a page; `kinds.toml` says what the keys mean."""

    name: str
    what: str
    address: str
    pages: str = ""
    part: str = ""
    plain: bool = False
    touch: bool = False
    library: bool = False


TABLE = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
KINDS = [Kind(**row) for row in TABLE["kind"]]
STATES = [Kind(**row) for row in TABLE["state"]]

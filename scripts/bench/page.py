"""The measurements as a page with plots: theirs, ours and the target as bars, nothing to load."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from scripts.bench.rows import HEAD, Row, cells

WIDTH, BAR, LABEL = 420, 14, 130  # pixels

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1c1b19;background:#fbfaf7}
table{border-collapse:collapse;width:100%}th,td{padding:.3rem .5rem;border-bottom:1px solid #8884;
text-align:right}th:first-child,td:first-child{text-align:left}.plots{display:grid;gap:1.5rem 2rem;
grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr))}figure{margin:0}svg{width:100%}
figcaption{font-weight:600}.NO{color:#a11}.yes{color:#161}.box{overflow-x:auto}
text{font-size:13px;fill:currentColor}.ours{fill:#2b6a4d}.theirs{fill:#9a9488}
.target{stroke:#a11;stroke-width:2}
@media(prefers-color-scheme:dark){body{color:#e8e4da;background:#191816}.ours{fill:#6fc49b}
.NO{color:#f88}.yes{color:#8d8}.target{stroke:#f88}}
"""


def page(rows: Sequence[Row]) -> str:
    """Return the whole page."""
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    lines = "\n".join(_line(row) for row in rows)
    plots = "\n".join(_plot(row) for row in rows if row.theirs or row.limit)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Mile Markers, measured</title>'
        f"<style>{STYLE}</style></head>\n<body><main><h1>Mile Markers, measured</h1>\n"
        "<p>Theirs and ours on one machine; the red line is the target.</p>\n"
        f'<div class="box"><table><thead><tr>{head}</tr></thead><tbody>\n{lines}\n'
        f'</tbody></table></div>\n<h2>Plots</h2>\n<div class="plots">\n{plots}\n</div></main>'
        "</body></html>\n"
    )


def _line(row: Row) -> str:
    *words, met = cells(row)
    plain = "".join(f"<td>{escape(word)}</td>" for word in words)
    return f'<tr>{plain}<td class="{met}">{met}</td></tr>'


def _plot(row: Row) -> str:
    """Bars for theirs and ours, and a line where the target is."""
    limit = row.limit
    if limit is not None and row.of_ratio:
        limit = limit * row.theirs if row.theirs else None
    values = [value for value in (row.theirs, row.ours, limit) if value]
    scale = (WIDTH - LABEL - 70) / max([*values, 1e-9])
    bars = [("theirs", row.theirs), ("ours", row.ours)]
    drawn = [(name, value) for name, value in bars if value is not None]
    height = len(drawn) * (BAR + 8) + 6
    parts = [_bar(at, name, value, scale) for at, (name, value) in enumerate(drawn)]
    if limit is not None:
        at = LABEL + limit * scale
        parts.append(f'<line class="target" x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="{height}"/>')
    label = escape(f"{row.name}, {row.unit}")
    return (
        f'<figure><figcaption>{label}</figcaption><svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{label}: ours {row.ours:,.2f}">{"".join(parts)}</svg></figure>'
    )


def _bar(at: int, name: str, value: float, scale: float) -> str:
    top = at * (BAR + 8) + 3
    return (
        f'<text x="0" y="{top + 11}">{name}</text>'
        f'<rect class="{name}" x="{LABEL}" y="{top}" width="{max(value * scale, 1):.1f}"'
        f' height="{BAR}" rx="2"/>'
        f'<text x="{LABEL + value * scale + 6:.1f}" y="{top + 11}">{value:,.2f}</text>'
    )

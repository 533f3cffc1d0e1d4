"""Pieces of text that mean something to one of our parsers."""

from __future__ import annotations

WORDS = """
[ [[ ] ]] ( ]( [x](b ![ < > </ <a <b> <!-- <![CDATA[ <? * ** _ *a_ a**b ` `` $ $$ a$b & &# \\ ~ ~~
- + 1. # ## | |- > ``` ```ad-tip ```markdown [^1] [a]: [x][x] : ; . ! ? " ' = {# } {{ {% %} ---
00: 0:00 [00:00:00, [00:01:13] (00:01:13) 00:00-00:01, <a·class="yt <p·data-t= </sup>
<a·class="yt-timestamp"·data-t="00:01:13">[00:01:13]</a> [1](<a·class=yt [!note]
[[a|b]] [[a| http:// www. x@y. mailto: javascript: From: title: videoId: <script> <td> <svg> <math>
a A 0 é 漢 \u0300 \u202e \u05d0 \ufdd0 \ufdd1 \ufdd00\ufdd1 \u200b \ufeff \0
"""
BREAKS = (" ", "\t", "\n", "\n\n", "\n- ", "\n> ", "\n    ")
BLOCKS = ("a|b\n-|-\n", "a\n=\n", "## a\n", "## a {#a}\n")

# A dot in the middle of a piece stands for a space.
PIECES = (*(word.replace("·", " ") for word in WORDS.split()), *BREAKS, *BLOCKS)

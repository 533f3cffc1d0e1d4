"""Captions: from a file of any caption format to sentences, sections and their words' times.

`read` decodes a file, recognizes its format and parses it to cues; `speech` makes of cues the words
that were said, without the repeated lines of rolling captions, marks or speakers' names;
`sentences` finds where sentences end, `sections` where subjects change, `choose` which sentences
tell most. Each step is pure and takes and gives the frozen values of `model`.
"""

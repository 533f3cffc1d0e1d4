"""The assessment core: JSON in, JSON out; the same files run in CPython and in Pyodide.

`assessments.api.handle` is the one door. Nothing here imports more than the standard library
(`review` adds fsrs), reads a clock or a global random generator, or opens a file other than the
banks that travel inside this package. Modules are imported late on purpose: all of this starts
on a phone.
"""

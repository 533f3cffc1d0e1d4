"""Measurements of the project, beside its peers where there are some: `make bench`.

`run` measures sections, each in a process of its own with a deadline, and saves every row when it
is measured (`rows.Store`). `sections` has the table of what is measured; the tests use `server`,
`serve` and `waiting` too.
"""

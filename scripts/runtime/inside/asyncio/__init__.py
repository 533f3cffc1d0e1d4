"""Goes into the archive instead of Python's package of this name: the core awaits nothing.

Python's was a seventh of the archive's bytes and a quarter of the time that imports take at the
base's start. Pyodide takes one function from it then, for promises that Python code would await.
"""


def get_event_loop() -> object:
    """Say that there is none."""
    raise RuntimeError("there is no event loop here: nothing can be awaited")

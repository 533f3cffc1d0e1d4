"""Goes into the archive instead of Pyodide's module of this name: the core awaits nothing.

Pyodide's makes an event loop, and needs all of asyncio for it.
"""

# As Pyodide's does: a snapshot holds the JavaScript objects that its modules import, in order.
from pyodide_js._api import scheduleCallback  # type: ignore[import-not-found]  # noqa: F401


def _initialize_event_loop() -> None:
    """Make no loop: `pyodide` calls this when it is imported."""

"""Goes into the archive instead of Pyodide's module of this name: no packages are installed.

Pyodide's can unpack wheels, and imports zipfile, shutil, tempfile and pathlib for it. Its own
program asks for the two folders and for that function when it starts, and for nothing else.
"""

from site import getsitepackages

# As Pyodide's does, for the sake of snapshots: see webloop.
from pyodide_js import loadedPackages  # type: ignore[import-not-found]  # noqa: F401


class Folder:
    """A folder as Pyodide asks for it: an object whose `__str__` JavaScript can call."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __str__(self) -> str:
        return self.path


SITE_PACKAGES = Folder(getsitepackages()[0])
DSO_DIR = Folder("/usr/lib")


def init_loaded_packages() -> None:
    """Look for no packages: there are none."""

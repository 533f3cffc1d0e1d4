"""Goes into the archive: Python's library is found by a table there.

`zipimport` reads and unpacks every module twice, once to find it and once to run it: together a
tenth of the base's start. `site` imports this module, as it does any `sitecustomize`, and from then
on the library's modules come from where the table says that their bytecode stands.
"""

import sys
from io import FileIO
from marshal import loads
from zipimport import zipimporter

TYPE_CHECKING = False
if TYPE_CHECKING:  # each module imported here would be one that the table comes too late for
    from types import ModuleType

ModuleSpec = type(sys.__spec__)


class Library:
    """Finds and loads modules (importlib.abc.MetaPathFinder and Loader) by a table.

    It has for each module's name its file in the archive, and where there its code starts and how
    long that is.
    """

    def __init__(self, archive: str, table: dict[str, tuple[str, int, int]]) -> None:
        self.archive, self.table = archive, table
        self.file = FileIO(archive)

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        """The spec of a module that the table has."""
        if name not in self.table:
            return None
        place = f"{self.archive}/{self.table[name][0]}"
        spec = ModuleSpec(name, self, origin=place)  # type: ignore[arg-type]
        spec.has_location = True
        if place.endswith("/__init__.pyc"):
            spec.submodule_search_locations = [place.removesuffix("/__init__.pyc")]
        return spec

    def create_module(self, spec: object) -> None:
        """Let Python make the module."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the module's code."""
        _, start, length = self.table[module.__name__]
        self.file.seek(start)
        code = loads(self.file.read(length))  # noqa: S302  # the project's own
        exec(code, module.__dict__)  # noqa: S102  # as every import does


def install(own: zipimporter) -> None:
    """Put the library before zipimport, which still finds whatever else is in its archive."""
    table = loads(own.get_data(f"{own.archive}/table.bin"))  # noqa: S302
    sys.meta_path.insert(-1, Library(own.archive, table))  # type: ignore[arg-type]


def add(archive: str) -> None:
    """Let modules come from one more archive that has a table."""
    sys.path.append(archive)
    install(zipimporter(archive))


loader: object = __spec__.loader
if isinstance(loader, zipimporter):
    install(loader)

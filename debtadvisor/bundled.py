"""Files that ship inside the package, and their twins. Read through the package's own loader, so that a zipped
installation works too; `importlib.resources` would cost every command a dozen more imports."""

import pkgutil
import tomllib
from collections.abc import Mapping
from decimal import Decimal

from debtadvisor.twin import read_twin, twin_name


def bundled(name: str) -> bytes | None:
    """The bytes of that file of the package (``examples/demo.toml``), None when it is not there."""
    try:
        return pkgutil.get_data("debtadvisor", name)
    except OSError:
        return None


def bundled_table(name: str, content: bytes | None = None) -> Mapping[str, object]:
    """The table in that TOML file of the package (or in `content`, when its bytes are at hand), from its twin where
    one was made from the same bytes. Raises FileNotFoundError, or what `tomllib` raises."""
    book = bundled(name) if content is None else content
    if book is None:
        raise FileNotFoundError(name)
    twin = bundled(twin_name(name))
    table = read_twin(twin, book) if twin is not None else None
    return tomllib.loads(book.decode("utf-8"), parse_float=Decimal) if table is None else table

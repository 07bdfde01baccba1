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


def bundled_twin(name: str, content: bytes) -> Mapping[str, object] | None:
    """The table of that TOML file from its twin, when this installation has one made from those very bytes."""
    twin = bundled(twin_name(name))
    return None if twin is None else read_twin(twin, content)


def bundled_table(name: str) -> Mapping[str, object]:
    """The table in that TOML file of the package. Raises FileNotFoundError, or what `tomllib` raises."""
    content = bundled(name)
    if content is None:
        raise FileNotFoundError(name)
    table = bundled_twin(name, content)
    return tomllib.loads(content.decode("utf-8"), parse_float=Decimal) if table is None else table

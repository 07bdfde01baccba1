"""JSON twins of TOML files: the same table, read twenty times faster.

A twin is built by the installation, into the wheel or beside the files of a checkout, and carries its file's SHA-256. A
file whose bytes differ in anything (an edited copy) is read as TOML; no twin is ever written at run time.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256

# Dates have no form of their own in JSON; these are the keys that hold one.
_DATES = ("from", "until", "review_by", "in_force", "published", "checked", "checked_until", "date")
_MARKED = re.compile(r'"\\u0000([^"]+)"')


def twin_name(name: str) -> str:
    """The name of that file's twin: ``policies.toml`` → ``policies.json``."""
    return name.removesuffix(".toml") + ".json"


def twin_of(file: bytes, table: Mapping[str, object]) -> str:
    """The twin of the TOML file `file`, whose parsed form is `table`. Raises TypeError for what JSON cannot carry."""
    text = json.dumps({"sha256": sha256(file).hexdigest(), "table": table}, ensure_ascii=False, default=_plain)
    return _MARKED.sub(r"\1", text)


def read_twin(twin: bytes, file: bytes) -> Mapping[str, object] | None:
    """The parsed file, when that twin was made from those very bytes; else None, never an error."""
    mark = sha256(file).hexdigest()
    # The mark stands first, so a stale twin is not even parsed.
    if not twin.startswith(b'{"sha256": "' + mark.encode() + b'"'):
        return None
    found = json.loads(twin, parse_float=Decimal, object_hook=_with_dates)
    table = found.get("table") if isinstance(found, dict) else None
    return table if isinstance(table, dict) else None


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"\0{value}"  # made a bare number by `twin_of`, with the digits it was written in
    raise TypeError(f"a twin holds no {type(value).__name__}")


def _with_dates(table: dict[str, object]) -> dict[str, object]:
    for key in _DATES:
        value = table.get(key)
        if isinstance(value, str) and value[:2] == "20" and len(value) == 10:
            table[key] = date.fromisoformat(value)
    return table

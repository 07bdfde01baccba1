"""Laying a user's book over the bundled one, row by row. Both are still plain mappings, not yet checked.

A row of the overlay replaces the row of the same id, or comes after the others; nothing else is touched.
What has the wrong shape is passed on as it is, so that `parse` reports it at its place.
"""

from collections.abc import Iterator, Mapping

from debtadvisor.core.policy.read import as_table

BY_NAME = ("sources", "defaults")
BY_ID = ("rules", "lenders", "relief", "myths")


def merge_books(base: Mapping[str, object], overlay: Mapping[str, object], origin: str) -> dict[str, object]:
    """The base with the overlay's rows laid over it.

    origin   name of the overlay; kept on each of its relief rows and added to the version

    Sources of the base that no row cites any more are left out, since the overlay took the row that did.
    """
    merged = dict(base)
    for key, value in overlay.items():
        if key in BY_NAME:
            merged[key] = _by_name(base.get(key), value)
        elif key in BY_ID:
            merged[key] = _by_id(base.get(key), value, origin if key == "relief" else "")
        elif key != "version":
            merged[key] = value
    merged["version"] = _version(base.get("version"), overlay.get("version", origin))
    kept = as_table(merged.get("sources"))
    if kept is not None:
        written = as_table(overlay.get("sources")) or {}
        wanted = frozenset(cited(merged)) | frozenset(written)
        merged["sources"] = {name: row for name, row in kept.items() if name in wanted}
    return merged


def cited(book: Mapping[str, object]) -> Iterator[str]:
    """Every source id that a row of that mapping cites, however deep, and every source that another is part of."""
    waiting: list[object] = [book]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Mapping):
            for key, value in here.items():
                if key in ("sources", "of"):
                    yield from _names(value)
                if isinstance(value, dict | list | tuple | Mapping):
                    waiting.append(value)
        elif isinstance(here, list | tuple):
            waiting.extend(item for item in here if isinstance(item, dict | list | tuple | Mapping))


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        yield from (name for name in value if isinstance(name, str))


def _version(base: object, overlay: object) -> object:
    return f"{base} + {overlay}" if isinstance(base, str) and isinstance(overlay, str) else overlay


def _by_name(base: object, overlay: object) -> object:
    below, above = as_table(base), as_table(overlay)
    return overlay if below is None or above is None else {**below, **above}


def _by_id(base: object, overlay: object, origin: str) -> object:
    if not isinstance(base, list | tuple) or not isinstance(overlay, list | tuple):
        return overlay
    rows = list(base)
    place = {row_id: i for i, row in enumerate(rows) if (row_id := _id(row))}
    for row in overlay:
        laid = {**row, "origin": origin} if origin and isinstance(row, Mapping) else row
        # Popped, so that an id which the overlay itself writes twice is reported as twice there.
        here = place.pop(_id(laid), None)
        if here is None:
            rows.append(laid)
        else:
            rows[here] = laid
    return rows


def _id(row: object) -> str:
    value = row.get("id") if isinstance(row, Mapping) else None
    return value if isinstance(value, str) else ""

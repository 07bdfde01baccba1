"""What Tab completes on the command line: case files, and how the policy book names lenders. Only when asked."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from debtadvisor.core.policy.model import Lender


def case_files(incomplete: str) -> list[str]:
    """Case files and folders whose names begin so."""
    folder, _, begun = incomplete.rpartition("/")
    base = Path(folder or ("/" if incomplete.startswith("/") else ".")).expanduser()
    found: list[str] = []
    try:
        names = sorted(base.iterdir())
    except OSError:
        return []
    for path in names:
        if not path.name.startswith(begun) or (path.name.startswith(".") and not begun):
            continue
        shown = f"{folder}/{path.name}" if folder or incomplete.startswith("/") else path.name
        if path.is_dir():
            found.append(f"{shown}/")
        elif path.suffix.casefold() in (".toml", ".json"):
            found.append(shown)
    return found


@cache
def _rows() -> "tuple[Lender, ...]":
    from debtadvisor.intake.book import load_book

    return tuple(load_book().lenders.values())


def lender_names(incomplete: str) -> list[tuple[str, str]]:
    """How lenders may be named, as far as it was typed: ids with their Chinese name, and Chinese names themselves."""
    begun = incomplete.casefold()
    rows = _rows()
    ids = [(row.id, row.name.zh) for row in rows if row.id.startswith(begun)]
    names = [(name, row.id) for row in rows for name in (row.name.zh, *row.aliases)]
    return ids + [pair for pair in names if begun and not begun.isascii() and pair[0].casefold().startswith(begun)]

"""What Tab completes on the command line: case files, and how the policy book names lenders. Only when asked."""

from pathlib import Path


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


def lender_ids(incomplete: str) -> list[tuple[str, str]]:
    """The ids of lenders that begin so, each with its name."""
    from debtadvisor.intake.book import load_book
    from debtadvisor.text.catalogue import Catalogue

    book = load_book()
    lang = Catalogue("zh").lang
    return [(row.id, getattr(row.name, lang)) for row in book.lenders.values() if row.id.startswith(incomplete)]

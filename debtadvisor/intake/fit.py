"""Lines that fit a terminal, for questions and what is said between them: broken as the lines of a page are."""

import shutil

from debtadvisor.text.widths import width_of, wrap

NARROWEST = 20


def fitted(text: str, wide: int | None = None) -> str:
    """The text in lines of at most that many columns, the terminal's own when None; the indent of each is kept."""
    most = max(wide or shutil.get_terminal_size((80, 24)).columns - 1, NARROWEST)
    return "\n".join(line for given in text.split("\n") for line in _lines(given, most))


def _lines(text: str, most: int) -> list[str]:
    if width_of(text) <= most:
        return [text]
    words = text.lstrip(" ")
    indent = text[: len(text) - len(words)]
    return [indent + line for line in wrap(words, most - len(indent))]

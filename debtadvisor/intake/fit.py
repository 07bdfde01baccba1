"""Lines that fit a terminal: English broken between words, Chinese anywhere but before a closing mark."""

import re
import shutil
from unicodedata import combining, east_asian_width

NARROWEST = 20
# A run of letters that stays together, or one wide character with the marks that must not begin a line.
_PIECE = re.compile(
    r"[^\s\u2e80-\uffef]+[。，、；：？！）】》”’]*|[\u2e80-\uffef”’“‘][。，、；：？！）】》”’,.;:?!)]*|\s+"
)


def fitted(text: str, wide: int | None = None) -> str:
    """The text in lines of at most that many columns, the terminal's own when None; its indent is kept."""
    most = max(wide or shutil.get_terminal_size((80, 24)).columns - 1, NARROWEST)
    if columns(text) <= most:
        return text
    indent = text[: len(text) - len(text.lstrip())]
    lines, line = [], indent
    for piece in _PIECE.findall(text[len(indent) :]):
        if columns(line + piece.rstrip()) > most and line.strip():
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
        else:
            line += piece
    return "\n".join([*lines, line.rstrip()])


def columns(text: str) -> int:
    """How many columns a terminal gives that text: two for each wide or full-width character."""
    return sum(2 if east_asian_width(letter) in "WF" else not combining(letter) for letter in text)

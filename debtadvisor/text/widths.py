"""Breaking text into lines by what a terminal shows: Chinese characters take two columns, marks take none.

Amounts, dates and Latin words stay whole; a line never begins with a closing mark nor ends with an opening one.
A single word that is wider than the line, such as an address, is folded. Pages and questions break by the same rules.
"""

import re
import unicodedata
from functools import lru_cache

# Marks that may not begin a line, and marks that may not end one.
CLOSING = "，。；：！？、）》」』〉】〕”’…,.;:!?)]}%％"
OPENING = "（《「『〈【〔“‘([{"

_TOKEN = re.compile(
    r"""
    \[\d+\]                                              # the number of a source
  | -?\d[\d,]*(?:\.\d+)?[ ](?:元|万元|yuan\b)             # an amount with its unit
  | \d{4}年\d{1,2}月(?:\d{1,2}日)?                         # a date
  | \d{1,2}[ ](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[ ]\d{4}
  | [ ]+
  | [!-~]+                                               # a Latin word or a figure
  | .[\u0300-\u036f\ufe0e\ufe0f]*                          # anything else, with the marks upon it
    """,
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width_of(text: str) -> int:
    """The columns that `text` takes in a terminal.

    >>> width_of("花呗 1,500 元")
    13
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def words_of(text: str) -> list[str]:
    """The parts of `text` between which a line may break, each with the marks that cling to it.

    A space behind an opening mark, or before a closing one, is no place to break either.
    """
    found: list[str] = []
    for match in _TOKEN.finditer(text):
        part = match[0]
        if part[0] == " ":
            if found and found[-1][-1] in OPENING:
                found[-1] += " "
            else:
                found.append(" ")
        elif found and _clings(part) and len(found) > 1 and found[-1] == " ":
            found[-2:] = [f"{found[-2]} {part}"]
        elif found and found[-1] != " " and (_clings(part) or _holds(found[-1], part)):
            found[-1] += part
        else:
            found.append(part)
    return found


def _clings(part: str) -> bool:
    """Whether that part may not begin a line."""
    return part[0] in CLOSING or (part.startswith("[") and part[1:-1].isdigit())


def _holds(before: str, part: str) -> bool:
    """Whether nothing breaks behind `before`: an opening mark, or the apostrophe within an English word."""
    mark = before.rstrip(" ")[-1:]
    within = mark == "’" and before[-2:-1].isascii() and before[-2:-1].isalpha() and part[0].isascii()
    return mark in OPENING or (within and part[0].isalpha())


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` ≥ 2 columns, without spaces at their ends; [""] for no text."""
    if "  " not in text and width_of(text) <= width:
        return [text.strip(" ")]  # most lines of a page are short
    lines: list[str] = []
    line, used = "", 0
    for word in words_of(text):
        wide = width_of(word)
        if used + wide <= width:
            if line or word != " ":
                line, used = line + word, used + wide
            continue
        if line.rstrip():
            lines.append(line.rstrip())
        line, used = "", 0
        if word == " ":
            continue
        if wide > width:
            *whole, word = fold(word, width)
            lines.extend(whole)
            wide = width_of(word)
        line, used = word, wide
    if line.rstrip() or not lines:
        lines.append(line.rstrip())
    return lines


def fold(word: str, width: int) -> list[str]:
    """`word` cut into pieces of at most `width` columns, wherever that is; between marks only when there is no other
    place."""
    pieces: list[str] = []
    piece = ""
    for char in word:
        if width_of(piece) + _columns(char) > width and piece:
            cut = _cut(piece, char)
            pieces.append(piece[:cut].rstrip(" "))
            piece = piece[cut:].lstrip(" ")
        piece += char
    return [*pieces, piece]


def _cut(piece: str, after: str) -> int:
    """Where to cut so that no Chinese closing mark comes first, no opening one last; the end when nowhere will do."""
    for cut in range(len(piece), 0, -1):
        first = piece[cut] if cut < len(piece) else after
        if not (first in CLOSING and not first.isascii()) and piece[cut - 1] not in OPENING:
            return cut
    return len(piece)


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `width` columns."""
    gap = " " * max(width - width_of(text), 0)
    return gap + text if right else text + gap

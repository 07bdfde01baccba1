"""Breaking text into lines by what a terminal shows: Chinese characters take two columns, marks take none.

Amounts, dates and Latin words stay whole; a line never begins with a closing mark nor ends with an opening one.
A single word that is wider than the line, such as an address, is folded.
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
    """The parts of `text` between which a line may break, each with the marks that cling to it."""
    found: list[str] = []
    glue = False
    for match in _TOKEN.finditer(text):
        part = match[0]
        clings = part[0] in CLOSING or (part.startswith("[") and part[1:-1].isdigit())
        if found and found[-1] != " " and (glue or clings) and part[0] != " ":
            found[-1] += part
        else:
            found.append(" " if part[0] == " " else part)
        glue = found[-1][-1] in OPENING
    return found


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
    """`word` cut into pieces of at most `width` columns, wherever that is."""
    pieces: list[str] = []
    piece, used = "", 0
    for char in word:
        wide = _columns(char)
        if used + wide > width and piece:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + char, used + wide
    return [*pieces, piece]


def pad(text: str, width: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `width` columns."""
    gap = " " * max(width - width_of(text), 0)
    return gap + text if right else text + gap

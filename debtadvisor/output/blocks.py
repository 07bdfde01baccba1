"""A page as values: headings, paragraphs, tables, pictures, lines to say, sources. No language, width or colour.

Every string that enters a block is cleaned there, so that no report can hold a control character; what looks like
markup is left as it is and made harmless by each renderer. Cells stay values (`Money`, `date`, `Decimal` for a
rate), and each renderer writes them in the language of the report.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum

from debtadvisor.core.money import Money
from debtadvisor.core.value import value
from debtadvisor.output.safe import clean

Cell = str | Money | date | int | Decimal


class Tone(StrEnum):
    """How a paragraph is meant."""

    NORMAL = "normal"
    WARNING = "warning"
    QUIET = "quiet"


class _Cleaned:
    """Cleans every string of a block when it is made."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for one in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            value = getattr(self, one.name)
            if type(value) is str:
                object.__setattr__(self, one.name, clean(value))
            elif type(value) is tuple:
                object.__setattr__(self, one.name, tuple(clean(v) if type(v) is str else v for v in value))


@value(kw_only=False)
class Heading(_Cleaned):
    """A heading; `level` 1 is the page's title, 3 the smallest."""

    level: int
    text: str


@value(kw_only=False)
class Paragraph(_Cleaned):
    """One paragraph; `notes` are numbers of the sources behind it."""

    text: str
    notes: tuple[int, ...] = ()
    tone: Tone = Tone.NORMAL


@value(kw_only=False)
class Item(_Cleaned):
    """One line of a list, perhaps with a label in front of it."""

    text: str
    notes: tuple[int, ...] = ()
    label: str = ""


@value(kw_only=False)
class Bullets:
    """A list of items."""

    items: tuple[Item, ...]


@value(kw_only=False)
class Column(_Cleaned):
    """The head of one column; `right` aligns figures. `quiet`: where a row is told line by line, because the table is
    too wide, a zero sum of this column is left out."""

    title: str
    right: bool = False
    quiet: bool = False


@value(kw_only=False)
class Row(_Cleaned):
    """One row of a table; `strong` marks a sum."""

    cells: tuple[Cell, ...]
    strong: bool = False


@value
class Table(_Cleaned):
    """Rows that have one cell for each column. Raises ValueError when one has not."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("every row needs one cell for each column")


@value(kw_only=False)
class Bar(_Cleaned):
    """One line of a picture: its label and one amount, at least 0, for each series."""

    label: str
    amounts: tuple[Money, ...]


@value
class Picture(_Cleaned):
    """Amounts as bars for the eye, the exact figure beside each. Raises ValueError when a bar cannot be drawn.

    series   what each amount of a bar is; each has its own sign, so that colour is never needed
    stacked  the amounts of one bar follow each other and its figure is their sum; else each series stands for itself
    words    the same in sentences: all that plain text, Markdown and a screen reader get
    """

    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    words: str
    stacked: bool = False

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        if not 1 <= len(self.series) <= 2 or any(len(bar.amounts) != len(self.series) for bar in self.bars):
            raise ValueError("every bar needs one amount for each of one or two series")
        if any(amount.fen < 0 for bar in self.bars for amount in bar.amounts):
            raise ValueError("a bar cannot be shorter than nothing")


@value
class Spoken(_Cleaned):
    """Words to say aloud: always Chinese, `beside` is the same in English or "".

    label      what the other side says, or what the line is for; "" when nothing needs to be said
    condition  the mark for what may be said only if it is true, "" when it may always be said
    aside      not to be read out: what the line rests on, what it can cost
    """

    zh: str
    label: str = ""
    beside: str = ""
    notes: tuple[int, ...] = ()
    condition: str = ""
    aside: str = ""


@value
class Note(_Cleaned):
    """One numbered source: what it is, what is known about it, and its address ("" when there is none)."""

    number: int
    text: str
    about: str = ""
    url: str = ""


@value(kw_only=False)
class Notes:
    """The sources in order of their numbers."""

    notes: tuple[Note, ...]


Block = Heading | Paragraph | Bullets | Table | Picture | Spoken | Notes


@value(kw_only=False)
class Report:
    """A page in one language. Equal reports give equal pages."""

    lang: str
    blocks: tuple[Block, ...]


def bullets(items: Iterable[Item | str]) -> Bullets:
    """A list of those items; a bare string is an item without notes."""
    return Bullets(tuple(Item(item) if isinstance(item, str) else item for item in items))

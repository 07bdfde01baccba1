"""Report → lines of styled text at a given width. One layout for colour and for plain text.

From 60 columns on a table stands in aligned columns when it fits; otherwise, and on narrower screens, each row
becomes a few lines of "label：value". Figures are never cut. No line ends with a space.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from debtadvisor.core.money import Money
from debtadvisor.output.bars import bars
from debtadvisor.output.blocks import (
    Block,
    Bullets,
    Cell,
    Heading,
    Notes,
    Paragraph,
    Picture,
    Report,
    Row,
    Spoken,
    Table,
    Tone,
)
from debtadvisor.output.segments import Line, Segment, Style
from debtadvisor.text import shapes
from debtadvisor.text.widths import pad, width_of, words_of, wrap

COLUMNS_FROM = 60
_GAP = 2
_LEAST_TEXT = 10

_TONES = {Tone.NORMAL: Style.PLAIN, Tone.WARNING: Style.WARNING, Tone.QUIET: Style.QUIET}


def layout(report: Report, width: int, *, pictures: bool = False) -> tuple[Line, ...]:
    """The page in lines of at most `width` columns. Raises ValueError below 20 columns.

    pictures  draw them above their words; without, the words alone tell what they show
    """
    if width < 20:
        raise ValueError("a page needs at least 20 columns")
    lines: list[Line] = []
    before: Block | None = None
    for block in report.blocks:
        if before is not None and _apart(before, block, pictures=pictures):
            lines.append(())
        if pictures and isinstance(block, Picture):
            lines.extend(bars(block, width))
        lines.extend(_block(block, width, report.lang))
        before = block
    return tuple(lines)


def text_of(line: Line) -> str:
    """The bare text of a line."""
    return "".join(segment.text for segment in line)


def cell_text(cell: Cell, lang: str) -> str:
    """A cell as that language writes it: amounts as bare figures, rates as percentages."""
    if isinstance(cell, Money):
        return shapes.digits(cell)
    if isinstance(cell, date):
        return shapes.day(cell, lang)
    return shapes.percent(cell) if isinstance(cell, Decimal) else str(cell)


def marks(notes: Sequence[int]) -> str:
    """The numbers of sources as they stand behind a text: [1][3]."""
    return "".join(f"[{number}]" for number in notes)


def _apart(before: Block, block: Block, *, pictures: bool) -> bool:
    """Whether an empty line stands between these two. The words of pictures make one list."""
    if isinstance(before, Picture) and isinstance(block, Picture):
        return pictures
    return not (isinstance(before, Heading) and not isinstance(block, Heading) and before.level > 2)


def _block(block: Block, width: int, lang: str) -> Iterator[Line]:
    match block:
        case Heading():
            yield from _heading(block, width)
        case Paragraph():
            yield from _styled(wrap(block.text + marks(block.notes), width), _TONES[block.tone])
        case Bullets():
            for item in block.items:
                label = f"{item.label}{_colon(lang)}" if item.label else ""
                yield from _hanging("- ", label, item.text + marks(item.notes), width)
        case Table():
            yield from _table(block, width, lang)
        case Picture():
            yield from _hanging("- ", "", block.words, width)
        case Spoken():
            yield from _spoken(block, width)
        case Notes():
            yield from _notes(block, width)


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "


def _styled(texts: Iterable[str], style: Style, indent: str = "") -> Iterator[Line]:
    for text in texts:
        yield (Segment(indent + text if text else "", style),)


def _heading(block: Heading, width: int) -> Iterator[Line]:
    texts = wrap(block.text, width)
    yield from _styled(texts, Style.TITLE if block.level < 3 else Style.STRONG)
    if block.level < 3:
        rule = "=" if block.level == 1 else "-"
        yield (Segment(rule * min(max(map(width_of, texts)), width), Style.TITLE),)


def _hanging(mark: str, label: str, text: str, width: int) -> Iterator[Line]:
    """A mark, a strong label and a text, the following lines indented by the mark."""
    indent = " " * len(mark)
    for n, line in enumerate(wrap(label + text, width - len(mark))):
        start = Segment(mark if n == 0 else indent)
        if n == 0 and label and line.startswith(label.rstrip()):
            cut = len(label.rstrip())
            yield tuple(s for s in (start, Segment(line[:cut], Style.STRONG), Segment(line[cut:])) if s.text)
        else:
            yield (start, Segment(line)) if line else ()


def _spoken(block: Spoken, width: int) -> Iterator[Line]:
    if block.label:
        yield from _styled(wrap(block.label, width), Style.STRONG)
    yield from _styled(wrap(block.condition + block.zh + marks(block.notes), width - 4), Style.SPOKEN, "    ")
    for text in (block.beside, block.aside):
        if text:
            yield from _styled(wrap(text, width - 4), Style.QUIET, "    ")


def _notes(block: Notes, width: int) -> Iterator[Line]:
    for note in block.notes:
        mark = f"[{note.number}] "
        yield from _hanging(mark, "", note.text, width)
        for text in (note.about, note.url):
            if text:
                yield from _styled(wrap(text, width - len(mark)), Style.QUIET, " " * len(mark))


def _table(table: Table, width: int, lang: str) -> Iterator[Line]:
    if table.caption:
        yield from _styled(wrap(table.caption, width), Style.STRONG)
    texts = [[cell_text(cell, lang) for cell in row.cells] for row in table.rows]
    sizes = _sizes(table, texts, width) if width >= COLUMNS_FROM else None
    if sizes is None:
        yield from _stacked(table, texts, width, lang)
    else:
        yield from _columns(table, texts, sizes)


def _sizes(table: Table, texts: list[list[str]], width: int) -> list[int] | None:
    """The width of each column, text columns narrowed as far as needed; None when the table does not fit."""
    spans = range(len(table.columns))
    titles = [column.title for column in table.columns]
    cells = [[row[n] for row in texts] for n in spans]
    sizes = [max(map(width_of, (titles[n], *cells[n]))) for n in spans]
    least = []
    for n in spans:
        figures = cells[n] if table.columns[n].right else []
        words = [titles[n]] if table.columns[n].right else [titles[n], *cells[n]]
        whole = max((_unbroken(text, width // 3) for text in words), default=0)
        least.append(min(sizes[n], max(_LEAST_TEXT, whole, *map(width_of, figures))))
    over = sum(sizes) + _GAP * (len(sizes) - 1) - width
    while over > 0:
        widest = max(spans, key=lambda n: (sizes[n] - least[n] > 0, sizes[n], -n))
        if sizes[widest] <= least[widest]:
            return None
        sizes[widest] -= 1
        over -= 1
    return sizes


def _unbroken(text: str, most: int) -> int:
    """The widest part of `text` that must stay whole; longer ones than `most` (addresses) may be folded."""
    wide = [width_of(word) for word in words_of(text)]
    return max((w for w in wide if w <= most), default=0)


def _columns(table: Table, texts: list[list[str]], sizes: list[int]) -> Iterator[Line]:
    yield from _row([column.title for column in table.columns], table, sizes, Style.QUIET)
    for row, cells in zip(table.rows, texts, strict=True):
        yield from _row(cells, table, sizes, Style.STRONG if row.strong else Style.PLAIN)


def _row(cells: list[str], table: Table, sizes: list[int], style: Style) -> Iterator[Line]:
    parts = [wrap(cell, size) for cell, size in zip(cells, sizes, strict=True)]
    for n in range(max(map(len, parts))):
        line = (
            pad(part[n] if n < len(part) else "", size, right=column.right)
            for part, size, column in zip(parts, sizes, table.columns, strict=True)
        )
        yield (Segment((" " * _GAP).join(line).rstrip(), style),)


def _stacked(table: Table, texts: list[list[str]], width: int, lang: str) -> Iterator[Line]:
    for n, (row, cells) in enumerate(zip(table.rows, texts, strict=True)):
        yield from _card(table, row, cells, width, lang, first=n == 0)


def _card(table: Table, row: Row, cells: list[str], width: int, lang: str, *, first: bool) -> Iterator[Line]:
    """One row: "label：value" when there are two columns, else the first cell with the others below it."""
    head, *rest = cells
    style = Style.STRONG if row.strong or len(rest) > 1 else Style.PLAIN
    if len(rest) == 1:
        yield from _styled(wrap(f"{head}{_colon(lang)}{rest[0]}", width), style)
        return
    if not first:
        yield ()
    yield from _styled(wrap(head, width), style)
    for column, cell, value in zip(table.columns[1:], rest, row.cells[1:], strict=True):
        if cell and not (column.quiet and value == Money(0)):
            yield from _styled(wrap(f"{column.title}{_colon(lang)}{cell}", width - 2), Style.PLAIN, "  ")

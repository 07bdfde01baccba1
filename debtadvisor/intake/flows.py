"""A file of dated flows: two columns, date and amount, received with + (or nothing) and paid with -.

A header, blank lines and any order are allowed; the flows come back in order of date. Every line that cannot be read is
reported at its place, then told at once by `Flags.check`.
"""

import csv
from collections.abc import Iterator
from datetime import date
from typing import IO

from debtadvisor.core.errors import CaseError, InputError
from debtadvisor.core.value import value
from debtadvisor.intake.files import STANDARD_INPUT, decoded, read_bytes
from debtadvisor.intake.flags import MOST_MONTHS, Flags
from debtadvisor.intake.units import plain, shown

# The flow of the first day, and a payment for each month of the longest loan.
MOST_FLOWS = MOST_MONTHS + 1


@value
class Flows:
    """Dated flows in order of date; `moved` says that the file had them in another order."""

    dates: tuple[date, ...]
    amounts: tuple[int, ...]
    moved: bool


def read_flows(path: str, flags: Flags, standard_input: IO[bytes]) -> Flows:
    """The flows in that file, ``-`` for `standard_input`. Problems of single lines go to `flags`.

    Raises InputError when the file cannot be read at all.
    """
    from pathlib import Path

    content = standard_input.read() if path == STANDARD_INPUT else read_bytes(Path(path))
    try:
        text = decoded(content, path)
    except CaseError as wrong:
        raise InputError(wrong.problems, path) from None
    before = len(flags.problems)
    found: list[tuple[date, int]] = []
    for line, cells in _rows(text, path, flags):
        place = f"{path}: line {line}"
        if len(found) == MOST_FLOWS:
            flags.report(place, "too_many_flows", most=str(MOST_FLOWS))
            break
        if len(cells) == 2:
            found.append((flags.day(place, cells[0]), _amount(place, cells[1], flags)))
        else:
            flags.report(place, "flow_cells", given=str(len(cells)))
    if len(flags.problems) == before:
        if not found:
            flags.report(path, "no_flows")
        elif len({day for day, _ in found}) == 1:
            flags.report(path, "flows_of_one_day")
    ordered = sorted(found, key=lambda flow: flow[0])
    return Flows(dates=tuple(d for d, _ in ordered), amounts=tuple(a for _, a in ordered), moved=ordered != found)


def _rows(text: str, path: str, flags: Flags) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells, without blank lines and without a header."""
    reader = csv.reader(text.splitlines(), strict=True)
    first = True
    try:
        for row in reader:
            cells = [plain(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if not cells:
                continue
            if not (first and not any(letter.isdigit() for cell in cells for letter in cell)):
                yield reader.line_num, cells
            first = False
    except csv.Error as wrong:
        flags.report(f"{path}: line {reader.line_num}", "bad_flow_line", given=shown(str(wrong)))


def _amount(place: str, cell: str, flags: Flags) -> int:
    """Fen with the sign in front of the figure."""
    unsigned = cell.replace("\N{MINUS SIGN}", "-").lstrip()
    paid = unsigned.startswith("-")
    fen = flags.amount(place, unsigned[1:].lstrip() if unsigned[:1] in ("+", "-") else unsigned)
    return -fen if paid else fen

"""Values given on the command line, read as a case file reads them; every problem is kept, then told at once.

A command makes one `Flags`, asks it for each value, and calls `check` before it computes anything.
"""

from collections.abc import Callable, Container
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from debtadvisor.core.case import Rate
from debtadvisor.core.errors import InputError, Problem
from debtadvisor.intake import values
from debtadvisor.intake.units import UnitError, count_of, date_of, shown

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
# More instalments than any loan has; a home loan of thirty years has 360.
MOST_MONTHS = 1200


class Flags:
    """Reads flags one by one. A value that cannot be read is reported, and its stand-in returned until `check`.

    today   what 21日 and 逾期40天 are counted from
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.problems: list[Problem] = []

    def report(self, flag: str, code: str, **given: str) -> None:
        """Keeps one problem; `flag` as it is typed: ``--principal``."""
        self.problems.append(Problem(flag, code, given))

    def check(self) -> None:
        """Raises InputError with every problem so far, in the order in which the flags were read."""
        if self.problems:
            raise InputError(self.problems)

    def amount(self, flag: str, text: str, *, positive: bool = True) -> int:
        """A sum of yuan as written (8632.17, 8.6万), in fen."""
        return self._read(flag, lambda: values.fen(text, positive=positive), 1)

    def rate(self, flag: str, text: str) -> Rate:
        """A rate with what it is quoted for (0.18, 18%, 日万五, 月费率0.6%)."""
        return self._read(flag, lambda: values.rate(text), values.rate(Decimal(0)))

    def share(self, flag: str, text: str) -> Decimal:
        """A share from 0 to 1 (0.006, 0.6%)."""
        return self._read(flag, lambda: values.share(text), Decimal(0))

    def day(self, flag: str, text: str, *, ahead: bool = False) -> date:
        """A date within reach (2026-12-01, 21日); a part of one is the latest such day, or the next with `ahead`."""
        return self._read(flag, lambda: _day(text, self.today, ahead), self.today)

    def code(self, flag: str, text: str, codes: type[E], besides: Container[E] = ()) -> E:
        """One of those codes, `besides` left out."""
        allowed = [one for one in codes if one not in besides]
        found = next((one for one in allowed if one.value == text.strip().casefold().replace("-", "_")), None)
        if found is None:
            names = [one.value for one in allowed]
            near = get_close_matches(text.strip().casefold(), names, n=1)
            listed = ", ".join(names)
            self.report(flag, "unknown_code", given=shown(text), nearest=near[0] if near else "", allowed=listed)
        return found or allowed[0]

    def text(self, flag: str, text: str) -> str:
        """Words, as a case file may hold them."""
        return self._read(flag, lambda: values.text(text), "")

    def pair(self, flag: str, text: str, sign: str, form: str) -> tuple[str, str] | None:
        """The two halves around `sign`; None, and a problem that shows `form`, when there are not two."""
        first, _, second = text.partition(sign)
        if first.strip() and second.strip():
            return first.strip(), second.strip()
        self.report(flag, "not_a_pair", given=shown(text), form=form)
        return None

    def count(self, flag: str, text: str, *, low: int = 1, high: int = MOST_MONTHS) -> int:
        """A whole number from `low` to `high`."""
        return self._read(flag, lambda: _count(text, low, high), low)

    def _read(self, flag: str, reader: Callable[[], T], stand_in: T) -> T:
        try:
            return reader()
        except UnitError as wrong:
            self.report(flag, wrong.code, **wrong.values)
            return stand_in


def _day(text: str, today: date, ahead: bool) -> date:
    found = date_of(text, today, ahead=ahead)
    if not values.EARLIEST <= found <= values.LATEST:
        raise UnitError("date_out_of_range", {"given": shown(text)})
    return found


def _count(text: str, low: int, high: int) -> int:
    number = count_of(text)
    if not low <= number <= high:
        raise UnitError("out_of_range", {"given": str(number), "low": str(low), "high": str(high)})
    return number

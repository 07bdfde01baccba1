"""The periods of a loan: from one due date to the next, how much of a year each is, and where a pause lies.

Conventions: `MONTHLY` counts a month as annual / 12 whatever its length, and the odd days of a first period that is
no whole number of months at annual / 360; `ACTUAL_360` and `ACTUAL_365` count every day from the first, not the last
(算头不算尾). A period that a prepayment cuts is shared out by its days.
"""

from datetime import date
from fractions import Fraction

from debtadvisor.core.codes import DayCount
from debtadvisor.core.dates import add_months, days_between
from debtadvisor.core.loan.model import Changes, Deferral, Loan
from debtadvisor.core.value import value

_BASE = {DayCount.ACTUAL_360: 360, DayCount.ACTUAL_365: 365}


@value
class Period:
    """From `start` to `due`; `years` is the part of a year that interest is counted for; `pause` ends unpaid."""

    start: date
    due: date
    years: Fraction
    pause: bool = False


def years_between(start: date, end: date, day_count: DayCount, day: int) -> Fraction:
    """The part of a year from `start` to `end`; `day` is the contract's day of the month."""
    if day_count is not DayCount.MONTHLY:
        return Fraction(days_between(start, end), _BASE[day_count])
    months = (end.year - start.year) * 12 + end.month - start.month
    # From the end towards the start, so that 31 January -> 28 February -> 31 March are whole months.
    while months > 0 and add_months(end, -months, _day_at(start, end, day)) < start:
        months -= 1
    whole_from = add_months(end, -months, _day_at(start, end, day))
    return Fraction(months, 12) + Fraction(max(days_between(start, whole_from), 0), 360)


def _day_at(start: date, end: date, day: int) -> int:
    """The day of the month to step by: the contract's where `end` lies on it, else that of `end` itself."""
    return day if add_months(end, 0, day) == end else end.day


def periods(loan: Loan, changes: Changes) -> tuple[Period, ...]:
    """Every period in order of date, pauses among them."""
    due = _extended(loan, changes)
    pause = changes.deferral
    found: list[Period] = []
    before = loan.start
    for n, when in enumerate(due):
        if pause is not None and n == min(pause.after, len(due) - 1):
            until = add_months(before, pause.months, loan.due_day if n else None)
            found.append(_period(before, until, loan, pause=True))
            before = until
        here = _shifted(when, n, len(due), loan, pause)
        found.append(_period(before, here, loan))
        before = here
    return tuple(found)


def _period(start: date, due: date, loan: Loan, *, pause: bool = False) -> Period:
    return Period(start=start, due=due, years=years_between(start, due, loan.day_count, loan.due_day), pause=pause)


def _shifted(when: date, n: int, count: int, loan: Loan, pause: Deferral | None) -> date:
    if pause is None or n < min(pause.after, count - 1):
        return when
    return add_months(when, pause.months, loan.due_day)


def _extended(loan: Loan, changes: Changes) -> tuple[date, ...]:
    due = loan.due
    more = changes.extension.months if changes.extension is not None else 0
    if len(due) == 1 and loan.months > 1:  # one payment at the end: only its date moves
        return (add_months(due[0], more, loan.due_day),)
    if more <= 0:
        return due[: max(len(due) + more, 1)]
    return (*due, *(add_months(due[-1], k, loan.due_day) for k in range(1, more + 1)))

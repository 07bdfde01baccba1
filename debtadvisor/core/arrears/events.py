"""The days on which something can happen to an overdue debt, in their order."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import IntEnum

from debtadvisor.core.arrears.model import Bill, Due, Overdue
from debtadvisor.core.dates import add_months, next_on_day

_DAY = timedelta(days=1)


class Step(IntEnum):
    """What happens, in the order within one day: what yesterday decided, what falls due, courts, then payments."""

    BILL = 0
    LATE = 1
    LATE_FEE = 2
    DUE = 3
    CALL_IN = 4
    JUDGED = 5
    PERFORM = 6
    PAY = 7


Event = tuple[date, int, int, Due | None]


def events(debt: Overdue, dues: Sequence[Due], until: date) -> list[Event]:
    """(day, step, payment, due) up to and with `until`, rising; `dues` are the debt's own, days rising."""
    after_grace = timedelta(days=debt.grace + 1)
    found: list[Event] = [(paid.day, Step.PAY, paid.amount, None) for paid in debt.payments]
    for due in dues:
        found.append((due.day, Step.DUE, 0, due))
        if debt.grace:
            found.append((due.day + after_grace, Step.LATE, 0, due))
    if debt.accelerated is not None:
        found.append((debt.accelerated, Step.CALL_IN, 0, None))
    if debt.judgment is not None:
        found += [(debt.judgment.on, Step.JUDGED, 0, None), (debt.judgment.perform_by, Step.PERFORM, 0, None)]
    if debt.bill is not None:
        found += _bills(debt.bill, debt.start, dues[0].day, after_grace, until)
    return sorted((one for one in found if one[0] <= until), key=_when)


def _when(event: Event) -> tuple[date, int, int]:
    return event[:3]


def _bills(bill: Bill, start: date, due: date, after_grace: timedelta, until: date) -> list[Event]:
    """A bill counts from the morning after its statement day; a missed one costs its fee once its grace is over."""
    found: list[Event] = []
    statement = next_on_day(start, bill.statement_day, inclusive=True)
    while statement < until:
        found.append((statement + _DAY, Step.BILL, 0, None))
        statement = next_on_day(statement, bill.statement_day)
    months, checked = 0, due + after_grace
    while checked <= until:
        found.append((checked, Step.LATE_FEE, 0, None))
        months += 1
        checked = add_months(due, months) + after_grace
    return found

"""The days on which something can happen to an overdue debt, in their order."""

from collections.abc import Sequence
from datetime import date, timedelta

from debtadvisor.core.arrears.model import Bill, Due, Overdue
from debtadvisor.core.dates import add_months, next_on_day

_DAY = timedelta(days=1)


# What happens, in the order within one day: what yesterday decided, what falls due, courts, then payments.
BILL, LATE, LATE_FEE, DUE, CALL_IN, JUDGED, PERFORM, PAY = range(8)
Event = tuple[date, int, int]


def events(debt: Overdue, dues: Sequence[Due], until: date) -> list[Event]:
    """(day, step, n) up to and with `until`, rising; `n` is the payment in fen, or the place among `dues`.

    dues  the debt's own, days rising
    """
    after_grace = timedelta(days=debt.grace + 1)
    found: list[Event] = [(paid.day, PAY, paid.amount) for paid in debt.payments]
    found += [(due.day, DUE, n) for n, due in enumerate(dues)]
    if debt.grace:
        found += [(due.day + after_grace, LATE, n) for n, due in enumerate(dues)]
    if debt.accelerated is not None:
        found.append((debt.accelerated, CALL_IN, 0))
    if debt.judgment is not None:
        found += [(debt.judgment.on, JUDGED, 0), (debt.judgment.perform_by, PERFORM, 0)]
    if debt.bill is not None:
        found += _bills(debt.bill, debt.start, dues[0].day, after_grace, until)
    return sorted([one for one in found if one[0] <= until])


def _bills(bill: Bill, start: date, due: date, after_grace: timedelta, until: date) -> list[Event]:
    """A bill counts from the morning after its statement day; a missed one costs its fee once its grace is over."""
    found: list[Event] = []
    statement = next_on_day(start, bill.statement_day, inclusive=True)
    while statement < until:
        found.append((statement + _DAY, BILL, 0))
        statement = next_on_day(statement, bill.statement_day)
    months, checked = 0, due + after_grace
    while checked <= until:
        found.append((checked, LATE_FEE, 0))
        months += 1
        checked = add_months(due, months) + after_grace
    return found

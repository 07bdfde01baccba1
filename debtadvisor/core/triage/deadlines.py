"""Court periods. The day of service is not counted, so day 15 is fifteen days after it.

A period that ends on a statutory day of rest runs to the next working day. Days of rest follow a yearly notice
that is not known in advance, so `last_day` gives the un-rolled one: acting by it is always in time. `rolled` moves
over a weekend alone; a weekend that the notice makes a working day does not move it.
"""

from datetime import date, timedelta

from debtadvisor.core.dates import add_months
from debtadvisor.core.value import value

# Objection to a payment order, defence and appeal all run 15 days (Civil Procedure Law 128, 171, 227).
COURT_DAYS = 15


def last_day(served: date, days: int = COURT_DAYS) -> date:
    """The last day of a period of `days` from service, before any roll over a day of rest.

    >>> last_day(date(2026, 11, 2)).isoformat()
    '2026-11-17'
    """
    return served + timedelta(days=days)


def is_weekend(day: date) -> bool:
    """Whether the day is a Saturday or Sunday, so that the period may end later than `last_day` says."""
    return day.weekday() >= 5


def rolled(day: date) -> date:
    """The Monday after a weekend, any other day itself.

    >>> rolled(date(2026, 11, 21)).isoformat()
    '2026-11-23'
    """
    return day + timedelta(days=7 - day.weekday()) if is_weekend(day) else day


def in_time(last: date, as_of: date) -> date | None:
    """The last day on which the paper can still be answered, seen from `as_of`: `last` itself while it has not
    passed, its rolled day over a weekend, None when both have passed."""
    return next((day for day in (last, rolled(last)) if as_of <= day), None)


@value
class Period:
    """How long one kind of paper leaves: days or months from service, neither when the paper itself says.

    rules  ids of the law rows of the book behind it
    """

    paper: str
    rules: tuple[str, ...]
    days: int = 0
    months: int = 0

    def last(self, served: date) -> date | None:
        """The last day, before any roll; None when only the paper says it."""
        if self.months:
            return add_months(served, self.months)
        return last_day(served, self.days) if self.days else None


PERIODS: tuple[Period, ...] = (
    Period(paper="payment_order", days=15, rules=("payment-order-15-days", "payment-order-inability-not-objection")),
    Period(paper="defence", days=15, rules=("defence-15-days", "jurisdiction-objection-130", "default-judgment")),
    Period(paper="appeal", days=15, rules=("appeal-15-days", "small-claims-limit")),
    Period(paper="ruling", days=10, rules=("appeal-15-days",)),
    Period(paper="enforcement", rules=("report-property", "protected-income")),
    Period(paper="arbitration", rules=("arbitration-2026",)),
    Period(paper="award", months=3, rules=("arbitration-2026",)),
    Period(paper="award_enforced", days=15, rules=("arbitration-2026",)),
)

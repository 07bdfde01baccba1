"""Court periods. The day of service is not counted, so day 15 is fifteen days after it.

A period that ends on a statutory day of rest runs to the next working day. Days of rest follow a yearly notice
that is not known in advance, so `last_day` gives the un-rolled one: acting by it is always in time. `rolled` moves
over a weekend alone; a weekend that the notice makes a working day does not move it. Near a holiday whose days the
notice sets (`near_holiday`), nothing is called too late before the longest holiday could have ended.
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


# The seasons in which the days off of each statutory holiday can fall, as (month, day): New Year, Spring Festival,
# Qingming, Labour Day, Dragon Boat, Mid-Autumn with National Day, the year's end; lunar ones at their earliest and
# latest. Wider than any one year's notice, for it only keeps us from saying that it is too late.
_SEASONS = (
    ((1, 1), (1, 3)),
    ((1, 20), (2, 28)),
    ((4, 2), (4, 7)),
    ((4, 28), (5, 5)),
    ((5, 27), (6, 27)),
    ((9, 6), (10, 10)),
    ((12, 30), (12, 31)),
)
# The longest run of days off that a notice has made so far is nine; a day of it can be the last of the period.
LONGEST_HOLIDAY = 9


def near_holiday(day: date) -> bool:
    """Whether a statutory holiday of that year may fall on the day, so that a period ending then may run on."""
    return any(first <= (day.month, day.day) <= last for first, last in _SEASONS)


def in_time(last: date, as_of: date) -> date | None:
    """The last day on which the paper can still be answered, seen from `as_of`: `last` itself while it has not
    passed, its rolled day over a weekend, `as_of` itself while a holiday may have moved it, None afterwards."""
    sure = next((day for day in (last, rolled(last)) if as_of <= day), None)
    if sure is None and may_run_on(last, as_of):
        return as_of
    return sure


def may_run_on(last: date, as_of: date) -> bool:
    """Whether the period ended by the calendar before `as_of`, and yet a holiday may have moved its end."""
    ended = rolled(last)
    moved = near_holiday(last) or near_holiday(ended)
    return moved and ended < as_of <= last + timedelta(days=LONGEST_HOLIDAY)


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

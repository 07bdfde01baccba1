"""Court periods. The day of service is not counted, so day 15 is fifteen days after it.

A period that ends on a statutory day of rest runs to the next working day. Days of rest follow a yearly notice
that is not known in advance, so the day given here is the un-rolled one: acting by it is always in time.
"""

from datetime import date, timedelta

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

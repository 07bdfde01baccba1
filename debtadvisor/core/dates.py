"""Due dates, month ends and the periods of a plan. Days are counted from the first, not the last (算头不算尾)."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from debtadvisor.core.value import value


def on_day(year: int, month: int, day: int) -> date:
    """That day of the month, or the month's last day when it is shorter. `month` may run past 12 or below 1."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))


def add_months(start: date, months: int, day: int | None = None) -> date:
    """The same day `months` later; `day` is the contract day, which returns in a long month (31 -> 30 -> 31)."""
    return on_day(start.year, start.month + months, day or start.day)


@lru_cache(maxsize=4096)
def monthly(first: date, count: int, day: int | None = None) -> tuple[date, ...]:
    """`count` due dates, one a month from `first`, on the contract day `day` (that of `first` by default).

    >>> [d.isoformat() for d in monthly(date(2027, 1, 31), 3)]
    ['2027-01-31', '2027-02-28', '2027-03-31']
    """
    anchor = day or first.day
    return (first, *(on_day(first.year, first.month + k, anchor) for k in range(1, count)))


def next_on_day(after: date, day: int, *, inclusive: bool = False) -> date:
    """The next date with that day of the month after `after` (or on it, when `inclusive`)."""
    here = on_day(after.year, after.month, day)
    if here > after or (inclusive and here == after):
        return here
    return on_day(after.year, after.month + 1, day)


def days_between(start: date, end: date) -> int:
    """Days from `start` to `end`, counting the first and not the last."""
    return (end - start).days


@value(kw_only=False)
class Periods:
    """The months of a plan, each from one pay day to the eve of the next; period 0 starts at `as_of`.

    starts          first day of each period, strictly increasing; starts[0] is `as_of`
    pay_day         day of the month on which the main income arrives
    pay_day_known   False when the user did not say: periods are then calendar months
    """

    starts: tuple[date, ...]
    pay_day: int
    pay_day_known: bool

    @property
    def end(self) -> date:
        """The last day of the last period."""
        return self.last_day(len(self.starts) - 1)

    def index(self, when: date) -> int:
        """The period that holds `when`; days before `as_of` belong to period 0, days after `end` to the last."""
        return max(bisect_right(self.starts, when) - 1, 0)

    def last_day(self, period: int) -> date:
        """The eve of the next period's first day."""
        if period + 1 < len(self.starts):
            return self.starts[period + 1] - timedelta(days=1)
        return next_on_day(self.starts[period], self.pay_day) - timedelta(days=1)

    def per_period(self, dates: Sequence[date], amounts: Sequence[int]) -> list[int]:
        """The amounts summed by period, one entry for each period."""
        sums = [0] * len(self.starts)
        for t, fen in zip(_places(self.starts, tuple(dates)), amounts, strict=True):
            sums[t] += fen
        return sums


@lru_cache(maxsize=4096)
def _places(starts: tuple[date, ...], dates: tuple[date, ...]) -> tuple[int, ...]:
    """The period of each date; schedules of one debt share their dates, so most are asked for again."""
    return tuple(max(bisect_right(starts, when) - 1, 0) for when in dates)


@lru_cache(maxsize=1024)
def periods(as_of: date, pay_day: int | None, count: int) -> Periods:
    """`count` ≥ 1 periods from `as_of` on. When `as_of` is itself a pay day, period 0 is a whole month."""
    day = pay_day or 1
    first = next_on_day(as_of, day)
    starts = (as_of, *monthly(first, count - 1, day)) if count > 1 else (as_of,)
    return Periods(starts, day, pay_day is not None)

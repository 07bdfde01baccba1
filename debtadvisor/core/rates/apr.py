"""The annual percentage rates of two foreign laws, as a second and a third opinion on the same flows.

EU and UK: Annex I of Directive 2008/48/EC. Flows are discounted by (1 + X)^time; a year is 12 equal months, 52 weeks,
or 365 days (366 when the year counted back from the odd days holds a 29 February). What is no whole number of months or
weeks is counted back from the later day, and the days left are a share of a year.
US: the actuarial method of Regulation Z, Appendix J (12 CFR 1026). Flows are discounted by (1 + f i)(1 + i)^t, t whole
unit-periods and f the odd part of one; the rate is i times the unit-periods of a year.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import lcm

from debtadvisor.core.dates import add_months
from debtadvisor.core.rates.equation import Measure, equation, exact, sign_of
from debtadvisor.core.rates.errors import NoRate, NoRateError
from debtadvisor.core.rates.solve import MONTHLY, certified, fast_irr, rate
from debtadvisor.core.value import value

_WEEK, _YEAR, _LEAP = 7, 365, 366
# A month of the Appendix has 30 days.
_MONTH_DAYS = 30


class EuUnit(StrEnum):
    """What intervals are counted in before odd days."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"


def eu_unit(dates: Sequence[date]) -> EuUnit:
    """Weeks when every interval is whole weeks and some is no whole month; months otherwise."""
    start = min(dates)
    weekly = all((day - start).days % _WEEK == 0 for day in dates)
    return EuUnit.WEEK if weekly and any(_whole_months(start, day)[1] for day in dates) else EuUnit.MONTH


def eu_years(start: date, day: date, unit: EuUnit) -> Fraction:
    """The time from `start` to `day` in years.

    >>> eu_years(date(2012, 1, 12), date(2012, 2, 15), EuUnit.MONTH)  # 1/12 + 3/365
    Fraction(401, 4380)
    """
    if unit is EuUnit.MONTH:
        whole, odd = _whole_months(start, day)
        return Fraction(whole, MONTHLY) + _odd_years(start, odd)
    weeks, odd = divmod((day - start).days, _WEEK if unit is EuUnit.WEEK else 1)
    return Fraction(weeks, 52) + _odd_years(start, odd) if unit is EuUnit.WEEK else Fraction(weeks, _YEAR)


def eu_apr(dates: Sequence[date], amounts: Sequence[int], unit: EuUnit | None = None) -> Decimal:
    """The APR of dated flows, to 12 places. Raises NoRateError or SeveralRatesError."""
    start, unit = min(dates), unit or eu_unit(dates)
    years = [eu_years(start, day, unit) for day in dates]
    parts = lcm(*(one.denominator for one in years))
    flows = zip((int(one * parts) for one in years), amounts, strict=True)
    return rate(equation(flows), Measure(per_year=parts, compound=True))


def _whole_months(start: date, day: date) -> tuple[int, int]:
    """Whole months counted back from `day`, and the days left from `start` on."""
    months = (day.year - start.year) * 12 + day.month - start.month
    while months > 0 and add_months(day, -months) < start:
        months -= 1
    # The last day of a short month closes the month that began on the 29th to 31st.
    if months >= 0 and add_months(start, months + 1) == day:
        return months + 1, 0
    if add_months(start, months) == day:
        return months, 0
    return months, (add_months(day, -months) - start).days


def _odd_years(start: date, odd: int) -> Fraction:
    """`odd` days from `start` as a share of the year counted back from the last of them."""
    if not odd:
        return Fraction(0)
    end = date.fromordinal(start.toordinal() + odd)
    return Fraction(odd, _LEAP if (end - add_months(end, -12)).days == _LEAP else _YEAR)


# --- United States ------------------------------------------------------------------------------------


@value
class UsFlow:
    """One advance (+) or payment (-): `periods` whole unit-periods and `odd` (0 ≤ odd < 1) of one after the start."""

    periods: int
    odd: Fraction
    amount: int


def us_apr(flows: Sequence[UsFlow], per_year: Fraction) -> Decimal:
    """The actuarial APR, to 12 places: the rate of one unit-period x `per_year` of them.

    All advances must come before all payments, so that there is exactly one rate; else ValueError. Raises NoRateError.
    """
    ordered = sorted(flows, key=lambda one: (one.periods, one.odd))
    changes = sum((a.amount > 0) != (b.amount > 0) for a, b in pairwise(ordered))
    if changes != 1 or ordered[0].amount <= 0:
        if changes == 0:
            raise NoRateError(NoRate.ONE_SIDED)
        raise ValueError("Appendix J is used here for advances that all come before the payments")
    top, bottom = per_year.as_integer_ratio()

    def above(tried: Decimal) -> int:
        period = tried * bottom / top
        advanced = paid = Decimal(0)
        for one in ordered:
            odd = one.odd
            worth = one.amount / ((1 + period * odd.numerator / odd.denominator) * (1 + period) ** one.periods)
            advanced, paid = (advanced + worth, paid) if worth > 0 else (advanced, paid - worth)
        return sign_of(advanced, paid)

    with localcontext(exact()):
        return certified(above, _us_guess(ordered, float(per_year)), -(top // bottom))


def _us_guess(ordered: Sequence[UsFlow], per_year: float) -> float:
    """Near enough to start from: the flows a unit-period apart, odd parts rounded."""
    sums: dict[int, int] = {}
    for one in ordered:
        place = one.periods + round(one.odd)
        sums[place] = sums.get(place, 0) + one.amount
    try:
        return fast_irr([sums.get(n, 0) for n in range(max(sums) + 1)]) * per_year
    except ValueError:
        return 0.0


def us_monthly(dates: Sequence[date], amounts: Sequence[int]) -> Decimal | None:
    """The APR of one advance and payments on one day of consecutive months, with any first period, or of one advance
    and one payment; None for flows of another shape, to which the Appendix gives other unit-periods.

    The first period is counted back from the first payment: whole months, then days as thirtieths of a month.
    """
    if amounts[0] <= 0 or any(amount >= 0 for amount in amounts[1:]) or len(dates) < 2 or dates[1] <= dates[0]:
        return None
    start, first = dates[0], dates[1]
    if len(dates) == 2:
        return _us_single(start, first, amounts[0], -amounts[1])
    day = max(one.day for one in dates[1:])
    if any(one != add_months(first, n, day) for n, one in enumerate(dates[1:])):
        return None
    whole, left = _whole_months(start, first)
    flows = [UsFlow(periods=0, odd=Fraction(0), amount=amounts[0])]
    whole, odd = divmod(whole * _MONTH_DAYS + left, _MONTH_DAYS)
    flows += [UsFlow(periods=whole + n, odd=Fraction(odd, _MONTH_DAYS), amount=a) for n, a in enumerate(amounts[1:])]
    return us_apr(flows, Fraction(MONTHLY))


def _us_single(start: date, end: date, advance: int, payment: int) -> Decimal | None:
    """One advance and one payment within a year: the term is the unit-period."""
    days = (end - start).days
    if days > _YEAR:
        return None
    flows = [UsFlow(periods=0, odd=Fraction(0), amount=advance), UsFlow(periods=1, odd=Fraction(0), amount=-payment)]
    whole, left = _whole_months(start, end)
    return us_apr(flows, Fraction(_YEAR, days) if left else Fraction(MONTHLY, whole))

"""Rates as quoted, made into one nominal annual rate and into the rate of one period.

Conventions (named in every report): a month is annual / 12; a day is annual / 360, so that a rate of 日万五 is
18 % a year nominal, and 0.05 % x 365 = 18.25 % when days are counted. A monthly fee is no interest rate at all.
"""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from debtadvisor.core.case import Rate
from debtadvisor.core.codes import RatePer

_PER_YEAR = {RatePer.YEAR: 1, RatePer.MONTH: 12, RatePer.DAY: 360}


def nominal_annual(rate: Rate) -> Decimal:
    """The cautious (high) end as a nominal annual rate. Raises ValueError for a monthly fee."""
    if rate.per is RatePer.MONTHLY_FEE:
        raise ValueError("a monthly fee is not a rate of interest")
    return rate.high * _PER_YEAR[rate.per]


@lru_cache(maxsize=1024)
def periodic(annual: Decimal, per_year: int = 12) -> Fraction:
    """The rate of one period, exactly: annual / 12 for months.

    >>> periodic(Decimal("0.18"))
    Fraction(3, 200)
    """
    return Fraction(annual) / per_year


def daily_interest(principal: int, annual: Decimal, days: int) -> int:
    """Interest in fen on `principal` over `days` at annual / 360, rounded half up; 0 for no days."""
    numerator, denominator = Fraction(annual).as_integer_ratio()
    top, bottom = principal * numerator * max(days, 0), denominator * 360
    return (2 * top + bottom) // (2 * bottom)


def effective_annual(nominal: Decimal, per_year: int = 12) -> Decimal:
    """(1 + nominal / n)^n - 1, to six places, for showing beside the nominal rate."""
    grown = (1 + nominal / per_year) ** per_year - 1
    return grown.quantize(Decimal("0.000001"))


def level_rate(principal: int, payment: int, count: int) -> Decimal:
    """The rate of one period at which `count` equal payments repay `principal`, to 12 places, by bisection.

    Fen; `payment` x `count` must not be below `principal`, else ValueError: no rate ≥ 0 exists.
    """
    if payment * count < principal:
        raise ValueError("the payments do not even repay the principal")
    low, high = Decimal(0), Decimal(1)
    with localcontext() as exact:
        exact.prec = 40
        for _ in range(60):
            middle = (low + high) / 2
            grown = (1 + middle) ** count
            worth = payment * (grown - 1) / (middle * grown)
            low, high = (middle, high) if worth > principal else (low, middle)
        return ((low + high) / 2).quantize(Decimal("1e-12"))

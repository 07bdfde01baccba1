"""Rates as quoted, made into one nominal annual rate and into the rate of one period.

Conventions (named in every report): a month is annual / 12; a day is annual / 360, so that a rate of 日万五 is
18 % a year nominal, and 0.05 % x 365 = 18.25 % when days are counted. A monthly fee is no interest rate at all.
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from debtadvisor.core.case import Rate
from debtadvisor.core.codes import RatePer
from debtadvisor.core.value import value

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


@value
class Quote:
    """One rate as the four quotes in use, on one day base; fractions, exact.

    base      days of a year: 360, where 日万五 is 18 %, or 365, where it is 18.25 %
    day       日利率; x 10,000 it is the daily interest in yuan on 10,000 yuan (万元日息)
    month     月利率, a twelfth of a year
    year      nominal annual, `day` x `base`
    """

    base: int
    day: Fraction
    month: Fraction
    year: Fraction

    @property
    def per_ten_thousand(self) -> Fraction:
        """Yuan of interest a day on 10,000 yuan."""
        return self.day * 10_000


def quotes(rate: Rate) -> tuple[Quote, Quote]:
    """The high end of a quoted rate on both day bases, 360 first. Raises ValueError for a monthly fee: see `costs`.

    >>> [f"{float(q.year):.4f}" for q in quotes(Rate(Decimal("0.0005"), Decimal("0.0005"), RatePer.DAY))]
    ['0.1800', '0.1825']
    """
    if rate.per is RatePer.MONTHLY_FEE:
        raise ValueError("a monthly fee is not a rate of interest")
    return _quote(Fraction(rate.high), rate.per, 360), _quote(Fraction(rate.high), rate.per, 365)


def _quote(figure: Fraction, per: RatePer, base: int) -> Quote:
    year = figure * {RatePer.YEAR: 1, RatePer.MONTH: 12, RatePer.DAY: base}[per]
    return Quote(base=base, day=year / base, month=year / 12, year=year)

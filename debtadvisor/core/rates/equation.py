"""Flows as one equation: the sum of amount x v^time is zero, where v > 0 is the value now of one yuan a unit later.

Received is +, paid is -. Times are whole numbers of a unit (a month, a day), so every power is a product. A rate
belongs to each v by `Measure`. All `Decimal` work here and in `roots` runs inside ``localcontext(exact())``, one fixed
context, so every machine finds the same digits; a sum smaller than its rounding error counts as zero.
"""

from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from itertools import pairwise

from debtadvisor.core.value import value

# Digits of every step, and the share of a sum that is taken for rounding: far above what the steps can lose.
DIGITS = 60
_NOISE = Decimal("1e-45")


def exact(digits: int = DIGITS) -> Context:
    """The one context of certified digits, without a limit on size."""
    return Context(prec=digits, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX)


@value
class Measure:
    """How a rate is told. `per_year` units make a year; `compound` adds interest on interest.

    compound  rate = v^-per_year - 1 (实际年利率, XIRR); otherwise rate = (1 / v - 1) x per_year (IRR x 12)
    """

    per_year: int = 1
    compound: bool = False

    @property
    def least(self) -> int:
        """Every rate is above this: -100 % a unit."""
        return -1 if self.compound else -self.per_year

    def factor(self, rate: Decimal) -> Decimal:
        """The v of that rate, which must be above `least`."""
        if not self.compound:
            return 1 / (1 + rate / self.per_year)
        return 1 / (1 + rate) if self.per_year == 1 else (-(1 + rate).ln() / self.per_year).exp()

    def rate(self, factor: Decimal) -> Decimal:
        """The rate of that v > 0."""
        return 1 / factor**self.per_year - 1 if self.compound else (1 / factor - 1) * self.per_year


@value
class Equation:
    """times    strictly increasing, the first is 0
    amounts  none is zero; in fen
    """

    times: tuple[int, ...]
    amounts: tuple[int, ...]

    @property
    def changes(self) -> int:
        """How often the sign changes. By Descartes' rule there are at most as many rates, and exactly one for one."""
        return sum((a > 0) != (b > 0) for a, b in pairwise(self.amounts))

    def sides(self, factor: Decimal) -> tuple[Decimal, Decimal]:
        """The value now of all that is received and of all that is paid, both ≥ 0 and rising with `factor`."""
        received, paid, _, _ = self.all_sides(factor, slopes=False)
        return received, paid

    def all_sides(self, factor: Decimal, *, slopes: bool = True) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """`sides`, and the derivatives of both times `factor`, which rise as well; 0 without `slopes`."""
        received = paid = received_slope = paid_slope = Decimal(0)
        power, before = Decimal(1), 0
        steps: dict[int, Decimal] = {}
        for time, amount in zip(self.times, self.amounts, strict=True):
            gap = time - before
            if gap:
                if gap not in steps:
                    steps[gap] = factor**gap
                power *= steps[gap]
                before = time
            part = power * amount
            if amount > 0:
                received += part
                if slopes:
                    received_slope += part * time
            else:
                paid -= part
                if slopes:
                    paid_slope -= part * time
        return received, paid, received_slope, paid_slope

    def sign(self, factor: Decimal) -> int:
        """1 when more is received than paid at that v, -1 when less, 0 when no difference can be seen."""
        return sign_of(*self.sides(factor))


def equation(flows: Iterable[tuple[int, int]]) -> Equation:
    """The equation of (time, amount) pairs in any order; flows of one time are one flow, times start at the first.

    >>> equation([(5, -3), (2, 1), (5, 3), (4, -1)])
    Equation(times=(0, 2), amounts=(1, -1))
    """
    sums: dict[int, int] = {}
    for time, amount in flows:
        sums[time] = sums.get(time, 0) + amount
    kept = sorted((time, amount) for time, amount in sums.items() if amount)
    start = kept[0][0] if kept else 0
    return Equation(times=tuple(t - start for t, _ in kept), amounts=tuple(a for _, a in kept))


def sign_of(more: Decimal, less: Decimal) -> int:
    """The sign of `more` - `less`, both ≥ 0; 0 within what rounding may have moved."""
    gap = more - less
    if abs(gap) <= (more + less) * _NOISE:
        return 0
    return 1 if gap > 0 else -1

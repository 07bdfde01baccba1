"""The rate behind flows: IRR of equal periods, XIRR of dated flows, and the rate behind a level payment.

Received is +, paid is -. Two ways to the same number: the ``fast_`` functions give a float; the others give a decimal
with 12 places, certified by the sign of the flows' sum half a place below and above it, so that no printed digit
depends on a float. Where no rate or more than one exists, they raise; they never return NaN. A rate at or
below -100 % does not exist.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from debtadvisor.core.rates.equation import Equation, Measure, equation, exact, sign_of
from debtadvisor.core.rates.errors import NoRate, NoRateError, SeveralRatesError
from debtadvisor.core.rates.fast import fast_factor, fast_rate, power
from debtadvisor.core.rates.roots import TooMixedError, only_root, roots

PLACES = Decimal("1e-12")
# 借五天还一倍 is 10^22 a year; beyond this no figure means anything.
TOO_HIGH = Decimal("1e30")
MONTHLY, DAILY = 12, 365
_PERIOD = Measure()
_YEARLY = Measure(per_year=DAILY, compound=True)


def irr(flows: Sequence[int], measure: Measure = _PERIOD) -> Decimal:
    """The internal rate of return of one flow a period, the first now, to 12 places; a rate of one period by default.

    Raises NoRateError or SeveralRatesError.

    >>> irr([-100, 39, 59, 55, 20])
    Decimal('0.280948421160')
    """
    return rate(equation(enumerate(flows)), measure)


def xirr(dates: Sequence[date], amounts: Sequence[int], measure: Measure = _YEARLY) -> Decimal:
    """The yearly rate of dated flows in any order, compounded daily over actual days / 365, to 12 places.

    Raises NoRateError or SeveralRatesError, ValueError when the lengths differ.
    """
    return rate(equation(zip(map(date.toordinal, dates), amounts, strict=True)), measure)


def fast_xirr(dates: Sequence[date], amounts: Sequence[int]) -> float:
    """`xirr` as a float, for many calls. `dates` must not fall; raises NoRateError or SeveralRatesError."""
    first = dates[0].toordinal()
    times = [day.toordinal() - first for day in dates]
    factor = fast_factor(times, amounts)
    if factor is None:
        return float(xirr(dates, amounts))
    return 1 / power(factor, DAILY) - 1


def fast_irr(flows: Sequence[int]) -> float:
    """`irr` as a float, for many calls. Raises NoRateError or SeveralRatesError."""
    factor = fast_factor(range(len(flows)), flows)
    return float(irr(flows)) if factor is None else 1 / factor - 1


def level_rate(principal: int, payment: int, count: int) -> Decimal:
    """The rate of one period at which `count` equal payments repay `principal`, to 12 certified places.

    Fen; `payment` x `count` must not be below `principal`, else ValueError: no rate ≥ 0 exists.
    """
    if payment * count == principal:
        return Decimal("0E-12")

    def above(tried: Decimal) -> int:
        if tried <= 0:  # zero solves the equation below as well, but is not the rate
            return -1
        return sign_of(principal * tried + payment * (1 + tried) ** -count, Decimal(payment))

    with localcontext(exact()):
        return certified(above, fast_rate(principal, payment, count), _PERIOD.least)


def rate(problem: Equation, measure: Measure) -> Decimal:
    """The one rate that solves the equation, to 12 places. Raises NoRateError or SeveralRatesError."""
    if problem.changes == 0:
        raise NoRateError(NoRate.ONE_SIDED)
    with localcontext(exact()):
        if problem.changes > 1:
            return _only(problem, measure)
        guess = _guess(problem, measure)
        direction = 1 if problem.amounts[0] > 0 else -1
        return certified(lambda tried: direction * problem.sign(measure.factor(tried)), guess, measure.least)


def certified(above: Callable[[Decimal], int], guess: float | Decimal, least: int) -> Decimal:
    """The decimal with 12 places next to the one rate above `least`; a tie goes to the even digit.

    above  -1 for a rate below the true one, 1 above it, 0 when no difference can be seen
    Runs inside ``localcontext(exact())``; raises NoRateError when the rate is beyond `TOO_HIGH`, or next to `least`.
    """

    def side(tried: Decimal) -> int:
        return -1 if tried <= least else above(tried)

    middle = max(min(Decimal(guess), TOO_HIGH), Decimal(least)).quantize(PLACES)
    # The ends stay on halves of a place, so that the last interval holds one decimal only.
    low, high, step = middle - PLACES / 2, middle + PLACES / 2, PLACES
    at_low, at_high = side(low), side(high)
    while at_low > 0:
        high, at_high, low, step = low, at_low, low - step, step * 4
        at_low = side(low)
    while at_high < 0:
        if high > TOO_HIGH:
            raise NoRateError(NoRate.TOO_HIGH)
        low, at_low, high, step = high, at_high, high + step, step * 4
        at_high = side(high)
    while (places := (high - low) / PLACES) > 1:
        middle = low + (places // 2) * PLACES
        here = side(middle)
        if here <= 0:
            low, at_low = middle, here
        else:
            high, at_high = middle, here
    tie = low if at_low == 0 else high if at_high == 0 else (low + high) / 2
    return _above(tie.quantize(PLACES, ROUND_HALF_EVEN) + 0, least)


def _only(problem: Equation, measure: Measure) -> Decimal:
    """The one rate of flows whose sign changes more than once."""
    try:
        every = [measure.rate(factor) for factor in roots(problem)]
    except TooMixedError:
        raise NoRateError(NoRate.TOO_MIXED) from None
    shown = sorted({one.quantize(PLACES) + 0 for one in every if one <= TOO_HIGH})
    within = [one for one in shown if one > measure.least]
    if len(within) > 1:
        raise SeveralRatesError(tuple(within))
    if not within:
        raise NoRateError(NoRate.TOO_LOW if shown else NoRate.TOO_HIGH if every else NoRate.NO_ROOT)
    return within[0]


def _above(found: Decimal, least: int) -> Decimal:
    if found <= least:
        raise NoRateError(NoRate.TOO_LOW)
    return found


def _guess(problem: Equation, measure: Measure) -> Decimal:
    """The rate of the equation's only root, close to the truth."""
    factor = fast_factor(problem.times, problem.amounts)
    return measure.rate(only_root(problem) if factor is None else Decimal(factor))

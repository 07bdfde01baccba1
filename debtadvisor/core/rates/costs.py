"""What a loan by instalments really costs: the flows of the usual fee schemes, and the two yearly figures for them.

Fen; received is +, paid is -. One flow a month, the first when the money comes. A fee kept back (砍头息), paid up
front or paid for a membership lowers what is truly received; a fee on each instalment (担保费) raises each.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from debtadvisor.core.money import times
from debtadvisor.core.rates.equation import Measure
from debtadvisor.core.rates.solve import MONTHLY, irr
from debtadvisor.core.value import value

IRR_X12 = Measure(per_year=MONTHLY)
COMPOUND_12 = Measure(per_year=MONTHLY, compound=True)


@value
class MonthlyCost:
    """The rates of monthly flows, each to 12 places.

    monthly    IRR of a month
    nominal    IRR x 12 (单利, 名义)
    effective  (1 + IRR)^12 - 1 (复利, 实际)
    """

    monthly: Decimal
    nominal: Decimal
    effective: Decimal


def monthly_cost(flows: Sequence[int]) -> MonthlyCost:
    """The rates of one flow a month. Raises NoRateError or SeveralRatesError."""
    return MonthlyCost(monthly=irr(flows), nominal=irr(flows, IRR_X12), effective=irr(flows, COMPOUND_12))


def instalment_flows(received: int, payment: int, count: int, *, upfront: int = 0, monthly: int = 0) -> tuple[int, ...]:
    """`received` now less `upfront`, then `count` payments, each with the fee `monthly` on top.

    received  what arrived, which may be less than the contract says
    Raises ValueError when the fee up front leaves nothing.
    """
    if received <= upfront:
        raise ValueError("the fee up front leaves nothing of what was received")
    return (received - upfront, *(-(payment + monthly) for _ in range(count)))


def fee_flows(principal: int, fee: Decimal, count: int) -> tuple[int, ...]:
    """A card instalment plan: `principal` in `count` parts, each month with `fee` x the original principal.

    Each payment is whole fen, the last takes the difference (as `schedule.fee_instalment` does).

    >>> fee_flows(1_200_000, Decimal("0.006"), 12)[:2]
    (1200000, -107200)
    """
    charged = times(principal, fee)
    part = principal // count
    last = principal - part * (count - 1)
    return (principal, *(-(part + charged) for _ in range(count - 1)), -(last + charged))


def fee_rate(fee: Decimal, count: int) -> MonthlyCost:
    """The real rates behind a monthly fee on the original principal (月费率), free of any rounding to fen."""
    numerator, denominator = (Fraction(fee) * count).as_integer_ratio()
    # In units that make every flow whole: principal count x denominator, payment denominator + numerator.
    return monthly_cost((count * denominator, *(-(denominator + numerator) for _ in range(count))))

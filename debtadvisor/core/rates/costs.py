"""What a loan by instalments really costs: the flows of the usual fee schemes, and the two yearly figures for them.

Fen; received is +, paid is -. One flow a month, the first when the money comes. A fee kept back (砍头息), paid up
front or paid for a membership lowers what is truly received; a fee on each instalment (担保费) raises each.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from debtadvisor.core.money import times
from debtadvisor.core.rates.equation import Equation, Measure, equation, exact
from debtadvisor.core.rates.solve import DAILY, MONTHLY, irr, rate
from debtadvisor.core.value import value

IRR_X12 = Measure(per_year=MONTHLY)
COMPOUND_12 = Measure(per_year=MONTHLY, compound=True)
DAILY_X365 = Measure(per_year=DAILY)
XIRR = Measure(per_year=DAILY, compound=True)


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


class CostMeasure(StrEnum):
    """How the yearly cost was counted before it is held against a ceiling: without interest on interest, which is the
    lower figure, so that nobody claims too much."""

    IRR_X12 = "irr_x12"
    DAILY_X365 = "daily_x365"


@value
class Cost:
    """A loan's yearly cost, and the flows that it was found from.

    nominal    simple, by `measure`
    effective  with interest on interest: (1 + IRR)^12 - 1, or XIRR
    """

    measure: CostMeasure
    nominal: Decimal
    effective: Decimal
    problem: Equation

    @property
    def paid(self) -> int:
        """All that is paid, in fen."""
        return -sum(amount for amount in self.problem.amounts if amount < 0)

    @property
    def received(self) -> int:
        """All that is received, in fen."""
        return sum(amount for amount in self.problem.amounts if amount > 0)

    def excess(self, line: Decimal) -> int:
        """Fen paid above what the same payments would be, scaled down to cost `line` a year by `measure`; 0 below it.

        For level payments that is the sum of the payments less the sum of the level payments at the line's rate.
        """
        if self.nominal <= line:
            return 0
        with localcontext(exact()):
            received, paid = self.problem.sides(_MEASURES[self.measure].factor(line))
            return int((self.paid * (1 - received / paid)).quantize(Decimal(1), ROUND_HALF_UP))


_MEASURES = {CostMeasure.IRR_X12: IRR_X12, CostMeasure.DAILY_X365: DAILY_X365}


def cost_of_months(flows: Sequence[int]) -> Cost:
    """The cost of one flow a month. Raises NoRateError or SeveralRatesError."""
    return _cost(equation(enumerate(flows)), CostMeasure.IRR_X12, COMPOUND_12)


def cost_of_dates(dates: Sequence[date], amounts: Sequence[int]) -> Cost:
    """The cost of dated flows over actual days / 365. Raises NoRateError or SeveralRatesError."""
    return _cost(equation(zip(map(date.toordinal, dates), amounts, strict=True)), CostMeasure.DAILY_X365, XIRR)


def _cost(problem: Equation, measure: CostMeasure, compound: Measure) -> Cost:
    nominal, effective = rate(problem, _MEASURES[measure]), rate(problem, compound)
    return Cost(measure=measure, nominal=nominal, effective=effective, problem=problem)


def excess_by_days(principal_days: int, charges: int, line: Decimal) -> int:
    """Fen of `charges` above `line` a year on the principal truly owed: its sum over all days (fen x days), by 365."""
    return max(charges - times(principal_days, Fraction(line) / DAILY), 0)

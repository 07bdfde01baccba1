"""Everything that can be said of the rate of one loan, from its flows alone.

Fen; received is +, paid is -. Flows on one day of consecutive months count as months, so that a calendar month is a
twelfth of a year; other dated flows count by actual days / 365. A figure that does not apply is None.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from debtadvisor.core.dates import add_months
from debtadvisor.core.rates.apr import EuUnit, UsFlow, eu_apr, eu_unit, us_apr, us_monthly
from debtadvisor.core.rates.costs import Cost, cost_of_dates, cost_of_months
from debtadvisor.core.rates.solve import MONTHLY, irr, xirr
from debtadvisor.core.value import value


@value
class Answer:
    """The rates of one loan, each to 12 places.

    cost         the simple and the compound yearly figure
    irr_monthly  None when the flows are not a month apart
    xirr         None when the flows have no dates
    apr_us       None where Appendix J would need other unit-periods than a month
    start, end   days of the first and the last flow, None without dates
    """

    cost: Cost
    irr_monthly: Decimal | None
    xirr: Decimal | None
    apr_eu: Decimal
    eu_unit: EuUnit
    apr_us: Decimal | None
    start: date | None = None
    end: date | None = None


def answer_of_months(flows: Sequence[int]) -> Answer:
    """The answer for one flow a month, the first now. Raises NoRateError or SeveralRatesError."""
    cost = cost_of_months(flows)
    return Answer(
        cost=cost,
        irr_monthly=irr(flows),
        xirr=None,
        apr_eu=cost.effective,  # months of a twelfth: the same equation
        eu_unit=EuUnit.MONTH,
        apr_us=_us_of_months(flows),
    )


def answer_of_dates(dates: Sequence[date], amounts: Sequence[int]) -> Answer:
    """The answer for dated flows in order of date. Raises NoRateError or SeveralRatesError."""
    regular = is_monthly(dates)
    return Answer(
        cost=cost_of_months(amounts) if regular else cost_of_dates(dates, amounts),
        irr_monthly=irr(amounts) if regular else None,
        xirr=xirr(dates, amounts),
        apr_eu=eu_apr(dates, amounts),
        eu_unit=eu_unit(dates),
        apr_us=us_monthly(dates, amounts),
        start=dates[0],
        end=dates[-1],
    )


def is_monthly(dates: Sequence[date]) -> bool:
    """Whether the dates are one contract day of consecutive months; a short month's last day stands for the 29th on."""
    day = max(one.day for one in dates)
    return all(one == add_months(dates[0], n, day) for n, one in enumerate(dates))


def _us_of_months(flows: Sequence[int]) -> Decimal | None:
    """None when an advance follows a payment."""
    nowhere = Fraction(0)
    try:
        return us_apr([UsFlow(periods=n, odd=nowhere, amount=a) for n, a in enumerate(flows) if a], Fraction(MONTHLY))
    except ValueError:
        return None

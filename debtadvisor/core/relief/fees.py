"""What a debt costs beside its interest, and a rate that ends: the monthly fee and the promotion of a contract.

Conventions. The fee is charged on every due day of the contract for as long as the debt is open, whatever has been
agreed about its payments, and comes with the first payment on or after that day. A promotion counts for payments due
on or before its last day; the month in which it ends is counted at the dearer rate. Once a payment is overdue no
promotion is counted, since most end with the first one missed; relief that schedules the debt anew runs at the usual
rate.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from debtadvisor.core.case import Debt, Rate
from debtadvisor.core.codes import RatePer
from debtadvisor.core.dates import add_months
from debtadvisor.core.money import times
from debtadvisor.core.rates.quoted import nominal_annual
from debtadvisor.core.rates.solve import level_rate
from debtadvisor.core.schedule import Schedule


def with_monthly_fee(schedule: Schedule, fee: int, next_due: date, day: int) -> Schedule:
    """The same schedule with `fee` fen for each due day of the contract up to its last payment.

    next_due  the contract's next due date; the later ones fall on that `day` of each month
    """
    if not fee or not schedule.due:
        return schedule
    added, months = [0] * len(schedule.due), 0
    while (charged := add_months(next_due, months, day)) <= schedule.due[-1]:
        added[bisect_left(schedule.due, charged)] += fee
        months += 1
    old = schedule.charges or (0,) * len(schedule.due)
    return replace(schedule, charges=tuple(map(int.__add__, old, added))) if months else schedule


def nominal(debt: Debt, rate: Rate) -> Decimal:
    """That quote, cautious end, as a nominal annual rate. A monthly fee is turned into the rate that makes the same
    equal payments, since it is charged on the original sum."""
    if rate.per is not RatePer.MONTHLY_FEE:
        return nominal_annual(rate)
    count = debt.instalments_left or 12
    whole = 10**9  # one billion fen, so that rounding to a fen does not show in the rate
    payment = (whole + times(whole, rate.high) * count) // count
    return level_rate(whole, payment, count) * 12


def promotional(debt: Debt) -> tuple[Decimal, date] | None:
    """The nominal annual rate of the promotion, cautious end, and its last day; None when none is counted."""
    lower = debt.promotion
    if lower is None or debt.overdue_since:
        return None
    return nominal(debt, lower.rate), lower.until


def annual_by_payment(debt: Debt, annual: Decimal, due: Sequence[date]) -> list[Decimal]:
    """The nominal annual rate of the interest that comes with each payment of the contract."""
    lower = promotional(debt)
    return [annual if lower is None or day > lower[1] else lower[0] for day in due]

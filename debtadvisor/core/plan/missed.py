"""One month's pay that does not come: which months the agreed plan of a purse can bear it in, and what must be kept.

The month is not known before. Until then left-over cash was paid early as planned; from then on nothing is paid early,
and what is signed goes on, shortened by what was paid. The plan bears the month when that always stays payable.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import sub

from debtadvisor.core.extra.pay import Way
from debtadvisor.core.plan.model import WorldLine
from debtadvisor.core.plan.points import MissedMonth
from debtadvisor.core.plan.worlds import Solved, paid_by_period


def missed_month(agreed: Solved, money: Sequence[int], income: Sequence[int]) -> MissedMonth | None:
    """What the agreed world bears; None when no income comes between the next pay day and its last payment.

    money  new fen of each period after what is set aside; income  the part of it, before all costs, that is income
    """
    months = [m for m in range(1, agreed.world.last_period + 1) if income[m] > 0]
    if not months:
        return None
    ahead = _Ahead(agreed, money)
    lack = {m: income[m] - ahead.least(m) for m in months}
    worst = max(months, key=lambda m: (lack[m], -m))
    if lack[worst] <= 0:
        return MissedMonth(holds_from=months[0])
    breaking = [m for m in months if lack[m] > 0]
    later = [m for m in months if m > breaking[-1]]
    breaks = next(t for t, fen in enumerate(ahead.cash(worst), start=worst) if fen < income[worst])
    return MissedMonth(holds_from=later[0] if later else None, worst=worst, breaks=breaks, cushion=lack[worst])


class _Ahead:
    """The cash at the end of each period when nothing is paid early any more."""

    def __init__(self, agreed: Solved, money: Sequence[int]) -> None:
        self.money, self.left = money, agreed.world.left
        lines, picks = agreed.world.lines, agreed.picks
        self.fixed = paid_by_period([line for line in lines if not line.instalments], len(money))
        early = [line for line in lines if line.instalments]
        self.shortened = [list(shortened(agreed.ways[line.debt][picks[line.debt].id], line)) for line in early]
        until = agreed.world.last_period + 1
        self.lowest = list(accumulate(reversed(self.left[:until]), min))[::-1]

    def least(self, month: int) -> int:
        """The least cash from that period to the last payment."""
        return min(self.cash(month)) if self.shortened else self.lowest[month]

    def cash(self, month: int) -> list[int]:
        """From period `month` to the last payment, with all pay there and nothing paid early from `month` on."""
        due = list(map(sum, zip(self.fixed[month:], *(rows[month] for rows in self.shortened), strict=True)))
        while len(due) > 1 and not due[-1]:
            due.pop()
        new = map(sub, self.money[month:], due)
        return list(accumulate(new, initial=self.left[month - 1]))[1:]


def shortened(one: Way, line: WorldLine) -> Iterator[tuple[int, ...]]:
    """For each period, the instalments from it on when the debt was paid as `line` says until then and gets nothing
    early after that, fen."""
    due, credit = one.signed.by_period, 0
    for month, paid in enumerate(line.payments):
        credit = _grown(one, credit, month)
        yield tuple(_rest(one, credit, month)) if any(line.payments[month:]) else (0,) * (len(due) - month)
        credit += paid - due[month]


def _rest(one: Way, credit: int, month: int) -> Iterator[int]:
    due = one.signed.by_period
    for t in range(month, len(due)):
        if t > month:
            credit = _grown(one, credit, t)
        left = max(one.closing[t] - credit, 0)
        yield min(due[t], left)
        if left <= due[t]:
            yield from (0,) * (len(due) - t - 1)
            return


def _grown(one: Way, credit: int, t: int) -> int:
    """A credit of the period before, with interest, rounded as `extra.pay` does."""
    return (2 * credit * one.growth[t - 1] + one.unit) // (2 * one.unit) if t and credit else credit

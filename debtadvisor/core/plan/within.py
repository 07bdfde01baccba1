"""Whether one more way of paying a debt fits beside everything else that is to be paid.

The other debts stay free to take any of their own asks (or, countered, what their lenders may answer): the question is
whether any choice for them fits together with this one in every month, not whether one particular plan does.
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from debtadvisor.core.case import Case
from debtadvisor.core.dates import Periods
from debtadvisor.core.optimise import Entry, best, cumulative, entry
from debtadvisor.core.plan.model import WorldName
from debtadvisor.core.plan.purse import after_reserved
from debtadvisor.core.plan.ready import Ready, make_ready, periods_needed
from debtadvisor.core.plan.worlds import pool_of
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.statement import statement
from debtadvisor.core.triage.assess import assess
from debtadvisor.core.value import value


@value
class Fit:
    """Whether a way of paying fits beside the other debts.

    if_agreed, if_countered  some choice for the others fits in every month when they agree, or answer with less
    alone      it fits in every month when no other planned debt is paid at all
    when       first day of the first month in which it does not fit beside what the others then take, None when it does
    short      how much is missing in that month, fen
    """

    if_agreed: bool
    if_countered: bool
    alone: bool
    when: date | None = None
    short: int = 0


def fit(schedule: Schedule, debt_id: str, case: Case, book: PolicyBook) -> Fit:
    """Whether that schedule for that debt fits beside priority debts, debts on HOLD and the other asks."""
    triage = assess(case, book)
    ready = tuple(make_ready(debt, case, book, triage) for debt in case.debts)
    last = schedule.due[-1] if schedule.due else case.as_of
    months = (last.year - case.as_of.year) * 12 + last.month - case.as_of.month
    sheet = statement(case, book, max(periods_needed(ready, case), months + 2))
    pot = case.debt(debt_id).purpose
    ours = sorted((r for r in ready if r.debt.purpose is pot), key=lambda r: r.debt.id)
    kept = tuple(r for r in ours if r.debt.id != debt_id)
    money, _ = after_reserved(sheet.pot(pot).new_money, kept, sheet.periods)
    others = [r for r in kept if r.planned]
    offered = entry("offer", sheet.periods.per_period(schedule.due, schedule.payments))
    agreed = _beside(offered, others, WorldName.AGREED, money, sheet.periods)
    countered = _beside(offered, others, WorldName.COUNTERED, money, sheet.periods)
    alone = all(paid <= have for paid, have in zip(offered.paid, accumulate(money), strict=True))
    if agreed:
        return Fit(if_agreed=True, if_countered=countered, alone=alone)
    when, short = _first_short(offered, others, money, sheet.periods)
    return Fit(if_agreed=False, if_countered=countered, alone=alone, when=when, short=short)


def _groups(others: Sequence[Ready], name: WorldName, spans: Periods) -> list[list[Entry]]:
    return [
        [entry(c.id, spans.per_period(c.schedule.due, c.schedule.payments)) for c in pool_of(r, name)] for r in others
    ]


def _beside(offered: Entry, others: Sequence[Ready], name: WorldName, money: Sequence[int], spans: Periods) -> bool:
    return best(cumulative(money), [*_groups(others, name, spans), [offered]]) is not None


def _first_short(
    offered: Entry, others: Sequence[Ready], money: Sequence[int], spans: Periods
) -> tuple[date | None, int]:
    """The first month that cannot pay the offer and what the others would take without it; (None, 0) when the others
    do not fit by themselves and the offer alone does."""
    choice = best(cumulative(money), _groups(others, WorldName.AGREED, spans))
    picks = choice.picks if choice is not None else ()
    paid = [sum(one) for one in zip(offered.paid, *(pick.paid for pick in picks), strict=True)]
    for t, (out, have) in enumerate(zip(paid, accumulate(money), strict=True)):
        if out > have:
            return spans.starts[t], out - have
    return None, 0

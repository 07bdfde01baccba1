"""Whether one more way of paying a debt fits beside everything else that is to be paid.

The other debts stay free to take any of their own asks (or, countered, what their lenders may answer): the question is
whether any choice for them fits together with this one in every month, not whether one particular plan does.
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from debtadvisor.core.case import Case
from debtadvisor.core.dates import Periods
from debtadvisor.core.optimise import Entry, best, entry, feasible
from debtadvisor.core.plan.model import WorldName
from debtadvisor.core.plan.purse import after_reserved
from debtadvisor.core.plan.ready import make_ready, periods_needed
from debtadvisor.core.plan.worlds import pool_of
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.statement import statement
from debtadvisor.core.triage.assess import assess
from debtadvisor.core.value import value

# A way may run this much past the last date of the others; the room is made once for all ways that are tried.
SPARE_MONTHS = 13


@value
class Fit:
    """Whether a way of paying fits beside the other debts.

    if_agreed, if_countered  some choice for the others fits in every month when they agree, or answer with less
    alone      it fits in every month when no other planned debt is paid at all
    when       first day of the first month that lacks money, None when it fits
    short      the smallest sum of ready money that would make it fit, fen
    """

    if_agreed: bool
    if_countered: bool
    alone: bool
    when: date | None = None
    short: int = 0


@value(kw_only=False)
class Room:
    """The money of one purse with everything in it but one debt: made once, asked for many ways of paying that debt.

    money    cumulative fen by period, priority debts and debts on HOLD taken out
    agreed   the entries of each other planned debt, as asked; `countered` as its lender may answer
    """

    spans: Periods
    money: tuple[int, ...]
    agreed: tuple[tuple[Entry, ...], ...]
    countered: tuple[tuple[Entry, ...], ...]

    def fits(self, schedule: Schedule) -> bool:
        """Whether that schedule fits beside some choice of the other asks."""
        return feasible(self.money, [*self.agreed, (self._entry(schedule),)])

    def fit(self, schedule: Schedule) -> Fit:
        """That schedule beside the others, with the first month that lacks money."""
        offered = self._entry(schedule)
        agreed = feasible(self.money, [*self.agreed, (offered,)])
        countered = feasible(self.money, [*self.countered, (offered,)])
        alone = all(paid <= have for paid, have in zip(offered.paid, self.money, strict=True))
        if agreed:
            return Fit(if_agreed=True, if_countered=countered, alone=alone)
        when, short = self._short(offered)
        return Fit(if_agreed=False, if_countered=countered, alone=alone, when=when, short=short)

    def _entry(self, schedule: Schedule) -> Entry:
        return entry("offer", self.spans.per_period(schedule.due, schedule.payments))

    def _short(self, offered: Entry) -> tuple[date | None, int]:
        """The least ready money that would make it fit, and the first month that then needs it."""
        groups = [*self.agreed, (offered,)]
        high = offered.total + sum(min(e.total for e in g) for g in self.agreed if g)
        high += max((-min(self.money)), 0)
        if not all(groups) or not feasible(self._with(high), groups):
            return None, 0
        low = 0
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if feasible(self._with(middle), groups) else (middle + 1, high)
        choice = best(self._with(high), groups)
        assert choice is not None
        paid = (sum(one) for one in zip(*(pick.paid for pick in choice.picks), strict=True))
        for t, (out, have) in enumerate(zip(paid, self.money, strict=True)):
            if out > have:
                return self.spans.starts[t], high
        return None, 0

    def _with(self, cash: int) -> tuple[int, ...]:
        return tuple(have + cash for have in self.money)


def room_beside(debt_id: str, case: Case, book: PolicyBook, until: date) -> Room:
    """The room for that debt, wide enough for payments up to `until` and a year more."""
    triage = assess(case, book)
    ready = tuple(make_ready(debt, case, book, triage) for debt in case.debts)
    months = (until.year - case.as_of.year) * 12 + until.month - case.as_of.month
    sheet = statement(case, book, max(periods_needed(ready, case), months + 2) + SPARE_MONTHS)
    pot = case.debt(debt_id).purpose
    kept = sorted((r for r in ready if r.debt.purpose is pot and r.debt.id != debt_id), key=lambda r: r.debt.id)
    money, _ = after_reserved(sheet.pot(pot).new_money, kept, sheet.periods)

    def entries(name: WorldName) -> tuple[tuple[Entry, ...], ...]:
        return tuple(_entries(pool_of(r, name), sheet.periods) for r in kept if r.planned)

    return Room(sheet.periods, tuple(accumulate(money)), entries(WorldName.AGREED), entries(WorldName.COUNTERED))


def _entries(pool: Sequence[Candidate], spans: Periods) -> tuple[Entry, ...]:
    return tuple(entry(c.id, spans.per_period(c.schedule.due, c.schedule.payments)) for c in pool)

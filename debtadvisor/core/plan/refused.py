"""The refused world: no lender gives anything. Simulated month by month, never optimised.

Each period pays by consequence first (protected debts), then keeps current what can be kept whole, the smallest
sum due first, then shares what is left in proportion to what is due. What is not paid stays due and its principal
bears penalty interest: the contract's monthly rate times the penalty multiple. A debt unpaid for three months is
taken to be called in whole. It is a picture of what refusal costs, not a plan to follow.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from fractions import Fraction

from debtadvisor.core.dates import Periods
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.money import share_out, times
from debtadvisor.core.plan.model import World, WorldLine, WorldName
from debtadvisor.core.rates.quoted import periodic
from debtadvisor.core.relief.contract import Standing, as_agreed, minimum_only
from debtadvisor.core.schedule import Schedule

# After this many unpaid months the whole debt is taken to be called in (宣布提前到期 is reported from day 91 on).
CALLED_IN_AFTER = 3


@dataclass(slots=True)
class _Running:
    """One debt on its way. Everything fen; `due` is unpaid and overdue, `later` is principal not yet due."""

    debt: str
    protected: bool
    rate: Fraction
    penalty: Fraction
    coming: list[int]
    later: int
    due: int
    missed: int
    paid: list[int]

    @property
    def left(self) -> int:
        return self.due + self.later

    def open_month(self, t: int, principal_due: int) -> None:
        """Interest of the month on what is unpaid; what the contract asks for this month becomes due."""
        self.due += times(self.due, self.penalty)
        if self.missed >= CALLED_IN_AFTER and self.later:
            self.due += self.later
            self.later = 0
        elif self.later:
            self.due += self.coming[t]
            self.later -= min(principal_due, self.later)

    def pay(self, fen: int, t: int) -> None:
        self.paid[t] += fen
        self.due -= fen


def refused_world(
    places: Sequence[tuple[Standing, bool]],
    money: Sequence[int],
    spans: Periods,
    closed: Container[str] = (),
) -> World:
    """The world in which every ask is refused.

    places    each planned debt with whether it is protected, in order of the debts
    money     new fen of each period, priority payments and holds already taken out
    closed    ids of debts whose bill can no longer be paid at its minimum
    """
    periods = len(money)
    runs, principals = [], []
    for place, protected in places:
        rolls = not place.debt.overdue_since and place.debt.id not in closed
        schedule = minimum_only(place) if rolls else None
        schedule = (schedule or as_agreed(place) or _called_in(place)).until(spans.end)
        runs.append(_run(place, schedule, protected, spans, periods))
        principals.append(spans.per_period(schedule.due, schedule.principal))
    available, left, carried = [], [], 0
    for t in range(periods):
        if not any(run.left for run in runs):
            carried = max(carried + money[t], 0)
            available.append(carried)
            left.append(carried)
            continue
        for run, principal in zip(runs, principals, strict=True):
            run.open_month(t, principal[t])
        have = max(carried + money[t], 0)
        available.append(have)
        carried = have - _pay_month(runs, have, t)
        left.append(carried)
    lines = tuple(WorldLine(debt=r.debt, candidate=None, payments=tuple(r.paid), left=r.left) for r in runs)
    return World(
        name=WorldName.REFUSED, feasible=True, lines=lines, available=tuple(available), left=tuple(left), proven=True
    )


def _called_in(place: Standing) -> Schedule:
    schedule = Schedule((place.next_due,), (place.owed.principal,), (0,))
    return schedule.with_charges(place.owed.charges, first=True)


def _run(place: Standing, schedule: Schedule, protected: bool, spans: Periods, periods: int) -> _Running:
    rate = periodic(place.annual)
    return _Running(
        debt=place.debt.id,
        protected=protected,
        rate=rate,
        penalty=rate * Fraction(place.penalty_multiple),
        coming=spans.per_period(schedule.due, schedule.payments),
        later=place.owed.principal if place.agreed is None else place.agreed.schedule(place.catch_up).total,
        due=0,
        missed=days_past_due(place.debt, place.case.as_of) // 30,
        paid=[0] * periods,
    )


def _pay_month(runs: Sequence[_Running], have: int, t: int) -> int:
    """Pays what is due in period t from `have` fen; returns what was paid."""
    left = have
    if sum(run.due for run in runs) <= have:  # the usual month: everything due can be paid
        for run in runs:
            left -= run.due
            run.pay(run.due, t)
            run.missed = 0
        return have - left
    for run in sorted((r for r in runs if r.protected and r.due), key=lambda r: (r.due, r.debt)):
        part = min(run.due, left)
        run.pay(part, t)
        left -= part
    waiting = sorted((r for r in runs if r.due and not r.protected), key=lambda r: (r.due, r.debt))
    for run in list(waiting):
        if run.due <= left:
            left -= run.due
            run.pay(run.due, t)
            waiting.remove(run)
    if waiting and left:
        for run, part in zip(waiting, share_out(left, [r.due for r in waiting]), strict=True):
            run.pay(part, t)
        left = 0
    for run in runs:
        run.missed = run.missed + 1 if run.due else 0
    return have - left

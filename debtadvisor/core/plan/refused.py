"""The refused world: no lender gives anything. Simulated month by month, never optimised.

Each period pays by consequence first (protected debts), then keeps current what can be kept whole, the smallest
sum due first, then shares what is left in proportion to what is due. What is not paid stays due and its principal
bears penalty interest: the contract's monthly rate times the penalty multiple. A debt unpaid for three months is
taken to be called in whole. It is a picture of what refusal costs, not a plan to follow. A private loan bears neither
interest nor penalty above its line, four times the LPR: what no court awards, no refusal can cost.

Money that is left when everything due is paid goes to the bills that roll and, unless it is rather kept, to loans with
interest by the day (`ways`), the highest rate first, as far as no later payment needs it: nobody has to agree to that.
Every other loan is paid as signed, since early payment may cost a charge; what it frees once it is done speeds the
others up.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from debtadvisor.core.codes import Method
from debtadvisor.core.dates import Periods
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.money import share_out, times
from debtadvisor.core.plan.model import World, WorldLine, WorldName
from debtadvisor.core.plan.ways import monthly_rates
from debtadvisor.core.rates.quoted import periodic
from debtadvisor.core.relief.contract import Standing, as_agreed, floor_of, minimum_only
from debtadvisor.core.relief.fees import annual_by_payment
from debtadvisor.core.schedule import Schedule

# After this many unpaid months the whole debt is taken to be called in (宣布提前到期 is reported from day 91 on).
CALLED_IN_AFTER = 3


@dataclass(slots=True)
class _Running:
    """One debt on its way. Everything fen; `due` is unpaid and overdue, `later` is principal not yet due. `bill` holds
    the payment days of a bill that rolls by period, `charges` what comes with them beside interest; `by_day` for each
    payment but the first of a loan by the day the rate of its interest, by period. From period `opens` on more than is
    due may be paid."""

    debt: str
    protected: bool
    rate: Fraction
    penalty: Fraction
    coming: list[int]
    later: int
    due: int
    missed: int
    paid: list[int]
    bill: Mapping[int, Sequence[Fraction]]
    last: int
    charges: Sequence[int]
    share: Fraction
    floor: int
    by_day: Mapping[int, Fraction]
    opens: int

    @property
    def left(self) -> int:
        return self.due + self.later

    def open_month(self, t: int, principal_due: int) -> None:
        """Interest of the month on what is unpaid; what the contract asks for this month becomes due."""
        self.due += times(self.due, self.penalty)
        if self.missed >= CALLED_IN_AFTER and self.later:
            self.due += self.later
            self.later = 0
        elif self.later and self.bill:
            self._roll(t)
        elif self.later and t in self.by_day:
            self._instalment(t)
        elif self.later:
            self.due += self.coming[t]
            self.later -= min(principal_due, self.later)

    def _roll(self, t: int) -> None:
        """The minimum of a bill, by what is still owed of it; in its last month all of that."""
        self.due += self.charges[t]
        for rate in self.bill.get(t, ()):
            part = min(self.later, max(self.floor, -(-self.later * self.share.numerator // self.share.denominator)))
            self.due += times(self.later, rate) + part
            self.later -= part
        if t >= self.last:
            self.due, self.later = self.due + self.later, 0

    def _instalment(self, t: int) -> None:
        """What is signed of a loan by the day: all of it beyond the interest on what is still owed is principal."""
        interest = times(self.later, self.by_day[t])
        part = min(self.coming[t] - self.charges[t], self.later + interest)
        self.due += part + self.charges[t]
        self.later -= part - interest

    def pay(self, fen: int, t: int) -> None:
        self.paid[t] += fen
        self.due -= fen


def refused_world(
    places: Sequence[tuple[Standing, bool]],
    money: Sequence[int],
    spans: Periods,
    closed: Container[str] = (),
    *,
    early: bool = True,
) -> World:
    """The world in which every ask is refused.

    places    each planned debt with whether it is protected, in order of the debts
    money     new fen of each period, priority payments and holds already taken out
    closed    ids of debts whose bill can no longer be paid at its minimum
    early     loans by the day are paid early with what is left
    """
    periods = len(money)
    runs, principals = [], []
    for written, protected in places:
        place = replace(written, annual=written.lawful)
        run, principal = _started(place, protected, spans, closed, early=early)
        runs.append(run)
        principals.append(principal)
    available, left, carried = [], [], 0
    needed = _needed(runs, money)
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
        carried -= _pay_more(runs, carried - needed[t], t)
        left.append(carried)
    lines = tuple(WorldLine(debt=r.debt, candidate=None, payments=tuple(r.paid), left=r.left) for r in runs)
    return World(
        name=WorldName.REFUSED, feasible=True, lines=lines, available=tuple(available), left=tuple(left), proven=True
    )


def _started(
    place: Standing, protected: bool, spans: Periods, closed: Container[str], *, early: bool
) -> tuple[_Running, list[int]]:
    """The debt at the start, and the principal that its contract asks for in each period."""
    rolls = not place.debt.overdue_since and place.debt.id not in closed
    minimum = minimum_only(place) if rolls else None
    whole = minimum or as_agreed(place) or _called_in(place)
    schedule = whole.until(spans.end)
    rates = _by_day(place, whole, spans) if early and len(schedule) == len(whole) else {}
    run = _run(place, schedule, protected, spans, rolls=len(whole) if minimum else 0, by_day=rates)
    return run, spans.per_period(schedule.due, schedule.principal)


def _called_in(place: Standing) -> Schedule:
    schedule = Schedule((place.next_due,), (place.owed.principal,), (0,))
    return schedule.with_charges(place.owed.charges, first=True)


def _run(
    place: Standing,
    schedule: Schedule,
    protected: bool,
    spans: Periods,
    *,
    rolls: int,
    by_day: Mapping[int, Fraction],
) -> _Running:
    """`schedule` ends with the periods; `rolls`: payments in which the minimum would clear the bill, 0 for a loan."""
    rate = periodic(place.annual)
    bill = _days(place, schedule, spans) if rolls else {}
    penalty = rate * Fraction(place.penalty_multiple)
    return _Running(
        debt=place.debt.id,
        protected=protected,
        rate=rate,
        penalty=penalty if place.line is None else min(penalty, periodic(place.line)),
        coming=spans.per_period(schedule.due, schedule.payments),
        later=place.owed.principal if place.agreed is None else place.agreed.schedule(place.catch_up).total,
        due=0,
        missed=_months_unpaid(place),
        paid=[0] * len(spans.starts),
        bill=bill,
        last=spans.index(schedule.due[-1]) if rolls == len(schedule) else len(spans.starts),
        charges=spans.per_period(schedule.due, schedule.charges or (0,) * len(schedule)),
        share=place.minimum_share,
        floor=floor_of(place),
        by_day=by_day,
        opens=min(bill) if bill else min(by_day) - 1 if by_day else len(spans.starts),
    )


def _by_day(place: Standing, schedule: Schedule, spans: Periods) -> dict[int, Fraction]:
    """For each period the rate of the interest that comes with the payment in it, the first payment left out; {} where
    early payments are not surely free, or where the sums do not follow from the rate month by month."""
    if place.debt.method is not Method.DAILY or place.debt.overdue_since or place.agreed is not None:
        return {}
    found, owed = {}, place.owed.principal - schedule.principal[0]
    rates = monthly_rates(place.debt, place.annual, schedule.due)
    for day, rate, part, interest in zip(
        schedule.due[1:], rates, schedule.principal[1:], schedule.interest[1:], strict=True
    ):
        if interest != times(owed, rate):
            return {}
        owed -= part
        found[spans.index(day)] = rate
    first = spans.index(schedule.due[0])
    return found if list(found) == list(range(first + 1, first + len(schedule))) else {}


def _months_unpaid(place: Standing) -> int:
    """Whole months since the oldest unpaid instalment: of the agreement where there is one, which ended the old
    count."""
    if place.agreed is None:
        return days_past_due(place.debt, place.case.as_of) // 30
    missed = place.agreed.missed
    return (place.case.as_of - missed[0][0]).days // 30 if missed else 0


def _days(place: Standing, schedule: Schedule, spans: Periods) -> dict[int, list[Fraction]]:
    """For each period the rates of the bill's payment days in it."""
    found: dict[int, list[Fraction]] = {}
    annual = annual_by_payment(place.debt, place.annual, schedule.due)
    for day, rate in zip(schedule.due, annual, strict=True):
        found.setdefault(spans.index(day), []).append(periodic(rate))
    return found


def _needed(runs: Sequence[_Running], money: Sequence[int]) -> list[int]:
    """What must be left at the end of each period so that every later payment of the contracts can be made, as far as
    it can be told: money that comes later is counted in, and bills at no more than their minimum."""
    needed = [0] * len(money)
    for t in range(len(money) - 1, 0, -1):
        due = sum(run.coming[t] for run in runs)
        needed[t - 1] = max(due - money[t] + needed[t], 0)
    return needed


def _pay_more(runs: Sequence[_Running], spare: int, t: int) -> int:
    """Pays what may be paid early with `spare` fen, once nothing is due any more; returns what was paid."""
    if spare <= 0 or any(run.due for run in runs):
        return 0
    left = spare
    may_be_paid = (run for run in runs if run.later and run.opens <= t)
    for run in sorted(may_be_paid, key=lambda run: (-run.rate, run.debt)):
        part = min(run.later, left)
        run.later -= part
        run.paid[t] += part
        left -= part
    return spare - left


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

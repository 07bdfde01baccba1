"""The ledger of an overdue debt: from event to event, never day by day.

Between two events every base is constant, so interest is base x rate x days, exactly, in whole numbers over one common
denominator. It is rounded half up, by component, only where it is shown or paid, and always as the whole sum since
the start. In-term interest is what the schedule says; of a period not yet over, its share by days.
"""

from datetime import date
from fractions import Fraction
from math import lcm
from operator import add

from debtadvisor.core.arrears.crediting import order_on, shared_out
from debtadvisor.core.arrears.events import events
from debtadvisor.core.arrears.judgment import awarded, still_bearing
from debtadvisor.core.arrears.model import (
    NOTHING,
    Amounts,
    Balance,
    Compound,
    Ledger,
    Line,
    LineKind,
    Overdue,
    PenaltyBase,
)


def ledger(debt: Overdue, until: date) -> Ledger:
    """Everything that happens to the debt up to the end of that day. Payments after it are left out.

    Raises ValueError when `until` is before the debt's start.

    >>> from debtadvisor.core.arrears.model import Penalty
    >>> since = date(2026, 7, 10)
    >>> half_on_top = Penalty(surcharge=Fraction(5, 20000))
    >>> debt = Overdue(start=since, dues=(Due(since, 100_000),), rate=Fraction(5, 10000), penalty=half_on_top)
    >>> ledger(debt, date(2026, 7, 11)).balance.due
    Amounts(principal=100000, interest=50, compound=0, penalty=25, fees=0, costs=0, judgment=0)
    """
    if until < debt.start:
        raise ValueError("the ledger cannot end before the debt starts")
    return _Run(debt).up_to(until)


class _Run:
    """The debt on its way through the events. Bases are fen; what grows is exact, in `unit`ths of a fen."""

    def __init__(self, debt: Overdue) -> None:
        self.debt = debt
        self.dues = sorted(debt.dues, key=lambda due: due.day)
        extra = debt.judgment.per_day if debt.judgment else Fraction(0)
        rates = (debt.rate, debt.penalty.surcharge, debt.penalty.on_interest, extra)
        self.unit = unit = lcm(*(rate.denominator for rate in rates))
        self.contract, self.surcharge, self.on_interest, self.extra = (
            rate.numerator * (unit // rate.denominator) for rate in rates
        )
        if debt.penalty.base is not PenaltyBase.INSTALMENT:
            self.on_interest = 0
        self.day = self.period_start = debt.start
        self.next_due = 0
        self.not_due = sum(due.principal for due in self.dues)
        self.principal = self.term = 0  # overdue; `term` is interest that fell due with an instalment
        self.young = self.young_term = 0  # the same within its days of grace
        self.fees, self.costs, self.advance = 0, debt.costs, 0
        self.grown = [0, 0, 0, 0]  # interest on what is overdue, compound, penalty, extra interest
        self.waiting = [0, 0, 0]  # the same three of the days of grace, charged only if they pass unpaid
        self.taken = [0, 0, 0, 0]  # paid of what has grown, fen
        self.billed = [0, 0]  # interest and compound that stand on a bill, fen
        self.minimum = debt.bill.minimum if debt.bill else 0
        self.bearing, self.judged, self.performing = 0, False, False
        self.called, self.closed, self.matured = False, False, False
        self.posted: list[tuple[date, int, int]] = []  # due day, principal and interest fallen due by then
        self.paid_principal = self.paid_term = self.oldest = 0
        self.since: date | None = None
        self.lines: list[Line] = []
        self.last = NOTHING

    def up_to(self, until: date) -> Ledger:
        steps = (
            self._bill,
            self._late,
            self._late_fee,
            self._due,
            self._call_in,
            self._judged,
            self._perform,
            self._pay,
        )
        for day, step, n in events(self.debt, self.dues, until):
            if day > self.day:
                self._grow_to(day)
            steps[step](n)
        self._grow_to(until)
        self._write(LineKind.COUNTED)
        return Ledger(debt=self.debt, until=until, lines=tuple(self.lines), per_day=self._per_day())

    # --- what happens ---------------------------------------------------------------------------------

    def _due(self, n: int) -> None:
        if self.called or self.closed:
            return
        due = self.dues[n]
        self.not_due -= due.principal
        self.period_start, self.next_due = due.day, self.next_due + 1
        self.matured = self.next_due == len(self.dues)
        if self.debt.grace:
            self.young, self.young_term = self.young + due.principal, self.young_term + due.interest
        else:
            self.principal, self.term = self.principal + due.principal, self.term + due.interest
        self.fees += due.charges
        self._falls_due(due.day, due.principal, due.interest)
        posted = Amounts(principal=due.principal, interest=due.interest, fees=due.charges)
        advance, self.advance = self.advance, 0
        credited, left = self._credit(advance) if advance else (NOTHING, 0)
        self.advance = left
        self._write(LineKind.DUE, posted=posted, credited=credited)

    def _falls_due(self, day: date, principal: int, interest: int) -> None:
        before = self.posted[-1] if self.posted else (day, 0, 0)
        self.posted.append((day, before[1] + principal, before[2] + interest))
        self.since = self.since or day

    def _late(self, _: int) -> None:
        """The days of grace are over: what is unpaid was late from its due day on; paid in full, it never was."""
        if self._end_grace() and not self.closed:
            self._write(LineKind.LATE)

    def _end_grace(self) -> bool:
        late = bool(self.young or self.young_term)
        if late:
            for n, exact in enumerate(self.waiting):
                self.grown[n] += exact
            self.principal, self.young = self.principal + self.young, 0
            self.term, self.young_term = self.term + self.young_term, 0
        self.waiting = [0, 0, 0]
        return late

    def _late_fee(self, _: int) -> None:
        bill = self.debt.bill
        if bill is None or self.closed or self.judged or self.minimum <= 0 or not bill.share:
            return
        fee = max(_rounded(self.minimum * bill.share.numerator, bill.share.denominator), bill.floor)
        fee = fee if bill.cap is None else min(fee, bill.cap)
        self.fees += fee
        self._write(LineKind.LATE_FEE, posted=Amounts(fees=fee))

    def _bill(self, _: int) -> None:
        """What has grown up to the eve stands on the bill, and the next minimum asks for it. Late fees are left out of
        that minimum, so that no late fee is charged on late fees."""
        if self.closed:
            return
        before = sum(self.billed)
        self.billed = [self._shown(0), self._shown(1)]
        self.minimum += sum(self.billed) - before
        self.minimum = min(self.minimum, sum(self._amounts()) - self.fees)
        self._write(LineKind.BILLED)

    def _call_in(self, _: int) -> None:
        if self.called or self.closed:
            return
        running, rest = self._running(), self.not_due
        self.called = self.matured = True
        self._end_grace()
        self.principal, self.term, self.not_due = self.principal + rest, self.term + running, 0
        if rest or running:
            self._falls_due(self.day, rest, running)
        advance, self.advance = self.advance, 0
        credited, self.advance = self._credit(advance) if advance else (NOTHING, 0)
        if rest or running:
            self._write(LineKind.CALLED_IN, posted=Amounts(principal=rest, interest=running), credited=credited)

    def _judged(self, _: int) -> None:
        if self.debt.judgment is not None:
            self.judged = True
            self.bearing = self.debt.judgment.amount or 0

    def _perform(self, _: int) -> None:
        if not self.closed:
            self.performing = True
            self._write(LineKind.PERFORM_BY)

    def _pay(self, amount: int) -> None:
        owed, running = self._amounts(), self._running()
        if self.closed or amount >= sum(owed) + self.not_due + running - self.advance:
            self._settle(amount, owed, running)
            return
        self.minimum = max(self.minimum - amount, 0)
        credited, left = self._credit(amount)
        self.advance += left
        self._write(LineKind.PAID, credited=credited, paid=amount)

    def _settle(self, amount: int, owed: Amounts, running: int) -> None:
        """Everything is paid; what the payment did not need is its change."""
        posted = Amounts(principal=self.not_due, interest=running)
        credited = Amounts(*map(add, owed, posted))
        change = amount + self.advance - sum(credited)
        self.closed, self.since = True, None
        self.principal = self.term = self.young = self.young_term = self.fees = self.costs = 0
        self.not_due = self.advance = self.minimum = self.bearing = 0
        self.waiting = [0, 0, 0]
        self.taken = [self._shown(n) for n in range(4)]
        self._write(LineKind.PAID, posted=posted, credited=credited, paid=amount, change=change)

    # --- where a payment goes -------------------------------------------------------------------------

    def _credit(self, amount: int) -> tuple[Amounts, int]:
        """Uses the money up in the order of that day; gives the parts, and what was left over."""
        late = (self.day - self.since).days if self.since else 0
        order = order_on(self.debt.credit, late, self.debt.order)
        credited = shared_out(amount, self._payable(), order)
        self._take(credited)
        left = amount - sum(credited)
        if left and self.debt.bill is not None:  # interest that is on no bill yet comes last
            more = shared_out(left, self._amounts(), order)
            self._take(more)
            left -= sum(more)
            credited = Amounts(*map(add, credited, more))
        return credited, left

    def _payable(self) -> Amounts:
        """What a payment can go to first: with a bill, only the interest that stands on one."""
        owed = self._amounts()
        if self.debt.bill is None:
            return owed
        term = self.term + self.young_term
        on_bill = (max(self.billed[n] - self.taken[n], 0) for n in (0, 1))
        return owed._replace(interest=term + next(on_bill), compound=next(on_bill))

    def _take(self, credited: Amounts) -> None:
        """Oldest first: instalments before those within grace, interest that fell due before what grew since."""
        part = min(credited.principal, self.principal)
        self.principal, self.young = self.principal - part, self.young - (credited.principal - part)
        old = min(credited.interest, self.term)
        young = min(credited.interest - old, self.young_term)
        self.term, self.young_term = self.term - old, self.young_term - young
        self.taken[0] += credited.interest - old - young
        self.taken[1] += credited.compound
        self.taken[2] += credited.penalty
        self.taken[3] += credited.judgment
        self.fees, self.costs = self.fees - credited.fees, self.costs - credited.costs
        self.paid_principal, self.paid_term = self.paid_principal + credited.principal, self.paid_term + old + young
        if self.judged:
            self.bearing = still_bearing(self.bearing, credited)
        while self.oldest < len(self.posted) and self._is_covered(self.posted[self.oldest]):
            self.oldest += 1
        if self.oldest < len(self.posted):
            self.since = self.posted[self.oldest][0]
        elif not sum(self._amounts()):
            self.since = None

    def _is_covered(self, posted: tuple[date, int, int]) -> bool:
        return posted[1] <= self.paid_principal and posted[2] <= self.paid_term

    # --- what grows -----------------------------------------------------------------------------------

    def _rates(self) -> tuple[int, int, int, int]:
        """What one day adds: interest, compound, penalty, extra interest; the bases as they stand."""
        compound = 0
        if self.debt.compound is Compound.INTEREST:
            compound = self.term * (self.contract + (self.surcharge if self.matured else 0))
        elif self.debt.compound is Compound.BILLED:
            on_bill = sum(max(self.billed[n] - self.taken[n], 0) for n in (0, 1))
            compound = (self.term + on_bill) * self.contract
        penalty = self.principal * self.surcharge + self.term * self.on_interest
        return self.principal * self.contract, compound, penalty, self._bearing() * self.extra

    def _bearing(self) -> int:
        judgment = self.debt.judgment
        if judgment is None or not self.performing:
            return 0
        if judgment.amount is not None:
            return self.bearing
        return awarded(judgment, self.principal + self.young, self.fees, self.costs)

    def _young_rates(self) -> tuple[int, int, int]:
        """The same for what is within its days of grace."""
        compound = 0
        if self.debt.compound is Compound.INTEREST:
            compound = self.young_term * (self.contract + (self.surcharge if self.matured else 0))
        elif self.debt.compound is Compound.BILLED:
            compound = self.young_term * self.contract
        penalty = self.young * self.surcharge + self.young_term * self.on_interest
        return self.young * self.contract, compound, penalty

    def _grow_to(self, day: date) -> None:
        days = (day - self.day).days
        self.day = day
        if not days or self.closed:
            return
        interest, compound, penalty, extra = self._rates()
        grown = self.grown
        self.grown = [grown[0] + interest * days, grown[1] + compound * days, grown[2] + penalty * days, grown[3]]
        if extra:
            self.grown[3] += extra * days
        if self.young or self.young_term:
            for n, rate in enumerate(self._young_rates()):
                self.waiting[n] += rate * days

    def _per_day(self) -> Fraction:
        return Fraction(0) if self.closed else Fraction(sum(self._rates()) + sum(self._young_rates()), self.unit)

    # --- what is shown --------------------------------------------------------------------------------

    def _shown(self, n: int) -> int:
        return _rounded(self.grown[n], self.unit)

    def _amounts(self) -> Amounts:
        half, whole = self.unit, 2 * self.unit
        interest, compound, penalty, extra = self.grown
        taken = self.taken
        return Amounts(
            self.principal + self.young,
            self.term + self.young_term + (2 * interest + half) // whole - taken[0],
            (2 * compound + half) // whole - taken[1],
            (2 * penalty + half) // whole - taken[2],
            self.fees,
            self.costs,
            (2 * extra + half) // whole - taken[3],
        )

    def _running(self) -> int:
        """Interest of the current period so far, its share by days."""
        if self.day == self.period_start or self.called or self.closed or self.next_due >= len(self.dues):
            return 0
        due = self.dues[self.next_due]
        length = (due.day - self.period_start).days
        return _rounded(due.interest * (self.day - self.period_start).days, length) if length else 0

    def _write(
        self, kind: LineKind, *, posted: Amounts = NOTHING, credited: Amounts = NOTHING, paid: int = 0, change: int = 0
    ) -> None:
        now = self._amounts()
        if not self.lines and self.debt.costs:  # costs are owed from the start
            posted = posted._replace(costs=self.debt.costs)
        self.lines.append(
            Line(
                day=self.day,
                kind=kind,
                before=self.last,
                posted=posted,
                credited=credited,
                paid=paid,
                change=change,
                balance=Balance(now, self.not_due, self._running(), self.advance),
                days_past_due=(self.day - self.since).days if self.since else 0,
            )
        )
        self.last = now


def _rounded(top: int, bottom: int) -> int:
    """top / bottom, rounded half up."""
    return (2 * top + bottom) // (2 * bottom)

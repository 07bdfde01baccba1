"""A loan → its payments to the fen, with every change that was agreed.

One pass over the periods. Interest of a period is exact until it is due, then rounded half up once; the last
instalment takes what is left of the principal. A prepayment goes to the principal whole; interest of its period is
shared out by days and due with the next instalment. Interest that a pause adds bears none itself unless it is
capitalised. `core.schedule` gives the same figures for a loan without odd periods or changes, and faster.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import lcm

from debtadvisor.core.codes import DayCount, DeferralInterest, Method
from debtadvisor.core.dates import days_between
from debtadvisor.core.loan.model import (
    Changes,
    FeeTiming,
    Loan,
    NeverPaidOffError,
    Prepayment,
    Repricing,
    RowKind,
    Run,
    Settlement,
    Then,
    fee_each,
)
from debtadvisor.core.loan.periods import Period, periods, years_between
from debtadvisor.core.money import equal_part, spread_evenly, times
from debtadvisor.core.rates.costs import Cost, cost_of_dates, cost_of_months
from debtadvisor.core.rates.errors import NoRateError, SeveralRatesError
from debtadvisor.core.schedule import Schedule, level_sum

MOST_MONTHS = 1200


def run(loan: Loan, changes: Changes | None = None) -> Run:
    """The payments of that loan under those changes.

    Raises NeverPaidOffError when a level payment or a step is not above the interest it must first pay, ValueError
    when a change lies outside the loan: a prepayment or settlement before its start or after its end.
    """
    changes = changes or Changes()
    return _Runner(loan, changes).run()


def _half_up(exact: Fraction) -> int:
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def level_over(balance: int, rates: Sequence[Fraction]) -> int:
    """The equal payment in fen, rounded half up, that repays `balance` over periods with those rates."""
    if len(set(rates)) == 1:
        return level_sum(balance, rates[0], len(rates))
    bottom = lcm(*(rate.denominator for rate in rates))
    grown, sums, power = 1, 0, 1  # the balance grown, and the sum of payments of 1 grown, both x bottom^k
    for rate in rates:
        step = bottom + rate.numerator * (bottom // rate.denominator)
        power *= bottom
        grown *= step
        sums = sums * step + power
    return _half_up(Fraction(balance * grown, sums))


class _Runner:
    """The state of one pass: what is owed, and the rows so far."""

    def __init__(self, loan: Loan, changes: Changes) -> None:
        self.loan, self.changes = loan, changes
        self.periods = periods(loan, changes)
        self.left = loan.principal
        self.annual = Fraction(loan.annual)
        self.carried = 0  # interest of a pause that waits for the last instalment
        self.capitalised = self.forgiven = self.unused = 0
        self.level = self.regular = loan.payment
        self.part: int | None = None
        self.steps = [step.payment for step in changes.steps for _ in range(step.count)]
        self.due: list[date] = []
        self.principal: list[int] = []
        self.interest: list[int] = []
        self.charges: list[int] = []
        self.kinds: list[RowKind] = []
        self.balances: list[int] = []

    def run(self) -> Run:
        self._check_dates()
        for n, period in enumerate(self.periods):
            if self._ends_here(period):
                break
            if period.pause:
                self._pause(period)
            else:
                self._instalment(n, period)
            if not self.left:
                break
        schedule = Schedule(tuple(self.due), tuple(self.principal), tuple(self.interest), self._all_charges())
        return Run(
            loan=self.loan,
            changes=self.changes,
            schedule=schedule,
            kinds=tuple(self.kinds),
            balances=tuple(self.balances),
            level=self.regular,
            capitalised=self.capitalised,
            forgiven=self.forgiven,
            waived=times(self.changes.owed, self.changes.waived),
            unused=self.unused,
        )

    def _check_dates(self) -> None:
        end = self.periods[-1].due
        settled = self.changes.settlement
        for when in (*(p.on for p in self.changes.prepayments), *((settled.on,) if settled else ())):
            if not self.loan.start < when <= end:
                raise ValueError("a payment lies outside the loan")

    # --- interest ---------------------------------------------------------------------------------

    def _accrue(self, period: Period, until: date) -> Fraction:
        """Interest from the period's start to `until`, fen, exact. Prepayments and new rates of that stretch are put
        into effect on their day."""
        owed = Fraction(0)
        here = period.start
        for when, event in self._events(period, until):
            owed += self.left * self.annual * _years(period, here, when)
            here = when
            if isinstance(event, Repricing):
                self.annual = Fraction(event.annual)
                if self.loan.payment is None:
                    self.level = None
            elif event.amount >= self.left + _half_up(owed) + self.carried:
                self._pay_off(event, _half_up(owed))
                return Fraction(0)
            else:
                self._prepay(event)
        return owed + self.left * self.annual * _years(period, here, until)

    def _events(self, period: Period, until: date) -> Iterator[tuple[date, Prepayment | Repricing]]:
        """New rates first, then prepayments, by date: those after the period's start up to `until`, but a new rate on
        the very last day belongs to the next period."""
        rates = [(r.on, 0, n, r) for n, r in enumerate(self.changes.repricings) if period.start <= r.on < until]
        extra = [(p.on, 1, n, p) for n, p in enumerate(self.changes.prepayments) if period.start < p.on <= until]
        merged: list[tuple[date, int, int, Prepayment | Repricing]] = [*rates, *extra]
        for when, _, _, event in sorted(merged, key=lambda one: one[:3]):
            yield when, event

    def _prepay(self, event: Prepayment) -> None:
        part = min(event.amount, self.left)
        if not part:
            return
        self._row(event.on, part, 0, 0, RowKind.PREPAYMENT)
        if event.then is Then.LOWER:
            self.level = self.part = None

    def _pay_off(self, event: Prepayment, interest: int) -> None:
        """A prepayment that covers everything closes the loan that day, with the interest up to it."""
        interest, self.carried = interest + self.carried, 0
        self.unused = event.amount - self.left - interest
        self._row(event.on, self.left, interest, 0, RowKind.PREPAYMENT)

    def _pause(self, period: Period) -> None:
        interest = _half_up(self._accrue(period, period.due))
        kind = self._pause_kind()
        if kind is DeferralInterest.SIMPLE:
            self.carried += interest
        elif kind is DeferralInterest.CAPITALISED:
            self.left += interest
            self.capitalised += interest
            self.level = self.part = None

    def _pause_kind(self) -> DeferralInterest:
        return self.changes.deferral.interest if self.changes.deferral else DeferralInterest.NONE

    # --- payments ---------------------------------------------------------------------------------

    def _instalment(self, n: int, period: Period) -> None:
        waiting = len(self.due)
        interest = _half_up(self._accrue(period, period.due))
        if not self.left and len(self.due) > waiting:
            return  # a prepayment closed the loan
        last = n == len(self.periods) - 1
        part = self.left if last else min(self._principal_part(interest, self._rest(n)), self.left)
        if part < 0:  # a step below its interest
            part, interest = 0, interest + part
        if part == self.left:
            interest, self.carried = interest + self.carried, 0
        fee = fee_each(self.loan) if self.loan.fee_timing is FeeTiming.MONTHLY else 0
        self._row(period.due, part, interest, fee, RowKind.INSTALMENT)

    def _rest(self, n: int) -> Sequence[Period]:
        """The periods that this instalment is worked out over: until the extension takes effect, as first agreed."""
        rest = [p for p in self.periods[n:] if not p.pause]
        extension = self.changes.extension
        if extension is None or self.loan.method is Method.BULLET:
            return rest
        paid = self.kinds.count(RowKind.INSTALMENT)
        if paid == extension.after:
            self.level, self.part = self.loan.payment, None
        if paid >= extension.after:
            return rest
        if extension.months >= 0:
            return rest[: len(rest) - extension.months]
        return (*rest, *rest[-1:] * -extension.months)

    def _principal_part(self, interest: int, rest: Sequence[Period]) -> int:
        method = self.loan.method
        if method in (Method.INTEREST_ONLY, Method.BULLET):
            return 0
        if method is Method.REVOLVING:
            return self._minimum_part()
        if method is Method.LEVEL_PAYMENT:
            return self._level_payment(interest, rest) - interest
        if self.part is None:
            fee_only = method is Method.FEE_INSTALMENT  # bills of instalments cut fractions of a fen off
            self.part = self.left // len(rest) if fee_only else equal_part(self.left, len(rest))
        return self.part

    def _minimum_part(self) -> int:
        whole = min(self.loan.due_whole, self.left) if not self.due else 0
        share = Fraction(self.loan.minimum_share) * (self.left - whole)
        return max(self.loan.minimum_floor, whole - (-share.numerator // share.denominator))

    def _level_payment(self, interest: int, rest: Sequence[Period]) -> int:
        if self.steps:
            step = self.steps.pop(0)
            self.carried += max(interest - step, 0)  # what a step leaves of its interest waits for the last payment
            return step
        if self.level is None:
            self.level = level_over(self.left, [self.annual * p.years for p in rest])
            if self.regular is None:
                self.regular = self.level
        if self.loan.payment is not None and self.level <= interest:
            raise NeverPaidOffError(self.level, interest, _smallest(self.left, interest, self.annual * rest[0].years))
        return max(self.level, interest)  # a long dear loan can round to its interest, never below it

    def _ends_here(self, period: Period) -> bool:
        """Settles in this period when the settlement's day lies in it."""
        settled = self.changes.settlement
        if settled is None or not period.start < settled.on <= period.due:
            return False
        self._settle(period, settled)
        return True

    def _settle(self, period: Period, settled: Settlement) -> None:
        interest = _half_up(self._accrue(period, settled.on))
        if period.pause and self._pause_kind() is DeferralInterest.NONE:
            interest = 0
        interest, self.carried = interest + self.carried, 0
        paid = times(self.left + interest, settled.share)
        self.forgiven = self.left + interest - paid
        of_interest = min(interest, paid)
        self._row(settled.on, paid - of_interest, of_interest, 0, RowKind.SETTLEMENT)
        self.left = self.balances[-1] = 0

    def _row(self, when: date, principal: int, interest: int, fee: int, kind: RowKind) -> None:
        self.left -= principal
        self.due.append(when)
        self.principal.append(principal)
        self.interest.append(interest)
        self.charges.append(fee)
        self.kinds.append(kind)
        self.balances.append(self.left)

    def _all_charges(self) -> tuple[int, ...]:
        """Fees, and what was owed from before less what is waived, spread evenly over the instalments."""
        charges = list(self.charges)
        places = [n for n, kind in enumerate(self.kinds) if kind is not RowKind.PREPAYMENT] or [0]
        if self.loan.fee_timing is FeeTiming.FIRST and places:
            charges[places[0]] += self.loan.fee_total
        owed = self.changes.owed - times(self.changes.owed, self.changes.waived)
        for place, part in zip(places, spread_evenly(owed, len(places)), strict=True):
            charges[place] += part
        return tuple(charges) if any(charges) else ()


def _years(period: Period, start: date, end: date) -> Fraction:
    """The share of the period's years from `start` to `end`, by days."""
    if (start, end) == (period.start, period.due):
        return period.years
    return period.years * Fraction(days_between(start, end), days_between(period.start, period.due))


def cost_of(found: Run) -> Cost | None:
    """The real yearly cost of a run with every fee, from the day of the loan on; None when no rate exists.

    By months (IRR x 12) where the periods are whole months and nothing else was agreed, else by days (XIRR).
    """
    loan, paid = found.loan, found.schedule.payments
    try:
        if loan.day_count is DayCount.MONTHLY and loan.first is None and len(paid) == loan.months and _is_plain(found):
            return cost_of_months((loan.received, *(-fen for fen in paid)))
        return cost_of_dates((loan.start, *found.schedule.due), (loan.received, *(-fen for fen in paid)))
    except (NoRateError, SeveralRatesError):
        return None


def _is_plain(found: Run) -> bool:
    changes = found.changes
    return changes.deferral is None and not changes.prepayments and changes.settlement is None


def _smallest(left: int, interest: int, rate: Fraction) -> int:
    """The least level payment that repays `left` within `MOST_MONTHS` and is above its interest."""
    return max(level_sum(left, rate, MOST_MONTHS), interest + 1)


def months_needed(loan: Loan) -> int:
    """The number of instalments of `loan.payment` that repay it, the last perhaps smaller.

    Raises NeverPaidOffError when 1200 do not, or when the payment is not above the first interest.
    """
    payment = loan.payment
    if payment is None:
        raise ValueError("the number of instalments follows from a payment")
    rate = Fraction(loan.annual) * years_between(loan.start, loan.due[0], loan.day_count, loan.due_day)
    interest = _half_up(rate * loan.principal)
    smallest = _smallest(loan.principal, interest, rate)
    if payment < smallest:
        raise NeverPaidOffError(payment, interest, smallest)
    return len(run(replace(loan, months=MOST_MONTHS)).schedule)

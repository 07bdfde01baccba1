"""What an overdue debt is counted from, and what the count gives.

All sums are fen. Rates are exact fractions of a day. Days are counted from the first, not the last (算头不算尾): a sum
due on the 10th and paid on the 11th was late for one day. What was accrued is never rounded away: every part that
grows is kept exactly, and shown as its whole sum so far, rounded half up; so no number of looks in between changes it.

Not modelled: the higher penalty for a loan used for something else, and a card's interest from the days on which its
purchases were booked, which only the bank knows.
"""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from debtadvisor.core.value import value


class Component(StrEnum):
    """What an overdue debt is made of. `JUDGMENT` is the extra interest for performing a judgment late."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    COMPOUND = "compound"
    PENALTY = "penalty"
    FEES = "fees"
    COSTS = "costs"
    JUDGMENT = "judgment"


class PenaltyBase(StrEnum):
    """What the penalty rate is charged on. The whole principal is overdue only once the loan was called in."""

    OVERDUE_PRINCIPAL = "overdue_principal"
    INSTALMENT = "instalment"
    WHOLE_PRINCIPAL = "whole_principal"


class Compound(StrEnum):
    """What bears interest on interest: nothing, interest that fell due unpaid, or interest once it is on a bill."""

    NONE = "none"
    INTEREST = "interest"
    BILLED = "billed"


class CreditOrder(StrEnum):
    """Who says which part a payment goes to first."""

    LAW = "law"
    CARD = "card"
    CONTRACT = "contract"


class LineKind(StrEnum):
    """What happened on a day of the ledger."""

    DUE = "due"
    LATE = "late"
    LATE_FEE = "late_fee"
    BILLED = "billed"
    CALLED_IN = "called_in"
    PERFORM_BY = "perform_by"
    PAID = "paid"
    COUNTED = "counted"


class Amounts(NamedTuple):
    """One sum for each component, in the order of `Component`. A tuple, since a ledger makes hundreds."""

    principal: int = 0
    interest: int = 0
    compound: int = 0
    penalty: int = 0
    fees: int = 0
    costs: int = 0
    judgment: int = 0

    def of(self, component: Component) -> int:
        return self[_PLACE[component]]


_PLACE = {component: n for n, component in enumerate(Component)}
NOTHING = Amounts()


class Balance(NamedTuple):
    """What is owed at the end of a day.

    due       by component; its principal is the overdue part alone
    not_due   principal whose day has not come
    running   interest of the current period so far, to be paid only if everything is settled now
    advance   money paid before it was due, waiting for the next due day
    """

    due: Amounts
    not_due: int = 0
    running: int = 0
    advance: int = 0

    @property
    def overdue(self) -> int:
        """What should have been paid by now."""
        return sum(self.due)

    @property
    def total(self) -> int:
        """What settles everything today."""
        return sum(self.due) + self.not_due + self.running - self.advance


@value(kw_only=False)
class Due:
    """What falls due on one day; `charges` are fees, which bear nothing."""

    day: date
    principal: int
    interest: int = 0
    charges: int = 0


@value(kw_only=False)
class Payment:
    """Money that reached the lender on that day."""

    day: date
    amount: int


@value
class Penalty:
    """What lateness costs a day, beside the contract's interest, which goes on.

    surcharge    on overdue principal
    on_interest  on interest that fell due unpaid: the whole penalty rate, since it bears no other interest
    """

    surcharge: Fraction = Fraction(0)
    on_interest: Fraction = Fraction(0)
    base: PenaltyBase = PenaltyBase.OVERDUE_PRINCIPAL


@value
class Bill:
    """A card bill that was not paid: interest is billed each month, a late fee is charged once for each missed bill.

    statement_day  day of the month; interest up to and with that day is on the bill
    minimum        what was asked for at least on the first missed due day
    share          late fee as a share of the unpaid minimum, within `floor` and `cap` (None: no cap)
    """

    statement_day: int
    minimum: int
    share: Fraction = Fraction(0)
    floor: int = 0
    cap: int | None = None


@value
class Judgment:
    """A court's judgment on the debt.

    on          from that day on no further late fee is charged
    perform_by  last day of the period for performing it; the extra interest runs from there
    per_day     extra rate on the unpaid judgment money other than ordinary interest
    amount      that money; None takes principal, late fees and costs as they stand
    """

    on: date
    perform_by: date
    per_day: Fraction
    amount: int | None = None


@value
class Overdue:
    """A debt of which something was missed.

    start        day from which the first period's interest runs; that of the first due date for one overdue sum
    dues         what falls due when, from the first missed day on; days differ
    rate         contract interest on principal, a day
    compound     with `Compound.BILLED` a `bill` is needed, with a bill `Compound.INTEREST` is not possible
    grace        days after a due day on which a payment still counts as on time; fewer than between two due days
    order        components that the contract names, first to last, with `CreditOrder.CONTRACT`; the rest follow by law
    costs        collection costs owed from the start
    payments     in any order, none before `start`
    accelerated  day on which the rest of the principal was called in

    Raises ValueError for what cannot be: no dues, negative sums, two dues on a day, a payment before the start, the
    whole principal as base of a loan that was not called in, interest due charged both as base and as compound.
    """

    start: date
    dues: tuple[Due, ...]
    rate: Fraction
    penalty: Penalty = Penalty()
    compound: Compound = Compound.NONE
    grace: int = 0
    bill: Bill | None = None
    credit: CreditOrder = CreditOrder.LAW
    order: tuple[Component, ...] = ()
    costs: int = 0
    payments: tuple[Payment, ...] = ()
    accelerated: date | None = None
    judgment: Judgment | None = None

    def __post_init__(self) -> None:
        days = sorted(due.day for due in self.dues)
        gaps = [(after - before).days for before, after in pairwise(days)]
        called_in = self.accelerated is not None or len(days) == 1
        wrong = {
            "a debt needs dues, none before its start": not days or days[0] < self.start,
            "due days must differ, by more than the days of grace": min(gaps, default=self.grace + 1) <= self.grace,
            "sums and rates cannot be negative": self._any_negative(),
            "nothing is paid before the start": any(paid.day < self.start for paid in self.payments),
            "the loan cannot be called in before its start": (self.accelerated or self.start) < self.start,
            "the whole principal is overdue only when the loan was called in": (
                self.penalty.base is PenaltyBase.WHOLE_PRINCIPAL and not called_in
            ),
            "interest due cannot be in the base and compound too": (
                self.penalty.base is PenaltyBase.INSTALMENT and self.compound is not Compound.NONE
            ),
            "billed interest needs a bill, and a bill has one due day": (
                self.compound is (Compound.BILLED if self.bill is None else Compound.INTEREST)
                or (self.bill is not None and len(days) > 1)
            ),
            "the contract names each component once, and no extra interest": (
                len(set(self.order)) != len(self.order) or Component.JUDGMENT in self.order
            ),
            "a judgment is performed after it": (
                self.judgment is not None and self.judgment.perform_by < self.judgment.on
            ),
        }
        for reason, holds in wrong.items():
            if holds:
                raise ValueError(reason)

    def _any_negative(self) -> bool:
        sums = [part for due in self.dues for part in (due.principal, due.interest, due.charges)]
        rates = (self.rate, self.penalty.surcharge, self.penalty.on_interest)
        return min((*sums, self.costs, self.grace, *(paid.amount for paid in self.payments))) < 0 or min(rates) < 0


@value
class Line:
    """One day on which something happened. The balance before + accrued + posted - credited is the balance after.

    before    what was owed at the line before, by component
    posted    what fell due or was charged on that day
    credited  what a payment took away, by component
    paid      the payment; what it did not need is `change`, what waits for the next due day is in the balance
    days_past_due  days since the oldest day whose sum is still unpaid, at the end of that day
    """

    day: date
    kind: LineKind
    before: Amounts
    posted: Amounts = NOTHING
    credited: Amounts = NOTHING
    paid: int = 0
    change: int = 0
    balance: Balance
    days_past_due: int = 0

    @property
    def accrued(self) -> Amounts:
        """What grew since the line before."""
        parts = zip(self.balance.due, self.before, self.posted, self.credited, strict=True)
        return Amounts(*(now - before - posted + credited for now, before, posted, credited in parts))


@value
class Ledger:
    """The debt from its start to one day.

    lines    days rising; the last is `until` itself
    per_day  what one more day costs on what is overdue now, exactly
    """

    debt: Overdue
    until: date
    lines: tuple[Line, ...]
    per_day: Fraction

    @property
    def balance(self) -> Balance:
        return self.lines[-1].balance

    @property
    def days_past_due(self) -> int:
        return self.lines[-1].days_past_due


@value
class Effect:
    """What one payment does.

    before, after    the balance on that day without and with it
    saved_per_day    by how much less the debt grows each day from then on, exactly
    saved_in_30_days the same over 30 days, with all that happens in them
    """

    payment: Payment
    credited: Amounts
    change: int
    before: Balance
    after: Balance
    saved_per_day: Fraction
    saved_in_30_days: int

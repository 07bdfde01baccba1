"""The terms of one loan, the changes that may be agreed on it, and the run of payments that follows.

Amounts are fen, rates fractions of a year. A `Loan` knows nothing of lenders or of a person's money: it is what a
calculator needs. What the contract leaves open has a default here that every output names.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from debtadvisor.core.codes import DayCount, DeferralInterest, Method
from debtadvisor.core.dates import add_months, monthly
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.value import value


class NeverPaidOffError(ValueError):
    """The payment does not pay the loan off: `smallest` is the least that does, `interest` what it must exceed, fen."""

    def __init__(self, payment: int, interest: int, smallest: int) -> None:
        self.payment, self.interest, self.smallest = payment, interest, smallest
        super().__init__("the payment never pays the loan off")


class FeeTiming(StrEnum):
    """When a fee on the original sum is paid: with each instalment, all with the first, or taken off what is handed
    out (砍头)."""

    MONTHLY = "monthly"
    FIRST = "first"
    UPFRONT = "upfront"


class Then(StrEnum):
    """What a part prepayment changes: the payment stays and the loan ends sooner, or the end stays and it falls."""

    SHORTEN = "shorten"
    LOWER = "lower"


class RowKind(StrEnum):
    """What one payment of a run is."""

    INSTALMENT = "instalment"
    PREPAYMENT = "prepayment"
    SETTLEMENT = "settlement"


@value
class Loan:
    """One loan as agreed.

    principal   what must be repaid, above zero
    annual      nominal annual rate; 0 for instalments that only carry a fee
    start       day from which interest runs
    months      instalments, ≥ 1; for a bill paid at its minimum the most months that it is followed
    first       first due date, above `start`; None means one month after it
    day         contract day of the month, which a short month does not change; None means that of `first`
    payment     the contract's own level payment; None to have it worked out
    fee_rate    fee of each instalment as a share of `principal` (月费率)
    minimum_*   of a revolving bill: share of the balance, least sum, and what of it is due whole with the first
    """

    principal: int
    annual: Decimal
    method: Method
    start: date
    months: int
    day_count: DayCount = DayCount.MONTHLY
    first: date | None = None
    day: int | None = None
    payment: int | None = None
    fee_rate: Decimal = Decimal(0)
    fee_timing: FeeTiming = FeeTiming.MONTHLY
    minimum_share: Decimal = Decimal("0.10")
    minimum_floor: int = 0
    due_whole: int = 0

    def __post_init__(self) -> None:
        if self.principal <= 0 or self.annual < 0 or self.months < 1 or self.fee_rate < 0:
            raise ValueError("a loan needs principal > 0, rates >= 0 and at least one month")
        if self.first is not None and self.first <= self.start:
            raise ValueError("the first due date comes after the start")

    @property
    def due_day(self) -> int:
        return self.day or (self.first or self.start).day

    @property
    def due(self) -> tuple[date, ...]:
        """Every due date; a bullet loan has one, at its end."""
        first = self.first or add_months(self.start, 1, self.day)
        dates = monthly(first, self.months, self.due_day)
        return dates[-1:] if self.method is Method.BULLET else dates

    @property
    def fee_total(self) -> int:
        """All fees when the loan runs to its end, fen: rounded once for each instalment."""
        return fee_each(self) * self.months

    @property
    def received(self) -> int:
        """What is handed out: the principal less a fee that is taken off at once."""
        return self.principal - (self.fee_total if self.fee_timing is FeeTiming.UPFRONT else 0)


def fee_each(loan: Loan) -> int:
    """The fee of one instalment, fen, rounded half up."""
    top, bottom = (Fraction(loan.fee_rate) * loan.principal).as_integer_ratio()
    return (2 * top + bottom) // (2 * bottom)


@value
class Deferral:
    """No payment for `months`, once `after` instalments are paid; then the same number of instalments goes on.

    interest  of the pause: none, paid with the last instalment without bearing interest itself, or added to the
              principal when the pause ends
    """

    months: int
    after: int = 0
    interest: DeferralInterest = DeferralInterest.SIMPLE


@value
class Extension:
    """`months` more instalments (less when negative), recomputed once `after` are paid: an extension or re-spread."""

    months: int
    after: int = 0


@value
class Prepayment:
    """A sum paid on principal on a day, beside the instalments."""

    on: date
    amount: int
    then: Then = Then.SHORTEN


@value
class Step:
    """The next `count` instalments are `payment` each; after the last step the rest is level again. Interest that a
    step does not cover waits, without bearing any itself, for the last payment."""

    payment: int
    count: int


@value
class Repricing:
    """Another annual rate from a day on; level instalments are recomputed with the next one."""

    on: date
    annual: Decimal


@value
class Settlement:
    """Everything owed on that day (principal and interest so far) is closed for `share` of it."""

    on: date
    share: Decimal


@value
class Changes:
    """What is agreed on top of the contract. Steps run from the first instalment on; the rest have dates of their own.

    owed      charges owed from before, fen, which bear no interest; spread evenly over the instalments
    waived    share of them that is given up
    """

    deferral: Deferral | None = None
    extension: Extension | None = None
    prepayments: tuple[Prepayment, ...] = ()
    steps: tuple[Step, ...] = ()
    repricings: tuple[Repricing, ...] = ()
    settlement: Settlement | None = None
    owed: int = 0
    waived: Decimal = Decimal(0)


@value
class Run:
    """The payments that follow, and what the changes did.

    schedule     every payment in order of date; principal parts and `forgiven` sum to principal + `capitalised`
    kinds        what each payment is
    balances     principal still owed after each payment, fen
    level        the regular instalment that was first worked out, None where there is none
    capitalised  interest of a pause that became principal
    forgiven     what a settlement gave up
    waived       what was given up of the charges owed from before
    unused       of a prepayment that closed the loan: what it did not need
    """

    loan: Loan
    changes: Changes
    schedule: Schedule
    kinds: tuple[RowKind, ...]
    balances: tuple[int, ...]
    level: int | None = None
    capitalised: int = 0
    forgiven: int = 0
    waived: int = 0
    unused: int = 0

    @property
    def instalments(self) -> tuple[int, ...]:
        """The payments that are no prepayment, fen."""
        paid = zip(self.schedule.payments, self.kinds, strict=True)
        return tuple(fen for fen, kind in paid if kind is not RowKind.PREPAYMENT)

"""What a person says about an overdue debt, and the convention by which it is then counted.

What the person says wins over the policy book, the book over a planning default. Each choice keeps where it is from.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from debtadvisor.core.arrears.model import Component, Compound, CreditOrder, Overdue, Payment, PenaltyBase
from debtadvisor.core.case import Rate
from debtadvisor.core.codes import DayCount, LenderKind, Method
from debtadvisor.core.policy.model import Figure, Lender, Rule
from debtadvisor.core.value import value


class Origin(StrEnum):
    """Where a figure of the convention is from."""

    GIVEN = "given"
    BOOK = "book"
    DEFAULT = "default"


@value
class Loan:
    """A loan repaid in monthly instalments; the first is due a month after `start`."""

    start: date
    months: int
    method: Method


@value
class Question:
    """What was said. None and () mean that nothing was.

    since     the day that was missed: of the one sum, or the first missed due day of the loan
    interest  interest already on the missed sum, fen; `fees` and `costs` likewise
    minimum   the card bill's minimum payment: fen, or a share of the bill
    """

    on: date
    principal: int
    since: date
    rate: Rate | None = None
    interest: int = 0
    fees: int = 0
    costs: int = 0
    loan: Loan | None = None
    accelerated: date | None = None
    kind: LenderKind | None = None
    profile: Lender | None = None
    day_count: DayCount = DayCount.ACTUAL_360
    day_count_given: bool = False
    penalty: Decimal | None = None
    penalty_daily: Rate | None = None
    base: PenaltyBase = PenaltyBase.OVERDUE_PRINCIPAL
    base_given: bool = False
    compound: Compound | None = None
    grace: int | None = None
    minimum: int | Decimal | None = None
    late_fee_share: Decimal | None = None
    late_fee_min: int | None = None
    late_fee_max: int | None = None
    statement_day: int | None = None
    credit: CreditOrder | None = None
    order: tuple[Component, ...] = ()
    payments: tuple[Payment, ...] = ()
    if_paid: Payment | None = None
    judged: date | None = None
    perform_by: date | None = None
    judgment_amount: int | None = None

    @property
    def is_card(self) -> bool:
        """Whether it is a bank card's bill, which falls due whole and is billed monthly."""
        return self.kind is LenderKind.BANK_CREDIT_CARD and self.loan is None


@value(kw_only=False)
class Choice:
    """Where one figure is from, and the figure of the book behind it if there is one."""

    origin: Origin
    figure: Figure | None = None


GIVEN = Choice(Origin.GIVEN)
ASSUMED = Choice(Origin.DEFAULT)


@value
class Convention:
    """How the debt is counted, with where each part is from.

    rate       contract interest a day
    surcharge  penalty a day beside it; `multiple` is both over the contract's rate, None for a fee by the day
    replaces   whether a fee by the day holds the contract's interest already
    """

    rate: Fraction
    rate_from: Choice
    day_count: DayCount
    day_count_from: Choice
    surcharge: Fraction
    multiple: Decimal | None
    daily: Fraction | None
    replaces: bool
    penalty_from: Choice
    base: PenaltyBase
    base_from: Choice
    compound: Compound
    compound_from: Choice
    grace: int
    grace_from: Choice
    credit: CreditOrder
    credit_from: Choice
    minimum_from: Choice
    late_fee_from: Choice
    late_fee_bounds: Choice
    statement_from: Choice
    is_card: bool


@value
class Settled:
    """The question made ready: the debt to be counted, how, and the rows of the book that may be cited for it."""

    question: Question
    convention: Convention
    debt: Overdue
    rules: tuple[Rule, ...]

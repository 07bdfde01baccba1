"""A Case: what one borrower told us, checked once, immutable. Field names are the keys of a case file.

Every `Case` that exists is a possible case: `intake.build.case_from` builds it from answers and reports all
problems together; `__post_init__` here holds the few invariants that the rest of the core relies on.
Amounts are fen; an unknown amount travels as a range whose cautious end the plan uses.
"""

from datetime import date
from decimal import Decimal
from typing import Self

from debtadvisor.core.agreement import Agreement
from debtadvisor.core.codes import (
    AssetKind,
    BorrowerKind,
    Cause,
    Circumstance,
    ContactChannel,
    DebtCircumstance,
    EventKind,
    Every,
    FrozenBy,
    Guarantor,
    Heading,
    IncomeSource,
    LenderKind,
    Method,
    Outcome,
    Pot,
    Product,
    Proof,
    RatePer,
    Security,
)
from debtadvisor.core.value import value


@value(kw_only=False)
class Amount:
    """A sum in fen that may be known only as a range.

    low   the least it can be, ≥ 0
    high  the most it can be; None when nothing bounds it ("unknown")
    """

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError("an amount needs 0 <= low <= high")

    @classmethod
    def exactly(cls, fen: int) -> Self:
        """An amount that is known to the fen."""
        return cls(fen, fen)

    @classmethod
    def unknown(cls) -> Self:
        """An amount about which nothing is known."""
        return cls(0, None)

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def is_unknown(self) -> bool:
        """True when no upper end was given, so that no cautious figure for a debt exists."""
        return self.high is None


@value(kw_only=False)
class Rate:
    """A rate as quoted, a fraction per `per`: 0.18 a year, 0.0005 a day.

    low, high  equal when the rate is known; 0 <= low <= high
    """

    low: Decimal
    high: Decimal
    per: RatePer

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high:
            raise ValueError("a rate needs 0 <= low <= high")


@value
class Borrower:
    """Who owes. `safe` is the answer to "are you safe just now?"; None when it was not asked."""

    kind: BorrowerKind = BorrowerKind.INDIVIDUAL
    name: str = ""
    city: str = ""
    age: int | None = None
    safe: bool | None = None
    circumstances: tuple[Circumstance, ...] = ()


@value
class Household:
    """Who lives from this money.

    living_floor    local subsistence standard (低保标准), fen per person a month; None when not known
    food_provided   board is given by an employer or the family, so that food may be near nothing
    reserve         fen a month the household keeps back for what cannot be foreseen
    """

    adults: int = 1
    children: int = 0
    living_floor: int | None = None
    food_provided: bool = False
    reserve: int = 0

    def __post_init__(self) -> None:
        if self.adults < 1 or self.children < 0 or self.reserve < 0:
            raise ValueError("a household has at least one adult and no negative counts")

    @property
    def people(self) -> int:
        return self.adults + self.children


@value
class Income:
    """Money that comes in.

    day        day of the month on which it arrives; None when it is not known
    start,end  first and last date on which it is paid; None means it already runs, or runs on
    """

    source: IncomeSource
    amount: Amount
    every: Every = Every.MONTH
    day: int | None = None
    start: date | None = None
    end: date | None = None
    pot: Pot = Pot.HOUSEHOLD
    note: str = ""


@value
class Spending:
    """Money that goes out for living or for the business, never for debts that stand in `debts`."""

    heading: Heading
    amount: Amount
    every: Every = Every.MONTH
    start: date | None = None
    end: date | None = None
    pot: Pot = Pot.HOUSEHOLD
    note: str = ""


@value
class Asset:
    """Something owned.

    value        what it is worth or holds, fen
    for_debts    the part that the borrower is willing to use for these debts, fen; unused credit is never an asset
    available    from when that part can be used; None means now
    """

    kind: AssetKind
    value: Amount
    for_debts: int = 0
    available: date | None = None
    pot: Pot = Pot.HOUSEHOLD
    note: str = ""


@value
class Hardship:
    """Why the contract cannot be kept, since when, until when, and the papers that show it."""

    causes: tuple[Cause, ...] = ()
    since: date | None = None
    until: date | None = None
    proof: tuple[Proof, ...] = ()
    note: str = ""


@value
class Minimum:
    """The least that a bill asks for: the larger of a share of the balance and a floor in fen."""

    share: Decimal
    floor: int = 0


@value
class WrittenOffer:
    """A reduced sum that the lender has offered in writing for closing the debt, and its last day."""

    amount: int
    until: date


@value
class Promotion:
    """A lower rate that ends: `rate` for every payment due on or before `until`, the debt's own rate after it."""

    rate: Rate
    until: date


@value
class Debt:
    """One debt as its lender's bill shows it. Amounts are what is owed now.

    lender           id in the policy book; "" when `kind` names a generic profile instead
    kind             set when `lender` is ""; otherwise the book's own kind is used
    name             what the borrower calls it; "" means the lender's name
    original         sum first borrowed; the base of a monthly fee
    instalment       the contract's regular payment; None when not known
    instalments_left payments of the contract still to come, those overdue not counted
    monthly_fee      fen charged on each due day while the debt is open, beside its interest (账户管理费, 担保费)
    promotion        the rate that runs at first; None when there is none
    arrears          the part of the contract's payments already past due; None when nothing is
    due_day          day of the month; next_due wins where both are given
    purpose          whose debt it is: household or business
    last_payment, last_demand   for limitation; None when not known
    """

    id: str
    principal: Amount
    lender: str = ""
    kind: LenderKind | None = None
    name: str = ""
    product: Product = Product.OTHER
    purpose: Pot = Pot.HOUSEHOLD
    interest_owed: Amount = Amount(0, 0)
    penalty_owed: Amount = Amount(0, 0)
    fees_owed: Amount = Amount(0, 0)
    rate: Rate | None = None
    promotion: Promotion | None = None
    monthly_fee: int = 0
    method: Method = Method.LEVEL_PAYMENT
    original: int | None = None
    instalment: int | None = None
    instalments_left: int | None = None
    arrears: Amount | None = None
    minimum: Minimum | None = None
    due_day: int | None = None
    next_due: date | None = None
    overdue_since: date | None = None
    contract_date: date | None = None
    last_payment: date | None = None
    last_demand: date | None = None
    accelerated: bool = False
    assigned_to: str = ""
    security: Security = Security.NONE
    guarantor: Guarantor = Guarantor.NONE
    disputed: bool = False
    circumstances: tuple[DebtCircumstance, ...] = ()
    written_offer: WrittenOffer | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.id or (not self.lender and self.kind is None):
            raise ValueError("a debt needs an id, and a lender or a kind")

    @property
    def balance_high(self) -> int:
        """The cautious balance in fen; parts that are unknown count as nothing and are flagged elsewhere."""
        parts = (self.principal, self.interest_owed, self.penalty_owed, self.fees_owed)
        return sum(part.high or 0 for part in parts)


@value
class Event:
    """Something that happened.

    on          date of the event, or of service for a paper
    debt        id of the debt it is about; "" when it is about none or not known
    count       calls that day: connected ones (`CONTACT`) or unanswered dials when `answered` is False
    hour        hour of the day, 0-23, for calls
    hearing     date of the hearing, for a summons
    small_claim True when the judgment says that it is final at first instance (小额诉讼)
    effective   a demand that reached the borrower in a form that can be shown (有效催收)
    channel     how they were in touch; None when it was not said
    outgoing    the borrower was in touch with them, so that no limit of collection counts it
    who         name or staff number; `ticket` the number they gave to the matter
    said        what the other side said
    promised    what the other side promised; `next_date` the day for it, or for looking at the matter again
    outcome     what they answered; None when nothing was asked
    amount      what was paid, fen, for a payment
    agreement   the terms, for an agreement
    """

    kind: EventKind
    on: date
    debt: str = ""
    channel: ContactChannel | None = None
    outgoing: bool = False
    who: str = ""
    ticket: str = ""
    said: str = ""
    promised: str = ""
    next_date: date | None = None
    outcome: Outcome | None = None
    count: int = 1
    hour: int | None = None
    answered: bool = True
    hearing: date | None = None
    small_claim: bool = False
    effective: bool = False
    frozen_by: FrozenBy = FrozenBy.UNKNOWN
    amount: int | None = None
    agreement: Agreement | None = None
    note: str = ""


@value
class Confirmation:
    """A person looked at a HOLD and let the debt be planned. A STOP can never be confirmed away."""

    finding: str
    debt: str = ""
    by: str
    on: date
    why: str


@value
class Goals:
    """What the borrower wants.

    keep        what must not be lost, in their words
    token       fen a month that they name for all creditors together although the budget is in deficit
    token_from  the line of the budget it comes from
    order       ids of debts in the order in which the borrower would rather pay them off early; others follow by id
    keep_left   what is left over each month is kept in hand, so the plan pays nothing early
    """

    keep: str = ""
    token: int = 0
    token_from: Heading | None = None
    order: tuple[str, ...] = ()
    keep_left: bool = False


@value
class Case:
    """Everything one plan is made from. Equal cases give equal plans, to the byte."""

    id: str
    as_of: date
    borrower: Borrower
    household: Household
    incomes: tuple[Income, ...]
    spending: tuple[Spending, ...]
    assets: tuple[Asset, ...] = ()
    hardship: Hardship = Hardship()
    debts: tuple[Debt, ...]
    events: tuple[Event, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    goals: Goals = Goals()
    note: str = ""

    def __post_init__(self) -> None:
        ids = [debt.id for debt in self.debts]
        if not ids or len(set(ids)) != len(ids):
            raise ValueError("a case needs at least one debt, each with an id of its own")

    def debt(self, debt_id: str) -> Debt:
        """The debt with that id. Raises KeyError when there is none."""
        for debt in self.debts:
            if debt.id == debt_id:
                return debt
        raise KeyError(debt_id)

"""Options and candidates of one debt.

An `Option` is one debt x one relief term of the book, with the conditions it meets or misses. An open option that
re-schedules carries candidates: the term with months fixed, bundled with every waiver and pause that may be asked
with it. No option waits for a later stage, and principal is never cut without a written offer.
"""

from decimal import Decimal
from enum import StrEnum

from debtadvisor.core.codes import LenderKind, ReliefKind, Stage
from debtadvisor.core.facts import Checked
from debtadvisor.core.policy.model import Lender, ReliefTerm, Rule
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.value import value

# The candidate that is the lender's own written sum.
WRITTEN_ID = "settlement-offer"
# The candidate that pays a bill at its minimum and lets the rest roll on.
MINIMUM_ID = "minimum"
# The candidate that is what the lender has already agreed to.
AGREED_ID = "agreed"
# A bill paid faster than its minimum: "bill-12" clears it within twelve months.
BILL_MARK = "bill-"
# A loan by the day that is cleared sooner than its contract asks: "cleared-9" within nine months.
CLEARED_MARK = "cleared-"


class Certainty(StrEnum):
    """Where a figure of the debt came from."""

    GIVEN = "given"
    RANGE = "range"
    BOOK = "book"
    ESTIMATED = "estimated"
    DEFAULT = "default"


@value
class Owed:
    """What is owed now in fen, at the cautious end, and how each part is known."""

    principal: int
    interest: int
    penalty: int
    fees: int
    interest_from: Certainty = Certainty.GIVEN
    penalty_from: Certainty = Certainty.GIVEN

    @property
    def charges(self) -> int:
        """Interest, penalty and fees together, fen."""
        return self.interest + self.penalty + self.fees

    @property
    def balance(self) -> int:
        return self.principal + self.charges


@value
class Waived:
    """What a candidate asks the lender to give up of what is owed now, fen. Never principal, unless in writing."""

    interest: int = 0
    penalty: int = 0
    fees: int = 0
    principal: int = 0

    @property
    def total(self) -> int:
        return self.interest + self.penalty + self.fees + self.principal


@value
class Candidate:
    """One way of paying one debt to its end.

    id        unique within the debt: "contract", "minimum", "bill-12", "instalment-12", "settlement-0"
    kind      None when nothing is re-scheduled (the contract, perhaps with waivers)
    term      the row behind `kind`; None for the contract
    riders    waivers and pause asked with it
    rate      nominal annual rate that runs on; 0 when a fee is charged in its place
    schedule  every payment from now on
    """

    id: str
    debt: str
    kind: ReliefKind | None
    term: ReliefTerm | None
    riders: tuple[ReliefTerm, ...]
    rate: Decimal
    waived: Waived
    schedule: Schedule

    @property
    def total(self) -> int:
        """All that is paid from now on, fen."""
        return self.schedule.total

    @property
    def count(self) -> int:
        """The number of payments."""
        return len(self.schedule)

    @property
    def is_contract(self) -> bool:
        return self.kind is None

    @property
    def is_old_contract(self) -> bool:
        """True for the contract as it was signed, with its rates, fees and rules of early payment."""
        return self.kind is None and not self.is_agreed

    @property
    def is_agreed(self) -> bool:
        """True for what the lender has already agreed to: it stands in the contract's place."""
        return self.id == AGREED_ID

    @property
    def is_bill(self) -> bool:
        """True when a bill is paid month by month, more than its minimum each time."""
        return self.id.startswith(BILL_MARK)

    @property
    def is_cleared(self) -> bool:
        """True when a loan is paid off sooner than its contract asks."""
        return self.id.startswith(CLEARED_MARK)

    @property
    def is_rolling(self) -> bool:
        """True for a bill that is not paid whole when it is due: at its minimum, or faster."""
        return self.id == MINIMUM_ID or self.id.startswith(BILL_MARK)

    @property
    def is_written(self) -> bool:
        """True for the sum that the lender has offered in writing: nothing in it is ours to ask for."""
        return self.id == WRITTEN_ID

    @property
    def rests_on_default(self) -> bool:
        """True when a number of this ask is a planning default (起谈点，不是政策)."""
        if self.is_written:
            return False
        rows = (self.term, *self.riders)
        return any(row is not None and row.figures_standing == "planning_default" for row in rows)


class OptionState(StrEnum):
    """Whether a term can be asked for now."""

    OPEN = "open"
    MISSED = "missed"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    STALE = "stale"


@value
class Option:
    """One debt x one term: why it is open or not, and what it would look like.

    checks   every condition of the row with the fact it met, in order of the row
    ask      candidates at the book's first ask; () for a rider, or when the option is not open
    counter  candidates at what the lender may answer
    """

    debt: str
    term: ReliefTerm
    state: OptionState
    checks: tuple[Checked, ...]
    ask: tuple[Candidate, ...] = ()
    counter: tuple[Candidate, ...] = ()


@value
class HeldTo:
    """The line of a private loan that its contract is above, so that every ask is scheduled at the line.

    rate   nominal, per year
    dated  counted from the contract's own day; False when that is not known and the highest line there can be is used
    """

    rate: Decimal
    rule: Rule
    dated: bool


@value
class DebtRelief:
    """All that can be asked for one debt.

    profile     the lender's row of the book, or the generic one of its kind
    contract    ways to go on as agreed, without any relief; () when the whole sum was called in
    ask         contract ways with the open waivers, then those of the open options: what is chosen from when all
                lenders agree; `counter` the same at their likely answers
    annual      nominal annual rate used, and where it came from
    held_to     None unless it is a private loan above the line that courts protect
    """

    debt: str
    profile: Lender
    kind: LenderKind
    stage: Stage
    owed: Owed
    annual: Decimal
    annual_from: Certainty
    contract: tuple[Candidate, ...]
    options: tuple[Option, ...]
    ask: tuple[Candidate, ...]
    counter: tuple[Candidate, ...]
    held_to: HeldTo | None = None

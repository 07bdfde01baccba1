"""What a plan is. All amounts are fen; period lists run over `Statement.periods`.

A `Stopped` holds no figure at all. A `Plan` may have pots without offers (deficit, spending below a living floor):
their worlds are then empty and `PotPlan.no_offer` says why.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from itertools import accumulate
from operator import add

from debtadvisor.core.agreed import Agreed
from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import Pot
from debtadvisor.core.plan.points import ReliefThatWorks, Stress
from debtadvisor.core.plan.routes import Routes
from debtadvisor.core.relief.model import Candidate, DebtRelief
from debtadvisor.core.statement import Statement
from debtadvisor.core.triage.model import Finding, Triage
from debtadvisor.core.value import value


class PlanStatus(StrEnum):
    """The plan in one word, the same in JSON."""

    OK = "ok"
    HOLD = "hold"
    STOP = "stop"
    INFEASIBLE = "infeasible"


class WorldName(StrEnum):
    """What the lenders do."""

    AGREED = "agreed"
    COUNTERED = "countered"
    REFUSED = "refused"


@value
class WorldLine:
    """One debt in one world.

    candidate    the way it is paid; None in the refused world, where payments are simulated
    payments     fen in each period, early payments included
    left         fen still owed at the end of the horizon; 0 unless refused
    instalments  fen in each period if nothing were paid early; () when nothing is
    """

    debt: str
    candidate: Candidate | None
    payments: tuple[int, ...]
    left: int = 0
    instalments: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.payments)

    @property
    def signed(self) -> tuple[int, ...]:
        """What has to be paid in each period, fen: all later instalments too, should nothing be paid early."""
        return self.instalments or self.payments

    @property
    def early(self) -> tuple[int, ...]:
        """What is paid beyond the instalment of each period, fen; () when nothing is."""
        if not self.instalments:
            return ()
        return tuple(max(paid - due, 0) for paid, due in zip(self.payments, self.instalments, strict=True))


@value
class World:
    """One pot in one world, month by month.

    lines     one for each planned debt, in order of their ids; () when nothing fits
    available fen that may be offered in each period: new money plus what was carried over, before paying
    left      fen carried into the next period, early payments made, ≥ 0 in every period of every printed world
    proven    the choice is the proven best (agreed, countered); says nothing of a world that is not `is_chosen`
    bound     no way of paying any choice of asks costs less than this in all, fen; 0 when not `is_chosen`
    """

    name: WorldName
    feasible: bool
    lines: tuple[WorldLine, ...]
    available: tuple[int, ...]
    left: tuple[int, ...]
    proven: bool
    bound: int = 0

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def is_chosen(self) -> bool:
        """Whether it is the choice among the asks; False when it is simulated, or when nothing fits."""
        return self.feasible and self.name is not WorldName.REFUSED

    @property
    def early(self) -> tuple[int, ...]:
        """What is paid early in each period over all debts, fen; () when nothing is."""
        rows = [line.early for line in self.lines if line.instalments]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else ()

    @property
    def signed_left(self) -> tuple[int, ...]:
        """The cash at the end of each period if nothing were paid early, fen."""
        if not any(line.instalments for line in self.lines):
            return self.left
        kept = [sum(line.payments[t] - line.signed[t] for line in self.lines) for t in range(len(self.left))]
        return tuple(map(add, self.left, accumulate(kept)))

    @property
    def last_period(self) -> int:
        """The last period with a payment; -1 when there is none."""
        return max((t for line in self.lines for t, fen in enumerate(line.payments) if fen), default=-1)

    def line(self, debt_id: str) -> WorldLine | None:
        return next((line for line in self.lines if line.debt == debt_id), None)


class Reason(StrEnum):
    """Why a candidate was not chosen."""

    DEARER = "dearer"
    LATER = "later"
    TOO_MUCH = "too_much"
    ORDER = "order"
    FLOOR = "floor"


@value
class Lost:
    """A candidate that was not chosen for its debt, with everything else as in the agreed world.

    extra    fen it would cost more in total (may be negative when it does not fit)
    when     the first date on which it would not fit, for TOO_MUCH
    early    what is left over was paid early in that comparison
    """

    candidate: Candidate
    reason: Reason
    extra: int
    when: date | None = None
    early: bool = False


@value
class DebtPlan:
    """One debt: what to ask, what to take, where to stop.

    relief     None when the debt is held for another reason than its options (balance unknown)
    held       open HOLD findings; the debt is then not planned and `reserved` stays set aside each period
    reserved   fen set aside by period for a held debt, or paid as agreed for a priority debt; `reserved_asked` is
               what the contract asks over the same periods, more when there was not enough
    priority   True when the contract is kept and paid before all offers (home loan, car loan, tax ...)
    ask        first ask; None when nothing is offered
    fallback   what is still worth taking when the lender counters; None when nothing then fits
    walk_away  the most this debt can get each month with the others countered, fen; None when not planned
    lost       the other candidates of the agreed world and why they lost
    protected  a consequence floor applies: it never waits so that a cheaper debt is paid
    share_now  fen of this month's money in proportion to the balance, when no combination fits
    agreed     the agreement that stands in the contract's place; `unkept` when the money does not reach for it
    """

    debt: Debt
    relief: DebtRelief | None
    held: tuple[Finding, ...] = ()
    reserved: tuple[int, ...] = ()
    reserved_asked: int = 0
    priority: bool = False
    ask: Candidate | None = None
    fallback: Candidate | None = None
    walk_away: int | None = None
    lost: tuple[Lost, ...] = ()
    protected: bool = False
    share_now: int = 0
    agreed: Agreed | None = None
    unkept: bool = False

    @property
    def ask_is_plain_contract(self) -> bool:
        """True when the best is to pay as agreed and nothing needs to be asked for."""
        return self.ask is not None and self.ask.is_contract and not self.ask.waived.total


class NoOffer(StrEnum):
    """Why a pot makes no offer."""

    BUDGET_UNKNOWN = "budget_unknown"
    DEFICIT = "deficit"
    BELOW_FLOOR = "below_floor"
    NOTHING_FITS = "nothing_fits"
    ALL_HELD = "all_held"
    NO_DEBTS = "no_debts"


@value
class PotPlan:
    """One purse with its debts.

    no_offer         None when the agreed world is feasible
    smallest_budget  fen a month that would make the agreed asks fit, when they do not (None: not needed)
    token            fen a month that the user offers all creditors together from a line they named, else 0
    stress           what the agreed plan can bear; None without an offer
    relief_that_works   the smallest relief that makes everything fit; None unless nothing fits
    """

    pot: Pot
    worlds: Mapping[WorldName, World]
    no_offer: NoOffer | None
    smallest_budget: int | None = None
    token: int = 0
    stress: Stress | None = None
    relief_that_works: ReliefThatWorks | None = None


class ActionCode(StrEnum):
    """Something to do on a day."""

    COLLECT_PAPERS = "collect_papers"
    ASK_STATEMENT = "ask_statement"
    CALL = "call"
    TELL = "tell"
    KEEP_ASIDE = "keep_aside"
    SEEK_HELP = "seek_help"
    ADVICE_FIRST = "advice_first"
    PAY_AS_AGREED = "pay_as_agreed"
    PAY_EARLY = "pay_early"
    AGREED_PAYMENT = "agreed_payment"
    CATCH_UP = "catch_up"
    SAY_IT_FALLS_SHORT = "say_it_falls_short"
    SEND_RECAP = "send_recap"
    FIRST_PAYMENT = "first_payment"
    LOOK_AGAIN = "look_again"


class CallReason(StrEnum):
    """Why a conversation stands where it does in the order."""

    PROTECTED = "protected"
    BEFORE_DUE = "before_due"
    NEAR_SUIT = "near_suit"
    LATE = "late"
    SOLD = "sold"


@value
class Action:
    """One entry of the to-do list. `by` is its last day; `fen` its amount, 0 when none; `why` of a conversation."""

    code: ActionCode
    on: date
    debt: str = ""
    by: date | None = None
    fen: int = 0
    why: CallReason | None = None


@value
class Plan:
    """Everything the pages show for a case that was not stopped.

    debts    in order of the case
    pots     household first; business only when it has money or debts
    actions  the next days, by date then by order of the calls
    stale    ids of rows whose claims were dropped because their review is overdue
    routes   debt-clearing roads of the city; None unless a purse is in deficit or nothing fits
    """

    case: Case
    triage: Triage
    status: PlanStatus
    statement: Statement
    debts: tuple[DebtPlan, ...]
    pots: tuple[PotPlan, ...]
    actions: tuple[Action, ...]
    book_version: str
    stale: tuple[str, ...] = ()
    routes: Routes | None = None

    def debt(self, debt_id: str) -> DebtPlan:
        """The plan of that debt. Raises KeyError when there is none."""
        for line in self.debts:
            if line.debt.id == debt_id:
                return line
        raise KeyError(debt_id)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Ids of the debts that a what-if left out of a purse that pays the others; () for the plan of a case."""
        paid = {pot.pot for pot in self.pots if pot.no_offer is None}
        return tuple(
            line.debt.id
            for line in self.debts
            if line.relief is not None and line.debt.purpose in paid and line.ask is None
            if not line.held and not line.priority
        )

    def pot(self, pot: Pot) -> PotPlan:
        """The purse. Raises KeyError when the case does not use it."""
        for one in self.pots:
            if one.pot is pot:
                return one
        raise KeyError(pot)


@value
class Stopped:
    """A case with a STOP: help, deadlines, and no figure of any debt."""

    case: Case
    triage: Triage
    book_version: str
    status: PlanStatus = PlanStatus.STOP

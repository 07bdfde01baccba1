"""Each debt made ready for the plan: held, kept as agreed because its consequence comes first, or open to an ask."""

from collections.abc import Sequence

from debtadvisor.core.agreed import Agreed
from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import LenderKind, Product, Security, Stage
from debtadvisor.core.facts import days_past_due, stage
from debtadvisor.core.policy.model import Lender, PolicyBook
from debtadvisor.core.relief.contract import Standing, as_agreed, minimum_only, overdue_part, running_on, standing
from debtadvisor.core.relief.fees import with_monthly_fee
from debtadvisor.core.relief.model import DebtRelief
from debtadvisor.core.relief.options import profile_of, relief
from debtadvisor.core.schedule import EMPTY, Schedule
from debtadvisor.core.triage.model import Finding, Triage
from debtadvisor.core.value import value

# Debts whose consequence comes before all offers: they are paid as agreed out of the month's money.
PRIORITY_PRODUCTS = frozenset({Product.TAX, Product.FINE, Product.MAINTENANCE, Product.HOME_LOAN, Product.CAR_LOAN})
# The line of the criminal rule on cards (principal, fen) and the days from which it is watched early.
CARD_LINE, CARD_DAYS = 50_000_00, 60


@value
class Ready:
    """One debt on its way into the plan. `place` is None when nothing can be planned (balance not known).

    may_wait   a what-if took ways of paying from it, and no consequence floor holds it: when it does not fit, it is
               left out so that the other debts can still be planned
    """

    debt: Debt
    profile: Lender | None
    place: Standing | None
    held: tuple[Finding, ...]
    priority: bool
    protected: bool
    relief: DebtRelief | None
    fixed: Schedule
    may_wait: bool = False

    @property
    def agreed(self) -> Agreed | None:
        """The agreement by which it is paid."""
        return self.place.agreed if self.place is not None else None

    @property
    def planned(self) -> bool:
        return self.place is not None and not self.held and not self.priority


def make_ready(debt: Debt, case: Case, book: PolicyBook, triage: Triage) -> Ready:
    profile = profile_of(debt, book)
    # A balance that nobody knows cannot be confirmed into a plan.
    unknown = tuple(f for f in triage.findings if f.debt == debt.id and debt.principal.is_unknown)
    held = triage.held(debt.id) or unknown
    secured = debt.security in (Security.HOME, Security.CAR)
    priority = not held and (debt.product in PRIORITY_PRODUCTS or secured or profile is None) and not debt.overdue_since
    stand_in = profile or _outside(book)
    place = None if debt.principal.is_unknown else standing(debt, case, stand_in, book)
    found = relief(debt, case, profile, book) if place is not None and profile is not None else None
    fixed = set_aside(place, held=bool(held)) if held or priority or found is None else EMPTY
    if any(finding.code == "agreement_done" for finding in held):
        fixed = EMPTY  # all of it is paid: what is missing is the release, not money
    return Ready(
        debt=debt,
        profile=profile,
        place=place,
        held=held,
        priority=priority or (profile is None and not held),
        protected=_protected(debt, case, secured),
        relief=found,
        fixed=fixed,
    )


def _outside(book: PolicyBook) -> Lender:
    """A stand-in for a creditor outside the book: the generic private lender's figures are never used for asks."""
    return book.generic(LenderKind.PRIVATE_LENDING)


def _protected(debt: Debt, case: Case, secured: bool) -> bool:
    """A consequence floor applies: judgment, security, guarantee, or a card near the criminal line."""
    near = (
        debt.product is Product.CREDIT_CARD
        and (debt.principal.high or 0) >= CARD_LINE
        and days_past_due(debt, case.as_of) > CARD_DAYS
    )
    return (
        secured
        or near
        or debt.guarantor != "none"
        or debt.product in PRIORITY_PRODUCTS | {Product.JUDGMENT_DEBT}
        or stage(debt, case) is Stage.LITIGATION
    )


def set_aside(place: Standing | None, *, held: bool, rolls: bool = True) -> Schedule:
    """What stays set aside for a debt that is not planned: its minimum, or its payments as agreed.

    A debt on HOLD keeps its running instalment only, so that it can be taken up again; its arrears wait. Nothing is
    set aside once the debt was called in, because no instalment falls due any more.

    rolls  a bill may be paid at its minimum; False once the credit line has stopped
    """
    if place is None:
        return EMPTY
    if place.agreed is not None:
        return place.agreed.schedule(place.catch_up)
    if place.debt.accelerated:
        return EMPTY
    minimum = minimum_only(place) if rolls else None
    if not held:
        return minimum or as_agreed(place) or EMPTY
    running = place.owed.principal - overdue_part(place)
    if minimum is not None or running <= 0:
        return minimum or EMPTY
    running_schedule = running_on(place, place.next_due, running)
    return with_monthly_fee(running_schedule, place.debt.monthly_fee, place.next_due, place.day)


def periods_needed(ready: Sequence[Ready], case: Case) -> int:
    """Enough periods for the last due date of every candidate; at least a year."""
    last = case.as_of
    for one in ready:
        if one.relief is not None:
            for candidate in (*one.relief.ask, *one.relief.counter):
                last = max(last, candidate.schedule.due[-1])
    months = (last.year - case.as_of.year) * 12 + last.month - case.as_of.month
    return max(months + 2, 13)

"""The named facts that a row of the policy book may ask about, worked out from a case for one debt.

Amount facts are fen, dates are days, everything else is a code. A fact that is not known is None: a condition
on it is neither met nor missed but "ask first", and the option stays closed until the person knows.
"""

from collections.abc import Mapping
from datetime import date

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import EventKind, LenderKind, Pot, Product, Stage
from debtadvisor.core.dates import days_between
from debtadvisor.core.policy.model import Condition
from debtadvisor.core.value import value

Fact = int | str | tuple[str, ...] | None

# Facts that hold a number, in the unit a condition compares; the others hold codes.
NUMBERS = {
    "days_past_due": "days",
    "days_to_due": "days",
    "balance": "fen",
    "principal": "fen",
    "instalments_left": "count",
    "contract_age_days": "days",
}
CODES = (
    "stage",
    "product",
    "purpose",
    "borrower_kind",
    "lender_kind",
    "method",
    "cause",
    "proof",
    "in_arrears",
    "already_instalments",
    "written_offer",
)


@value(kw_only=False)
class Checked:
    """One condition against one case: the fact as it stands, and whether it is met (None: not known)."""

    condition: Condition
    fact: Fact
    met: bool | None


_COURT = {
    EventKind.PAYMENT_ORDER,
    EventKind.SUMMONS,
    EventKind.JUDGMENT,
    EventKind.ENFORCEMENT,
    EventKind.ARBITRATION_NOTICE,
}
_BEFORE_COURT = {EventKind.LAWYER_LETTER, EventKind.MEDIATION_CALL}
_ASSIGNED = {EventKind.ASSIGNMENT_NOTICE, EventKind.GUARANTOR_PAYOUT}


def is_for_business(debt: Debt) -> bool:
    """Whether the money was borrowed for a business: by its purse, or by the kind of loan."""
    return debt.purpose is Pot.BUSINESS or debt.product is Product.BUSINESS_LOAN


def days_past_due(debt: Debt, as_of: date) -> int:
    """Days since the first payment was missed, 0 when none is."""
    return max(days_between(debt.overdue_since, as_of), 0) if debt.overdue_since else 0


def stage(debt: Debt, case: Case) -> Stage:
    """Where the debt stands on the case's day: sold first, then court, then before court, then days past due."""
    kinds = {event.kind for event in case.events if event.debt == debt.id}
    if debt.assigned_to or kinds & _ASSIGNED:
        return Stage.ASSIGNED
    if kinds & _COURT or debt.product is Product.JUDGMENT_DEBT:
        return Stage.LITIGATION
    if kinds & _BEFORE_COURT:
        return Stage.PRE_SUIT
    days = days_past_due(debt, case.as_of)
    if days == 0:
        return Stage.PRE_DUE
    if days <= 30:
        return Stage.M1
    if days <= 60:
        return Stage.M2
    return Stage.M3 if days <= 90 else Stage.M4_PLUS


def facts(debt: Debt, case: Case, kind: LenderKind, next_due: date | None) -> Mapping[str, Fact]:
    """Every fact of `NUMBERS` and `CODES` for that debt; `next_due` is the contract's next due date."""
    age = days_between(debt.contract_date, case.as_of) if debt.contract_date else None
    return {
        "stage": stage(debt, case),
        "days_past_due": days_past_due(debt, case.as_of),
        "days_to_due": days_between(case.as_of, next_due) if next_due else None,
        "balance": None if debt.principal.is_unknown else debt.balance_high,
        "principal": debt.principal.high,
        "instalments_left": debt.instalments_left,
        "contract_age_days": age,
        "product": debt.product,
        "purpose": debt.purpose,
        "borrower_kind": case.borrower.kind,
        "lender_kind": kind,
        "method": debt.method,
        "cause": tuple(case.hardship.causes),
        "proof": tuple(case.hardship.proof),
        "in_arrears": "yes" if debt.overdue_since else "no",
        "already_instalments": "yes" if debt.product is Product.INSTALMENT_PURCHASE else "no",
        "written_offer": "yes" if debt.written_offer else "no",
    }


def check(condition: Condition, known: Mapping[str, Fact]) -> Checked:
    """That condition against those facts. A list of codes is met when any one of them is on the list."""
    fact = known[condition.fact]
    if fact is None:
        return Checked(condition, fact, None)
    if isinstance(fact, int):
        low, high = condition.minimum, condition.maximum
        return Checked(condition, fact, (low is None or fact >= low) and (high is None or fact <= high))
    codes = (fact,) if isinstance(fact, str) else fact
    return Checked(condition, fact, any(code in condition.one_of for code in codes))

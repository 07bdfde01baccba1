"""Findings from the facts of each debt: liability, limitation, security, what is not known, and the cards."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import DebtCircumstance, EventKind, Guarantor, LenderKind, Pot, Product, Security
from debtadvisor.core.dates import add_months, days_between
from debtadvisor.core.triage.agreements import is_on_paper
from debtadvisor.core.triage.table import Raised

LIMITATION_MONTHS = 36
# 50,000 yuan of principal: Judicial Interpretation on credit-card crime (2018), art. 8.
CARD_PRINCIPAL = 5_000_000
CARD_EARLY_DAYS = 60
# Art. 6 and 7 of the same: two effective demands at least 30 days apart, then more than three months.
DEMANDS_APART = timedelta(days=30)
CARD_MONTHS = 3

_RENAMED = {DebtCircumstance.COERCED: "debt_coerced"}
_BY_GUARANTOR = {
    Guarantor.I_GUARANTEE: "i_guarantee",
    Guarantor.SOMEONE_GUARANTEES: "someone_guarantees",
    Guarantor.CO_BORROWER: "co_borrower",
}
# The row of the book for lenders without a licence.
_UNLICENSED = "generic-unlicensed"
_ASSIGNMENT = {EventKind.ASSIGNMENT_NOTICE, EventKind.GUARANTOR_PAYOUT}


def from_debts(case: Case, kinds: Mapping[str, LenderKind]) -> Iterator[Raised]:
    """What the debts raise, in their order, then what the cards raise together."""
    for number, debt in enumerate(case.debts):
        place = f"debts[{number}]"
        yield from _liability(debt, place, kinds[debt.id], case)
        yield from _creditor(debt, place, case)
        yield from _limitation(debt, place, case, kinds[debt.id])
        yield from _kept_things(debt, place, case.as_of)
        yield from _figures(debt, place)
    yield from _cards(case, kinds)


def _liability(debt: Debt, place: str, kind: LenderKind, case: Case) -> Iterator[Raised]:
    """Circumstances, dispute, guarantee, the kind of product."""
    for circumstance in debt.circumstances:
        code = _RENAMED.get(circumstance, circumstance.value)
        if circumstance is DebtCircumstance.AGREEMENT_ORAL and is_on_paper(debt, case, kind):
            continue
        if circumstance is DebtCircumstance.AGREEMENT_ORAL and kind is LenderKind.BANK_CREDIT_CARD:
            code = "agreement_oral_card"
        yield Raised(code=code, place=f"{place}.circumstances", debt=debt.id)
    if debt.disputed:
        yield Raised(code="amount_disputed", place=f"{place}.disputed", debt=debt.id)
    if debt.guarantor in _BY_GUARANTOR:
        yield Raised(code=_BY_GUARANTOR[debt.guarantor], place=f"{place}.guarantor", debt=debt.id)
    if debt.product is Product.JUDGMENT_DEBT:
        yield Raised(code="judgment_debt", place=f"{place}.product", debt=debt.id)
    if debt.product is Product.DEVICE_RENTAL:
        yield Raised(code="mall_instalment", place=f"{place}.product", debt=debt.id)
    if debt.lender == _UNLICENSED:
        yield Raised(code="unlicensed_lender", place=f"{place}.lender", debt=debt.id)
    if debt.purpose is Pot.BUSINESS:
        yield Raised(code="business", place=f"{place}.purpose", debt=debt.id)
    elif debt.product is Product.BUSINESS_LOAN:
        yield Raised(code="business", place=f"{place}.product", debt=debt.id)


def _creditor(debt: Debt, place: str, case: Case) -> Iterator[Raised]:
    """A change of creditor: to be checked while nobody is named, to be followed once somebody is."""
    if debt.assigned_to:
        yield Raised(code="creditor_changed", place=f"{place}.assigned_to", debt=debt.id)
        return
    for number, event in enumerate(case.events):
        if event.debt == debt.id and event.kind in _ASSIGNMENT:
            yield Raised(code="creditor_unclear", place=f"events[{number}]", debt=debt.id)


def _is_late(debt: Debt, as_of: date) -> bool:
    has_arrears = debt.arrears is not None and debt.arrears.high != 0
    return has_arrears or (debt.overdue_since is not None and debt.overdue_since < as_of)


def _limitation(debt: Debt, place: str, case: Case, kind: LenderKind) -> Iterator[Raised]:
    """`old_debt` when nothing is known to have happened for three years; `limitation_check` for an old gap.

    A demand that comes after three years does not bring the time back, and demands in between are not known:
    such a debt is flagged, not held. A debt that is not late yet is never old.
    """
    known = {f"{place}.last_payment": debt.last_payment, f"{place}.last_demand": debt.last_demand}
    for number, event in enumerate(case.events):
        if event.debt == debt.id and event.kind is EventKind.DEMAND:
            known[f"events[{number}]"] = event.on
    dates = {where: on for where, on in known.items() if on is not None}
    runs_on = debt.next_due is not None and debt.next_due > case.as_of and not _is_late(debt, case.as_of)
    if dates:
        where = max(dates, key=lambda key: dates[key])
        started = [on for on in (*dates.values(), debt.overdue_since) if on is not None]
        if _long_ago(dates[where], case.as_of) and not runs_on:
            yield Raised(code="old_debt", place=where, debt=debt.id)
        elif any(_long_ago(on, dates[where]) for on in started):
            yield Raised(code="limitation_check", place=where, debt=debt.id)
    elif debt.overdue_since is not None and _long_ago(debt.overdue_since, case.as_of):
        yield Raised(code="old_debt", place=f"{place}.overdue_since", debt=debt.id)
    elif _is_old_contract(debt, case.as_of, kind):
        yield Raised(code="old_debt", place=f"{place}.contract_date", debt=debt.id)


def _is_old_contract(debt: Debt, as_of: date, kind: LenderKind) -> bool:
    """A late debt of unknown date from an old contract, or a P2P loan: that business ended in 2020."""
    if kind is LenderKind.P2P_INTERMEDIARY and debt.overdue_since is None:
        return debt.contract_date is None or _long_ago(debt.contract_date, as_of)
    is_dated = debt.overdue_since is not None or debt.contract_date is None
    return not is_dated and _is_late(debt, as_of) and _long_ago(debt.contract_date or as_of, as_of)


def _long_ago(since: date, until: date) -> bool:
    return until > add_months(since, LIMITATION_MONTHS)


def _kept_things(debt: Debt, place: str, as_of: date) -> Iterator[Raised]:
    """A home or a car that stands behind a debt already late."""
    if not _is_late(debt, as_of):
        return
    where = f"{place}.overdue_since" if debt.overdue_since is not None else f"{place}.arrears"
    if debt.security is Security.HOME or debt.product is Product.HOME_LOAN:
        yield Raised(code="home_at_risk", place=where, debt=debt.id)
    if debt.security is Security.CAR or debt.product is Product.CAR_LOAN:
        yield Raised(code="car_loan_overdue", place=where, debt=debt.id)


def _figures(debt: Debt, place: str) -> Iterator[Raised]:
    """What the bill has not told yet: no upper end for the principal holds the debt, the rest is flagged."""
    if debt.principal.is_unknown:
        yield Raised(code="balance_unknown", place=f"{place}.principal", debt=debt.id)
    elif not debt.principal.is_exact:
        yield Raised(code="figures_to_check", place=f"{place}.principal", debt=debt.id)
    parts = {
        "interest_owed": debt.interest_owed,
        "penalty_owed": debt.penalty_owed,
        "fees_owed": debt.fees_owed,
        "arrears": debt.arrears,
    }
    for key, amount in parts.items():
        if amount is not None and not amount.is_exact:
            yield Raised(code="figures_to_check", place=f"{place}.{key}", debt=debt.id)
    if debt.rate is None or debt.rate.low != debt.rate.high:
        yield Raised(code="figures_to_check", place=f"{place}.rate", debt=debt.id)


def _cards(case: Case, kinds: Mapping[str, LenderKind]) -> Iterator[Raised]:
    """The early notice for all cards together, or the lawyer's HOLD for each card that needs it."""
    cards = [
        (number, debt)
        for number, debt in enumerate(case.debts)
        if kinds[debt.id] is LenderKind.BANK_CREDIT_CARD or debt.product is Product.CREDIT_CARD
    ]
    for_lawyer = [raised for number, debt in cards for raised in _for_lawyer(debt, f"debts[{number}]", case)]
    yield from for_lawyer
    late = [(number, debt) for number, debt in cards if _is_long_late(debt, case.as_of)]
    total = sum(debt.principal.high or 0 for _, debt in cards)
    unknown = any(debt.principal.is_unknown for _, debt in late)
    if late and not for_lawyer and (total >= CARD_PRINCIPAL or unknown):
        for number, _ in late:
            yield Raised(code="card_risk_early", place=f"debts[{number}].principal")


def _is_long_late(debt: Debt, as_of: date) -> bool:
    """More than 60 days late, or late since a day that is not known."""
    if debt.overdue_since is None:
        return _is_late(debt, as_of)
    return days_between(debt.overdue_since, as_of) > CARD_EARLY_DAYS


def _for_lawyer(debt: Debt, place: str, case: Case) -> Iterator[Raised]:
    """A HOLD when one card meets the outward marks of the criminal rule; intent is not for us to judge.

    Three months count from the second demand; so that the notice is never late, those since the first missed
    payment are enough.
    """
    principal = debt.principal.high
    if principal is None or principal < CARD_PRINCIPAL:
        return
    demands = sorted(e.on for e in case.events if e.debt == debt.id and e.effective)
    second = next((on for on in demands if on - demands[0] >= DEMANDS_APART), None)
    if second is None:
        return
    since = min(second, debt.overdue_since or second)
    if case.as_of > add_months(since, CARD_MONTHS) or debt.overdue_since is None:
        values = (("first_demand", demands[0].isoformat()), ("second_demand", second.isoformat()))
        yield Raised(code="card_lawyer", place=f"{place}.principal", debt=debt.id, values=values)

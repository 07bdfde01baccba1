"""Findings from recorded agreements: only spoken, an instalment missed, all of it paid, money for a private account."""

from collections.abc import Iterator, Mapping

from debtadvisor.core.agreed import Agreed, agreed, pays_private_account
from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import LenderKind
from debtadvisor.core.money import decimal_yuan
from debtadvisor.core.triage.table import Raised


def from_agreements(case: Case, kinds: Mapping[str, LenderKind]) -> Iterator[Raised]:
    """What the agreements of that case raise on its day, in the order of the debts."""
    for debt in case.debts:
        found = agreed(debt, case, kinds[debt.id], case.as_of)
        if found is not None:
            yield from _raised(found, debt, kinds[debt.id])


def is_on_paper(debt: Debt, case: Case, kind: LenderKind) -> bool:
    """Whether an agreement that binds was recorded, so that an earlier word of an oral one is answered."""
    found = agreed(debt, case, kind, case.as_of)
    return found is not None and found.binds


def _raised(found: Agreed, debt: Debt, kind: LenderKind) -> Iterator[Raised]:
    place = f"events[{found.number}]"
    to_a_person = pays_private_account(found.terms, kind)
    if to_a_person:
        yield Raised(code="private_account", place=place, debt=debt.id)
    if found.is_done:
        yield Raised(code="agreement_done", place=place, debt=debt.id)
        return
    if to_a_person:
        yield Raised(code="agreement_account", place=place, debt=debt.id)
    elif not found.binds:
        card = kind is LenderKind.BANK_CREDIT_CARD
        yield Raised(code="agreement_oral_card" if card else "agreement_oral", place=place, debt=debt.id)
    elif found.missed:
        since, short = found.missed[0][0].isoformat(), decimal_yuan(found.short)
        yield Raised(
            code="agreement_missed",
            place=place,
            debt=debt.id,
            deadline=found.cure,
            values=(("since", since), ("short", short)),
        )

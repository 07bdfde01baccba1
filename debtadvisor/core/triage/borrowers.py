"""Findings from what is true of the borrower and the household as a whole."""

from collections.abc import Iterator

from debtadvisor.core.case import Case
from debtadvisor.core.codes import (
    AssetKind,
    BorrowerKind,
    Cause,
    Circumstance,
    DebtCircumstance,
    Pot,
    Product,
)
from debtadvisor.core.triage.table import Raised

ADULT = 18

# Circumstances whose finding bears another name; all others are called like the circumstance.
_RENAMED = {Circumstance.WANTS_UNTRUE_PAPERS: "refused_untrue_papers"}
_BY_CAUSE = {Cause.ILLNESS: "ill", Cause.UNPAID_WAGES: "unpaid_wages"}


def from_borrower(case: Case) -> Iterator[Raised]:
    """What the borrower's own answers raise, for the whole case."""
    borrower = case.borrower
    if borrower.safe is False:
        yield Raised(code="not_safe", place="borrower.safe")
    if borrower.age is not None and borrower.age < ADULT:
        yield Raised(code="minor", place="borrower.age")
    for circumstance in borrower.circumstances:
        yield Raised(code=_RENAMED.get(circumstance, circumstance.value), place="borrower.circumstances")
    for cause in case.hardship.causes:
        if cause in _BY_CAUSE:
            yield Raised(code=_BY_CAUSE[cause], place="hardship.causes")
    victim = any(DebtCircumstance.FRAUD_VICTIM in debt.circumstances for debt in case.debts)
    if Cause.FRAUD in case.hardship.causes and not victim:
        yield Raised(code="ask_fraud", place="hardship.causes")
    for number, asset in enumerate(case.assets):
        if asset.kind is AssetKind.PROVIDENT_FUND:
            yield Raised(code="provident_fund", place=f"assets[{number}]")
    business = any(d.purpose is Pot.BUSINESS or d.product is Product.BUSINESS_LOAN for d in case.debts)
    if borrower.kind is not BorrowerKind.INDIVIDUAL and not business:
        yield Raised(code="business", place="borrower.kind")

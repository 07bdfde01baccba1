"""The payments of an offer, from what a lender says on the phone: so much a month, one sum, or a pause.

A lender names payments, not parts of principal and interest; here the whole payment stands under principal and what
is named as a fee under charges. Only sums and dates are used of it.
"""

from collections.abc import Sequence
from datetime import date

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import DeferralInterest, ReliefKind
from debtadvisor.core.dates import monthly
from debtadvisor.core.policy.model import Lender, PolicyBook, Terms, Waiver
from debtadvisor.core.relief.contract import standing
from debtadvisor.core.relief.kinds import KINDS
from debtadvisor.core.schedule import Schedule


def payments(paid: Sequence[tuple[date, int]], fee: int = 0, fee_each: int = 0) -> Schedule:
    """Those payments in order of date, those of one day together, with a fee on the first and one on each."""
    sums: dict[date, int] = {}
    for when, fen in paid:
        sums[when] = sums.get(when, 0) + fen
    due = tuple(sorted(sums))
    charges = tuple(fee_each + (fee if n == 0 else 0) for n in range(len(due)))
    return Schedule(due, tuple(sums[when] for when in due), (0,) * len(due), charges if any(charges) else ())


def monthly_payments(
    first: date, each: int, count: int, *, down: int = 0, last: int | None = None
) -> tuple[tuple[date, int], ...]:
    """`count` payments of `each` from `first` on, the first with `down` more, the last `last` when that is given."""
    sums = [each] * count
    if last is not None:
        sums[-1] = last
    sums[0] += down
    return tuple(zip(monthly(first, count), sums, strict=True))


def paused(
    debt: Debt, case: Case, profile: Lender, book: PolicyBook, months: int, interest: DeferralInterest
) -> Schedule:
    """What the contract then asks when nothing is paid for `months`. Raises ValueError once it was called in."""
    terms = Terms(defer_months=months, deferral_interest=interest)
    return _last_of(ReliefKind.DEFERRAL, debt, case, profile, book, terms)


def extended(debt: Debt, case: Case, profile: Lender, book: PolicyBook, months: int) -> Schedule:
    """What the contract then asks when its end moves by `months`. Raises ValueError once it was called in."""
    if debt.accelerated:
        raise ValueError("the contract was called in")
    return _last_of(ReliefKind.TERM_EXTENSION, debt, case, profile, book, Terms(months=(months,)))


def _last_of(kind: ReliefKind, debt: Debt, case: Case, profile: Lender, book: PolicyBook, terms: Terms) -> Schedule:
    place = standing(debt, case, profile, book)
    shapes = tuple(KINDS[kind](place, terms, Waiver(), place.owed.charges))
    if not shapes:
        raise ValueError("the contract was called in")
    return shapes[-1].schedule

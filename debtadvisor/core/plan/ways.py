"""The candidates of a debt as the search sees them: what is signed, and what early payments would do to it.

Early payments are counted only for debts that take them at any time without a charge: bills, and loans with interest
by the day, paid by their contract. Everything else is paid as signed; whether it may be cleared early, and at what
charge, has to be asked first. A debt without interest and without a fee is paid as signed as well: to pay it early
would save nothing and leave less in hand.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from debtadvisor.core.case import Debt
from debtadvisor.core.codes import Method, ReliefKind
from debtadvisor.core.dates import Periods, days_between
from debtadvisor.core.extra.pay import Way, closing_sums, way
from debtadvisor.core.rates.quoted import periodic
from debtadvisor.core.relief.fees import annual_by_payment
from debtadvisor.core.relief.model import Candidate

# Rates are ranked in whole parts of this.
_RANK = 10**15


def may_be_chosen(pool: Sequence[Candidate], *, protected: bool) -> tuple[Candidate, ...]:
    """Those that may be chosen: for a protected debt none that leaves it unpaid, unless there is no other."""
    soon = [c for c in pool if c.kind is not ReliefKind.DEFERRAL] if protected else []
    return tuple(soon) or tuple(pool)


def is_free_to_close(debt: Debt, candidate: Candidate) -> bool:
    """Whether the candidate is a contract that takes early payments at any time without a charge."""
    return candidate.is_old_contract and debt.method in (Method.REVOLVING, Method.DAILY)


def way_of(debt: Debt, candidate: Candidate, spans: Periods, *, early: bool = True) -> Way:
    """That candidate by period; open to early payments, if any are to be made, where that is free and saves something,
    from its first due day on: what is paid before that day saves nothing."""
    due = tuple(spans.per_period(candidate.schedule.due, candidate.schedule.payments))
    if not early or candidate.count == 1 or not is_free_to_close(debt, candidate):
        return way(candidate.id, due)
    dates = candidate.schedule.due
    places = [spans.index(day) for day in dates]
    first = places[0]
    if places != list(range(first, first + len(dates))):
        return way(candidate.id, due)
    rates, fees = [Fraction(0)] * len(due), [0] * len(due)
    rates[first : first + len(dates) - 1] = monthly_rates(debt, candidate.rate, dates)
    fees[first : first + len(dates)] = [debt.monthly_fee] * len(dates)
    if not any(rates) and not debt.monthly_fee:
        return way(candidate.id, due)
    schedule = candidate.schedule
    owed = sum(schedule.principal) + schedule.interest[0] + sum(schedule.charges)
    owed -= debt.monthly_fee * (len(dates) - (0 if first else 1))  # each is added on its own day
    try:
        found = way(candidate.id, due, closing_sums(owed, due, rates, fees), rates, fees)
    except ValueError:  # its sums do not follow from its rate, so what would close it is not known
        return way(candidate.id, due)
    # Before the first due day and after the last nothing grows: the ranks there are those beside them.
    annual = annual_by_payment(debt, candidate.rate, dates)
    by_period = [*annual[:1] * first, *annual[1:], *annual[-1:] * (len(due) - first - len(dates) + 1)]
    return ranked(found, by_period, watched=debt.monthly_fee > 0 or len(set(annual)) > 1)


def ranked(one: Way, annual: Sequence[Decimal], *, watched: bool) -> Way:
    """The way with its rates ranked by the year, so that months of 28 and 31 days do not put debts in turn."""
    rank = tuple(int(rate * _RANK) for rate in annual)
    return replace(one, rank=rank, steady=len(set(rank)) == 1, watched=watched)


def monthly_rates(debt: Debt, annual: Decimal, dates: Sequence[date]) -> list[Fraction]:
    """The rate from each due date of a contract to the next, the nominal annual rate given."""
    annual_rates = annual_by_payment(debt, annual, dates)[1:]
    if debt.method is Method.DAILY:
        return [
            Fraction(rate) / 360 * days_between(a, b)
            for rate, (a, b) in zip(annual_rates, pairwise(dates), strict=True)
        ]
    return [periodic(rate) for rate in annual_rates]

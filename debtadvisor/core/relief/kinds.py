"""The schedule that each kind of relief gives. A new kind of relief is one function here, registered in `KINDS`,
with its script in each language; who offers it, to whom and how much is data of the policy book.

Conventions (printed in every report): a re-spread debt pays interest for whole months from its first instalment on;
charges that are not waived are spread evenly and bear no interest; interest of a pause is paid with the last payment,
unless the row capitalises it: it then becomes principal; a settlement pays everything that is not waived at once,
principal always in full without a written offer, with the interest of the days until then (annual / 360 on the
principal, and the penalty's surcharge on the part of a loan that is overdue).
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from debtadvisor.core.codes import DeferralInterest, Method, ReliefKind
from debtadvisor.core.dates import add_months, days_between, monthly
from debtadvisor.core.money import times
from debtadvisor.core.policy.model import Terms, Waiver
from debtadvisor.core.rates.quoted import daily_interest, periodic
from debtadvisor.core.relief.contract import Standing, overdue_part, running_on
from debtadvisor.core.relief.fees import with_monthly_fee
from debtadvisor.core.relief.model import Owed, Waived
from debtadvisor.core.schedule import Schedule, fee_instalment, interest_only, level_payment
from debtadvisor.core.value import value


@value(kw_only=False)
class Shape:
    """One way a kind can be granted: its mark in the candidate's id, the schedule, the rate that runs on."""

    mark: str
    schedule: Schedule
    rate: Decimal


def waived(owed: Owed, waiver: Waiver) -> Waived:
    """What that waiver takes off what is owed now, fen."""
    return Waived(
        interest=times(owed.interest, waiver.accrued_interest),
        penalty=times(owed.penalty, waiver.penalty),
        fees=times(owed.fees, waiver.late_fee),
    )


def _rate(place: Standing, terms: Terms, waiver: Waiver) -> Decimal:
    base = terms.rate if terms.rate is not None else place.lawful
    return base * (1 - waiver.future_interest)


def _spread(place: Standing, terms: Terms, waiver: Waiver, charges: int) -> Iterator[Shape]:
    """Spread principal and remaining charges anew over each number of months that the row names."""
    principal = place.owed.principal
    first = add_months(place.first, terms.first_after_months, place.day)
    for months in terms.months:
        due = monthly(first, months, place.day)
        fee = terms.fee_by_months.get(months)
        if fee is not None:
            schedule, rate = fee_instalment(principal, times(principal, fee), due), Decimal(0)
        else:
            rate = _rate(place, terms, waiver)
            schedule = _level_with_down_payment(principal, periodic(rate), due, terms.down_payment)
        yield Shape(str(months), schedule.with_charges(charges), rate)


def _level_with_down_payment(principal: int, rate: Fraction, due: tuple[date, ...], share: Decimal) -> Schedule:
    down = times(principal, share) if len(due) > 1 else 0
    schedule = level_payment(principal - down, rate, due)
    if not down:
        return schedule
    return Schedule(due, (schedule.principal[0] + down, *schedule.principal[1:]), schedule.interest)


def _defer(place: Standing, terms: Terms, waiver: Waiver, charges: int) -> Iterator[Shape]:
    """Pay nothing for 1 .. n months, then go on as agreed; what is overdue comes with the first payment."""
    debt, owed = place.debt, place.owed
    if debt.accelerated:
        return
    rate = _rate(place, terms, waiver)
    late = overdue_part(place)
    for months in range(1, terms.defer_months + 1):
        start = add_months(place.next_due, months, place.day)
        pause = times(owed.principal, periodic(rate) * months)
        capitalised = pause if terms.deferral_interest is DeferralInterest.CAPITALISED else 0
        schedule = _late_first(place, start, owed.principal + capitalised, late, charges)
        if terms.deferral_interest is DeferralInterest.SIMPLE:
            schedule = _with_last(schedule, pause)
        yield Shape(str(months), schedule, rate)


def _late_first(place: Standing, start: date, principal: int, late: int, charges: int) -> Schedule:
    if late >= principal:
        schedule = Schedule((start,), (principal,), (0,))
    else:
        schedule = running_on(place, start, principal - late, periodic(place.lawful))
        parts = (schedule.principal[0] + late, *schedule.principal[1:])
        schedule = Schedule(schedule.due, parts, schedule.interest, schedule.charges)
    return schedule.with_charges(charges, first=True)


def _with_last(schedule: Schedule, interest: int) -> Schedule:
    last = schedule.interest[-1] + interest
    return Schedule(schedule.due, schedule.principal, (*schedule.interest[:-1], last), schedule.charges)


def _extend(place: Standing, terms: Terms, waiver: Waiver, charges: int) -> Iterator[Shape]:
    """Move the end by each number of months: interest goes on monthly, or the instalments are recomputed."""
    rate = _rate(place, terms, waiver)
    principal, left = place.owed.principal, place.left
    for months in terms.months:
        due = monthly(place.next_due, left + months, place.day)
        if place.debt.method is Method.REVOLVING:  # until its due day a bill bears no interest
            schedule = interest_only(principal, periodic(rate), due[1:])
        elif place.debt.method in (Method.INTEREST_ONLY, Method.BULLET):
            schedule = interest_only(principal, periodic(rate), due)
        else:
            schedule = level_payment(principal, periodic(rate), due)
        yield Shape(str(months), schedule.with_charges(charges, first=True), rate)


def _renew(place: Standing, terms: Terms, waiver: Waiver, charges: int) -> Iterator[Shape]:
    """A new loan in place of the old one: interest monthly, the principal due again at its end."""
    rate = _rate(place, terms, waiver)
    for months in terms.months:
        due = monthly(place.next_due, months + 1, place.day)
        schedule = interest_only(place.owed.principal, periodic(rate), due)
        yield Shape(str(months), schedule.with_charges(charges, first=True), rate)


def _cheaper(place: Standing, terms: Terms, waiver: Waiver, charges: int) -> Iterator[Shape]:
    """The contract goes on at a lower rate."""
    if place.debt.accelerated or overdue_part(place) >= place.owed.principal:
        return
    rate = _rate(place, terms, waiver)
    schedule = _late_first_at(place, periodic(rate), charges)
    yield Shape("0", schedule, rate)


def _late_first_at(place: Standing, rate: Fraction, charges: int) -> Schedule:
    late = overdue_part(place)
    schedule = running_on(place, place.next_due, place.owed.principal - late, rate)
    parts = (schedule.principal[0] + late, *schedule.principal[1:])
    return Schedule(schedule.due, parts, schedule.interest, schedule.charges).with_charges(charges, first=True)


def _settle(place: Standing, terms: Terms, waiver: Waiver, charges: int) -> Iterator[Shape]:
    """Close the debt with one payment: on the first date that can be agreed, and on each day a lump sum arrives."""
    owed = place.owed
    lumps = sorted(
        {a.available for a in place.case.assets if a.pot is place.debt.purpose and a.for_debts and a.available}
    )
    dates = [place.first, *(d for d in lumps if d > place.first)]
    for n, when in enumerate(dates):
        interest = _until(place, when, _rate(place, terms, waiver), waiver)
        yield Shape(str(n), Schedule((when,), (owed.principal,), (interest,)).with_charges(charges), Decimal(0))


def _until(place: Standing, when: date, rate: Decimal, waiver: Waiver) -> int:
    """What is added from the day of the case to `when`, fen: interest of the days on the principal, and on what is
    overdue the surcharge of the penalty, as far as it is not waived. A bill bears no interest before its due day, and
    no surcharge after it: its late fees are counted only as far as they are owed today."""
    debt, start = place.debt, place.case.as_of
    if debt.method is Method.REVOLVING:
        start = start if debt.overdue_since else max(start, place.next_due)
        return daily_interest(place.owed.principal, rate, days_between(start, max(start, when)))
    days = days_between(start, when)
    penal = rate * place.penalty_multiple
    if place.line is not None:  # penalty and interest of a private loan together stay under its line
        penal = min(penal, max(place.line, rate))
    interest = daily_interest(place.owed.principal, rate, days)
    surcharge = daily_interest(overdue_part(place), max(penal - rate, Decimal(0)), days)
    return interest + surcharge - times(surcharge, waiver.penalty)


Kind = Callable[[Standing, Terms, Waiver, int], Iterator[Shape]]


def _with_fee(kind: Kind) -> Kind:
    """That kind with the contract's monthly fee, which runs for as long as the debt is open."""

    def shapes(place: Standing, terms: Terms, waiver: Waiver, charges: int) -> Iterator[Shape]:
        for shape in kind(place, terms, waiver, charges):
            schedule = with_monthly_fee(shape.schedule, place.debt.monthly_fee, place.next_due, place.day)
            yield Shape(shape.mark, schedule, shape.rate)

    return shapes


_KINDS: dict[ReliefKind, Kind] = {
    ReliefKind.DEFERRAL: _defer,
    ReliefKind.TERM_EXTENSION: _extend,
    ReliefKind.INSTALMENT: _spread,
    ReliefKind.INSTALMENT_PLAN: _spread,
    ReliefKind.RATE_REDUCTION: _cheaper,
    ReliefKind.SETTLEMENT: _settle,
    ReliefKind.RENEWAL: _renew,
}
KINDS = {kind: _with_fee(shapes) for kind, shapes in _KINDS.items()}

# Asked together with one of the above, or with the contract; they have no schedule of their own.
RIDERS = (ReliefKind.PENALTY_WAIVER, ReliefKind.INTEREST_WAIVER, ReliefKind.CONTACT_PAUSE)

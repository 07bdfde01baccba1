"""Which terms of the book are open for one debt, and the candidates that follow from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from debtadvisor.core.case import Case, Debt
from debtadvisor.core.ceilings import PRIVATE_LINE
from debtadvisor.core.codes import LenderKind, Method, ReliefKind, Stage
from debtadvisor.core.facts import Fact, check, facts, stage
from debtadvisor.core.policy.model import Lender, PolicyBook, ReliefTerm, Terms, Waiver
from debtadvisor.core.relief.contract import (
    Standing,
    as_agreed,
    cleared_by,
    faster_than_minimum,
    minimum_only,
    standing,
)
from debtadvisor.core.relief.kinds import KINDS, RIDERS, Shape, waived
from debtadvisor.core.relief.model import (
    AGREED_ID,
    BILL_MARK,
    CLEARED_MARK,
    MINIMUM_ID,
    WRITTEN_ID,
    Candidate,
    DebtRelief,
    HeldTo,
    Option,
    OptionState,
    Owed,
    Waived,
)
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.value import value
from debtadvisor.core.words import Words

OUTSIDE_ID = "other"


def profile_of(debt: Debt, book: PolicyBook) -> Lender | None:
    """The lender's profile, or the generic one of its kind; None for a creditor outside the book."""
    if debt.lender:
        return book.lenders[debt.lender]
    if debt.kind is None or debt.kind is LenderKind.OTHER:
        return None
    return book.generic(debt.kind)


# What may be asked in place of an agreement that cannot be kept: each arranges the whole debt anew.
_ANEW = (ReliefKind.INSTALMENT, ReliefKind.INSTALMENT_PLAN, ReliefKind.SETTLEMENT)


def relief(debt: Debt, case: Case, profile: Lender, book: PolicyBook, *, again: bool = False) -> DebtRelief:
    """All that can be asked for that debt on the case's day. Its principal must be known.

    An agreement stands in the contract's place, and nothing is asked beside it, unless it cannot be kept (`again`).
    """
    place = standing(debt, case, profile, book)
    known = facts(debt, case, profile.kind, place.next_due)
    judged = [_judge(term, known, case, debt) for term in book.relief(profile.id, case.as_of)]
    if place.agreed is not None:
        judged = [o for o in judged if again and (o.term.kind in _ANEW or o.term.kind in RIDERS)]
    riders = [o.term for o in judged if o.state is OptionState.OPEN and o.term.kind in RIDERS]
    open_riders = [row for row in riders if _bites(row, place.owed)]
    options = tuple(
        _with_candidates(o, place, open_riders) if o.state is OptionState.OPEN and o.term.kind in KINDS else o
        for o in judged
    )
    here = stage(debt, case)
    ways = _contract_ways(place, here)
    return DebtRelief(
        debt=debt.id,
        profile=profile,
        kind=profile.kind,
        stage=here,
        owed=place.owed,
        annual=place.annual,
        annual_from=place.annual_from,
        contract=_contract(place, ways, (), Waiver()),
        options=options,
        ask=_all(place, ways, open_riders, options, asking=True),
        counter=_all(place, ways, open_riders, options, asking=False),
        held_to=_held_to(place, book),
    )


def outside_profile(debt: Debt) -> Lender:
    """A bare row for a creditor outside the book (landlord, tax office, home loan): a name, no figures."""
    return Lender(id=OUTSIDE_ID, kind=LenderKind.OTHER, generic=True, name=Words(debt.name, debt.name))


def outside(debt: Debt, case: Case, book: PolicyBook) -> DebtRelief:
    """The debt of a creditor outside the book: its contract alone, since no row of the book may be asked for it.

    Its principal must be known.
    """
    profile = outside_profile(debt)
    place = standing(debt, case, profile, book)
    here = stage(debt, case)
    contract = _contract(place, _contract_ways(place, here), (), Waiver())
    return DebtRelief(
        debt=debt.id,
        profile=profile,
        kind=profile.kind,
        stage=here,
        owed=place.owed,
        annual=place.annual,
        annual_from=place.annual_from,
        contract=contract,
        options=(),
        ask=contract,
        counter=contract,
    )


def _held_to(place: Standing, book: PolicyBook) -> HeldTo | None:
    rule = book.rule(PRIVATE_LINE, place.case.as_of)
    if rule is None or place.line is None or place.annual <= place.line:
        return None
    return HeldTo(rate=place.line, rule=rule, dated=place.debt.contract_date is not None)


def _judge(term: ReliefTerm, known: Mapping[str, Fact], case: Case, debt: Debt) -> Option:
    checks = tuple(check(condition, known) for condition in term.when)
    if term.refused:
        state = OptionState.REFUSED
    elif term.validity.is_stale(case.as_of):
        state = OptionState.STALE
    elif any(c.met is False for c in checks):
        state = OptionState.MISSED
    elif any(c.met is None for c in checks):
        state = OptionState.UNKNOWN
    else:
        state = OptionState.OPEN
    return Option(debt=debt.id, term=term, state=state, checks=checks)


def _bites(row: ReliefTerm, owed: Owed) -> bool:
    """Nobody asks for a waiver of what is not owed."""
    waiver = row.ask.waiver
    return row.kind is ReliefKind.CONTACT_PAUSE or waived(owed, waiver).total > 0 or waiver.future_interest > 0


def _with_candidates(option: Option, place: Standing, riders: Iterable[ReliefTerm]) -> Option:
    rows = tuple(riders)
    return Option(
        debt=option.debt,
        term=option.term,
        state=option.state,
        checks=option.checks,
        ask=_rescheduled(option.term, place, rows, asking=True),
        counter=_rescheduled(option.term, place, rows, asking=False),
    )


def most_waived(rows: Iterable[Waiver]) -> Waiver:
    """The larger share of each component, when several rows waive it."""
    late_fee = penalty = accrued = future = Decimal(0)
    for row in rows:
        late_fee, penalty = max(late_fee, row.late_fee), max(penalty, row.penalty)
        accrued, future = max(accrued, row.accrued_interest), max(future, row.future_interest)
    return Waiver(late_fee=late_fee, penalty=penalty, accrued_interest=accrued, future_interest=future)


def _side(term: ReliefTerm, asking: bool) -> Terms:
    """What is asked for, or what may be answered. A number of months that a lender may answer with can be asked for as
    well: shorter is cheaper where the money reaches for it."""
    ask, counter = term.ask, term.counter
    if not asking:
        return counter
    if set(counter.months) <= set(ask.months):
        return ask
    months = tuple(sorted({*ask.months, *counter.months}))
    return replace(ask, months=months, fee_by_months={**counter.fee_by_months, **ask.fee_by_months})


@value(kw_only=False)
class _Bundle:
    waiver: Waiver
    waived: Waived
    charges: int


def _bundle(place: Standing, rows: Iterable[ReliefTerm], asking: bool) -> _Bundle:
    waiver = most_waived(_side(row, asking).waiver for row in rows)
    off = waived(place.owed, waiver)
    return _Bundle(waiver, off, place.owed.charges - off.total)


def _rescheduled(
    term: ReliefTerm, place: Standing, riders: tuple[ReliefTerm, ...], *, asking: bool
) -> tuple[Candidate, ...]:
    bundle = _bundle(place, (term, *riders), asking)
    shapes = KINDS[term.kind](place, _side(term, asking), bundle.waiver, bundle.charges)
    return tuple(_candidate(term, riders, place, shape, bundle.waived) for shape in shapes)


def _candidate(
    term: ReliefTerm, riders: tuple[ReliefTerm, ...], place: Standing, shape: Shape, off: Waived
) -> Candidate:
    return Candidate(
        id=f"{term.kind}-{shape.mark}",
        debt=place.debt.id,
        kind=term.kind,
        term=term,
        riders=riders,
        rate=shape.rate,
        waived=off,
        schedule=shape.schedule,
    )


_Ways = tuple[tuple[str, Schedule], ...]


def _contract_ways(place: Standing, here: Stage) -> _Ways:
    """Ways to go on as agreed, each with its mark. None once the debt was called in, sold or sued on; what was agreed
    since then holds all the same."""
    if place.agreed is not None:
        return ((AGREED_ID, place.agreed.schedule(place.catch_up)),)
    if here in (Stage.ASSIGNED, Stage.LITIGATION) or place.debt.accelerated:
        return ()
    ways = [("contract", as_agreed(place))]
    if here in (Stage.PRE_DUE, Stage.M1):
        minimum = minimum_only(place)
        ways.append((MINIMUM_ID, minimum))
        if minimum is not None:
            ways += [(f"{BILL_MARK}{months}", schedule) for months, schedule in faster_than_minimum(place, minimum)]
    return tuple((mark, schedule) for mark, schedule in ways if schedule is not None)


def cleared(place: Standing, last: date) -> Candidate | None:
    """The contract paid off by its last due day up to `last`, where that is free; None where it is not."""
    found = cleared_by(place, last)
    if found is None or _contract_ways(place, stage(place.debt, place.case)) == ():
        return None
    months, schedule = found
    mark = BILL_MARK if place.debt.method is Method.REVOLVING else CLEARED_MARK
    (one,) = _contract(place, ((f"{mark}{months}", schedule),), (), Waiver())
    return one


def _contract(place: Standing, ways: _Ways, riders: tuple[ReliefTerm, ...], waiver: Waiver) -> tuple[Candidate, ...]:
    """The contract as it stands, with waivers of what is owed now."""
    off = waived(place.owed, waiver)
    return tuple(
        Candidate(
            id=mark,
            debt=place.debt.id,
            kind=None,
            term=None,
            riders=riders,
            rate=place.annual if mark != AGREED_ID else Decimal(0),
            waived=off,
            schedule=_less(schedule, off.total),
        )
        for mark, schedule in ways
    )


def _less(schedule: Schedule, off: int) -> Schedule:
    """The schedule with `off` fen less of the charges that come with its first payment."""
    return schedule.with_charges(-off, first=True) if off else schedule


def _written(place: Standing, options: Sequence[Option]) -> Candidate | None:
    """The lender's own written sum, paid on its last day, whether or not a row of the book speaks of settlements. None
    once that day has passed, or when it is more than what is owed."""
    offer, owed = place.debt.written_offer, place.owed
    if offer is None or offer.until < place.case.as_of or offer.amount > owed.balance:
        return None
    principal = min(offer.amount, owed.principal)
    schedule = Schedule((offer.until,), (principal,), (0,)).with_charges(offer.amount - principal)
    row = next((o.term for o in options if o.term.kind is ReliefKind.SETTLEMENT and not o.term.refused), None)
    return Candidate(
        id=WRITTEN_ID,
        debt=place.debt.id,
        kind=ReliefKind.SETTLEMENT,
        term=row,
        riders=(),
        rate=Decimal(0),
        waived=_cut(owed, offer.amount),
        schedule=schedule,
    )


def _cut(owed: Owed, amount: int) -> Waived:
    """What that sum leaves unpaid: of the charges penalty, then fees, then interest; principal last."""
    left = owed.balance - amount
    parts = []
    for fen in (owed.penalty, owed.fees, owed.interest):
        parts.append(min(fen, left))
        left -= parts[-1]
    return Waived(penalty=parts[0], fees=parts[1], interest=parts[2], principal=left)


def _all(
    place: Standing, ways: _Ways, riders: Iterable[ReliefTerm], options: Sequence[Option], *, asking: bool
) -> tuple[Candidate, ...]:
    rows = tuple(riders)
    waiver = _bundle(place, rows, asking).waiver
    agreed = place.agreed is not None
    found = list(_contract(place, ways, () if agreed else rows, Waiver() if agreed else waiver))
    if not agreed and (written := _written(place, options)) is not None:
        found.append(written)
    for option in options:
        found.extend(option.ask if asking else option.counter)
    unique: dict[str, Candidate] = {}
    for candidate in found:
        unique.setdefault(candidate.id, candidate)
    return tuple(unique.values())


def open_kinds(options: Iterable[Option]) -> tuple[ReliefKind, ...]:
    """The kinds that are open, in the order of the list of kinds."""
    return tuple(o.term.kind for o in options if o.state is OptionState.OPEN)

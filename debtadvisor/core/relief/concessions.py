"""What one debt looks like with less given, or with more: the same ways of `kinds`, at other numbers.

`without` takes back what an ask hopes for and the lender may not give: charges waived, future interest waived, a lower
rate, a pause free of interest. `more` goes the other way, step by step along the numbers that the book uses anywhere,
whether or not the lender's own row is open: a longer pause, a longer term, more of the charges waived, a lower rate.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from debtadvisor.core.codes import DeferralInterest, ReliefKind
from debtadvisor.core.policy.model import PolicyBook, Terms, Waiver
from debtadvisor.core.relief.contract import Standing, as_agreed, minimum_only
from debtadvisor.core.relief.kinds import KINDS, RIDERS, waived
from debtadvisor.core.relief.model import Candidate, DebtRelief, OptionState
from debtadvisor.core.relief.options import most_waived
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.value import value


def without(candidate: Candidate, place: Standing) -> Schedule | None:
    """The same way of paying with every charge and all interest of the contract; None when nothing hopeful is in it.

    A written sum has nothing hopeful: the lender has put it on paper.
    """
    if candidate.is_written:
        return None
    if candidate.kind is None or candidate.term is None:
        plain = minimum_only(place) if candidate.id == "minimum" else as_agreed(place)
        return plain if plain is not None and candidate.waived.total else None
    asked = candidate.term.ask
    rate = None if asked.rate is None or asked.rate < place.lawful else asked.rate
    interest = asked.deferral_interest
    if interest is DeferralInterest.NONE:
        interest = DeferralInterest.SIMPLE
    hoped = candidate.waived.total or rate != asked.rate or interest is not asked.deferral_interest
    if not hoped and not any(row.ask.waiver.future_interest for row in (candidate.term, *candidate.riders)):
        return None
    mark = candidate.id.removeprefix(f"{candidate.kind}-")
    # Only the one number is needed: of a pause the last of 1 .. n, of a term n alone.
    months = tuple(m for m in asked.months if str(m) == mark)
    pause = int(mark) if asked.defer_months else 0
    terms = replace(asked, months=months, defer_months=pause, waiver=Waiver(), rate=rate, deferral_interest=interest)
    shapes = KINDS[candidate.kind](place, terms, Waiver(), place.owed.charges)
    plain = next((shape.schedule for shape in shapes if shape.mark == mark), None)
    return None if plain is None or plain.payments == candidate.schedule.payments else plain


@value
class Concession:
    """One step of relief for one debt, beyond what its open asks hold.

    kind    deferral, instalment (a term counted anew), penalty_waiver, interest_waiver or rate_reduction
    size    its place among the steps of the kinds, the smallest relief first: what `more` yields in this order
    months  of the pause or of the term; 0 for a waiver or a rate
    waiver  shares of the charges given up, the open waivers included
    rate    nominal annual rate that then runs
    """

    debt: str
    kind: ReliefKind
    size: tuple[int, int]
    months: int
    waiver: Waiver
    rate: Decimal
    schedule: Schedule


@value
class Grid:
    """The numbers that the book's asks use anywhere, each rising: months of pause, of a term; shares; rates falling."""

    pauses: tuple[int, ...]
    terms: tuple[int, ...]
    penalty: tuple[Decimal, ...]
    interest: tuple[Decimal, ...]
    rates: tuple[Decimal, ...]


_SPREAD = (ReliefKind.INSTALMENT, ReliefKind.INSTALMENT_PLAN)
PAUSE, TERM, CHARGES, RATE = range(4)


def grid(book: PolicyBook) -> Grid:
    """The steps of that book."""
    asks = [(term.kind, term.ask) for term in book.terms if not term.refused]
    longest = max((ask.defer_months for _, ask in asks), default=0)
    terms = {months for kind, ask in asks if kind in _SPREAD for months in ask.months}
    rates = {ask.rate for _, ask in asks if ask.rate is not None}
    return Grid(
        pauses=tuple(range(1, longest + 1)),
        terms=tuple(sorted(terms)),
        penalty=_shares(max(ask.waiver.penalty, ask.waiver.late_fee) for _, ask in asks),
        interest=_shares(ask.waiver.accrued_interest for _, ask in asks),
        rates=tuple(sorted(rates, reverse=True)),
    )


def _shares(found: Iterable[Decimal]) -> tuple[Decimal, ...]:
    return tuple(sorted({share for share in found if share}))


def more(place: Standing, relief: DebtRelief, steps: Grid, *, protected: bool) -> Iterator[Concession]:
    """Each single step of relief for that debt, the smallest of its kind first. A protected debt is given no pause."""
    riders = (o.term.ask.waiver for o in relief.options if o.state is OptionState.OPEN and o.term.kind in RIDERS)
    waiver = most_waived(riders)
    if not protected:
        yield from _shaped(place, ReliefKind.DEFERRAL, PAUSE, steps.pauses, waiver)
    yield from _shaped(place, ReliefKind.INSTALMENT, TERM, steps.terms, waiver)
    yield from _waivers(place, relief, steps, waiver)
    yield from _rates(place, relief, steps, waiver)


def _shaped(
    place: Standing, kind: ReliefKind, order: int, months: tuple[int, ...], waiver: Waiver
) -> Iterator[Concession]:
    terms = Terms(defer_months=max(months, default=0)) if kind is ReliefKind.DEFERRAL else Terms(months=months)
    charges = place.owed.charges - waived(place.owed, waiver).total
    for shape in KINDS[kind](place, terms, waiver, charges):
        n = int(shape.mark)
        yield Concession(
            debt=place.debt.id,
            kind=kind,
            size=(order, n),
            months=n,
            waiver=waiver,
            rate=shape.rate,
            schedule=shape.schedule,
        )


def _waivers(place: Standing, relief: DebtRelief, steps: Grid, waiver: Waiver) -> Iterator[Concession]:
    """More of the charges given up, with each way that is open: first penalty and late fee, then interest as well."""
    full = max(steps.penalty, default=Decimal(0))
    wanted = [(ReliefKind.PENALTY_WAIVER, share, Decimal(0)) for share in steps.penalty]
    wanted += [(ReliefKind.INTEREST_WAIVER, full, share) for share in steps.interest]
    for n, (kind, charges, interest) in enumerate(wanted, start=1):
        asked = Waiver(late_fee=charges, penalty=charges, accrued_interest=interest)
        larger = most_waived((waiver, asked))
        if waived(place.owed, larger).total <= waived(place.owed, waiver).total:
            continue
        for schedule, rate in _ways(place, relief, larger):
            yield Concession(
                debt=place.debt.id,
                kind=kind,
                size=(CHARGES, n),
                months=0,
                waiver=larger,
                rate=rate,
                schedule=schedule,
            )


def _rates(place: Standing, relief: DebtRelief, steps: Grid, waiver: Waiver) -> Iterator[Concession]:
    """A lower rate with each way that is open and bears interest; nothing at all comes last."""
    charges = place.owed.charges - waived(place.owed, waiver).total
    rates = [rate for rate in (*steps.rates, Decimal(0)) if rate < place.lawful]
    for n, rate in enumerate(dict.fromkeys(rates), start=1):
        for kind, terms in _open_ways(relief):
            cheap = replace(terms, rate=rate, waiver=Waiver(), fee_by_months={})
            for shape in KINDS[kind](place, cheap, waiver, charges):
                yield Concession(
                    debt=place.debt.id,
                    kind=ReliefKind.RATE_REDUCTION,
                    size=(RATE, n),
                    months=0,
                    waiver=waiver,
                    rate=rate,
                    schedule=shape.schedule,
                )


def _open_ways(relief: DebtRelief) -> Iterator[tuple[ReliefKind, Terms]]:
    if relief.contract:
        yield ReliefKind.RATE_REDUCTION, Terms()
    for option in relief.options:
        if option.state is OptionState.OPEN and option.term.kind in KINDS:
            yield option.term.kind, option.term.ask


def _ways(place: Standing, relief: DebtRelief, waiver: Waiver) -> Iterator[tuple[Schedule, Decimal]]:
    off = waived(place.owed, waiver).total
    for one in relief.contract:
        yield one.schedule.with_charges(-off, first=True), one.rate
    for kind, terms in _open_ways(relief):
        if kind is not ReliefKind.RATE_REDUCTION:
            whole = most_waived((waiver, terms.waiver))
            charges = place.owed.charges - waived(place.owed, whole).total
            for shape in KINDS[kind](place, terms, whole, charges):
                yield shape.schedule, shape.rate

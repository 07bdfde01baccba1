"""What the cash that is left over each month would save, paid early beside the agreed plan.

It is an option and no part of the plan: the plan pays what is signed. Early payments are counted only for debts that
take them at any time without a charge: bills, and loans with interest by the day, paid by their contract. Everything
else is named, to be asked about first. The money is that of the agreed world, so the reserve, living costs, priority
debts and debts on HOLD keep theirs, and every later instalment stays payable (`extra.pay`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from debtadvisor.core.codes import Method
from debtadvisor.core.dates import Periods, days_between
from debtadvisor.core.extra.pay import Way, closing_sums, way
from debtadvisor.core.extra.search import best_with_extra, paid_out
from debtadvisor.core.optimise import cumulative
from debtadvisor.core.plan.model import DebtPlan, Plan, PotPlan, World, WorldLine, WorldName
from debtadvisor.core.plan.worlds import may_be_chosen
from debtadvisor.core.rates.quoted import periodic
from debtadvisor.core.relief.fees import annual_by_payment
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.value import value

# Savings below this, fen, are rounding and not worth a word.
_LEAST = 100
# Rates are ranked in whole parts of this.
_RANK = 10**15


@value
class EarlyDebt:
    """What early payments do to one debt: `saved` fen less in all, the last payment `sooner` periods earlier."""

    debt: str
    saved: int
    sooner: int


@value
class Early:
    """Left-over cash paid early, in the order that costs least: the debt with the highest rate first, unless a monthly
    fee or a rate that ends makes another one dearer.

    debts      those that save something, the most first
    saved      fen less over all debts
    payments   fen paid in each period over all debts, early payments included
    ask_first  planned debts with interest still to come whose early payment may cost a charge that we do not know
    """

    debts: tuple[EarlyDebt, ...]
    saved: int
    payments: tuple[int, ...]
    ask_first: tuple[str, ...]


def early(plan: Plan, pot: PotPlan) -> Early | None:
    """What left-over cash would save in that purse; None when nothing, or nothing that we can be sure of."""
    world = pot.worlds.get(WorldName.AGREED)
    if world is None or not world.feasible or pot.no_offer is not None or not any(world.left):
        return None
    debts = {line.debt.id: line for line in plan.debts}
    ways = [_way(debts[line.debt], line, plan.statement.periods) for line in world.lines]
    if not any(one.closing for one in ways):
        return None
    extra, found = paid_out(cumulative(new_money(world)), ways), []
    for line, payments in zip(world.lines, extra.payments, strict=True):
        saved = line.total - sum(payments)
        if saved >= _LEAST:
            sooner = _last(line.payments) - _last(payments)
            found.append(EarlyDebt(debt=line.debt, saved=saved, sooner=sooner))
    if not found:
        return None
    return Early(
        debts=tuple(sorted(found, key=lambda one: (-one.saved, one.debt))),
        saved=extra.saved,
        payments=tuple(map(sum, zip(*extra.payments, strict=True))),
        ask_first=tuple(line.debt for line in world.lines if _must_ask(debts, line)),
    )


def new_money(world: World) -> tuple[int, ...]:
    """The new money of each period that the world was planned with, fen."""
    before = (0, *world.left[:-1])
    return tuple(have - kept for have, kept in zip(world.available, before, strict=True))


def is_free_to_close(line: DebtPlan, candidate: Candidate) -> bool:
    """Whether the candidate is a contract that takes early payments at any time without a charge."""
    return candidate.is_old_contract and line.debt.method in (Method.REVOLVING, Method.DAILY)


def _must_ask(debts: Mapping[str, DebtPlan], line: WorldLine) -> bool:
    candidate = line.candidate
    if candidate is None or is_free_to_close(debts[line.debt], candidate):
        return False
    return any(candidate.schedule.interest[1:])


def _way(line: DebtPlan, paid: WorldLine, spans: Periods) -> Way:
    """The debt as it is paid in the agreed world; open to early payments where that is free, from its first due day
    on: what is paid before that day saves nothing."""
    candidate, due = paid.candidate, paid.payments
    assert candidate is not None
    if candidate.count == 1 or not is_free_to_close(line, candidate):
        return way(candidate.id, due)
    dates = candidate.schedule.due
    places = [spans.index(day) for day in dates]
    first = places[0]
    if places != list(range(first, first + len(dates))):
        return way(candidate.id, due)
    rates, fees = [Fraction(0)] * len(due), [0] * len(due)
    rates[first : first + len(dates) - 1] = monthly_rates(line, candidate)
    fees[first : first + len(dates)] = [line.debt.monthly_fee] * len(dates)
    schedule = candidate.schedule
    owed = sum(schedule.principal) + schedule.interest[0] + sum(schedule.charges)
    owed -= line.debt.monthly_fee * (len(dates) - (0 if first else 1))  # each is added on its own day
    try:
        found = way(candidate.id, due, closing_sums(owed, due, rates, fees), rates, fees)
    except ValueError:  # its sums do not follow from its rate, so what would close it is not known
        return way(candidate.id, due)
    # Before the first due day and after the last nothing grows: the ranks there are those beside them.
    annual = annual_by_payment(line.debt, candidate.rate, dates)
    by_period = [*annual[:1] * first, *annual[1:], *annual[-1:] * (len(due) - first - len(dates) + 1)]
    return ranked(found, by_period, watched=line.debt.monthly_fee > 0 or len(set(annual)) > 1)


def ranked(one: Way, annual: Sequence[Decimal], *, watched: bool) -> Way:
    """The way with its rates ranked by the year, so that months of 28 and 31 days do not put debts in turn."""
    rank = tuple(int(rate * _RANK) for rate in annual)
    return replace(one, rank=rank, steady=len(set(rank)) == 1, watched=watched)


def monthly_rates(line: DebtPlan, candidate: Candidate) -> list[Fraction]:
    """The rate from each due date of a candidate to the next."""
    dates = candidate.schedule.due
    annual = annual_by_payment(line.debt, candidate.rate, dates) if candidate.is_old_contract else None
    if line.debt.method is Method.DAILY and annual is not None:
        between = zip(annual[1:], pairwise(dates), strict=True)
        return [Fraction(rate) / 360 * days_between(a, b) for rate, (a, b) in between]
    return [periodic(rate) for rate in (annual or [candidate.rate] * len(dates))[1:]]


def _last(payments: tuple[int, ...]) -> int:
    return max((t for t, fen in enumerate(payments) if fen), default=0)


@value
class Cheapest:
    """The choice of asks that costs least when every yuan left over is paid early: what the plan would be for somebody
    who wants no cushion. Found over all asks and all ways of paying early that `extra.search` knows.

    picks      the candidate of each planned debt, by debt
    total      fen paid in all; `more` fen less than the plan with its own early payments
    payments   fen paid in each period
    proven     no choice paid out in the same manner is better
    bound      no way of paying any of these asks costs less, fen
    """

    picks: Mapping[str, str]
    total: int
    more: int
    payments: tuple[int, ...]
    proven: bool
    bound: int


def cheapest(plan: Plan, pot: PotPlan) -> Cheapest | None:
    """That choice for a purse; None when no planned debt surely takes early payments without a charge.

    The search is far dearer than the plan itself, so it is made only where somebody looks at it.
    """
    world = pot.worlds.get(WorldName.AGREED)
    if world is None or not world.feasible or pot.no_offer is not None:
        return None
    debts = {line.debt.id: line for line in plan.debts}
    groups = [ways_of(debts[line.debt], plan.statement.periods) for line in world.lines]
    if not any(one.closing for group in groups for one in group):
        return None
    money = cumulative(new_money(world))
    found = best_with_extra(money, groups)
    if found is None:
        return None
    own = paid_out(money, [_way(debts[line.debt], line, plan.statement.periods) for line in world.lines])
    return Cheapest(
        picks={line.debt: one.id for line, one in zip(world.lines, found.picks, strict=True)},
        total=found.plan.total,
        more=own.total - found.plan.total,
        payments=tuple(map(sum, zip(*found.plan.payments, strict=True))),
        proven=found.proven,
        bound=found.lower,
    )


def ways_of(line: DebtPlan, spans: Periods) -> list[Way]:
    """Every way that may be chosen for that debt, open to early payments where that is free."""
    assert line.relief is not None
    return [
        _way(line, WorldLine(debt=line.debt.id, candidate=one, payments=_by_period(one, spans)), spans)
        for one in may_be_chosen(line.relief.ask, protected=line.protected)
    ]


def _by_period(one: Candidate, spans: Periods) -> tuple[int, ...]:
    return tuple(spans.per_period(one.schedule.due, one.schedule.payments))

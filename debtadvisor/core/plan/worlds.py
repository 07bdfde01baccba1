"""The agreed and the countered world: the best choice among the open asks, laid out period by period.

What a choice costs is counted with the cash that is left over each month paid early, where that is free (`ways`): the
signed instalments always fit the money without that, so the early part can stop in any month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from debtadvisor.core.dates import Periods
from debtadvisor.core.errors import BrokenPlanError, Problem
from debtadvisor.core.extra.pay import Way
from debtadvisor.core.extra.search import best_with_extra, paid_out
from debtadvisor.core.optimise import NODE_LIMIT, Entry, best, cumulative, entry, feasible, fits, least, undominated
from debtadvisor.core.plan.model import World, WorldLine, WorldName
from debtadvisor.core.plan.ready import Ready
from debtadvisor.core.plan.ways import may_be_chosen, way_of
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.value import value

# More debts than this are searched with moving prices; nodes for a last look where that finds nothing.
FEW = 8
FALLBACK_LIMIT = 2_000
# Nodes for the question whether the debts fit without some that may wait; it is asked a few times over.
WAITING_LIMIT = 20_000


@value(kw_only=False)
class Solved:
    """One optimised world with the candidates it was chosen from."""

    world: World
    picks: Mapping[str, Candidate]
    ways: Mapping[str, Mapping[str, Way]]

    @property
    def entries(self) -> Mapping[str, Mapping[str, Entry]]:
        """What each candidate of each debt asks as signed."""
        return {debt: {name: one.signed for name, one in ways.items()} for debt, ways in self.ways.items()}


@value(kw_only=False)
class _Best:
    """The chosen way of each debt, what each debt is paid, and what is known of how good that is."""

    picks: Sequence[Way]
    payments: Sequence[tuple[int, ...]]
    proven: bool
    bound: int


def solve(name: WorldName, planned: Sequence[Ready], money: Sequence[int], spans: Periods, early: bool) -> Solved:
    """The best choice among the asks as the lenders answer them in that world; with `early` also what is paid early."""
    pools = {r.debt.id: pool_of(r, name) for r in planned}
    ways = {r.debt.id: {c.id: way_of(r.debt, c, spans, early=early) for c in pools[r.debt.id]} for r in planned}
    best = _best(cumulative(money), [tuple(group.values()) for group in ways.values()])
    if best is None:
        return Solved(World(name=name, feasible=False, lines=(), available=(), left=(), proven=True), {}, ways)
    picks = {
        r.debt.id: next(c for c in pools[r.debt.id] if c.id == pick.id)
        for r, pick in zip(planned, best.picks, strict=True)
    }
    return Solved(_world(name, best, planned, picks, money), picks, ways)


def _best(money: Sequence[int], groups: Sequence[Sequence[Way]]) -> _Best | None:
    """The best choice and what no way of paying any choice can cost less than.

    Where no candidate takes early payments, the plain search proves its answer for up to `FEW` debts. Otherwise, and
    for more debts, the search with moving prices, which counts early payments in and tells how far from the best its
    answer can be. A last look without early payments is for where that finds nothing.
    """
    early = any(one.closing for group in groups for one in group)
    if early or len(groups) > FEW:
        found = best_with_extra(money, [_ranked(group) for group in groups])
        if found is not None:
            picks = [group[int(pick.id)] for group, pick in zip(map(_in_order, groups), found.picks, strict=True)]
            return _Best(picks, found.plan.payments, found.proven, found.lower)
    few = len(groups) <= FEW
    choice = best(money, [[one.signed for one in group] for group in groups], NODE_LIMIT if few else FALLBACK_LIMIT)
    if choice is None:
        return None
    picks = [next(w for w in group if w.id == e.id) for group, e in zip(groups, choice.picks, strict=True)]
    if not early:
        total = sum(one.signed.total for one in picks)
        bound = total if choice.proven else sum(min(w.signed.total for w in group) for group in groups)
        return _Best(picks, [one.signed.by_period for one in picks], choice.proven, bound)
    return _Best(picks, paid_out(money, picks).payments, False, sum(map(_least_owed, groups)))


def _in_order(group: Sequence[Way]) -> list[Way]:
    """The ways of one debt, of two that come to the same the one first that costs less when nothing is paid early."""
    return sorted(group, key=lambda one: (one.signed.total, one.signed.last, one.id))


def _ranked(group: Sequence[Way]) -> tuple[Way, ...]:
    """The ways with their places in that order as ids, by which the search settles ties."""
    return tuple(replace(one, signed=replace(one.signed, id=f"{n:04}")) for n, one in enumerate(_in_order(group)))


def _least_owed(group: Sequence[Way]) -> int:
    """The least that any of those ways can cost, however early it is paid."""
    return min(one.closing[0] if one.closing else one.signed.total for one in group)


def pool_of(one: Ready, name: WorldName) -> tuple[Candidate, ...]:
    """What may be chosen for that debt. A protected debt takes no way that leaves it unpaid while others are paid."""
    assert one.relief is not None
    pool = one.relief.ask if name is WorldName.AGREED else one.relief.counter
    return may_be_chosen(pool, protected=one.protected)


def _world(
    name: WorldName, best: _Best, planned: Sequence[Ready], picks: Mapping[str, Candidate], money: Sequence[int]
) -> World:
    lines = tuple(
        WorldLine(
            debt=r.debt.id,
            candidate=picks[r.debt.id],
            payments=payments,
            instalments=() if payments == pick.signed.by_period else pick.signed.by_period,
        )
        for r, pick, payments in zip(planned, best.picks, best.payments, strict=True)
    )
    available, left, carried = [], [], 0
    for new, paid in zip(money, paid_by_period(lines, len(money)), strict=True):
        available.append(carried + new)
        carried = carried + new - paid
        left.append(carried)
    return World(
        name=name,
        feasible=True,
        lines=lines,
        available=tuple(available),
        left=tuple(left),
        proven=best.proven,
        bound=best.bound,
    )


def paid_by_period(lines: Sequence[WorldLine], periods: int) -> tuple[int, ...]:
    """What all those debts get in each period, fen."""
    return tuple(map(sum, zip(*(line.payments for line in lines), strict=True))) if lines else (0,) * periods


def insist(world: World, money: Sequence[int]) -> None:
    """Rule 1, never above surplus: a world that breaks it must not exist."""
    if not world.feasible:
        return
    paid = paid_by_period(world.lines, len(money))
    if world.name is WorldName.REFUSED:
        broken = any(fen > have for fen, have in zip(paid, world.available, strict=True))
    else:
        signed = tuple(map(sum, zip(*(line.signed for line in world.lines), strict=True))) or (0,) * len(money)
        broken = not fits(cumulative(paid), cumulative(money)) or not fits(cumulative(signed), cumulative(money))
    if broken or any(min(line.payments, default=0) < 0 for line in world.lines):
        raise BrokenPlanError((Problem(f"worlds.{world.name}", "above_surplus"),))


def left_out(planned: Sequence[Ready], money: Sequence[int], spans: Periods) -> tuple[Ready, ...]:
    """The debts to leave out so that the others fit: the fewest of those that may wait, the heaviest a month first.

    () when all fit together, and also when the others do not fit even without them, or when none would be left.
    """
    if not any(r.may_wait for r in planned):
        return ()
    groups = {
        r.debt.id: [
            entry(c.id, spans.per_period(c.schedule.due, c.schedule.payments)) for c in pool_of(r, WorldName.AGREED)
        ]
        for r in planned
    }

    def weight(one: Ready) -> tuple[bool, int, str]:
        ways = groups[one.debt.id]
        return (bool(ways), -min((per_month(e.paid, 0) for e in ways), default=0), one.debt.id)

    waiting = sorted((r for r in planned if r.may_wait), key=weight)

    def enough(count: int) -> bool:
        gone = {r.debt.id for r in waiting[:count]}
        kept = [groups[r.debt.id] for r in planned if r.debt.id not in gone]
        return feasible(cumulative(money), kept, limit=WAITING_LIMIT)

    if enough(0) or not enough(len(waiting)):
        return ()
    low, high = 1, len(waiting)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return tuple(waiting[:high]) if high < len(planned) else ()


def smallest_budget(planned: Sequence[Ready], money: Sequence[int], spans: Periods) -> int | None:
    """The least monthly sum, in fen, from the first pay day on that lets some combination of the asks fit."""
    groups = [
        undominated(
            [entry(c.id, spans.per_period(c.schedule.due, c.schedule.payments)) for c in pool_of(r, WorldName.AGREED)]
        )
        for r in planned
    ]
    if not all(groups):
        return None
    start = max(money[0], 0)

    def enough(fen: int) -> bool:
        return feasible(cumulative((start, *(fen for _ in money[1:]))), groups)

    # Below `low` not even the least of every debt fits; `high` pays the lightest choice of each on its own.
    low = per_month([sum(paid) for paid in zip(*map(least, groups), strict=True)], start)
    high = sum(min(per_month(e.paid, 0) for e in g) for g in groups)
    if not enough(high):
        return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return high


def per_month(paid: Sequence[int], start: int) -> int:
    """The least even sum a period, from period 1 on, that covers those cumulative payments after `start` fen."""
    return max((-(-(fen - start) // t) for t, fen in enumerate(paid) if t), default=0) if len(paid) > 1 else 0

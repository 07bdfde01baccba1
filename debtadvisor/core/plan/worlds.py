"""The agreed and the countered world: the best choice among the open asks, laid out period by period."""

from collections.abc import Mapping, Sequence

from debtadvisor.core.codes import ReliefKind
from debtadvisor.core.dates import Periods
from debtadvisor.core.errors import BrokenPlanError, Problem
from debtadvisor.core.extra.pay import way
from debtadvisor.core.extra.search import best_with_extra
from debtadvisor.core.optimise import Choice, Entry, best, cumulative, entry, feasible, fits, least, undominated
from debtadvisor.core.plan.model import World, WorldLine, WorldName
from debtadvisor.core.plan.ready import Ready
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
    entries: Mapping[str, Mapping[str, Entry]]


def solve(name: WorldName, planned: Sequence[Ready], money: Sequence[int], spans: Periods) -> Solved:
    pools = {r.debt.id: pool_of(r, name) for r in planned}
    entries = {
        debt_id: {c.id: entry(c.id, spans.per_period(c.schedule.due, c.schedule.payments)) for c in pool}
        for debt_id, pool in pools.items()
    }
    choice, bound = _best(cumulative(money), [tuple(e.values()) for e in entries.values()])
    if choice is None:
        return Solved(World(name=name, feasible=False, lines=(), available=(), left=(), proven=True), {}, entries)
    picks = {
        r.debt.id: next(c for c in pools[r.debt.id] if c.id == pick.id)
        for r, pick in zip(planned, choice.picks, strict=True)
    }
    return Solved(_world(name, choice, bound, planned, picks, money), picks, entries)


def _best(money: Sequence[int], groups: Sequence[Sequence[Entry]]) -> tuple[Choice | None, int]:
    """The best choice and what no choice can cost less than. Up to `FEW` debts the plain search proves its answer; for
    more, the one that moves its prices finds a good choice sooner and tells how far from the best it can be."""
    if len(groups) <= FEW:
        choice = best(money, groups)
        return choice, 0 if choice is None else sum(pick.total for pick in choice.picks)
    found = best_with_extra(money, [tuple(way(e.id, e.by_period) for e in group) for group in groups])
    if found is None:
        choice = best(money, groups, limit=FALLBACK_LIMIT)
        return choice, 0 if choice is None else sum(min(e.total for e in group) for group in groups)
    bound = found.plan.total if found.proven else found.lower
    return Choice(tuple(pick.signed for pick in found.picks), found.proven, found.work), bound


def pool_of(one: Ready, name: WorldName) -> tuple[Candidate, ...]:
    """What may be chosen for that debt. A protected debt takes no way that leaves it unpaid while others are paid."""
    assert one.relief is not None
    pool = one.relief.ask if name is WorldName.AGREED else one.relief.counter
    return may_be_chosen(pool, protected=one.protected)


def may_be_chosen(pool: Sequence[Candidate], *, protected: bool) -> tuple[Candidate, ...]:
    """Those that may be chosen: for a protected debt none that leaves it unpaid, unless there is no other."""
    soon = [c for c in pool if c.kind is not ReliefKind.DEFERRAL] if protected else []
    return tuple(soon) or tuple(pool)


def _world(
    name: WorldName,
    choice: Choice,
    bound: int,
    planned: Sequence[Ready],
    picks: Mapping[str, Candidate],
    money: Sequence[int],
) -> World:
    lines = tuple(
        WorldLine(debt=r.debt.id, candidate=picks[r.debt.id], payments=pick.by_period)
        for r, pick in zip(planned, choice.picks, strict=True)
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
        proven=choice.proven,
        bound=bound,
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
        broken = not fits(cumulative(paid), cumulative(money))
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

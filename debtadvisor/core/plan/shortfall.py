"""The smallest relief that would make everything fit, when nothing does.

One step of one debt at a time along the numbers of the book (`relief.concessions`), the other debts free to take any
of their own asks: fewest months of pause first, then the shortest term, then more of the charges waived, then a lower
rate; ties go to the first debt. When no single step is enough, steps for two debts together, the pair whose larger
step is smallest. The search is bounded by a count of what it looks at, never by time.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from operator import sub

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Pot
from debtadvisor.core.dates import Periods
from debtadvisor.core.optimise import Entry, cumulative, drop_unfit, entry, feasible, fits, least
from debtadvisor.core.plan.model import WorldName
from debtadvisor.core.plan.points import ReliefThatWorks
from debtadvisor.core.plan.purse import after_reserved
from debtadvisor.core.plan.ready import Ready, periods_needed
from debtadvisor.core.plan.worlds import pool_of
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.relief.concessions import Concession, Grid, grid, more
from debtadvisor.core.statement import Statement, statement

# So many combinations are asked whether they fit; more than the largest book's grid for one debt.
MOST_ASKED = 300
_Move = tuple[Concession, Entry]
_Rank = tuple[tuple[tuple[int, int], ...], tuple[str, ...], int, tuple[int, ...]]


def relief_that_works(
    pot: Pot, ready: Sequence[Ready], sheet: Statement, case: Case, book: PolicyBook
) -> ReliefThatWorks:
    """The smallest relief for the debts of that purse, whose agreed asks do not fit in that statement."""
    planned = [r for r in ready if r.planned]
    hopeful = _hopeful(planned, after_reserved(sheet.pot(pot).new_money, ready, sheet.periods)[0], sheet.periods)
    open_to = {debt for debts in hopeful for debt in debts}
    if not open_to:
        return ReliefThatWorks(steps=())
    numbers = grid(book)
    steps = {r.debt.id: _steps(r, numbers) for r in planned if r.debt.id in open_to}
    last = max((s.schedule.due[-1] for some in steps.values() for s in some), default=case.as_of)
    months = (last.year - case.as_of.year) * 12 + last.month - case.as_of.month
    sheet = statement(case, book, max(periods_needed(ready, case), months + 2))
    money, _ = after_reserved(sheet.pot(pot).new_money, ready, sheet.periods)
    have, spans = cumulative(money), sheet.periods
    pools = {r.debt.id: _pool(r, spans) for r in planned}
    moves = {debt: _moves(some, spans) for debt, some in steps.items()}
    asked = 0
    for many in (1, 2):
        together = [debts for debts in hopeful if len(debts) == many]
        for _, steps_taken, groups in sorted(_viable(together, moves, pools, have), key=lambda one: one[0]):
            if asked == MOST_ASKED:
                return ReliefThatWorks(steps=(), complete=False)
            asked += 1
            if feasible(have, groups):
                return ReliefThatWorks(steps=steps_taken)
    return ReliefThatWorks(steps=())


def _pool(one: Ready, spans: Periods) -> tuple[Entry, ...]:
    pool = pool_of(one, WorldName.AGREED)
    return tuple(entry(c.id, spans.per_period(c.schedule.due, c.schedule.payments)) for c in pool)


def _hopeful(planned: Sequence[Ready], money: Sequence[int], spans: Periods) -> list[tuple[str, ...]]:
    """Each debt, then each pair, beside which the least of all others fits as if these were not paid at all."""
    have = cumulative(money)
    leasts = {r.debt.id: least(_pool(r, spans)) for r in planned if pool_of(r, WorldName.AGREED)}
    whole = tuple(map(sum, zip(*leasts.values(), strict=True))) if leasts else (0,) * len(have)
    nothing = (0,) * len(have)
    bare = {
        r.debt.id for r in planned
    } - leasts.keys()  # a debt without any ask must be one of those that are given a step
    found = []
    for many in (1, 2):
        for debts in combinations([r.debt.id for r in planned], many):
            rest = whole
            for debt in debts:
                rest = tuple(map(sub, rest, leasts.get(debt, nothing)))
            if bare <= set(debts) and fits(rest, have):
                found.append(debts)
    return found


def _steps(one: Ready, numbers: Grid) -> tuple[Concession, ...]:
    assert one.place is not None
    assert one.relief is not None
    return tuple(more(one.place, one.relief, numbers, protected=one.protected))


def _moves(steps: Sequence[Concession], spans: Periods) -> tuple[_Move, ...]:
    return tuple(
        (step, entry(str(n), spans.per_period(step.schedule.due, step.schedule.payments)))
        for n, step in enumerate(steps)
    )


def _viable(
    together: Sequence[tuple[str, ...]],
    moves: Mapping[str, Sequence[_Move]],
    pools: Mapping[str, tuple[Entry, ...]],
    have: Sequence[int],
) -> Iterator[tuple[_Rank, tuple[Concession, ...], list[tuple[Entry, ...]]]]:
    """Every choice of one step for each of those debts that is not ruled out by the least that the others need, with
    its rank and the groups to be asked about."""
    for debts in together:
        others = [pool for debt, pool in pools.items() if debt not in debts]
        groups = [tuple(e for _, e in moves[debt]) for debt in debts] + others
        if not drop_unfit(have, groups):
            continue
        kept = [{e.id for e in group} for group in groups[: len(debts)]]
        left = [[m for m in moves[d] if m[1].id in ids] for d, ids in zip(debts, kept, strict=True)]
        for taken in product(*left):
            sizes = tuple(sorted((step.size for step, _ in taken), reverse=True))
            rank = (sizes, debts, sum(e.total for _, e in taken), tuple(int(e.id) for _, e in taken))
            yield rank, tuple(step for step, _ in taken), [*((e,) for _, e in taken), *groups[len(debts) :]]

"""One candidate for each debt, within the money of every period: the proven best.

The problem. Debt i has candidates c with M(c, t), the fen paid up to and with period t. A choice is feasible when
the sum of M over the debts is at most A(t), the money that has come in by then, for every t: what is not paid is
carried over. Among feasible choices the best has, in this order and without weights, the least total, the earliest
last period with a payment, and the least candidate ids in order of the debts.

The search. Dominated candidates go first (never costing the answer), then those that fit with no choice of the
others. Depth first, dearest spread first, each branch cut when even the cheapest completion is dearer than the best
so far (a relaxed bound at several sets of cash prices), or when the least that the others need does not fit.
Work is counted in nodes, never in seconds, so the same input gives the same answer; when the limit ends the search,
`proven` is False.
"""

from collections.abc import Sequence
from itertools import accumulate
from operator import add, le, mul, sub

from debtadvisor.core.value import value

NODE_LIMIT = 200_000
MANY = 8
FEW_MONTHS = 8


@value(kw_only=False)
class Entry:
    """One candidate as the search sees it.

    id         unique within the debt
    by_period  fen paid in each period
    paid       the same, cumulative
    last       last period with a payment
    """

    id: str
    by_period: tuple[int, ...]
    paid: tuple[int, ...]
    last: int

    @property
    def total(self) -> int:
        return self.paid[-1]


def entry(candidate_id: str, by_period: Sequence[int]) -> Entry:
    """The entry of a candidate that pays those sums by period."""
    paid = tuple(accumulate(by_period))
    # Cumulative sums never fall, so the first time the total is reached is the last payment.
    return Entry(candidate_id, tuple(by_period), paid, paid.index(paid[-1]))


@value(kw_only=False)
class Choice:
    """The best choice: one entry for each debt in the order given, and whether it is proven."""

    picks: tuple[Entry, ...]
    proven: bool
    nodes: int


def cumulative(new_money: Sequence[int]) -> tuple[int, ...]:
    """A(t): all money that has come in by the end of each period."""
    return tuple(accumulate(new_money))


def undominated(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Those that could be part of a best choice: no other pays less or the same in every period and ranks before."""
    ranked = sorted(entries, key=lambda e: (e.total, e.last, e.id))
    kept: list[Entry] = []
    for one in ranked:
        if not any(all(map(le, other.paid, one.paid)) for other in kept):
            kept.append(one)
    return tuple(kept)


def fits(paid: Sequence[int], money: Sequence[int]) -> bool:
    """Whether those cumulative payments never pass the cumulative money."""
    return all(map(le, paid, money))


def best(money: Sequence[int], groups: Sequence[Sequence[Entry]], limit: int = NODE_LIMIT) -> Choice | None:
    """The best feasible choice, or None when there is none.

    money   cumulative fen by period, as `cumulative` gives it
    groups  the candidates of each debt; a debt with none makes every choice infeasible
    """
    if not groups:
        return Choice((), True, 0)
    return _Search(tuple(money), groups, _scaled(limit, len(groups))).run()


def _scaled(limit: int, count: int) -> int:
    """That many nodes for up to `MANY` debts; fewer for more, whose nodes cost more, so that the work is bounded."""
    return limit if count <= MANY else max(limit * MANY * MANY // (count * count), 5 * count)


def feasible(money: Sequence[int], groups: Sequence[Sequence[Entry]], limit: int = NODE_LIMIT) -> bool:
    """Whether any choice fits; the search ends at the first one it meets."""
    return any_choice(money, groups, limit) is not None


def any_choice(
    money: Sequence[int], groups: Sequence[Sequence[Entry]], limit: int = NODE_LIMIT
) -> tuple[Entry, ...] | None:
    """The first choice met that fits, in order of the groups; None when none does. Dearest first: they are lightest."""
    some = [tuple(group) for group in groups]
    # In a few months the search is over before those that cannot fit are found.
    if not all(some) or (len(money) > FEW_MONTHS and not drop_unfit(money, some)):
        return None
    some = [group[::-1] for group in some]
    need = [(0,) * len(money)]
    for group in reversed(some):
        need.append(tuple(map(add, need[-1], least(group))))
    need.reverse()
    found: list[Entry] = []
    nodes, most = 0, 5 * _scaled(limit, len(some))

    def descend(depth: int, paid: tuple[int, ...]) -> bool:
        nonlocal nodes
        nodes += 1
        if depth == len(some):
            return True
        if nodes > most:
            return False
        room = tuple(map(sub, money, need[depth + 1]))
        for one in some[depth]:
            together = tuple(map(add, paid, one.paid))
            if fits(together, room):
                found.append(one)
                if descend(depth + 1, together):
                    return True
                found.pop()
        return False

    return tuple(found) if descend(0, (0,) * len(money)) else None


def least(entries: Sequence[Entry]) -> tuple[int, ...]:
    """The least cumulative payment of any of them, period by period."""
    return tuple(map(min, zip(*(e.paid for e in entries), strict=True)))


def drop_unfit(money: Sequence[int], groups: list[tuple[Entry, ...]]) -> bool:
    """Drop, until nothing moves, each candidate that does not fit beside the least of all others.

    The leasts of one round serve the whole round: they only rise when a candidate goes, so nothing goes too early.
    """
    while True:
        if not all(groups):
            return False
        leasts = [least(g) for g in groups]
        spare = tuple(map(sub, money, map(sum, zip(*leasts, strict=True))))
        kept = []
        for group, lowest in zip(groups, leasts, strict=True):
            room = tuple(map(add, spare, lowest))
            kept.append(tuple(e for e in group if fits(e.paid, room)))
        if kept == groups:
            return True
        groups[:] = kept


class _Search:
    def __init__(self, money: tuple[int, ...], groups: Sequence[Sequence[Entry]], limit: int) -> None:
        self.money = money
        self.limit = limit
        self.nodes = 0
        self.groups = [undominated(g) for g in groups]
        self.key: tuple[int, int, tuple[str, ...]] | None = None
        self.found: tuple[Entry, ...] | None = None

    def run(self) -> Choice | None:
        if not drop_unfit(self.money, self.groups):
            return None
        spread = [g[-1].total - g[0].total for g in self.groups]
        # The debt whose choice matters most is settled first; ties keep the order of the debts.
        self.order = sorted(range(len(self.groups)), key=lambda n: (-spread[n], n))
        ordered = [self.groups[n] for n in self.order]
        periods = len(self.money)
        self.need = [(0,) * periods]
        self.cheap = [0]
        for group in reversed(ordered):
            self.need.append(tuple(map(add, self.need[-1], least(group))))
            self.cheap.append(self.cheap[-1] + group[0].total)
        self.need.reverse()
        self.cheap.reverse()
        self.ordered = ordered
        self.prices = _prices(self.money, ordered)
        self.bounds = [_suffix_bounds(price, ordered) for price in self.prices]
        self.worth = [sum(map(mul, price, _steps(self.money))) for price in self.prices]
        self.chosen: list[Entry] = []
        self._descend(0, (0,) * periods, 0)
        if self.found is None:
            return None
        return Choice(self.found, self.nodes <= self.limit, self.nodes)

    def _descend(self, depth: int, paid: tuple[int, ...], total: int) -> None:
        self.nodes += 1
        if self.nodes > self.limit and (self.found is not None or self.nodes > 5 * self.limit):
            return
        if depth == len(self.ordered):
            self._leaf(total)
            return
        room = tuple(map(sub, self.money, self.need[depth + 1]))
        for one in self.ordered[depth]:
            so_far = total + one.total
            if self.key is not None and so_far + self.cheap[depth + 1] > self.key[0]:
                break  # entries stand in order of total, so every later one is dearer still
            together = tuple(map(add, paid, one.paid))
            if not fits(together, room):
                continue
            if self.key is not None and self._too_dear(depth + 1, together, so_far):
                continue
            self.chosen.append(one)
            self._descend(depth + 1, together, so_far)
            self.chosen.pop()

    def _leaf(self, total: int) -> None:
        picks: list[Entry] = [self.chosen[0]] * len(self.chosen)
        for place, one in zip(self.order, self.chosen, strict=True):
            picks[place] = one
        key = (total, max(e.last for e in picks), tuple(e.id for e in picks))
        if self.key is None or key < self.key:
            self.key, self.found = key, tuple(picks)

    def _too_dear(self, depth: int, paid: tuple[int, ...], total: int) -> bool:
        """Whether a relaxed bound at some price of cash already passes the best: cash is dear before it is plenty."""
        assert self.key is not None
        for price, suffix, worth in zip(self.prices, self.bounds, self.worth, strict=True):
            weighted = sum(map(mul, price, _steps(paid)))
            if total + (weighted + suffix[depth] - worth) // _UNIT > self.key[0]:
                return True
        return False


# Prices are whole thousandths, so that every bound is exact integer arithmetic.
_UNIT = 1000


def _steps(cumulated: Sequence[int]) -> tuple[int, ...]:
    return (cumulated[0], *map(sub, cumulated[1:], cumulated))


def _prices(money: Sequence[int], groups: Sequence[Sequence[Entry]]) -> list[tuple[int, ...]]:
    """A few never-rising price lists: cash is worth extra until the period where it is scarcest, none after.

    For any price list w >= 0 that never rises, sum w(t) x (payments - money) <= 0 for a feasible choice, so
    total + that sum is a lower bound on its total.
    """
    cheapest = tuple(map(sum, zip(*(g[0].paid for g in groups), strict=True)))
    short = [(paid - have, t) for t, (paid, have) in enumerate(zip(cheapest, money, strict=True)) if paid > have]
    if not short:
        return []
    until = sorted({max(short)[1], short[0][1], short[-1][1]})
    periods = len(money)
    return [tuple(weight if t <= end else 0 for t in range(periods)) for end in until for weight in (50, 200)]


def _suffix_bounds(price: Sequence[int], groups: Sequence[Sequence[Entry]]) -> list[int]:
    """For each depth, the least of (total + priced payments) that the debts from there on can add, in thousandths."""
    sums = [0]
    for group in reversed(groups):
        cheapest = min(e.total * _UNIT + sum(map(mul, price, e.by_period)) for e in group)
        sums.append(sums[-1] + cheapest)
    return sums[::-1]

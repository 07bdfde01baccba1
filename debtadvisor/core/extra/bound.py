"""The candidates still in question at prices of cash: what no plan made of them can cost less than.

For prices w(t) >= 1 that never rise, whatever is paid costs at least the sum over the debts of the cheapest priced way,
less the sum of (w(t) - 1) x new money(t). A priced way is the sum of w(t) x instalment(t), or, with extra payments, the
least over k of that sum before k plus w(k) x the closing sum of k: while closing sums and credits grow alike, the cost
is linear in the extra sums until they close the debt one period sooner, so that paying extra in several periods is
never cheaper than the best of these; a charge for being open only makes closing sooner cheaper still. The bound holds
for every way of paying, not only that of `pay`; it is exact integer arithmetic, and what rounding can shift is taken
off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from operator import mul, sub

from debtadvisor.core.extra.pay import Way
from debtadvisor.core.extra.prices import ONE, closed, cost_of, halves_of
from debtadvisor.core.optimise import least
from debtadvisor.core.value import value

# Work for each candidate that is priced.
_PRICE_WORK = 3


@value(kw_only=False)
class Priced:
    """Prices with what they say, all in millionths of a fen.

    cost    of each candidate of each debt, priced; 0 for those that were left out already
    worth   of the money, beyond its face value
    bound   no plan made of the candidates still there costs less
    closed  for each debt and candidate that was priced, the cost of closing it in each period (`prices.closed`)
    moved   periods up to which the prices were raised (`scarce`)
    """

    prices: tuple[int, ...]
    cost: tuple[tuple[int, ...], ...]
    worth: int
    bound: int
    closed: tuple[Mapping[int, Sequence[int]], ...]
    moved: tuple[int, ...] = ()


class Work:
    """Units of work: how many are spent, and after how many the search ends with what it has."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    @property
    def over(self) -> bool:
        return self.spent > self.limit


class Pricing:
    """The candidates still in question.

    alive   the candidates of each debt, by their place in the group
    work    shared with all that is taken from this
    """

    def __init__(
        self,
        money: Sequence[int],
        groups: Sequence[Sequence[Way]],
        alive: Sequence[Sequence[int]],
        work: Work,
    ) -> None:
        self.money = money
        self.income = (money[0], *map(sub, money[1:], money)) if money else ()
        self.groups = groups
        self.alive = [list(a) for a in alive]
        self.work = work
        self._least: dict[int, tuple[int, tuple[int, ...]]] = {}

    def spend(self, units: int) -> None:
        self.work.spent += units

    def only(self, alive: Sequence[Sequence[int]]) -> "Pricing":
        """The same with only those candidates in question; it spends the same work."""
        return Pricing(self.money, self.groups, alive, self.work)

    def alone(self, picks: Sequence[Way]) -> "Pricing":
        """The same with one candidate for each debt."""
        return Pricing(self.money, [(one,) for one in picks], [[0]] * len(picks), self.work)

    def least(self, n: int) -> tuple[int, ...]:
        """The least that any candidate of that debt still in question asks for as signed, cumulative."""
        count, sums = self._least.get(n, (0, ()))
        # Candidates only ever leave: as many are the same ones.
        if count != len(self.alive[n]):
            sums = least([self.groups[n][c].signed for c in self.alive[n]])
            self._least[n] = len(self.alive[n]), sums
        return sums

    def price(self, prices: tuple[int, ...], moved: tuple[int, ...] = ()) -> Priced:
        halves = halves_of(prices)
        cost, rows = [], []
        for group, alive in zip(self.groups, self.alive, strict=True):
            sums = {c: closed(group[c], prices) for c in alive}
            row = [0] * len(group)
            for c in alive:
                row[c] = cost_of(group[c], prices, halves, sums[c])
            cost.append(tuple(row))
            rows.append(sums)
        self.spend(_PRICE_WORK * sum(map(len, self.alive)))
        worth = self.worth(prices)
        return Priced(prices, tuple(cost), worth, self._bound(cost, worth), tuple(rows), moved)

    def worth(self, prices: Sequence[int]) -> int:
        face: int = ONE * (self.money[-1] if self.money else 0)
        priced: int = sum(map(mul, prices, self.income))
        return priced - face

    def again(self, priced: Priced) -> Priced:
        """The same prices, bounding what the candidates still there can do."""
        return replace(priced, bound=self._bound(priced.cost, priced.worth))

    def _bound(self, cost: Sequence[Sequence[int]], worth: int) -> int:
        return sum(min(map(row.__getitem__, alive)) for row, alive in zip(cost, self.alive, strict=True)) - worth

    def drop(self, priced: Priced, most: int) -> None:
        """Leaves out each candidate with which every plan costs more than `most` fen."""
        room = most * ONE - priced.bound
        for n, row in enumerate(priced.cost):
            lowest = min(map(row.__getitem__, self.alive[n]))
            kept = [c for c in self.alive[n] if row[c] - lowest <= room]
            self.alive[n] = kept or self.alive[n]


def steps_of(prices: Sequence[int]) -> list[int]:
    """By how much each price is above the next one; the last above 1."""
    return list(map(sub, prices, (*prices[1:], ONE)))


def prices_from(steps: Sequence[int]) -> tuple[int, ...]:
    """The prices with those steps, each at least 0."""
    return tuple(accumulate(reversed(steps), initial=ONE))[:0:-1]

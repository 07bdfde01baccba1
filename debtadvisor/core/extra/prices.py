"""What a candidate costs at prices of cash, and the prices that a plan made of extra payments speaks for.

Prices are whole millionths, w(t) >= 1 and never rising; why no plan costs less than the priced ones, see `bound`.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import add, mul

from debtadvisor.core.extra.pay import Run, Way

ONE = 10**6


def costs(ways: Iterable[Way], prices: Sequence[int]) -> Iterable[int]:
    """The priced cost of each of them."""
    halves = halves_of(prices)
    return (cost_of(one, prices, halves, closed(one, prices)) for one in ways)


def halves_of(prices: Sequence[int]) -> Sequence[int]:
    """What rounding the closing sums can shift up to each period: half a fen in each."""
    return tuple(fen // 2 + 1 for fen in accumulate(prices))


def cost_of(one: Way, prices: Sequence[int], halves: Sequence[int], sums: Sequence[int]) -> int:
    """The least that way can cost at those prices, however extra payments are made; `halves` and `sums` as `halves_of`
    and `closed` give them."""
    if not one.closing:
        return sums[0]
    last = one.signed.last
    shifts: Iterable[int] = map(mul, prices[: last + 1], one.slip)
    return min(sums) - max(shifts) - halves[last]


def closed(one: Way, prices: Sequence[int]) -> list[int]:
    """The priced cost of closing that debt in each period without any extra payment before; where no extra payment is
    taken, the priced cost alone."""
    prices = prices[: one.signed.last + 1]
    weighted: Iterable[int] = map(mul, prices, one.signed.by_period)
    if not one.closing:
        return [sum(weighted)]
    sums: Iterable[int] = map(add, accumulate(weighted, initial=0), map(mul, prices, one.closing))
    return list(sums)


def paid_closing_in(one: Way, k: int) -> Sequence[int]:
    """What is paid when that debt is closed in period k without any extra payment before, if it takes any."""
    if not one.closing:
        return one.signed.by_period
    return (*one.signed.by_period[:k], one.closing[k], *[0] * (len(one.closing) - k - 1))


def prices_of(run: Run) -> tuple[int, ...]:
    """What a fen more in each period would be worth in that plan: it grows at the rate of the debt it would be paid
    to; while cash is carried on, a fen is worth what it was when that began."""
    ends = {n: run.closed.get(n, run.ways[n].signed.last) for n in run.takers}
    given = {t: n for t, n, _ in run.paid if ends[n] > t}
    steady = all(run.ways[n].steady for n in run.takers)
    order = sorted(run.takers, key=lambda n: -run.ways[n].rank[0])
    worth, values = ONE, []
    for t in reversed(range(run.periods)):
        if not steady:
            order = sorted(run.takers, key=lambda n: -run.ways[n].rank[t])
        best = given[t] if t in given else next((n for n in order if ends[n] > t), -1)
        if best >= 0:
            worth = worth * run.ways[best].growth[t] // run.ways[best].unit
        values.append(worth)
    values.reverse()
    for t in range(1, max(ends.values(), default=0) + 1):
        if run.carried[t - 1] > 0:
            values[t] = values[t - 1]
    return tuple(values)

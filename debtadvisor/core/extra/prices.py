"""What a candidate costs at prices of cash, and the prices that a plan made of extra payments speaks for.

Prices are whole millionths, w(t) >= 1 and never rising; why no plan costs less than the priced ones, see `search`.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import add, mul

from debtadvisor.core.extra.pay import Run, Way

ONE = 10**6


def costs(ways: Iterable[Way], prices: Sequence[int]) -> Iterable[int]:
    """The priced cost of each of them. Half a fen a period is what rounding the closing sums can shift."""
    halves = tuple(fen // 2 + 1 for fen in accumulate(prices))
    return (_priced(one, prices, halves) for one in ways)


def _priced(one: Way, prices: Sequence[int], halves: Sequence[int]) -> int:
    """The least that way can cost at those prices, however extra payments are made; `halves` as in `costs`."""
    if not one.closing:
        plain: Iterable[int] = map(mul, prices, one.signed.by_period)
        return sum(plain)
    last = one.signed.last
    shifts: Iterable[int] = map(mul, prices[: last + 1], one.slip)
    return min(_closed(one, prices)) - max(shifts) - halves[last]


def _closed(one: Way, prices: Sequence[int]) -> list[int]:
    """The priced cost of closing that debt in each period without any extra payment before."""
    weighted: Iterable[int] = map(mul, prices, one.signed.by_period)
    closed: Iterable[int] = map(add, accumulate(weighted, initial=0), map(mul, prices, one.closing))
    return list(closed)[: one.signed.last + 1]


def payments_at(one: Way, prices: Sequence[int]) -> Sequence[int]:
    """The payments behind `_priced`."""
    if not one.closing:
        return one.signed.by_period
    closed = _closed(one, prices)
    k = closed.index(min(closed))
    return (*one.signed.by_period[:k], one.closing[k], *[0] * (len(prices) - k - 1))


def prices_of(run: Run) -> tuple[int, ...]:
    """What a fen more in each period would be worth in that plan: it grows at the rate of the debt it would be paid
    to; while cash is carried on, a fen is worth what it was when that began."""
    ends = {n: run.closed.get(n, run.ways[n].signed.last) for n in run.takers}
    given = {t: n for t, n, _ in run.paid if ends[n] > t}
    worth, values = ONE, []
    for t in reversed(range(run.periods)):
        still = [n for n in run.takers if ends[n] > t]
        if still:
            one = run.ways[given.get(t, min(still, key=lambda n: (-run.ways[n].rank[t], n)))]
            worth = worth * one.growth[t] // one.unit
        values.append(worth)
    values.reverse()
    for t in range(1, run.periods):
        if run.carried[t - 1] > 0 and any(end >= t for end in ends.values()):
            values[t] = values[t - 1]
    return tuple(values)

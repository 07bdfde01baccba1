"""Prices of cash raised where it is scarce, until the bound gets no higher.

Cash is short up to a few periods only, before a large sum falls due, say. Raising the price of all cash up to such a
period by the same sum makes each way of paying dearer by that sum times what it pays until then. The bound is then the
least of a few straight lines for each debt, so that the best rise is found exactly, by drawing the two lines that meet
nearest to the top and looking where they cross. At the top the cheapest ways on its two sides pay more and less than
there is; a mix of them pays just enough, and may show another period that is short. Moving both prices at once, so that
the mix stays, goes on rising along that ridge.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate, chain
from operator import add, itemgetter, mul

from debtadvisor.core.extra.bound import Priced, Pricing, prices_from, steps_of
from debtadvisor.core.extra.excess import Beyond, beyond, cheapest
from debtadvisor.core.extra.pay import Way
from debtadvisor.core.extra.prices import paid_closing_in

# Directions are in whole parts of this.
_PART = 10**6
# A rise that brings less than this part of the bound is the last one.
_LITTLE = 20_000
# So many periods may bring little in turn.
_TIRED = 3
# So many turns on the way up.
_TURNS = 8
# Work for each candidate whose lines are drawn.
_LINE_WORK = 6

# One way of paying a debt: its priced cost, how fast that rises, the candidate, and the period that closes it
# (any when it takes no extra payment).
_Line = tuple[int, int, Way, int]


def raised(pricing: Pricing, priced: Priced, rounds: int) -> Priced:
    """Prices with a higher bound, or `priced` itself when none is found.

    Each round raises the price up to the period that is scarcest, and then that and another one together; a period that
    brought nothing is left alone until another one brings something.
    """
    best, touched, tired = priced, set(priced.moved), set[int]()
    for _ in range(rounds):
        if pricing.work.over:
            break
        before = best
        scarce, up = _worst(cheapest(pricing, best), best, touched, tired)
        if not up:
            break
        best, sides = _moved(pricing, best, {scarce: up * _PART})
        tried = {scarce}
        if sides:
            other = _second(best, scarce, *sides, touched, tired)
            if other >= 0:
                tried.add(other)
                best = _up_the_ridge(pricing, best, (scarce, other), sides)
        touched |= tried
        if best.bound - before.bound > best.bound // _LITTLE:
            tired.clear()
        else:
            tired |= tried
            if len(tired) > _TIRED:
                break
    return best


def _up_the_ridge(pricing: Pricing, priced: Priced, two: tuple[int, int], sides: tuple[Beyond, Beyond]) -> Priced:
    """The prices of two periods moved together: where two ways of paying cost the same, along the line on which they
    go on doing so, until a third is cheaper; then along the line of that one and one of the others."""
    best, pairs = priced, [sides]
    for _ in range(_TURNS):
        turned: list[tuple[Beyond, Beyond]] = []
        for pair in pairs:
            direction = _level(*pair, *two)
            if direction is None or pricing.work.over:
                continue
            # The third must get dearer at least as fast: otherwise it is the cheapest at once.
            thirds = [way for way in chain(*pairs) if way is not pair[0] and way is not pair[1]]
            if any(_slope(way, direction) < _slope(pair[0], direction) for way in thirds):
                continue
            here, found = _moved(pricing, best, direction)
            if found and here.bound - best.bound > best.bound // _LITTLE:
                turned = [(found[1], pair[0]), (found[1], pair[1])]
            best = here
            if turned:
                break
        if not turned:
            break
        pairs = turned
    return best


def _level(one: Beyond, other: Beyond, scarce: int, second: int) -> dict[int, int] | None:
    """The direction of two prices in which both ways of paying get dearer alike; None when there is none."""
    a, b = one.paid[scarce] - other.paid[scarce], one.paid[second] - other.paid[second]
    most = max(abs(a), abs(b))
    rise = one.paid[scarce] * b - one.paid[second] * a
    if not most or not rise:
        return None
    up = _PART if rise > 0 else -_PART
    return {scarce: up * b // most, second: -up * a // most}


def _slope(one: Beyond, direction: Mapping[int, int]) -> int:
    return sum(one.paid[t] * part for t, part in direction.items())


def _worst(over: Beyond, priced: Priced, touched: Collection[int], skipped: Collection[int]) -> tuple[int, int]:
    """The period where cash is shortest, or of those moved before where it is longest though it is dear, and which way
    its price should move; the second is 0 when none should."""
    steps = steps_of(priced.prices)
    again = {t: abs(over.paid[t]) for t in touched if t not in skipped and (over.paid[t] > 0 or steps[t])}
    if any(again.values()):
        t = max(again, key=lambda t: (again[t], t))
        return t, 1 if over.paid[t] > 0 else -1
    short = {t: fen for t, fen in enumerate(over.signed) if fen > 0 and t not in touched and t not in skipped}
    return (max(short, key=lambda t: (short[t], t)), 1) if short else (0, 0)


def _second(
    priced: Priced,
    scarce: int,
    left: Beyond,
    right: Beyond,
    touched: Collection[int],
    tired: Collection[int],
) -> int:
    """Where else cash is short for a mix of both ways of paying that just meets the money of period `scarce`; -1 when
    it is nowhere."""
    high, low = left.paid[scarce], -right.paid[scarce]
    if high * low <= 0:
        return -1
    mix = [
        [(a * low + b * high) // (high + low) for a, b in zip(one, other, strict=True)]
        for one, other in ((left.paid, right.paid), (left.signed, right.signed))
    ]
    t, up = _worst(Beyond(*mix), priced, touched, (*tired, scarce))
    return t if up else -1


def _moved(
    pricing: Pricing, priced: Priced, direction: Mapping[int, int]
) -> tuple[Priced, tuple[Beyond, Beyond] | None]:
    """The prices moved so far in that direction that the bound is highest, and what is then paid beyond the money on
    either side of the top; no sides where the move ends because a price would fall below the next."""
    steps = steps_of(priced.prices)
    most = min((steps[t] * _PART // -part for t, part in direction.items() if part < 0), default=None)
    far, sides = _top(pricing, priced, direction, most)
    if not far:
        return priced, sides
    for t, part in direction.items():
        steps[t] += far * part // _PART
    moved = tuple(sorted({*priced.moved, *direction}))
    other = pricing.price(prices_from([max(0, step) for step in steps]), moved)
    return (other, sides) if other.bound > priced.bound else (priced, sides)


def _top(
    pricing: Pricing, priced: Priced, direction: Mapping[int, int], most: int | None
) -> tuple[int, tuple[Beyond, Beyond] | None]:
    """How far to go, at most `most` millionths, and the two sides there."""
    last = max(direction)
    slopes = [direction.get(t, 0) for t in range(last + 1)]
    rise = tuple(accumulate(reversed(slopes)))[::-1]
    bundles = [
        _hull([line for c in alive for line in _lines(group[c], sums[c], rise)])
        for group, sums, alive in zip(pricing.groups, priced.closed, pricing.alive, strict=True)
    ]
    pricing.spend(_LINE_WORK * sum(map(len, pricing.alive)))
    money: int = sum(map(mul, rise, pricing.income))

    def at(far: int) -> tuple[int, int, list[_Line]]:
        picks = [min(lines, key=lambda line: line[0] * _PART + far * line[1]) for lines in bundles]
        return sum(map(itemgetter(0), picks)), sum(map(itemgetter(1), picks)) - money, picks

    left = at(0)
    lowest = [lines[-1] for lines in bundles]
    right = sum(map(itemgetter(0), lowest)), sum(map(itemgetter(1), lowest)) - money, lowest
    if left[1] <= 0 or right[1] > 0:
        return (0 if left[1] <= 0 else most or 0), None
    while True:
        far = (right[0] - left[0]) * _PART // (left[1] - right[1])
        if most is not None and far >= most:
            middle = at(most)
            if middle[1] > 0:
                return most, None
            far = most
        else:
            middle = at(far)
        if middle[0] * _PART + far * middle[1] >= left[0] * _PART + far * left[1] or middle[:2] == right[:2]:
            return far, (_side(pricing, left[2]), _side(pricing, right[2]))
        if middle[1] > 0:
            left = middle
        else:
            right = middle


def _lines(one: Way, cost: Sequence[int], rise: Sequence[int]) -> list[_Line]:
    """The lines of that candidate, at those costs of closing it in each period. Nothing paid after the end of the rise
    gets dearer, so of what closes it later only the cheapest counts."""
    paid = list(accumulate(map(mul, rise, one.signed.by_period), initial=0))
    if not one.closing:
        return [(cost[0], paid[-1], one, 0)]
    slopes: Iterable[int] = map(add, paid, map(mul, rise, one.closing))
    lines = [(fen, up, one, k) for k, (fen, up) in enumerate(zip(cost, slopes, strict=False))]
    end = len(rise)
    if one.signed.last >= end:
        fen = min(cost[end:])
        lines.append((fen, paid[-1], one, cost.index(fen, end)))
    return lines


def _hull(lines: list[_Line]) -> list[_Line]:
    """Those that are the lowest somewhere to the right, in that order."""
    lines.sort(key=itemgetter(0, 1))
    kept: list[_Line] = []
    for line in lines:
        if kept and line[1] >= kept[-1][1]:
            continue
        while len(kept) > 1 and _hidden(kept[-2], kept[-1], line):
            kept.pop()
        kept.append(line)
    return kept


def _hidden(before: _Line, line: _Line, after: _Line) -> bool:
    """Whether the two others are nowhere both above that line."""
    return (after[0] - line[0]) * (before[1] - line[1]) <= (line[0] - before[0]) * (line[1] - after[1])


def _side(pricing: Pricing, picks: Sequence[_Line]) -> Beyond:
    ways = [one for _, _, one, _ in picks]
    payments = [paid_closing_in(one, k) for _, _, one, k in picks]
    return beyond(pricing.money, ways, payments)

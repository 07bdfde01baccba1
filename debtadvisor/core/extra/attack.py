"""When to put a debt before the ones with a higher rate: because it is charged for being open, or its low rate ends.

For one such debt every period up to its end is tried, which gives the best there is. Several are first improved in
turn, until none changes. That can miss the best by far, since two of them may have to move at once; so for the choice
that wins, all their periods are tried together while there are few enough, and otherwise from many starts in turn.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations, product
from math import prod

from debtadvisor.core.extra.pay import Run, Way

# So often all debts in question are gone through; in practice the second time changes nothing.
_ROUNDS = 4
# So many plays at most to try all periods together; with more there are this many from other starts.
TOGETHER = 1_000
# Up to so many debts in question every order of theirs is a start.
_ORDERS = 4


def may_be_attacked(ways: Sequence[Way]) -> bool:
    """Whether any of them is a debt whose best attack period is worth looking for."""
    return any(in_question(one) for one in ways)


def in_question(one: Way) -> bool:
    """Whether that debt may have a best attack period."""
    return bool(one.closing) and one.watched


def attacked(money: Sequence[int], run: Run) -> tuple[Run, int]:
    """The cheapest run of the same ways found in turn, and how many were tried; `run` itself when none is cheaper.

    run  played without any attack period; ties keep what was met first: none at all, then the earliest period
    """
    best, tried = run, 0
    beside: dict[int, dict[int, int]] = {}
    for _ in range(_ROUNDS):
        before = best
        for n in _asked(run.ways):
            others = {m: s for m, s in best.attack.items() if m != n}
            if beside.get(n) == others:
                continue  # its periods were all tried beside these
            beside[n] = others
            plain = best if n not in best.attack else _played(money, run, others)
            best = _cheaper(best, plain)
            end = _useful(plain, n)
            for s in range(end):
                best = _cheaper(best, _played(money, run, {**others, n: s}))
            tried += end + 1
        if best is before:
            break
    return best, tried


def attacked_together(money: Sequence[int], run: Run) -> tuple[Run, bool, int]:
    """The cheapest run of the same ways over the periods of all debts in question at once, whether all were tried, and
    how many runs that took.

    run  the best found in turn; it stays when none is cheaper
    """
    asked = _asked(run.ways)
    if len(asked) < 2:
        return run, True, 0
    if prod(run.ways[n].signed.last + 1 for n in asked) <= TOGETHER:
        best, tried = _all_periods(money, run, asked)
        return best, True, tried
    best, tried = run, 0
    for start in _starts(asked):
        if tried >= TOGETHER:
            break
        found, more = attacked(money, _played(money, run, start))
        best, tried = _cheaper(best, found), tried + more + 1
    return best, False, tried


def _all_periods(money: Sequence[int], run: Run, asked: Sequence[int]) -> tuple[Run, int]:
    """The cheapest over every combination of periods."""
    best, last, tried = run, asked[-1], 0
    for periods in product(*((None, *range(run.ways[n].signed.last)) for n in asked[:-1])):
        others = {n: s for n, s in zip(asked, periods, strict=False) if s is not None}
        plain = _played(money, run, others)
        best = _cheaper(best, plain)
        end = _useful(plain, last)
        for s in range(end):
            best = _cheaper(best, _played(money, run, {**others, last: s}))
        tried += end + 1
    return best, tried


def _starts(asked: Sequence[int]) -> Iterator[dict[int, int]]:
    """Orders in which the debts in question come before all others from the beginning."""
    if len(asked) <= _ORDERS:
        orders = [order for size in range(1, len(asked) + 1) for order in permutations(asked, size)]
    else:
        orders = [(*asked[k:], *asked[:k]) for k in range(len(asked))] + [(n,) for n in asked]
    for order in orders:
        yield {n: s for s, n in enumerate(order)}


def _useful(plain: Run, n: int) -> int:
    """How many first periods may be worth putting debt n first from: after the one in which it closes without that,
    nothing changes."""
    return min(plain.closed.get(n, plain.periods) + 1, plain.ways[n].signed.last)


def _asked(ways: Sequence[Way]) -> list[int]:
    return [n for n, one in enumerate(ways) if in_question(one)]


def _played(money: Sequence[int], run: Run, attack: Mapping[int, int]) -> Run:
    other = Run(money, run.ways, attack=attack)
    other.play()
    return other


def _cheaper(best: Run, other: Run) -> Run:
    return other if (other.total, other.last) < (best.total, best.last) else best

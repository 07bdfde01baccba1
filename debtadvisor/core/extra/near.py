"""Choices near another one: near the cheapest at some prices one that fits, near the best one those that may be better.

Other candidates are taken for one debt or for two at once.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from operator import add, sub

from debtadvisor.core.extra.bound import Priced, Pricing, steps_of
from debtadvisor.core.extra.prices import ONE
from debtadvisor.core.optimise import fits
from debtadvisor.core.value import value

# So many other candidates are looked at: those that are cheapest at the prices of the bound.
_MOVES = 120
# So many pairs of them cost a unit of work.
_PAIRS = 40


@value(kw_only=False)
class _Move:
    """Another candidate for one debt.

    own     by how much it is dearer at the prices that the best plan speaks for
    more    by how much at the prices of the bound
    debt    which debt, by its place
    place   which candidate, by its place
    """

    own: int
    more: int
    debt: int
    place: int


def choices_near(
    pricing: Pricing, priced: Priced, own: Priced, best: Sequence[int], most: int
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Choices whose signed instalments fit, with the sum of these, cumulative; the most promising first.

    priced  prices with a high bound: leaves out what it says to be dearer than `most` fen
    own     the prices that the best plan speaks for: a choice near it costs about what it costs at them
    best    the best choice, by the places of its candidates
    """
    groups = pricing.groups
    signed = tuple(map(sum, zip(*(g[c].signed.paid for g, c in zip(groups, best, strict=True)), strict=True)))
    room = most * ONE + priced.worth - sum(row[c] for row, c in zip(priced.cost, best, strict=True))
    steps = steps_of(priced.prices)
    scarce = steps.index(max(steps))
    for _, moves in _tries(_moves(pricing, priced, own, best), room):
        pricing.spend(2)
        changes = [(groups[m.debt][m.place].signed.paid, groups[m.debt][best[m.debt]].signed.paid) for m in moves]
        # Where cash is scarcest most of them fail.
        if signed[scarce] + sum(new[scarce] - old[scarce] for new, old in changes) > pricing.money[scarce]:
            continue
        paid = signed
        for new, old in changes:
            paid = tuple(map(add, paid, map(sub, new, old)))
        if fits(paid, pricing.money):
            instead = {m.debt: m.place for m in moves}
            yield tuple(instead.get(n, c) for n, c in enumerate(best)), paid


def _moves(pricing: Pricing, priced: Priced, own: Priced, best: Sequence[int]) -> list[_Move]:
    moves = [
        _Move(own.cost[n][c] - own.cost[n][best[n]], priced.cost[n][c] - priced.cost[n][best[n]], n, c)
        for n, alive in enumerate(pricing.alive)
        for c in alive
        if c != best[n]
    ]
    pricing.spend(min(len(moves), _MOVES) ** 2 // (2 * _PAIRS))
    return sorted(moves, key=lambda m: (m.more, m.debt, m.place))[:_MOVES]


def _tries(moves: Sequence[_Move], room: int) -> list[tuple[int, tuple[_Move, ...]]]:
    """One or two of them that together are cheaper, the cheapest first."""
    tries: list[tuple[int, tuple[_Move, ...]]] = [(m.own, (m,)) for m in moves if m.own < 0 and m.more <= room]
    for k, one in enumerate(moves):
        for other in moves[:k]:
            if one.own + other.own < 0 and one.more + other.more <= room and one.debt != other.debt:
                tries.append((one.own + other.own, (other, one)))
    return sorted(tries, key=lambda t: (t[0], [(m.debt, m.place) for m in t[1]]))


def fitting_near(pricing: Pricing, priced: Priced) -> tuple[int, ...] | None:
    """A choice that fits as signed, near the one that is cheapest at those prices: where it asks for most beyond the
    money, the candidate is changed that makes least dearer what it takes off there. None when that leads nowhere."""
    groups = pricing.groups
    places = [min(alive, key=row.__getitem__) for alive, row in zip(pricing.alive, priced.cost, strict=True)]
    paid = list(map(sum, zip(*(g[c].signed.paid for g, c in zip(groups, places, strict=True)), strict=True)))
    for _ in range(2 * len(groups)):
        over = list(map(sub, paid, pricing.money))
        most = max(over, default=0)
        if most <= 0:
            return tuple(places)
        pricing.spend(sum(map(len, pricing.alive)) // 2)
        move = _lightest(pricing, priced, places, over.index(most))
        if move is None:
            return None
        n, c = move
        paid = list(map(add, paid, map(sub, groups[n][c].signed.paid, groups[n][places[n]].signed.paid)))
        places[n] = c
    return None


def _lightest(pricing: Pricing, priced: Priced, places: Sequence[int], t: int) -> tuple[int, int] | None:
    """The debt and its candidate that pays less up to period t for the least that it is dearer for each fen."""
    found: tuple[Fraction, int, int] | None = None
    for n, (group, alive, row, here) in enumerate(zip(pricing.groups, pricing.alive, priced.cost, places, strict=True)):
        paid, cost = group[here].signed.paid[t], row[here]
        for c in alive:
            less = paid - group[c].signed.paid[t]
            if less > 0:
                found = min(found or (Fraction(row[c] - cost, less), n, c), (Fraction(row[c] - cost, less), n, c))
    return found and found[1:]

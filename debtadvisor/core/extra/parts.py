"""A problem taken apart where its bound is far below the best plan.

At the best prices two candidates of a debt often cost the same, one that pays much before cash is scarce and one that
pays little, and only a mix of both would just use up the money. A plan can only have one of them. So the candidates of
such a debt are parted into those that pay much and those that pay little; with either, the prices can rise further.
"""

from collections.abc import Iterator, Sequence

from debtadvisor.core.extra.bound import Priced, Pricing, steps_of
from debtadvisor.core.extra.prices import ONE
from debtadvisor.core.extra.scarce import raised
from debtadvisor.core.optimise import drop_unfit
from debtadvisor.core.value import value

# A bound nearer to the plan than this part of it is near enough.
_NEAR = 100
# So many times at most a part is parted again.
_SPLITS = 8
# Rounds in which prices rise in a part.
_ROUNDS = 3
# A candidate that costs more is no part of the mix: what it costs more weighs so many times what it would use up.
_WEIGHT = 5


@value(kw_only=False)
class Part:
    """Some of the candidates, and prices for them."""

    pricing: Pricing
    priced: Priced


def taken_apart(pricing: Pricing, priced: Priced, most: int, limit: int) -> list[Part]:
    """The parts that may hold a plan of at most `most` fen, the lowest bound first; the whole where it is near enough,
    or when the work is used up."""
    parts = [Part(pricing.only(pricing.alive), priced)]
    for _ in range(_SPLITS):
        if not parts or parts[0].priced.bound * (_NEAR + 1) >= most * ONE * _NEAR or pricing.work.spent >= limit:
            break
        split = _split(parts[0])
        if split is None:
            break
        n, halves = split
        parts = sorted([*parts[1:], *_better(parts[0], n, halves, most)], key=lambda part: part.priced.bound)
    return parts


def _better(part: Part, n: int, halves: tuple[list[int], list[int]], most: int) -> Iterator[Part]:
    """Both halves with prices raised, unless no plan in them can be good enough."""
    for half in halves:
        fitting = _fitting(part.pricing, [half if m == n else alive for m, alive in enumerate(part.pricing.alive)])
        if fitting is None:
            continue
        pricing = part.pricing.only(fitting)
        priced = pricing.again(part.priced)
        if priced.bound <= most * ONE:
            pricing.drop(priced, most)
            priced = raised(pricing, pricing.again(priced), _ROUNDS)
        if priced.bound <= most * ONE:
            pricing.drop(priced, most)
            yield Part(pricing, pricing.again(priced))


def _fitting(pricing: Pricing, alive: Sequence[Sequence[int]]) -> list[list[int]] | None:
    """Those that fit beside the least that the other debts ask for as signed; None when nothing fits together."""
    pricing.spend(sum(map(len, alive)))
    entries = [tuple(group[c].signed for c in places) for group, places in zip(pricing.groups, alive, strict=True)]
    if not drop_unfit(pricing.money, entries):
        return None
    kept = [{one.id for one in some} for some in entries]
    return [
        [c for c in places if group[c].id in ids]
        for group, places, ids in zip(pricing.groups, alive, kept, strict=True)
    ]


def _split(part: Part) -> tuple[int, tuple[list[int], list[int]]] | None:
    """The debt whose candidates differ most in what they pay before cash is scarce while they cost alike, and those
    that pay little and much; None where no price was raised or one candidate each is left."""
    if not part.priced.moved:
        return None
    steps = steps_of(part.priced.prices)
    scarce = max(part.priced.moved, key=lambda t: (steps[t], t))
    found: tuple[int, int, list[int], list[int]] | None = None
    for n, (group, alive, row) in enumerate(
        zip(part.pricing.groups, part.pricing.alive, part.priced.cost, strict=True)
    ):
        paid = {c: group[c].signed.paid[scarce] for c in alive}
        one = min(alive, key=row.__getitem__)
        for c in alive:
            score = abs(paid[c] - paid[one]) * steps[scarce] - _WEIGHT * (row[c] - row[one])
            if paid[c] != paid[one] and (found is None or score > found[0]):
                little = [a for a in alive if 2 * paid[a] <= paid[c] + paid[one]]
                much = [a for a in alive if 2 * paid[a] > paid[c] + paid[one]]
                found = score, n, little, much
    return None if found is None else (found[1], (found[2], found[3]))

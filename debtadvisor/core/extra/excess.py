"""By how much ways of paying pass the money: what tells where cash is scarce, and which way prices should move."""

from collections.abc import Sequence
from itertools import accumulate
from operator import mul, sub

from debtadvisor.core.extra.bound import Priced, Pricing, prices_from, steps_of
from debtadvisor.core.extra.pay import Way
from debtadvisor.core.extra.prices import ONE, paid_closing_in
from debtadvisor.core.value import value


@value(kw_only=False)
class Beyond:
    """By how much one way of paying each debt passes the money, up to and with each period.

    paid     with what it pays early
    signed   if it only paid what is signed: nobody pays early where cash is scarce, so that this tells where that is
    """

    paid: list[int]
    signed: list[int]


def cheapest(pricing: Pricing, priced: Priced) -> Beyond:
    """What the cheapest priced way of every debt pays."""
    pricing.spend(len(pricing.groups))
    ways, payments = [], []
    for group, row, sums, alive in zip(pricing.groups, priced.cost, priced.closed, pricing.alive, strict=True):
        c = min(alive, key=row.__getitem__)
        ways.append(group[c])
        payments.append(paid_closing_in(group[c], sums[c].index(min(sums[c]))))
    return beyond(pricing.money, ways, payments)


def beyond(money: Sequence[int], ways: Sequence[Way], payments: Sequence[Sequence[int]]) -> Beyond:
    paid = accumulate(map(sum, zip(*payments, strict=True)))
    signed = map(sum, zip(*(one.signed.paid for one in ways), strict=True))
    return Beyond(list(map(sub, paid, money)), list(map(sub, signed, money)))


def nearer(pricing: Pricing, priced: Priced, aim: int, steps: int) -> Priced:
    """Prices with a higher bound, moved in steps that get smaller until it is `aim` fen or the steps are used up.

    Each step is Polyak's: it makes cash dearer up to where the cheapest ways pay more than there is, and cheaper where
    they leave some, as far as would reach the aim if they stayed the cheapest.
    """
    best = here = priced
    divisor = since = 1
    for _ in range(steps):
        distance = (aim * ONE - here.bound) // divisor
        prices = _stepped(pricing, here, distance) if best.bound < aim * ONE and not pricing.work.over else None
        if prices is None:
            break
        here = pricing.price(prices)
        since += 1
        if here.bound > best.bound:
            best, since = here, 0
        elif since > 2:
            divisor, since, here = 2 * divisor, 0, best
    return best


def _stepped(pricing: Pricing, here: Priced, distance: int) -> tuple[int, ...] | None:
    steps = steps_of(here.prices)
    over = [fen if step or fen > 0 else 0 for fen, step in zip(cheapest(pricing, here).paid, steps, strict=True)]
    norm = sum(map(mul, over, over))
    if not norm:
        return None
    return prices_from([max(0, step + distance * fen // norm) for step, fen in zip(steps, over, strict=True)])

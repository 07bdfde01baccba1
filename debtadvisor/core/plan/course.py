"""The course of one world over its months: what is still to be paid, and the month with the least to spare."""

from itertools import accumulate

from debtadvisor.core.plan.model import World
from debtadvisor.core.value import value


@value
class Tightest:
    """The month in which what has to be paid in a world comes nearest to the end of its money. Early payments bind
    nobody and are left out.

    period  the first of those with an instalment that leave the least
    paid    the instalments of its planned debts in it, fen
    left    what is then left, fen
    """

    period: int
    paid: int
    left: int


def tightest(world: World) -> Tightest | None:
    """The first month with an instalment that leaves the least; None when nothing is ever paid."""
    paid = map(sum, zip(*(line.signed for line in world.lines), strict=True))
    pairs = zip(paid, world.signed_left, strict=False)
    found = [Tightest(period=t, paid=fen, left=left) for t, (fen, left) in enumerate(pairs) if fen]
    return min(found, key=lambda month: month.left, default=None)


def still_to_pay(world: World) -> tuple[int, ...]:
    """Fen still to be paid after the payments of each period: all later ones, and what is then left at the end.

    Interest, fees and penalty that these payments hold are counted in. It never rises from one period to the next.
    """
    whole = to_pay(world)
    return tuple(whole - gone for gone in accumulate(_paid(world)))


def to_pay(world: World) -> int:
    """Fen that the world asks for altogether: every payment, and what is left at the end."""
    return world.total + sum(line.left for line in world.lines)


def _paid(world: World) -> tuple[int, ...]:
    return tuple(map(sum, zip(*(line.payments for line in world.lines), strict=True)))

"""What to answer when an offer is out of reach: the same sum on a later day, or spread, or the most that fits.

A discount is worth more than a plan of one's own: as long as the lender's total is the lower one, the answer keeps it
and asks only for time.
"""

from dataclasses import replace
from datetime import date

from debtadvisor.core.dates import Periods, monthly
from debtadvisor.core.money import spread_evenly
from debtadvisor.core.offer.model import LenderOffer, OfferKind
from debtadvisor.core.plan.model import DebtPlan
from debtadvisor.core.plan.within import Room
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.value import value

# How far ahead a later day for the same sum is looked for, and into how many payments a total is spread.
LATER_MONTHS = 6
SPREADS = (2, 3, 4, 6, 8, 10, 12, 18, 24, 36, 48, 60)


@value
class Answer:
    """See `Judgement`: a later day for one sum, the same total spread, the most that each payment may be."""

    later: date | None = None
    spread: Schedule | None = None
    most: int = 0


def answer_to(offer: LenderOffer, line: DebtPlan, room: Room, spans: Periods) -> Answer:
    """What fits near that offer, which itself does not. Nothing is proposed that costs more than the plan's own ask."""
    most = _most(offer, room)
    if offer.kind not in (OfferKind.SETTLEMENT, OfferKind.INSTALMENTS):
        return Answer(most=0)
    if line.ask is not None and offer.schedule.total > line.ask.total:
        return Answer(most=most)
    if len(offer.schedule) == 1:
        for start in spans.starts[1 : LATER_MONTHS + 1]:
            if start > offer.schedule.due[0] and room.fits(replace(offer.schedule, due=(start,))):
                return Answer(later=start, most=most)
    return Answer(spread=_spread(offer, room), most=most)


def _spread(offer: LenderOffer, room: Room) -> Schedule | None:
    """The same total in the fewest equal payments that fit, a month apart from the offer's first day."""
    first, total = offer.schedule.due[0], offer.schedule.total
    for count in SPREADS:
        if count <= len(offer.schedule):
            continue
        due = monthly(first, count)
        tried = Schedule(due, spread_evenly(total, count), (0,) * count)
        if due[-1] <= room.spans.end and room.fits(tried):
            return tried
    return None


def _most(offer: LenderOffer, room: Room) -> int:
    """The largest equal payment on the offer's own days that fits, in whole yuan; 0 when not even one yuan does."""
    due = offer.schedule.due
    low, high = 0, offer.schedule.highest // 100
    while low < high:
        middle = (low + high + 1) // 2
        tried = Schedule(due, (middle * 100,) * len(due), (0,) * len(due))
        low, high = (middle, high) if room.fits(tried) else (low, middle - 1)
    return low * 100

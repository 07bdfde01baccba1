"""Sums that come once, in the middle of a month: no payment of a plan rests on money that comes after its day.

The money of a period is counted as one sum, and so is a lump sum in the period in which it comes. Where a payment of
that period falls due before and needs it, the lump is counted from the next period on, and the purse planned anew.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from debtadvisor.core.codes import Pot
from debtadvisor.core.dates import Periods
from debtadvisor.core.plan.model import PotPlan, World
from debtadvisor.core.statement import PotStatement, Statement


def needed_before_they_come(pot: PotPlan, purse: PotStatement, spans: Periods) -> tuple[date, ...]:
    """The days of the lumps that a chosen world of the purse has spent before they come; () when there are none."""
    if pot.no_offer is not None:
        return ()
    days = sorted({day for day, _ in purse.lumps if day not in purse.later and day <= spans.end})
    worlds = [world for world in pot.worlds.values() if world.is_chosen]
    return tuple(day for day in days if any(_too_late(day, world, purse, spans) for world in worlds))


def _too_late(day: date, world: World, purse: PotStatement, spans: Periods) -> bool:
    t = spans.index(day)
    coming = [(when, fen) for when, fen in purse.lumps if when not in purse.later and spans.index(when) == t]
    not_yet = sum(fen for when, fen in coming if when >= day)
    return sum(_paid_before(day, t, world, spans)) > world.available[t] - not_yet


def _paid_before(day: date, t: int, world: World, spans: Periods) -> Iterator[int]:
    """What each debt gets in period `t` when that is due before that day; early payments come on due days, too."""
    for line in world.lines:
        assert line.candidate is not None
        due = [one for one in line.candidate.schedule.due if spans.index(one) == t]
        if due and due[0] < day:
            yield line.payments[t]


def counted_later(sheet: Statement, pot: Pot, days: tuple[date, ...]) -> Statement:
    """The statement with the lumps of those days counted from the next period on; beyond the last one, not at all."""
    spans, purse = sheet.periods, sheet.pot(pot)
    money = list(purse.new_money)
    for day, fen in purse.lumps:
        if day in days:
            t = spans.index(day)
            money[t] -= fen
            if t + 1 < len(money):
                money[t + 1] += fen
    changed = replace(purse, new_money=tuple(money), later=(*purse.later, *days))
    return replace(sheet, pots=tuple(changed if one.pot is pot else one for one in sheet.pots))

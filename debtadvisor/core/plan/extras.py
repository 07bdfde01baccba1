"""What early payments do in the agreed world: what they save, which debts get them, and what stays without them.

The plan pays early what cash is left over each month, where that is free and saves something (`ways`); what is signed
is always covered without it. Somebody who would rather keep that cash must know what the choice of asks then costs,
and which other one would be cheaper: `as_signed` tells.
"""

from collections.abc import Mapping

from debtadvisor.core.optimise import Entry, best, cumulative, entry
from debtadvisor.core.plan.model import DebtPlan, Plan, PotPlan, World, WorldLine, WorldName
from debtadvisor.core.plan.ways import is_free_to_close, may_be_chosen
from debtadvisor.core.value import value

# Savings below this, fen, are rounding and not worth a word.
LEAST = 100
# Nodes for the choice without early payments; it is told beside the plan, never in its place.
_SIGNED_NODES = 20_000


@value
class EarlyDebt:
    """What early payments do to one debt: `saved` fen less in all, the last payment `sooner` periods earlier."""

    debt: str
    saved: int
    sooner: int


@value
class EarlyMonth:
    """What is paid early in one period: fen by debt, in order of the debts."""

    period: int
    debts: tuple[tuple[str, int], ...]


@value
class Early:
    """The early payments of the agreed world.

    debts      those that save something, the most first
    saved      fen less over all debts than without early payments
    months     each period with early payments
    ask_first  planned debts with interest still to come whose early payment may cost a charge that we do not know
    """

    debts: tuple[EarlyDebt, ...]
    saved: int
    months: tuple[EarlyMonth, ...]
    ask_first: tuple[str, ...]


def early(plan: Plan, pot: PotPlan) -> Early | None:
    """The early payments of that purse; None when there are none, or none that saves anything to speak of."""
    world = _agreed(pot)
    if world is None:
        return None
    found = [
        EarlyDebt(debt=line.debt, saved=saved, sooner=_last(line.signed) - _last(line.payments))
        for line in world.lines
        if (saved := sum(line.signed) - line.total) >= LEAST
    ]
    if not found:
        return None
    debts = {line.debt.id: line for line in plan.debts}
    return Early(
        debts=tuple(sorted(found, key=lambda one: (-one.saved, one.debt))),
        saved=sum(sum(line.signed) for line in world.lines) - world.total,
        months=early_months(world),
        ask_first=tuple(line.debt for line in world.lines if _must_ask(debts, line)),
    )


def early_months(world: World) -> tuple[EarlyMonth, ...]:
    """Each period of that world in which something is paid early."""
    rows = [(line.debt, line.early) for line in world.lines if line.instalments]
    months = [(t, tuple((debt, row[t]) for debt, row in rows if row[t])) for t, fen in enumerate(world.early) if fen]
    return tuple(EarlyMonth(period=t, debts=debts) for t, debts in months)


def new_money(world: World) -> tuple[int, ...]:
    """The new money of each period that the world was planned with, fen."""
    before = (0, *world.left[:-1])
    return tuple(have - kept for have, kept in zip(world.available, before, strict=True))


def _agreed(pot: PotPlan) -> World | None:
    world = pot.worlds.get(WorldName.AGREED)
    return world if world is not None and world.feasible and pot.no_offer is None else None


def _must_ask(debts: Mapping[str, DebtPlan], line: WorldLine) -> bool:
    candidate = line.candidate
    if candidate is None or is_free_to_close(debts[line.debt].debt, candidate):
        return False
    return any(candidate.schedule.interest[1:])


def _last(payments: tuple[int, ...]) -> int:
    return max((t for t, fen in enumerate(payments) if fen), default=0)


@value
class AsSigned:
    """What it comes to when nothing is paid early.

    total   fen that the asks of the plan then cost in all
    least   fen that the cheapest choice of asks then costs; `picks` of it, the candidate of each planned debt
    proven  no choice costs less than `least` when nothing is paid early
    """

    total: int
    least: int
    picks: Mapping[str, str]
    proven: bool

    @property
    def more(self) -> int:
        """How much dearer the asks of the plan then are, fen."""
        return self.total - self.least


def as_signed(plan: Plan, pot: PotPlan) -> AsSigned | None:
    """The plan's asks and the cheapest ones for a purse in which nothing is paid early; None where the plan pays
    nothing early anyway."""
    world = _agreed(pot)
    if world is None or not any(line.instalments for line in world.lines):
        return None
    groups = [_entries(plan, line.debt) for line in world.lines]
    money, total = cumulative(new_money(world)), sum(sum(line.signed) for line in world.lines)
    found = best(money, groups, _SIGNED_NODES)
    own = {line.debt: line.candidate.id for line in world.lines if line.candidate is not None}
    least = total if found is None else sum(pick.total for pick in found.picks)
    if found is None or least >= total:
        return AsSigned(total=total, least=total, picks=own, proven=found is not None and found.proven)
    picks = {line.debt: one.id for line, one in zip(world.lines, found.picks, strict=True)}
    return AsSigned(total=total, least=least, picks=picks, proven=found.proven)


def _entries(plan: Plan, debt_id: str) -> list[Entry]:
    line = plan.debt(debt_id)
    assert line.relief is not None
    pool = may_be_chosen(line.relief.ask, protected=line.protected)
    spans = plan.statement.periods
    return [entry(one.id, spans.per_period(one.schedule.due, one.schedule.payments)) for one in pool]

"""Why this ask for this debt: what each other candidate would have changed, what comes second, where to stop."""

from collections.abc import Sequence
from operator import sub

from debtadvisor.core.dates import Periods
from debtadvisor.core.extra.pay import Way
from debtadvisor.core.extra.search import paid_out
from debtadvisor.core.optimise import cumulative
from debtadvisor.core.plan.model import DebtPlan, Lost, Plan, Reason, World, WorldName
from debtadvisor.core.plan.worlds import Solved
from debtadvisor.core.relief.model import Candidate


def walk_away(debt_id: str, world: World, money: Sequence[int], spans: Periods) -> int | None:
    """The most this debt can get in each of its payments, in fen, with the other debts as in `world`.

    The least, over its periods, of the money not taken by the others divided by the payments made so far; None when
    the debt has no line there.
    """
    line = world.line(debt_id)
    if line is None or line.candidate is None:
        return None
    rest = [w.signed for w in world.lines if w.debt != debt_id]
    others = cumulative(tuple(map(sum, zip(*rest, strict=True))) if rest else (0,) * len(money))
    room = map(sub, cumulative(money), others)
    counts = cumulative(spans.per_period(line.candidate.schedule.due, [1] * line.candidate.count))
    most: int = min(free // n for free, n in zip(room, counts, strict=True) if n)
    return max(most, 0)


def needs_others(plan: Plan, line: DebtPlan) -> bool:
    """The ask is above the walk-away line, since it can be paid only when other lenders agree as well: beside their
    likely answers it does not fit. Never true where no other lender has anything to agree to."""
    if line.ask is None or line.ask_is_plain_contract or line.walk_away is None:
        return False
    if line.ask.schedule.highest <= line.walk_away or not any(_has_to_agree(one, line) for one in plan.debts):
        return False
    worlds = plan.pot(line.debt.purpose).worlds
    agreed, countered = worlds.get(WorldName.AGREED), worlds.get(WorldName.COUNTERED)
    ours = agreed.line(line.debt.id) if agreed is not None else None
    theirs = countered.line(line.debt.id) if countered is not None else None
    if ours is None or theirs is None or countered is None:
        return True
    more = cumulative(tuple(map(sub, ours.signed, theirs.signed)))
    return any(extra > free for extra, free in zip(more, countered.signed_left, strict=True))


def _has_to_agree(other: DebtPlan, line: DebtPlan) -> bool:
    """Another debt of that purse about which something is asked that is not agreed yet."""
    if other.debt.id == line.debt.id or other.debt.purpose is not line.debt.purpose or other.ask is None:
        return False
    return not other.ask_is_plain_contract and not other.ask.is_agreed


def lost_candidates(
    won: Candidate,
    whole: Sequence[Candidate],
    agreed: Solved,
    money: Sequence[int],
    spans: Periods,
) -> tuple[Lost, ...]:
    """Every other candidate of the debt with the reason it lost, everything else chosen as in the agreed world.

    whole   all its candidates; those that are not among its ways in `agreed` a consequence floor forbids
    agreed  that world; with another candidate what is left over is paid early anew
    """
    beside = Beside(cumulative(money), agreed, won.debt)
    found = []
    for candidate in whole:
        if candidate.id == won.id:
            continue
        one = agreed.ways[won.debt].get(candidate.id)
        if one is None:
            extra = candidate.total - beside.own
            found.append(Lost(candidate=candidate, reason=Reason.FLOOR, extra=extra))
            continue
        tight = beside.too_much(one)
        if tight is not None:
            when = next((d for d in candidate.schedule.due if spans.index(d) >= tight), candidate.schedule.due[-1])
            extra = candidate.total - beside.own
            found.append(Lost(candidate=candidate, reason=Reason.TOO_MUCH, extra=extra, when=when))
        else:
            extra, later = beside.instead(one)
            reason = Reason.DEARER if extra else Reason.LATER if later else Reason.ORDER
            found.append(Lost(candidate=candidate, reason=reason, extra=extra, early=beside.early or bool(one.closing)))
    return tuple(found)


class Beside:
    """One debt paid in another way, the others as chosen: what that comes to, early payments counted in.

    own  fen that the debt is paid in the choice as it is
    """

    def __init__(self, money: Sequence[int], agreed: Solved, debt_id: str) -> None:
        self.money, self.world, self.debt_id = money, agreed.world, debt_id
        self.chosen = {debt: agreed.ways[debt][pick.id] for debt, pick in agreed.picks.items()}
        taken = [one.signed.paid for debt, one in self.chosen.items() if debt != debt_id]
        self.busy = tuple(map(sum, zip(*taken, strict=True))) if taken else (0,) * len(money)
        self.early = any(one.closing for one in self.chosen.values())
        self.own = sum(line.total for line in self.world.lines if line.debt == debt_id)

    def too_much(self, one: Way) -> int | None:
        """The first period in which its instalments would not fit; None when they always do."""
        rows = enumerate(zip(one.signed.paid, self.busy, self.money, strict=True))
        return next((t for t, (a, b, c) in rows if a + b > c), None)

    def instead(self, one: Way) -> tuple[int, bool]:
        """Fen more over all debts, and whether the last payment comes later."""
        if not self.early and not one.closing:
            won = self.chosen[self.debt_id].signed
            return one.signed.total - won.total, one.signed.last > won.last
        ways = [one if debt == self.debt_id else other for debt, other in self.chosen.items()]
        there = paid_out(self.money, ways)
        return there.total - self.world.total, there.last > self.world.last_period


def runner_up(lost: Sequence[Lost]) -> Lost | None:
    """What would be asked if the chosen way were not there and the other debts kept theirs: of those that fit, the
    least extra cost, then the soonest end, then the id; None when none fits."""
    fit = [one for one in lost if one.reason not in (Reason.TOO_MUCH, Reason.FLOOR)]
    return min(fit, key=lambda one: (one.extra, one.reason is Reason.LATER, one.candidate.id), default=None)


def cheaper(lost: Sequence[Lost]) -> tuple[Lost, ...]:
    """The ways that would cost less and cannot be taken, the cheapest first."""
    barred = [one for one in lost if one.extra < 0 and one.reason in (Reason.TOO_MUCH, Reason.FLOOR)]
    return tuple(sorted(barred, key=lambda one: (one.extra, one.candidate.id)))

"""One purse: what is set aside first, what is left for the asks, and the three worlds that follow."""

from collections.abc import Container, Sequence
from dataclasses import replace

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Pot
from debtadvisor.core.dates import Periods
from debtadvisor.core.money import share_out
from debtadvisor.core.plan.explain import lost_candidates, walk_away
from debtadvisor.core.plan.model import DebtPlan, NoOffer, PotPlan, WorldName
from debtadvisor.core.plan.ready import Ready
from debtadvisor.core.plan.refused import refused_world
from debtadvisor.core.plan.stress import stress
from debtadvisor.core.plan.worlds import Solved, insist, left_out, smallest_budget, solve
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.statement import PotStatement, Statement, income_by_period


def plan_pot(
    purse: PotStatement,
    sheet: Statement,
    ready: Sequence[Ready],
    case: Case,
    book: PolicyBook,
    closed: Container[str] = (),
) -> tuple[PotPlan, dict[str, DebtPlan]]:
    """The purse with its worlds, and each of its debts; `closed` are debts whose bill no longer rolls on."""
    spans = sheet.periods
    money, reserved = after_reserved(purse.new_money, ready, spans)
    planned = [r for r in ready if r.planned]
    lines = {r.debt.id: _line(r, reserved.get(r.debt.id, ()), spans) for r in ready}
    why = _no_offer(purse, sheet, ready, planned)
    if why is not None:
        token = case.goals.token if why is NoOffer.DEFICIT and purse.pot is Pot.HOUSEHOLD else 0
        if token:
            shares = _shares(planned, token)
            lines.update(
                (r.debt.id, replace(lines[r.debt.id], share_now=s)) for r, s in zip(planned, shares, strict=True)
            )
        return PotPlan(pot=purse.pot, worlds={}, no_offer=why, token=token), lines
    waiting = left_out(planned, money, spans)
    placed = [r for r in planned if r not in waiting] if waiting else planned
    early = _may_pay_early(case, ready, waiting)
    agreed, countered = (solve(name, placed, money, spans, early) for name in (WorldName.AGREED, WorldName.COUNTERED))
    places = [(r.place, r.protected) for r in planned if r.place is not None]
    worlds = {
        WorldName.AGREED: agreed.world,
        WorldName.COUNTERED: countered.world,
        WorldName.REFUSED: refused_world(places, money, spans, closed, early=not case.goals.keep_left),
    }
    for world in worlds.values():
        insist(world, money)
    if not agreed.world.feasible:
        # Before the first pay day there may be nothing yet: then what it brings, after all that is set aside.
        now = max(money[0], 0) or max(money[1], 0)
        for r, share in zip(planned, _shares(planned, now), strict=True):
            lines[r.debt.id] = replace(lines[r.debt.id], share_now=share)
        budget = smallest_budget(planned, money, spans)
        return PotPlan(pot=purse.pot, worlds=worlds, no_offer=NoOffer.NOTHING_FITS, smallest_budget=budget), lines
    for r in placed:
        lines[r.debt.id] = _explained(lines[r.debt.id], r, agreed, countered, money, spans)
    income = income_by_period(case, purse.pot, spans)
    borne = stress(placed, agreed, money, income, spans)
    return PotPlan(pot=purse.pot, worlds=worlds, no_offer=None, stress=borne), lines


def _line(one: Ready, reserved: tuple[int, ...], spans: Periods) -> DebtPlan:
    """The debt before anything is chosen for it."""
    return DebtPlan(
        debt=one.debt,
        relief=one.relief,
        held=one.held,
        priority=one.priority,
        protected=one.protected,
        reserved=reserved,
        reserved_asked=one.fixed.until(spans.end).total,
        agreed=one.agreed,
    )


def _may_pay_early(case: Case, ready: Sequence[Ready], waiting: Sequence[Ready]) -> bool:
    """Whether what is left over may go early to the planned debts. Not when the borrower would rather keep it, nor
    while it may be needed for a debt that nothing is set aside for: one left out, or one whose balance nobody knows."""
    return not case.goals.keep_left and not waiting and all(one.place is not None for one in ready)


def _no_offer(
    purse: PotStatement, sheet: Statement, ready: Sequence[Ready], planned: Sequence[Ready]
) -> NoOffer | None:
    if not ready:
        return NoOffer.NO_DEBTS
    if purse.unknown:
        return NoOffer.BUDGET_UNKNOWN
    if purse.pot is Pot.HOUSEHOLD and sheet.floor.below:
        return NoOffer.BELOW_FLOOR
    if purse.surplus <= 0:
        return NoOffer.DEFICIT
    return None if planned else NoOffer.ALL_HELD


def after_reserved(
    new_money: Sequence[int], ready: Sequence[Ready], spans: Periods
) -> tuple[tuple[int, ...], dict[str, tuple[int, ...]]]:
    """The money of each period after priority debts and debts on HOLD have taken theirs, never below what is there."""
    money = list(new_money)
    reserved: dict[str, tuple[int, ...]] = {}
    for one in sorted((r for r in ready if r.fixed.due), key=lambda r: (not r.priority, r.debt.id)):
        fixed = one.fixed.until(spans.end)
        asked = spans.per_period(fixed.due, fixed.payments)
        taken = []
        for t, fen in enumerate(asked):
            part = min(fen, max(money[t], 0))
            money[t] -= part
            taken.append(part)
        reserved[one.debt.id] = tuple(taken)
    return tuple(money), reserved


def _shares(planned: Sequence[Ready], total: int) -> tuple[int, ...]:
    """That sum in proportion to the balances, to the fen."""
    weights = [r.place.owed.balance if r.place is not None else 0 for r in planned]
    return share_out(total, weights) if sum(weights) else tuple(0 for _ in weights)


def _explained(
    line: DebtPlan, one: Ready, agreed: Solved, countered: Solved, money: Sequence[int], spans: Periods
) -> DebtPlan:
    debt_id = one.debt.id
    whole = one.relief.ask if one.relief is not None else ()
    ask = agreed.picks[debt_id]
    most = walk_away(debt_id, countered.world if countered.world.feasible else agreed.world, money, spans)
    return replace(
        line,
        ask=ask,
        fallback=countered.picks.get(debt_id),
        # Nobody pays more than the sum that the lender has put in writing.
        walk_away=min(most, ask.total) if ask.is_written and most is not None else most,
        lost=lost_candidates(ask, whole, agreed, money, spans),
    )

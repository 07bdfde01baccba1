"""One plan in few figures, so that two can be laid side by side: by machines here, on pages in `plan.compared`."""

from collections.abc import Mapping

from debtadvisor.core.money import decimal_yuan
from debtadvisor.core.plan.model import DebtPlan, Plan, PotPlan, World
from debtadvisor.core.relief.model import Candidate
from debtadvisor.output.plan.months import last_payment


def highest(world: World) -> int:
    """The most that is paid in one month, fen."""
    return max(map(sum, zip(*(line.payments for line in world.lines), strict=True)), default=0)


def owed(line: DebtPlan) -> int | None:
    """What is owed today, fen; None when it is not known."""
    if line.relief is not None:
        return line.relief.owed.balance
    return None if line.debt.principal.is_unknown else line.debt.balance_high


def summary(plan: Plan) -> Mapping[str, object]:
    """Status, the purses with their worlds, and each debt with what is asked."""
    return {
        "status": str(plan.status),
        "pots": [_pot(pot, plan) for pot in plan.pots],
        "debts": [debt_summary(line) for line in plan.debts],
    }


def _pot(pot: PotPlan, plan: Plan) -> Mapping[str, object]:
    return {
        "pot": str(pot.pot),
        "surplus": decimal_yuan(plan.statement.pot(pot.pot).surplus),
        "no_offer": None if pot.no_offer is None else str(pot.no_offer),
        "smallest_budget": None if pot.smallest_budget is None else decimal_yuan(pot.smallest_budget),
        "worlds": [_world(world, plan) for world in pot.worlds.values()],
    }


def _world(world: World, plan: Plan) -> Mapping[str, object]:
    last = last_payment(world, plan) if world.feasible else None
    return {
        "world": str(world.name),
        "feasible": world.feasible,
        "total": decimal_yuan(world.total),
        "left": decimal_yuan(sum(line.left for line in world.lines)),
        "highest": decimal_yuan(highest(world)),
        "last": None if last is None else last.isoformat(),
    }


def debt_summary(line: DebtPlan) -> Mapping[str, object]:
    """What is owed, whether it is planned, the ask and the fallback."""
    balance = owed(line)
    return {
        "id": line.debt.id,
        "owed": None if balance is None else decimal_yuan(balance),
        "held": bool(line.held),
        "priority": line.priority,
        "ask": _way(line.ask),
        "fallback": _way(line.fallback),
    }


def _way(one: Candidate | None) -> Mapping[str, object] | None:
    if one is None:
        return None
    return {
        "candidate": one.id,
        "kind": None if one.kind is None else str(one.kind),
        "count": one.count,
        "total": decimal_yuan(one.total),
        "highest": decimal_yuan(one.schedule.highest),
        "first": one.schedule.due[0].isoformat(),
        "last": one.schedule.due[-1].isoformat(),
    }

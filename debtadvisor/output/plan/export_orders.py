"""The classic orders and the early payments of a purse, as a plan document writes them."""

from collections.abc import Mapping, Sequence
from datetime import date

from debtadvisor.core.plan.classic import Classic, OrderResult, classic
from debtadvisor.core.plan.extras import Cheapest, Early, cheapest, early
from debtadvisor.core.plan.model import Plan, PotPlan
from debtadvisor.output.columns import Writer

Json = Mapping[str, object]


def orders_json(plan: Plan, pot: PotPlan, write: Writer, *, searched: bool) -> Json:
    """The fields ``orders``, ``early`` and ``cheapest`` of a purse; `searched` as in `plan_document`."""
    compared, saving = classic(plan, pot), early(plan, pot)
    found = cheapest(plan, pot) if searched else None
    return {
        "orders": None if compared is None else _orders(compared, plan.statement.periods.starts, write),
        "early": None if saving is None else _early(saving, write),
        "cheapest": None if found is None else _cheapest(found, write),
    }


def _orders(compared: Classic, starts: Sequence[date], write: Writer) -> Json:
    return {
        "months": compared.months,
        "total": write.yuan[compared.total],
        "cost": write.yuan[compared.cost],
        "results": [_result(one, write) for one in (*compared.orders, compared.optimum)],
        "turns": [{"debt": one.debt, "on": write.day(starts[one.period])} for one in compared.turns],
        "bound": None if compared.bound is None else write.yuan[compared.bound],
        "assumed": list(compared.assumed),
        "kept": list(compared.kept),
    }


def _result(one: OrderResult, write: Writer) -> Json:
    return {
        "order": str(one.order),
        "months": one.months,
        "total": write.yuan[one.total],
        "cost": write.yuan[one.cost],
        "over_best": write.yuan[one.over_best],
        "over_plan": write.yuan[one.over_plan],
    }


def _cheapest(found: Cheapest, write: Writer) -> Json:
    return {
        "total": write.yuan[found.total],
        "more": write.yuan[found.more],
        "proven": found.proven,
        "bound": write.yuan[found.bound],
        "debts": [{"debt": debt, "candidate": pick} for debt, pick in found.picks.items()],
        "payments": write.column(found.payments),
    }


def _early(saving: Early, write: Writer) -> Json:
    return {
        "saved": write.yuan[saving.saved],
        "debts": [{"debt": one.debt, "saved": write.yuan[one.saved], "sooner": one.sooner} for one in saving.debts],
        "ask_first": list(saving.ask_first),
    }

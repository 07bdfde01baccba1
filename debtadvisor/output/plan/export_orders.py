"""The classic orders and the early payments of a purse, as a plan document writes them."""

from collections.abc import Mapping, Sequence
from datetime import date

from debtadvisor.core.plan.classic import Classic, OrderResult, classic
from debtadvisor.core.plan.extras import AsSigned, Early, as_signed, early
from debtadvisor.core.plan.model import Plan, PotPlan
from debtadvisor.output.columns import Writer

Json = Mapping[str, object]


def orders_json(plan: Plan, pot: PotPlan, write: Writer) -> Json:
    """The fields ``orders``, ``early`` and ``as_signed`` of a purse."""
    compared, saving = classic(plan, pot), early(plan, pot)
    found = as_signed(plan, pot)
    starts = plan.statement.periods.starts
    return {
        "orders": None if compared is None else _orders(compared, starts, write),
        "early": None if saving is None else _early(saving, starts, write),
        "as_signed": None if found is None else _as_signed(found, write),
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


def _as_signed(found: AsSigned, write: Writer) -> Json:
    return {
        "total": write.yuan[found.total],
        "least": write.yuan[found.least],
        "more": write.yuan[found.more],
        "proven": found.proven,
        "debts": [{"debt": debt, "candidate": pick} for debt, pick in found.picks.items()],
    }


def _early(saving: Early, starts: Sequence[date], write: Writer) -> Json:
    return {
        "saved": write.yuan[saving.saved],
        "debts": [{"debt": one.debt, "saved": write.yuan[one.saved], "sooner": one.sooner} for one in saving.debts],
        "months": [
            {"from": write.day(starts[month.period]), "debt": debt, "amount": write.yuan[fen]}
            for month in saving.months
            for debt, fen in month.debts
        ],
        "ask_first": list(saving.ask_first),
    }

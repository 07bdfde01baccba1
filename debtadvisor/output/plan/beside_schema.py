"""What stands beside a plan in its document: the classic orders, early payments, and what the plan can bear."""

from debtadvisor.core.codes import ReliefKind
from debtadvisor.core.orders.model import Order
from debtadvisor.core.plan.classic import Own
from debtadvisor.output.schema_parts import Properties, Schema, list_of, object_of, one_of, or_null, ref

_MONEY, _DATE, _RATE, _ID = ref("money"), ref("date"), ref("rate"), ref("id")
_SUMS = list_of(_MONEY)
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def orders_definitions() -> Properties:
    """The early payments of the agreed world, what it comes to without them, and the classic orders beside it."""
    sums: Properties = {"months": _COUNT, "total": _MONEY, "cost": _MONEY}
    named: Schema = {"enum": [*(one.value for one in Order), *(one.value for one in Own)]}
    result: Properties = {"order": named, **sums, "over_best": _MONEY, "over_plan": _MONEY}
    orders: Properties = {
        **sums,
        "results": list_of(object_of(result)),
        "turns": list_of(object_of({"debt": _ID, "on": _DATE})),
        "bound": or_null(_MONEY),
        "assumed": list_of(_ID),
        "kept": list_of(_ID),
    }
    saved: Properties = {"debt": _ID, "saved": _MONEY, "sooner": _COUNT}
    paid: Properties = {"from": _DATE, "debt": _ID, "amount": _MONEY}
    early: Properties = {
        "saved": _MONEY,
        "debts": list_of(object_of(saved)),
        "months": list_of(object_of(paid)),
        "ask_first": list_of(_ID),
    }
    as_signed: Properties = {
        "total": _MONEY,
        "least": _MONEY,
        "more": _MONEY,
        "proven": _FLAG,
        "debts": list_of(object_of({"debt": _ID, "candidate": _ID})),
    }
    return {
        "as_signed": {
            **object_of(as_signed),
            "description": "What it comes to when nothing is paid early: total of the plan's asks; least: what the "
            "cheapest choice of asks, named in debts, then costs; more: the difference. Null where the plan pays "
            "nothing early.",
        },
        "orders": {
            **object_of(orders),
            "description": "The plan's own months, total and cost (interest and fees), then each order's with the same "
            "asks and money and what is left over paid early. Each month interest is charged first, then paid; rounded "
            "to a fen; instalments stay as signed; ties by id. Early payment without a charge is assumed for the debts "
            "in assumed and has to be asked; those in kept are paid as planned. own: the order of goals.order; "
            "optimum: the cheapest way found; turns: debts that it puts before all others from that month on; no way "
            "of paying early costs less than bound.",
        },
        "early": {
            **object_of(early),
            "description": "The early payments of the agreed world, from left-over cash, on debts that take them "
            "without a charge, and what they save. Nothing signed depends on them; ask_first: debts that may "
            "charge for it.",
        },
    }


def stress_definitions() -> Properties:
    """Shares of income are fractions to three places; a month is written as its first day."""
    day = or_null(_DATE)
    named: dict[str, Properties] = {
        "stress": {
            "holds_until": _DATE,
            "income_drop": or_null(ref("income_drop")),
            "missed_month": or_null(ref("missed_month")),
            "not_given": list_of(ref("worse")),
            "refused": list_of(ref("worse")),
        },
        "income_drop": {"fixed": _RATE, "breaks": day, "replanned": _RATE},
        "missed_month": {"holds_from": day, "worst": day, "breaks": day, "cushion": _MONEY},
        "worse": {
            "debt": _ID,
            "way": or_null(_ID),
            "whole": or_null(_MONEY),
            "extra": _MONEY,
            "holds": _FLAG,
            "breaks": day,
            "short": _MONEY,
        },
        "relief_that_works": {"steps": list_of(ref("step")), "complete": _FLAG},
        "step": {
            "debt": _ID,
            "kind": one_of(ReliefKind),
            "months": or_null({"type": "integer", "minimum": 1}),
            "waiver": object_of(dict.fromkeys(("late_fee", "penalty", "accrued_interest"), _RATE)),
            "rate": _RATE,
            "total": _MONEY,
            "schedule": ref("dues"),
        },
        "routes": {"city_known": _FLAG, "local": list_of(_ID), "general": list_of(_ID)},
    }
    return {name: object_of(properties) for name, properties in named.items()}

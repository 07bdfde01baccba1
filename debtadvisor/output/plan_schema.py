"""The JSON Schema of a plan document, made from the codes of the core. `schemas/plan.schema.json` is a copy of it."""

from collections.abc import Mapping
from enum import StrEnum

from debtadvisor.core.codes import Confidence, Every, Evidence, LenderKind, Pot, ReliefKind, Stage, Standing
from debtadvisor.core.orders.model import Order
from debtadvisor.core.plan.model import ActionCode, CallReason, NoOffer, PlanStatus, Reason, WorldName
from debtadvisor.core.relief.model import Certainty, OptionState
from debtadvisor.core.script.model import Part
from debtadvisor.core.statement import Group
from debtadvisor.core.triage.model import Level
from debtadvisor.output.export import SCHEMA
from debtadvisor.output.safe import json_text
from debtadvisor.output.whatif_schema import what_if_definitions

Schema = dict[str, object]
Properties = dict[str, Schema]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def plan_schema() -> Schema:
    """The schema (draft 2020-12): a document with a plan, or one of a stopped case with its findings alone."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://debtadvisor.invalid/schemas/plan/1",
        "title": "A debtadvisor plan",
        "description": "Money is yuan and rates are fractions of a year, both as decimal strings; dates are ISO dates.",
        "oneOf": [_ref("planned"), _ref("stopped")],
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """The schema as the JSON text of its file."""
    return json_text(plan_schema(), indent=2) + "\n"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _one_of(codes: type[StrEnum]) -> Schema:
    return {"enum": [code.value for code in codes]}


def _object(properties: Mapping[str, Schema]) -> Schema:
    """An object that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


_MONEY, _DATE, _RATE, _ID = _ref("money"), _ref("date"), _ref("rate"), _ref("id")
_SUMS = _list(_MONEY)


def _definitions() -> Properties:
    return {
        "money": {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)\\.[0-9]{2}$"},
        "rate": {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$"},
        "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "id": {"type": "string", "minLength": 1},
        "planned": _planned(),
        "stopped": _stopped(),
        "finding": _finding(),
        **_statement(),
        **_relief(),
        **_worlds(),
        **_orders(),
        **_stress(),
        **_scripts(),
        **_book(),
        **what_if_definitions(),
    }


def _head(status: Schema) -> Properties:
    return {
        "schema": {"const": SCHEMA},
        "program": _TEXT,
        "book": _TEXT,
        "case": _ID,
        "as_of": _DATE,
        "status": status,
        "findings": _list(_ref("finding")),
    }


def _stopped() -> Schema:
    book: Properties = {"rows": _list(_ref("row")), "sources": _list(_ref("source"))}
    return _object({**_head({"const": PlanStatus.STOP.value}), **book})


def _planned() -> Schema:
    running: Schema = {"enum": [status.value for status in PlanStatus if status is not PlanStatus.STOP]}
    planned = _object(
        {
            **_head(running),
            "statement": _ref("statement"),
            "debts": _list(_ref("debt")),
            "pots": _list(_ref("pot")),
            "actions": _list(_ref("action")),
            "scripts": _list(_ref("script")),
            "stale": _list(_ID),
            "routes": _or_null(_ref("routes")),
            "rows": _list(_ref("row")),
            "sources": _list(_ref("source")),
        }
    )
    # Only a plan that was asked for with a what-if holds one.
    return {**planned, "properties": {**_properties(planned), "what_if": _ref("what_if")}}


def _properties(of: Schema) -> Properties:
    return of["properties"]  # type: ignore[return-value]  # as `_object` made it


def _finding() -> Schema:
    return _object(
        {
            "level": _one_of(Level),
            "code": _ID,
            "debt": _TEXT,
            "facts": _list(_TEXT),
            "deadline": _or_null(_DATE),
            "values": {"type": "object", "additionalProperties": _TEXT},
            "situation": {"type": "integer", "minimum": 0, "maximum": 28},
            "rules": _list(_ID),
            "confirmed": _FLAG,
        }
    )


def _statement() -> Properties:
    line: Properties = {
        "code": _ID,
        "group": _or_null(_one_of(Group)),
        "cautious": _MONEY,
        "hopeful": _MONEY,
        "every": _one_of(Every),
        "note": _TEXT,
        "index": _COUNT,
    }
    floor: Properties = {
        "needed": _MONEY,
        "spent": _MONEY,
        "default": _FLAG,
        "checked": _FLAG,
        "below": _FLAG,
        "sources": _list(_ID),
    }
    sums = ("income_total", "spending_total", "reserve", "surplus", "cash")
    purse: Properties = {
        "pot": _one_of(Pot),
        "income": _list(_ref("line")),
        "spending": _list(_ref("line")),
        **dict.fromkeys(sums, _MONEY),
        "lumps": _list(_object({"on": _DATE, "amount": _MONEY})),
        "new_money": _SUMS,
    }
    statement: Properties = {
        "periods": _list(_DATE),
        "pay_day": {"type": "integer", "minimum": 1, "maximum": 31},
        "pay_day_known": _FLAG,
        "floor": _ref("floor"),
        "unexplained": _list(_TEXT),
        "pots": _list(_ref("purse")),
    }
    named: dict[str, Properties] = {"line": line, "floor": floor, "purse": purse, "statement": statement}
    return {name: _object(properties) for name, properties in named.items()}


def _relief() -> Properties:
    candidates = _list(_ref("way"))
    debt: Properties = {
        "id": _ID,
        "name": _TEXT,
        "lender": _TEXT,
        "pot": _one_of(Pot),
        "held": _list(_ID),
        "priority": _FLAG,
        "protected": _FLAG,
        "reserved": _SUMS,
        "reserved_asked": _MONEY,
        "share_now": _MONEY,
        "ask": _or_null(_ref("candidate")),
        "fallback": _or_null(_ref("candidate")),
        "walk_away": _or_null(_MONEY),
        "lost": _list(_ref("lost")),
        "relief": _or_null(_ref("relief")),
    }
    lost: Properties = {"candidate": _ID, "reason": _one_of(Reason), "extra": _MONEY, "when": _or_null(_DATE)}
    relief: Properties = {
        "kind": _one_of(LenderKind),
        "stage": _one_of(Stage),
        "owed": _ref("owed"),
        "annual": _RATE,
        "annual_from": _one_of(Certainty),
        "contract": candidates,
        "options": _list(_ref("option")),
    }
    owed: Properties = {
        **dict.fromkeys(("principal", "interest", "penalty", "fees", "balance"), _MONEY),
        **dict.fromkeys(("interest_from", "penalty_from"), _one_of(Certainty)),
    }
    option: Properties = {
        "term": _ID,
        "kind": _one_of(ReliefKind),
        "state": _one_of(OptionState),
        "checks": _list(_ref("check")),
        "ask": candidates,
        "counter": candidates,
    }
    bound: Schema = {"type": ["string", "integer", "null"]}
    check: Properties = {
        "fact": _ID,
        "minimum": bound,
        "maximum": bound,
        "one_of": _list(_TEXT),
        "found": {"anyOf": [bound, _list(_TEXT)]},
        "met": _or_null(_FLAG),
    }
    candidate: Properties = {
        "id": _ID,
        "kind": _or_null(_one_of(ReliefKind)),
        "terms": _list(_ID),
        "starting_point": _FLAG,
        "rate": _RATE,
        "waived": _object(dict.fromkeys(("interest", "penalty", "fees", "principal", "total"), _MONEY)),
        "total": _MONEY,
        "count": _COUNT,
        "schedule": _ref("schedule"),
    }
    columns: Properties = dict.fromkeys(("payment", "principal", "interest", "charges"), _SUMS)
    named: dict[str, Properties] = {
        "debt": debt,
        "lost": lost,
        "relief": relief,
        "owed": owed,
        "option": option,
        "check": check,
        "candidate": candidate,
        "way": {**candidate, "schedule": _ref("dues")},
        "schedule": {"due": _list(_DATE), **columns},
        "dues": {"due": _list(_DATE), "payment": _SUMS},
    }
    return {name: _object(properties) for name, properties in named.items()}


def _worlds() -> Properties:
    pot: Properties = {
        "pot": _one_of(Pot),
        "no_offer": _or_null(_one_of(NoOffer)),
        "smallest_budget": _or_null(_MONEY),
        "token": _MONEY,
        "stress": _or_null(_ref("stress")),
        "relief_that_works": _or_null(_ref("relief_that_works")),
        "worlds": _list(_ref("world")),
        "orders": _or_null(_ref("orders")),
        "early": _or_null(_ref("early")),
    }
    world: Properties = {
        "world": _one_of(WorldName),
        "feasible": _FLAG,
        "proven": _FLAG,
        "total": _MONEY,
        "last_period": _or_null(_COUNT),
        "available": _SUMS,
        "left": _SUMS,
        "tightest": _or_null(_object({"period": _COUNT, "on": _DATE, "left": _MONEY})),
        "debts": _list(_ref("world_debt")),
    }
    world_debt: Properties = {
        "debt": _ID,
        "candidate": _or_null(_ID),
        "total": _MONEY,
        "left": _MONEY,
        "payments": _SUMS,
    }
    action: Properties = {
        "code": _one_of(ActionCode),
        "on": _DATE,
        "by": _or_null(_DATE),
        "debt": _TEXT,
        "amount": _or_null(_MONEY),
        "why": _or_null(_one_of(CallReason)),
    }
    named: dict[str, Properties] = {"pot": pot, "world": world, "world_debt": world_debt, "action": action}
    return {name: _object(properties) for name, properties in named.items()}


def _orders() -> Properties:
    """The classic orders beside the agreed world, and what left-over cash would save: no part of the plan."""
    sums: Properties = {"months": _COUNT, "total": _MONEY, "cost": _MONEY}
    result: Properties = {"order": _one_of(Order), **sums, "over_best": _MONEY, "over_plan": _MONEY}
    orders: Properties = {
        **sums,
        "results": _list(_object(result)),
        "assumed": _list(_ID),
        "kept": _list(_ID),
    }
    saved: Properties = {"debt": _ID, "saved": _MONEY, "sooner": _COUNT}
    early: Properties = {"saved": _MONEY, "debts": _list(_object(saved)), "ask_first": _list(_ID)}
    return {
        "orders": {
            **_object(orders),
            "description": "The plan's own months, total and cost (interest and fees), then each order's with the same "
            "asks and money and what is left over paid early. Each month interest is charged first, then paid; rounded "
            "to a fen; instalments stay as signed; ties by id. Early payment without a charge is assumed for the debts "
            "in assumed and has to be asked; those in kept are paid as signed.",
        },
        "early": {
            **_object(early),
            "description": "What early payments from left-over cash would save on debts that take them without a "
            "charge. An option, no part of the plan; ask_first: debts that may charge for it.",
        },
    }


def _stress() -> Properties:
    """Shares of income are fractions to three places; a month is written as its first day."""
    day = _or_null(_DATE)
    named: dict[str, Properties] = {
        "stress": {
            "holds_until": _DATE,
            "income_drop": _or_null(_ref("income_drop")),
            "missed_month": _or_null(_ref("missed_month")),
            "not_given": _list(_ref("worse")),
            "refused": _list(_ref("worse")),
        },
        "income_drop": {"fixed": _RATE, "breaks": day, "replanned": _RATE},
        "missed_month": {"holds_from": day, "worst": day, "breaks": day, "cushion": _MONEY},
        "worse": {
            "debt": _ID,
            "way": _or_null(_ID),
            "whole": _or_null(_MONEY),
            "extra": _MONEY,
            "holds": _FLAG,
            "breaks": day,
            "short": _MONEY,
        },
        "relief_that_works": {"steps": _list(_ref("step")), "complete": _FLAG},
        "step": {
            "debt": _ID,
            "kind": _one_of(ReliefKind),
            "months": _or_null({"type": "integer", "minimum": 1}),
            "waiver": _object(dict.fromkeys(("late_fee", "penalty", "accrued_interest"), _RATE)),
            "rate": _RATE,
            "total": _MONEY,
            "schedule": _ref("dues"),
        },
        "routes": {"city_known": _FLAG, "local": _list(_ID), "general": _list(_ID)},
    }
    return {name: _object(properties) for name, properties in named.items()}


def _scripts() -> Properties:
    script: Properties = {
        "debt": _ID,
        "lender": _ID,
        "stage": _one_of(Stage),
        "held": _FLAG,
        "points": _list(_ref("point")),
    }
    point: Properties = {
        "part": _one_of(Part),
        "code": _ID,
        "spoken": _FLAG,
        "if_true": _FLAG,
        "values": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
        "claims": _list(_ID),
        "zh": _ID,
    }
    return {"script": _object(script), "point": _object(point)}


def _book() -> Properties:
    """Rows of the policy book that the plan rests on, and the sources behind them, each listed once."""
    row: Properties = {
        "id": _ID,
        "is": {"enum": ["law", "relief"]},
        "standing": _one_of(Standing),
        "confidence": _one_of(Confidence),
        "figures_standing": _or_null(_one_of(Standing)),
        "origin": _TEXT,
        "sources": _list(_ID),
    }
    source: Properties = {
        "id": _ID,
        "title": _object({"zh": _TEXT, "en": _TEXT}),
        **dict.fromkeys(("publisher", "number", "locator", "url"), _TEXT),
        **dict.fromkeys(("in_force", "until", "published"), _or_null(_DATE)),
        "checked": _DATE,
        "evidence": _one_of(Evidence),
    }
    return {"row": _object(row), "source": _object(source)}

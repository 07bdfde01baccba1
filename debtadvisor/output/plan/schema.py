"""The JSON Schema of a plan document, made from the codes of the core. `schemas/plan.schema.json` is a copy of it."""

from debtadvisor.core.agreement import PaperForm
from debtadvisor.core.codes import (
    Confidence,
    Every,
    Evidence,
    LenderKind,
    PackChannel,
    Pot,
    ReliefKind,
    Stage,
    Standing,
)
from debtadvisor.core.plan.model import ActionCode, CallReason, NoOffer, PlanStatus, Reason, WorldName
from debtadvisor.core.relief.model import Certainty, OptionState
from debtadvisor.core.script.model import Part
from debtadvisor.core.statement import Group
from debtadvisor.core.triage.model import Level
from debtadvisor.output.plan.beside_schema import orders_definitions, stress_definitions
from debtadvisor.output.plan.export import SCHEMA
from debtadvisor.output.plan.whatif_schema import what_if_definitions
from debtadvisor.output.safe import json_text
from debtadvisor.output.schema_parts import Properties, Schema, list_of, object_of, one_of, or_null, ref

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
        "oneOf": [ref("planned"), ref("stopped")],
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """The schema as the JSON text of its file."""
    return json_text(plan_schema(), indent=2) + "\n"


_MONEY, _DATE, _RATE, _ID = ref("money"), ref("date"), ref("rate"), ref("id")
_SUMS = list_of(_MONEY)


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
        **orders_definitions(),
        **stress_definitions(),
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
        "findings": list_of(ref("finding")),
    }


def _stopped() -> Schema:
    book: Properties = {"rows": list_of(ref("row")), "sources": list_of(ref("source"))}
    return object_of({**_head({"const": PlanStatus.STOP.value}), **book})


def _planned() -> Schema:
    running: Schema = {"enum": [status.value for status in PlanStatus if status is not PlanStatus.STOP]}
    planned = object_of(
        {
            **_head(running),
            "statement": ref("statement"),
            "debts": list_of(ref("debt")),
            "pots": list_of(ref("pot")),
            "actions": list_of(ref("action")),
            "scripts": list_of(ref("script")),
            "stale": list_of(_ID),
            "routes": or_null(ref("routes")),
            "rows": list_of(ref("row")),
            "sources": list_of(ref("source")),
        }
    )
    # Only a plan that was asked for with a what-if holds one.
    return {**planned, "properties": {**_properties(planned), "what_if": ref("what_if")}}


def _properties(of: Schema) -> Properties:
    return of["properties"]  # type: ignore[return-value]  # as `_object` made it


def _finding() -> Schema:
    return object_of(
        {
            "level": one_of(Level),
            "code": _ID,
            "debt": _TEXT,
            "facts": list_of(_TEXT),
            "deadline": or_null(_DATE),
            "values": {"type": "object", "additionalProperties": _TEXT},
            "situation": {"type": "integer", "minimum": 0, "maximum": 28},
            "rules": list_of(_ID),
            "confirmed": _FLAG,
        }
    )


def _statement() -> Properties:
    line: Properties = {
        "code": _ID,
        "group": or_null(one_of(Group)),
        "cautious": _MONEY,
        "hopeful": _MONEY,
        "every": one_of(Every),
        "note": _TEXT,
        "index": _COUNT,
    }
    floor: Properties = {
        "needed": _MONEY,
        "spent": _MONEY,
        "default": _FLAG,
        "checked": _FLAG,
        "below": _FLAG,
        "sources": list_of(_ID),
    }
    sums = ("income_total", "spending_total", "reserve", "surplus", "cash")
    purse: Properties = {
        "pot": one_of(Pot),
        "income": list_of(ref("line")),
        "spending": list_of(ref("line")),
        **dict.fromkeys(sums, _MONEY),
        "lumps": list_of(object_of({"on": _DATE, "amount": _MONEY, "counted_from": _DATE})),
        "new_money": _SUMS,
    }
    statement: Properties = {
        "periods": list_of(_DATE),
        "pay_day": {"type": "integer", "minimum": 1, "maximum": 31},
        "pay_day_known": _FLAG,
        "floor": ref("floor"),
        "unexplained": list_of(_TEXT),
        "pots": list_of(ref("purse")),
    }
    named: dict[str, Properties] = {"line": line, "floor": floor, "purse": purse, "statement": statement}
    return {name: object_of(properties) for name, properties in named.items()}


def _relief() -> Properties:
    candidates = list_of(ref("way"))
    debt: Properties = {
        "id": _ID,
        "name": _TEXT,
        "lender": _TEXT,
        "pot": one_of(Pot),
        "held": list_of(_ID),
        "priority": _FLAG,
        "protected": _FLAG,
        "reserved": _SUMS,
        "reserved_asked": _MONEY,
        "share_now": _MONEY,
        "agreed": or_null(ref("agreed")),
        "ask": or_null(ref("candidate")),
        "fallback": or_null(ref("candidate")),
        "walk_away": or_null(_MONEY),
        "lost": list_of(ref("lost")),
        "relief": or_null(ref("relief")),
    }
    agreed: Properties = {
        "event": _COUNT,
        "on": _DATE,
        "form": one_of(PaperForm),
        "paid": _MONEY,
        "missed": _MONEY,
        "kept": _FLAG,
    }
    lost: Properties = {"candidate": _ID, "reason": one_of(Reason), "extra": _MONEY, "when": or_null(_DATE)}
    relief: Properties = {
        "kind": one_of(LenderKind),
        "stage": one_of(Stage),
        "owed": ref("owed"),
        "annual": _RATE,
        "annual_from": one_of(Certainty),
        "held_to": {
            **or_null(object_of({"annual": _RATE, "dated": _FLAG, "row": _ID})),
            "description": "Of a private loan above the line that courts protect: the line at which every ask is "
            "scheduled; dated: it is that of the contract's own day, else the highest there can be.",
        },
        "contract": candidates,
        "options": list_of(ref("option")),
    }
    owed: Properties = {
        **dict.fromkeys(("principal", "interest", "penalty", "fees", "balance"), _MONEY),
        **dict.fromkeys(("interest_from", "penalty_from"), one_of(Certainty)),
    }
    option: Properties = {
        "term": _ID,
        "kind": one_of(ReliefKind),
        "state": one_of(OptionState),
        "checks": list_of(ref("check")),
        "ask": candidates,
        "counter": candidates,
    }
    bound: Schema = {"type": ["string", "integer", "null"]}
    check: Properties = {
        "fact": _ID,
        "minimum": bound,
        "maximum": bound,
        "one_of": list_of(_TEXT),
        "found": {"anyOf": [bound, list_of(_TEXT)]},
        "met": or_null(_FLAG),
    }
    candidate: Properties = {
        "id": _ID,
        "kind": or_null(one_of(ReliefKind)),
        "terms": list_of(_ID),
        "starting_point": _FLAG,
        "rate": _RATE,
        "waived": object_of(dict.fromkeys(("interest", "penalty", "fees", "principal", "total"), _MONEY)),
        "total": _MONEY,
        "count": _COUNT,
        "schedule": ref("schedule"),
    }
    columns: Properties = dict.fromkeys(("payment", "principal", "interest", "charges"), _SUMS)
    named: dict[str, Properties] = {
        "debt": debt,
        "agreed": agreed,
        "lost": lost,
        "relief": relief,
        "owed": owed,
        "option": option,
        "check": check,
        "candidate": candidate,
        "way": {**candidate, "schedule": ref("dues")},
        "schedule": {"due": list_of(_DATE), **columns},
        "dues": {"due": list_of(_DATE), "payment": _SUMS},
    }
    return {name: object_of(properties) for name, properties in named.items()}


def _worlds() -> Properties:
    pot: Properties = {
        "pot": one_of(Pot),
        "no_offer": or_null(one_of(NoOffer)),
        "smallest_budget": or_null(_MONEY),
        "token": _MONEY,
        "stress": or_null(ref("stress")),
        "relief_that_works": or_null(ref("relief_that_works")),
        "worlds": list_of(ref("world")),
        "orders": or_null(ref("orders")),
        "early": or_null(ref("early")),
        "as_signed": or_null(ref("as_signed")),
    }
    world: Properties = {
        "world": one_of(WorldName),
        "feasible": _FLAG,
        "proven": or_null(_FLAG),
        "bound": or_null(_MONEY),
        "total": _MONEY,
        "last_period": or_null(_COUNT),
        "available": _SUMS,
        "left": _SUMS,
        "tightest": or_null(object_of({"period": _COUNT, "on": _DATE, "left": _MONEY})),
        "debts": list_of(ref("world_debt")),
    }
    world_debt: Properties = {
        "debt": _ID,
        "candidate": or_null(_ID),
        "total": _MONEY,
        "left": _MONEY,
        "payments": _SUMS,
        "signed": or_null(_SUMS),
    }
    action: Properties = {
        "code": one_of(ActionCode),
        "on": _DATE,
        "by": or_null(_DATE),
        "debt": _TEXT,
        "amount": or_null(_MONEY),
        "why": or_null(one_of(CallReason)),
    }
    named: dict[str, Properties] = {"pot": pot, "world": world, "world_debt": world_debt, "action": action}
    return {name: object_of(properties) for name, properties in named.items()}


def _scripts() -> Properties:
    script: Properties = {
        "debt": _ID,
        "lender": _ID,
        "stage": one_of(Stage),
        "held": _FLAG,
        "channel": one_of(PackChannel),
        "points": list_of(ref("point")),
    }
    point: Properties = {
        "part": one_of(Part),
        "code": _ID,
        "spoken": _FLAG,
        "if_true": _FLAG,
        "values": {"type": "object", "additionalProperties": {"type": ["string", "integer"]}},
        "claims": list_of(_ID),
        "zh": _ID,
    }
    return {"script": object_of(script), "point": object_of(point)}


def _book() -> Properties:
    """Rows of the policy book that the plan rests on, and the sources behind them, each listed once."""
    row: Properties = {
        "id": _ID,
        "is": {"enum": ["law", "relief"]},
        "standing": one_of(Standing),
        "confidence": one_of(Confidence),
        "figures_standing": or_null(one_of(Standing)),
        "origin": _TEXT,
        "sources": list_of(_ID),
    }
    source: Properties = {
        "id": _ID,
        "title": object_of({"zh": _TEXT, "en": _TEXT}),
        **dict.fromkeys(("publisher", "number", "locator", "url"), _TEXT),
        **dict.fromkeys(("in_force", "until", "published"), or_null(_DATE)),
        "checked": _DATE,
        "evidence": one_of(Evidence),
    }
    return {"row": object_of(row), "source": object_of(source)}

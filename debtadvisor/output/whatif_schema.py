"""The JSON Schema of ``what_if`` in a plan document, and that of two plans side by side
(`schemas/against.schema.json` is a copy of it)."""

from collections.abc import Mapping
from enum import StrEnum

from debtadvisor.core.codes import Pot, ReliefKind
from debtadvisor.core.plan.model import NoOffer, PlanStatus, WorldName
from debtadvisor.core.plan.whatif import ChangeCode
from debtadvisor.core.triage.model import Level
from debtadvisor.output.export_whatif import AGAINST_SCHEMA
from debtadvisor.output.safe import json_text

Schema = dict[str, object]
Properties = dict[str, Schema]


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


_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_MONEY, _DATE, _ID = _ref("money"), _ref("date"), _ref("id")


def what_if_definitions() -> Properties:
    """The definitions that the plan's schema takes in."""
    values: Schema = {
        "type": "object",
        "properties": {
            "amount": _MONEY,
            "on": _DATE,
            "share": {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
            "debts": _list(_ID),
        },
        "additionalProperties": False,
    }
    gap: Properties = {
        "debt": _ID,
        "on": _DATE,
        "bill": _MONEY,
        "before": _MONEY,
        "short": _or_null(_MONEY),
        "relied": _FLAG,
    }
    reach: Properties = {
        "pot": _one_of(Pot),
        "needed": _or_null(_MONEY),
        "has": _MONEY,
        "enough": _FLAG,
        "too_late": _list(_ID),
    }
    target = _object({"by": _DATE, "reaches": _list(_object(reach))})
    what_if: Properties = {
        "changes": _list(_object({"code": _one_of(ChangeCode), "values": values})),
        "base": _ref("plan_summary"),
        "changed": _ref("plan_summary"),
        "left_out": _list(_ID),
        "gaps": _list(_object(gap)),
        "target": _or_null(target),
    }
    summed: Properties = {
        "status": _one_of(PlanStatus),
        "pots": _list(_ref("pot_summary")),
        "debts": _list(_ref("debt_summary")),
    }
    return {"what_if": _object(what_if), "plan_summary": _object(summed), **_summaries()}


def _summaries() -> Properties:
    world: Properties = {
        "world": _one_of(WorldName),
        "feasible": _FLAG,
        "total": _MONEY,
        "left": _MONEY,
        "highest": _MONEY,
        "last": _or_null(_DATE),
    }
    pot: Properties = {
        "pot": _one_of(Pot),
        "surplus": _MONEY,
        "no_offer": _or_null(_one_of(NoOffer)),
        "smallest_budget": _or_null(_MONEY),
        "worlds": _list(_object(world)),
    }
    way: Properties = {
        "candidate": _ID,
        "kind": _or_null(_one_of(ReliefKind)),
        "count": _COUNT,
        "total": _MONEY,
        "highest": _MONEY,
        "first": _DATE,
        "last": _DATE,
    }
    debt: Properties = {
        "id": _ID,
        "owed": _or_null(_MONEY),
        "held": _FLAG,
        "priority": _FLAG,
        "ask": _or_null(_object(way)),
        "fallback": _or_null(_object(way)),
    }
    return {"pot_summary": _object(pot), "debt_summary": _object(debt)}


def against_schema() -> Schema:
    """The schema (draft 2020-12) of two plans side by side, or of two cases of which one at least was stopped."""
    head: Properties = {"schema": {"const": AGAINST_SCHEMA}, "program": _TEXT, "book": _TEXT}
    side: Properties = {"case": _ID, "as_of": _DATE, "status": _one_of(PlanStatus)}
    finding = _object({"level": _one_of(Level), "code": _ID, "debt": _TEXT})
    planned = _object({**side, "pots": _list(_ref("pot_summary"))})
    stopped = _object({**side, "findings": _list(finding)})
    debts = _list(_ref("debt_summary"))
    both = _object({"id": _ID, "a": _ref("debt_summary"), "b": _ref("debt_summary")})
    shown: Properties = {"debts": _list(both), "only_a": debts, "only_b": debts}
    basics: Properties = {
        "money": {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)\\.[0-9]{2}$"},
        "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "id": {"type": "string", "minLength": 1},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://debtadvisor.invalid/schemas/against/1",
        "title": "Two debtadvisor plans side by side",
        "description": "Money is yuan as a decimal string; dates are ISO dates. Debts are matched by their ids.",
        "oneOf": [
            _object({**head, "a": planned, "b": planned, **shown}),
            _object({**head, "a": stopped, "b": stopped}),
        ],
        "$defs": {**basics, **_summaries()},
    }


def against_schema_text() -> str:
    """The schema as the JSON text of its file."""
    return json_text(against_schema(), indent=2) + "\n"

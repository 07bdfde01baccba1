"""The JSON Schema of ``what_if`` in a plan document, and that of two plans side by side
(`schemas/against.schema.json` is a copy of it)."""

from debtadvisor.core.codes import Pot, ReliefKind
from debtadvisor.core.plan.model import NoOffer, PlanStatus, WorldName
from debtadvisor.core.plan.whatif import ChangeCode
from debtadvisor.core.triage.model import Level
from debtadvisor.output.plan.export_whatif import AGAINST_SCHEMA
from debtadvisor.output.safe import json_text
from debtadvisor.output.schema_parts import Properties, Schema, list_of, object_of, one_of, or_null, ref

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_MONEY, _DATE, _ID = ref("money"), ref("date"), ref("id")


def what_if_definitions() -> Properties:
    """The definitions that the plan's schema takes in."""
    values: Schema = {
        "type": "object",
        "properties": {
            "amount": _MONEY,
            "on": _DATE,
            "share": {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
            "debts": list_of(_ID),
        },
        "additionalProperties": False,
    }
    gap: Properties = {
        "debt": _ID,
        "on": _DATE,
        "bill": _MONEY,
        "before": _MONEY,
        "short": or_null(_MONEY),
        "relied": _FLAG,
    }
    reach: Properties = {
        "pot": one_of(Pot),
        "needed": or_null(_MONEY),
        "has": _MONEY,
        "enough": _FLAG,
        "too_late": list_of(_ID),
        "countered": object_of({"needed": or_null(_MONEY), "enough": _FLAG, "too_late": list_of(_ID)}),
    }
    target = object_of({"by": _DATE, "reaches": list_of(object_of(reach))})
    what_if: Properties = {
        "changes": list_of(object_of({"code": one_of(ChangeCode), "values": values})),
        "base": ref("plan_summary"),
        "changed": ref("plan_summary"),
        "left_out": list_of(_ID),
        "gaps": list_of(object_of(gap)),
        "target": or_null(target),
    }
    summed: Properties = {
        "status": one_of(PlanStatus),
        "pots": list_of(ref("pot_summary")),
        "debts": list_of(ref("debt_summary")),
    }
    return {"what_if": object_of(what_if), "plan_summary": object_of(summed), **_summaries()}


def _summaries() -> Properties:
    world: Properties = {
        "world": one_of(WorldName),
        "feasible": _FLAG,
        "total": _MONEY,
        "left": _MONEY,
        "highest": _MONEY,
        "last": or_null(_DATE),
    }
    pot: Properties = {
        "pot": one_of(Pot),
        "surplus": _MONEY,
        "no_offer": or_null(one_of(NoOffer)),
        "smallest_budget": or_null(_MONEY),
        "worlds": list_of(object_of(world)),
    }
    way: Properties = {
        "candidate": _ID,
        "kind": or_null(one_of(ReliefKind)),
        "count": _COUNT,
        "total": _MONEY,
        "highest": _MONEY,
        "first": _DATE,
        "last": _DATE,
    }
    debt: Properties = {
        "id": _ID,
        "owed": or_null(_MONEY),
        "held": _FLAG,
        "priority": _FLAG,
        "ask": or_null(object_of(way)),
        "fallback": or_null(object_of(way)),
    }
    return {"pot_summary": object_of(pot), "debt_summary": object_of(debt)}


def against_schema() -> Schema:
    """The schema (draft 2020-12) of two plans side by side, or of two cases of which one at least was stopped."""
    head: Properties = {"schema": {"const": AGAINST_SCHEMA}, "program": _TEXT, "book": _TEXT}
    side: Properties = {"case": _ID, "as_of": _DATE, "status": one_of(PlanStatus)}
    finding = object_of({"level": one_of(Level), "code": _ID, "debt": _TEXT})
    planned = object_of({**side, "pots": list_of(ref("pot_summary"))})
    stopped = object_of({**side, "findings": list_of(finding)})
    debts = list_of(ref("debt_summary"))
    both = object_of({"id": _ID, "a": ref("debt_summary"), "b": ref("debt_summary")})
    shown: Properties = {"debts": list_of(both), "only_a": debts, "only_b": debts}
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
            object_of({**head, "a": planned, "b": planned, **shown}),
            object_of({**head, "a": stopped, "b": stopped}),
        ],
        "$defs": {**basics, **_summaries()},
    }


def against_schema_text() -> str:
    """The schema as the JSON text of its file."""
    return json_text(against_schema(), indent=2) + "\n"

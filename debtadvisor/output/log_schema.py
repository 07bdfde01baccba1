"""The JSON Schema of a log document, made from the codes of the core. `schemas/log.schema.json` is a copy of it."""

from collections.abc import Mapping
from enum import StrEnum

from debtadvisor.core.codes import Confidence, ContactChannel, EventKind, Outcome, Standing
from debtadvisor.core.conduct import ConductMatter
from debtadvisor.core.log import FollowUp
from debtadvisor.core.plan.model import PlanStatus
from debtadvisor.output.export_log import SCHEMA
from debtadvisor.output.plan_schema import plan_schema
from debtadvisor.output.safe import json_text

Schema = dict[str, object]

_TEXT: Schema = {"type": "string"}
_YES_NO: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def log_schema() -> Schema:
    """The schema (draft 2020-12): one of the five views of a log."""
    views: dict[str, dict[str, Schema]] = {
        "stopped": {"findings": _list(_ref("finding"))},
        "recorded": {"entries": _list(_ref("entry"))},
        "list": {"entries": _list(_ref("entry"))},
        "due": {"due": _list(_ref("due")), "payments": _list(_ref("payment"))},
        "conduct": {
            "observed": _list(_ref("observed")),
            "complaints": _list(_object({"debt": _ref("id"), "zh": _list(_TEXT)})),
            "rules": _list(_ref("rule")),
            "sources": _list(_ref("source")),
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://debtadvisor.invalid/schemas/log/1",
        "title": "A debtadvisor log of contacts",
        "description": "Money is yuan as a decimal string, dates are ISO dates; events are numbered from 0.",
        "oneOf": [_object(_head(view) | parts) for view, parts in views.items()],
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """The schema as the JSON text of its file."""
    return json_text(log_schema(), indent=2) + "\n"


def _head(view: str) -> dict[str, Schema]:
    running: list[str] = [status.value for status in PlanStatus if status is not PlanStatus.STOP]
    return {
        "schema": {"const": SCHEMA},
        "program": _TEXT,
        "book": _TEXT,
        "case": _ref("id"),
        "as_of": _ref("date"),
        "status": {"const": PlanStatus.STOP.value} if view == "stopped" else {"enum": running},
        "view": {"const": view},
    }


def _definitions() -> dict[str, object]:
    shared = plan_schema()["$defs"]
    assert isinstance(shared, Mapping)
    entry: dict[str, Schema] = {
        "number": _COUNT,
        "kind": _one_of(EventKind),
        "on": _ref("date"),
        "debt": _TEXT,
        "channel": _or_null(_one_of(ContactChannel)),
        "outgoing": _YES_NO,
        **dict.fromkeys(("who", "ticket", "said", "promised"), _TEXT),
        "next_date": _or_null(_ref("date")),
        "outcome": _or_null(_one_of(Outcome)),
        "hour": _or_null({"type": "integer", "minimum": 0, "maximum": 23}),
        "count": _COUNT,
        "answered": _YES_NO,
        "note": _TEXT,
    }
    due: dict[str, Schema] = {
        "entry": _ref("entry"),
        "on": _ref("date"),
        "letter": _or_null(_one_of(FollowUp)),
        "person_first": _YES_NO,
    }
    payment: dict[str, Schema] = {
        "debt": _ref("id"),
        "on": _ref("date"),
        "amount": _ref("money"),
        "as_contract": _YES_NO,
    }
    sighting: dict[str, Schema] = {
        "on": _ref("date"),
        "events": _list(_COUNT),
        "count": _COUNT,
        "rules": _list(_ref("id")),
    }
    rule: dict[str, Schema] = {
        "id": _ref("id"),
        "standing": _one_of(Standing),
        "confidence": _one_of(Confidence),
        "sources": _list(_ref("id")),
    }
    observed: dict[str, Schema] = {
        "matter": _one_of(ConductMatter),
        "debt": _TEXT,
        "sightings": _list(_object(sighting)),
    }
    return {
        **{name: shared[name] for name in ("money", "date", "id", "finding", "source")},
        "entry": _object(entry),
        "due": _object(due),
        "payment": _object(payment),
        "rule": _object(rule),
        "observed": _object(observed),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _one_of(codes: type[StrEnum]) -> Schema:
    return {"enum": [code.value for code in codes]}


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }

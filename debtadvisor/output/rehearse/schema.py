"""The JSON Schema of a rehearsal, made from the codes of the core. `schemas/rehearse.schema.json` is a copy of it."""

from collections.abc import Mapping

from debtadvisor.core.codes import Confidence, Stage, Standing
from debtadvisor.core.plan.model import PlanStatus
from debtadvisor.core.rehearse.model import Guardrail, Improper, Pressure, SceneEnd
from debtadvisor.output.plan.schema import plan_schema
from debtadvisor.output.rehearse.export import SCHEMA
from debtadvisor.output.safe import json_text
from debtadvisor.output.schema_parts import Schema, list_of, object_of, one_of, or_null, ref

_TEXT: Schema = {"type": "string"}
_YES_NO: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 1}


def rehearse_schema() -> Schema:
    """The schema (draft 2020-12): a rehearsal, or the findings of a stopped case."""
    running: list[str] = [status.value for status in PlanStatus if status is not PlanStatus.STOP]
    stopped = _head({"const": PlanStatus.STOP.value}) | {"findings": list_of(ref("finding"))}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://debtadvisor.invalid/schemas/rehearse/1",
        "title": "A rehearsal of a call",
        "description": "Lines and sentences are numbered from 1. `chosen` is null where own words were typed; "
        "no word of them is repeated. `ending` is null when the scene was left before its end.",
        "oneOf": [object_of(stopped), object_of(_head({"enum": running}) | _scene())],
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """The schema as the JSON text of its file."""
    return json_text(rehearse_schema(), indent=2) + "\n"


def _head(status: Schema) -> dict[str, Schema]:
    return {
        "schema": {"const": SCHEMA},
        "program": _TEXT,
        "book": _TEXT,
        "case": ref("id"),
        "as_of": ref("date"),
        "status": status,
    }


def _scene() -> dict[str, Schema]:
    practise: dict[str, Schema] = {"guardrail": one_of(Guardrail), "line": ref("id"), "good": _COUNT}
    return {
        "debt": ref("id"),
        "stage": one_of(Stage),
        "pressure": one_of(Pressure),
        "held": _YES_NO,
        "lines": _COUNT,
        "finished": _YES_NO,
        "ending": or_null(one_of(SceneEnd)),
        "played": list_of(ref("played")),
        "steady": list_of(ref("id")),
        "practise": list_of(object_of(practise)),
        "rules": list_of(ref("rule")),
        "sources": list_of(ref("source")),
    }


def _definitions() -> dict[str, object]:
    shared = plan_schema()["$defs"]
    assert isinstance(shared, Mapping)
    slip: dict[str, Schema] = {"guardrail": one_of(Guardrail), "about": ref("id"), "rules": list_of(ref("id"))}
    played: dict[str, Schema] = {
        "number": _COUNT,
        "line": ref("id"),
        "improper": or_null(one_of(Improper)),
        "rules": list_of(ref("id")),
        "choices": _COUNT,
        "good": _COUNT,
        "chosen": or_null(_COUNT),
        "slips": list_of(object_of(slip)),
    }
    rule: dict[str, Schema] = {
        "id": ref("id"),
        "standing": one_of(Standing),
        "confidence": one_of(Confidence),
        "sources": list_of(ref("id")),
    }
    return {
        **{name: shared[name] for name in ("date", "id", "finding", "source")},
        "played": object_of(played),
        "rule": object_of(rule),
    }

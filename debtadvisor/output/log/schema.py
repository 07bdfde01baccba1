"""The JSON Schema of a log document, made from the codes of the core. `schemas/log.schema.json` is a copy of it."""

from collections.abc import Mapping

from debtadvisor.core.agreement import LateEffect, PaperForm, PaperTerm, PayTo
from debtadvisor.core.codes import Confidence, ContactChannel, EventKind, Outcome, Standing
from debtadvisor.core.conduct import ConductMatter
from debtadvisor.core.log import FollowUp
from debtadvisor.core.offer.model import Because, Verdict
from debtadvisor.core.plan.model import PlanStatus
from debtadvisor.output.log.export import SCHEMA
from debtadvisor.output.plan.schema import plan_schema
from debtadvisor.output.safe import json_text
from debtadvisor.output.schema_parts import Schema, list_of, object_of, one_of, or_null, ref

_TEXT: Schema = {"type": "string"}
_YES_NO: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def log_schema() -> Schema:
    """The schema (draft 2020-12): one of the five views of a log."""
    views: dict[str, dict[str, Schema]] = {
        "stopped": {"findings": list_of(ref("finding"))},
        "recorded": {"entries": list_of(ref("entry")), "judged": or_null(ref("judged"))},
        "list": {"entries": list_of(ref("entry"))},
        "due": {"due": list_of(ref("due")), "missed": list_of(ref("missed")), "payments": list_of(ref("payment"))},
        "conduct": {
            "observed": list_of(ref("observed")),
            "complaints": list_of(object_of({"debt": ref("id"), "zh": list_of(_TEXT)})),
            "rules": list_of(ref("rule")),
            "sources": list_of(ref("source")),
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://debtadvisor.invalid/schemas/log/1",
        "title": "A debtadvisor log of contacts",
        "description": "Money is yuan as a decimal string, dates are ISO dates; events are numbered from 0.",
        "oneOf": [object_of(_head(view) | parts) for view, parts in views.items()],
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
        "case": ref("id"),
        "as_of": ref("date"),
        "status": {"const": PlanStatus.STOP.value} if view == "stopped" else {"enum": running},
        "view": {"const": view},
    }


def _definitions() -> dict[str, object]:
    shared = plan_schema()["$defs"]
    assert isinstance(shared, Mapping)
    entry: dict[str, Schema] = {
        "number": _COUNT,
        "kind": one_of(EventKind),
        "on": ref("date"),
        "debt": _TEXT,
        "channel": or_null(one_of(ContactChannel)),
        "outgoing": _YES_NO,
        **dict.fromkeys(("who", "ticket", "said", "promised"), _TEXT),
        "next_date": or_null(ref("date")),
        "outcome": or_null(one_of(Outcome)),
        "hour": or_null({"type": "integer", "minimum": 0, "maximum": 23}),
        "count": _COUNT,
        "answered": _YES_NO,
        "amount": or_null(ref("money")),
        "agreement": or_null(ref("agreement")),
        "note": _TEXT,
    }
    agreement: dict[str, Schema] = {
        "form": one_of(PaperForm),
        "payments": list_of(object_of({"on": ref("date"), "amount": ref("money")})),
        "waived": or_null(ref("money")),
        "pay_to": one_of(PayTo),
        "paper": list_of(one_of(PaperTerm)),
        "late": list_of(one_of(LateEffect)),
        "grace_days": or_null(_COUNT),
    }
    judged: dict[str, Schema] = {
        "verdict": one_of(Verdict),
        "because": list_of(one_of(Because)),
        "missing": list_of(one_of(PaperTerm)),
        "essential": _COUNT,
    }
    missed: dict[str, Schema] = {
        "debt": ref("id"),
        "entry": _COUNT,
        "since": ref("date"),
        "amount": ref("money"),
        "until": or_null(ref("date")),
        "kept": _YES_NO,
    }
    due: dict[str, Schema] = {
        "entry": ref("entry"),
        "on": ref("date"),
        "letter": or_null(one_of(FollowUp)),
        "person_first": _YES_NO,
    }
    payment: dict[str, Schema] = {
        "debt": ref("id"),
        "on": ref("date"),
        "amount": ref("money"),
        "as_contract": _YES_NO,
        "catch_up": _YES_NO,
    }
    sighting: dict[str, Schema] = {
        "on": ref("date"),
        "events": list_of(_COUNT),
        "count": _COUNT,
        "rules": list_of(ref("id")),
    }
    rule: dict[str, Schema] = {
        "id": ref("id"),
        "standing": one_of(Standing),
        "confidence": one_of(Confidence),
        "sources": list_of(ref("id")),
    }
    observed: dict[str, Schema] = {
        "matter": one_of(ConductMatter),
        "debt": _TEXT,
        "sightings": list_of(object_of(sighting)),
    }
    return {
        **{name: shared[name] for name in ("money", "date", "id", "finding", "source")},
        "entry": object_of(entry),
        "agreement": object_of(agreement),
        "judged": object_of(judged),
        "missed": object_of(missed),
        "due": object_of(due),
        "payment": object_of(payment),
        "rule": object_of(rule),
        "observed": object_of(observed),
    }

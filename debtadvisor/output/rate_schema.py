"""The JSON Schema of a rate document, made from the codes of the core. `schemas/rate.schema.json` is a copy of it."""

from collections.abc import Mapping
from enum import StrEnum

from debtadvisor.core.ceilings import LineState, Say
from debtadvisor.core.codes import Confidence, Evidence, LenderKind, Standing
from debtadvisor.core.rates.apr import EuUnit
from debtadvisor.core.rates.costs import CostMeasure
from debtadvisor.output.export_rate import SCHEMA
from debtadvisor.output.rate_result import Way
from debtadvisor.output.safe import json_text

Schema = dict[str, object]

_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_COUNT: Schema = {"type": "integer", "minimum": 1}
_MONEY: Schema = {"$ref": "#/$defs/money"}
_RATE: Schema = {"$ref": "#/$defs/rate"}
_DATE: Schema = {"$ref": "#/$defs/date"}


def rate_schema() -> Schema:
    """The schema (draft 2020-12) of what ``rate --format json`` prints."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://debtadvisor.invalid/schemas/rate/1",
        "title": "The real cost of a loan",
        "description": "Money is yuan and rates are fractions of a year, both as decimal strings; dates are ISO dates. "
        "What does not apply is null.",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "program": _TEXT,
                "book": _TEXT,
                "as_of": _DATE,
                "way": _one_of(Way),
                **{key: _or_null(_MONEY) for key in ("received", "total_paid", "cost")},
                **{key: _or_null(_RATE) for key in ("irr_monthly", "nominal_annual", "effective_annual", "xirr")},
                **{key: _or_null(_RATE) for key in ("apr_eu", "apr_us", "monthly_fee")},
                "count": _or_null(_COUNT),
                "quotes": _list(_quote()),
                "fee_instalments": _list(_fee()),
                "kind": _or_null(_one_of(LenderKind)),
                "lender": _or_null(_TEXT),
                "contract_date": _or_null(_DATE),
                "ceilings": _list(_ceiling()),
                "convention": _convention(),
                "sources": _list(_source()),
            }
        ),
        "$defs": {
            "money": {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)\\.[0-9]{2}$"},
            "rate": {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$"},
            "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        },
    }


def schema_text() -> str:
    """The schema as the JSON text of its file."""
    return json_text(rate_schema(), indent=2) + "\n"


def _quote() -> Schema:
    figures = dict.fromkeys(("day", "month", "year", "yuan_a_day_on_10000"), _RATE)
    return _object({"day_base": {"enum": [360, 365]}, **figures})


def _fee() -> Schema:
    return _object({"count": _COUNT, **dict.fromkeys(("irr_monthly", "nominal_annual", "effective_annual"), _RATE)})


def _convention() -> Schema:
    return _object(
        {
            "months_per_year": {"const": 12},
            "days_per_year": {"const": 365},
            "nominal": _or_null(_one_of(CostMeasure)),
            "apr_eu_unit": _or_null(_one_of(EuUnit)),
            "start": _or_null(_DATE),
            "start_assumed": _FLAG,
            "flows_sorted": _FLAG,
        }
    )


def _ceiling() -> Schema:
    return _object(
        {
            "rule": _TEXT,
            "kind": _one_of(LenderKind),
            "standing": _one_of(Standing),
            "confidence": _one_of(Confidence),
            "state": _one_of(LineState),
            "line": _or_null(_RATE),
            "measure": _or_null(_one_of(CostMeasure)),
            "over": _or_null(_RATE),
            "excess": _or_null(_MONEY),
            "borderline": _FLAG,
            "claimable": _FLAG,
            "only_assisted": _FLAG,
            "say": _one_of(Say),
            "sources": _list(_TEXT),
        }
    )


def _source() -> Schema:
    words = _object({"zh": _TEXT, "en": _TEXT})
    return _object(
        {
            "id": _TEXT,
            "title": words,
            **dict.fromkeys(("publisher", "number", "locator", "url"), _TEXT),
            **{key: _or_null(_DATE) for key in ("in_force", "until", "published")},
            "checked": _DATE,
            "evidence": _one_of(Evidence),
        }
    )


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _or_null(of: Schema) -> Schema:
    return {"anyOf": [of, {"type": "null"}]}


def _one_of(codes: type[StrEnum]) -> Schema:
    return {"enum": [code.value for code in codes]}


def _object(properties: Mapping[str, Schema]) -> Schema:
    """An object that has all of these and nothing else."""
    required = list(properties)
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}

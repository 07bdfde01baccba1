"""The JSON Schema of a rate document, made from the codes of the core. `schemas/rate.schema.json` is a copy of it."""

from debtadvisor.core.ceilings import LineState, Say
from debtadvisor.core.codes import Confidence, Evidence, LenderKind, Standing
from debtadvisor.core.rates.apr import EuUnit
from debtadvisor.core.rates.costs import CostMeasure
from debtadvisor.output.rate.export import SCHEMA
from debtadvisor.output.rate.result import Way
from debtadvisor.output.safe import json_text
from debtadvisor.output.schema_parts import Schema, list_of, object_of, one_of, or_null

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
        **object_of(
            {
                "schema": {"const": SCHEMA},
                "program": _TEXT,
                "book": _TEXT,
                "as_of": _DATE,
                "way": one_of(Way),
                **{key: or_null(_MONEY) for key in ("received", "total_paid", "cost")},
                **{key: or_null(_RATE) for key in ("irr_monthly", "nominal_annual", "effective_annual", "xirr")},
                **{key: or_null(_RATE) for key in ("apr_eu", "apr_us", "monthly_fee")},
                "count": or_null(_COUNT),
                "quotes": list_of(_quote()),
                "fee_instalments": list_of(_fee()),
                "kind": or_null(one_of(LenderKind)),
                "lender": or_null(_TEXT),
                "contract_date": or_null(_DATE),
                "ceilings": list_of(_ceiling()),
                "convention": _convention(),
                "sources": list_of(_source()),
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
    return object_of({"day_base": {"enum": [360, 365]}, **figures})


def _fee() -> Schema:
    return object_of({"count": _COUNT, **dict.fromkeys(("irr_monthly", "nominal_annual", "effective_annual"), _RATE)})


def _convention() -> Schema:
    return object_of(
        {
            "months_per_year": {"const": 12},
            "days_per_year": {"const": 365},
            "nominal": or_null(one_of(CostMeasure)),
            "apr_eu_unit": or_null(one_of(EuUnit)),
            "start": or_null(_DATE),
            "start_assumed": _FLAG,
            "flows_sorted": _FLAG,
        }
    )


def _ceiling() -> Schema:
    return object_of(
        {
            "rule": _TEXT,
            "kind": one_of(LenderKind),
            "standing": one_of(Standing),
            "confidence": one_of(Confidence),
            "state": one_of(LineState),
            "line": or_null(_RATE),
            "measure": or_null(one_of(CostMeasure)),
            "over": or_null(_RATE),
            "excess": or_null(_MONEY),
            "borderline": _FLAG,
            "claimable": _FLAG,
            "only_assisted": _FLAG,
            "say": one_of(Say),
            "sources": list_of(_TEXT),
        }
    )


def _source() -> Schema:
    words = object_of({"zh": _TEXT, "en": _TEXT})
    return object_of(
        {
            "id": _TEXT,
            "title": words,
            **dict.fromkeys(("publisher", "number", "locator", "url"), _TEXT),
            **{key: or_null(_DATE) for key in ("in_force", "until", "published")},
            "checked": _DATE,
            "evidence": one_of(Evidence),
        }
    )

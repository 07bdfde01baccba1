"""The JSON Schema of a case file, made from the table of fields. `schemas/case.schema.json` is a copy of it."""

import json

from debtadvisor.intake.fields import CASE, LONGEST_ID, LONGEST_TEXT, SCHEMA, Field, Kind, Section

_YUAN = {"type": ["number", "string"], "description": 'yuan: 1234.56 or "8.6万"', "exclusiveMaximum": 10**12 + 1}
_ZERO_UP = {"minimum": 0}
_DEFINITIONS: dict[str, object] = {
    "text": {"type": "string", "maxLength": LONGEST_TEXT},
    "identifier": {"type": "string", "minLength": 1, "maxLength": LONGEST_ID},
    "date": {"type": "string", "description": "an ISO date; in TOML a date of its own"},
    "money": _YUAN | _ZERO_UP,
    "positive_money": _YUAN | {"exclusiveMinimum": 0},
    "amount": {
        "anyOf": [
            {"$ref": "#/$defs/money"},
            {
                "type": "object",
                "properties": {"low": {"$ref": "#/$defs/money"}, "high": {"$ref": "#/$defs/money"}},
                "additionalProperties": False,
                "minProperties": 1,
            },
        ],
        "description": 'yuan, {low, high}, or "unknown"',
    },
    "fraction": {"type": ["number", "string"], "minimum": 0, "exclusiveMaximum": 1},
    "rate": {
        "anyOf": [
            {"$ref": "#/$defs/fraction"},
            {
                "type": "object",
                "properties": {
                    "low": {"$ref": "#/$defs/fraction"},
                    "high": {"$ref": "#/$defs/fraction"},
                    "per": {"enum": ["year", "month", "day", "monthly_fee"]},
                },
                "required": ["high"],
                "additionalProperties": False,
            },
        ],
        "description": '0.18, "18%", "0.05%/日", "月费率0.6%", or {low, high, per}',
    },
    "share": {"type": ["number", "string"], "minimum": 0, "maximum": 1},
    "yes_no": {"type": ["boolean", "string"]},
}
_PLAIN = {
    Kind.TEXT: "text",
    Kind.ID: "identifier",
    Kind.LENDER: "text",
    Kind.YES_NO: "yes_no",
    Kind.DATE: "date",
    Kind.AMOUNT: "amount",
    Kind.RATE: "rate",
    Kind.SHARE: "share",
}


def case_schema() -> dict[str, object]:
    """The schema of a JSON case file (draft 2020-12). What only a look at the whole case can tell is not in it."""
    top = _object(CASE)
    properties = top["properties"]
    if isinstance(properties, dict):
        properties["schema"] = {"const": SCHEMA}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "debtadvisor case",
        **top,
        "$defs": _DEFINITIONS,
    }


def schema_text() -> str:
    """The schema as the file that ships in the package."""
    return json.dumps(case_schema(), ensure_ascii=False, indent=2) + "\n"


def _object(section: Section) -> dict[str, object]:
    required = [field.key for field in section.fields if field.required]
    return {
        "type": "object",
        "properties": {field.key: _value(section, field) for field in section.fields},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _value(section: Section, field: Field) -> dict[str, object]:
    if field.kind is Kind.TABLE:
        return _object(field.section)
    if field.kind is Kind.TABLES:
        most: dict[str, object] = {"minItems": 1} if field.key == "debts" else {}
        return {"type": "array", "items": _object(field.section), **most}
    if field.kind is Kind.CODES:
        return {"type": "array", "items": {"enum": list(field.codes)}}
    if field.kind is Kind.IDS:
        return {"type": "array", "items": {"$ref": "#/$defs/identifier"}}
    may_be_unknown = [] if field.required or section.default(field.key) is not None else ["unknown"]
    if field.kind is Kind.CODE:
        return {"enum": [*field.codes, *(code for code in may_be_unknown if code not in field.codes)]}
    if field.kind is Kind.COUNT:
        return {"type": ["integer", "string"], "minimum": field.low, "maximum": field.high}
    if field.kind is Kind.MONEY:
        return {"$ref": "#/$defs/positive_money" if field.positive else "#/$defs/money"}
    return {"$ref": f"#/$defs/{_PLAIN[field.kind]}"}

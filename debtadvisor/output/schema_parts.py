"""The pieces that every JSON Schema of this package is made of (draft 2020-12)."""

from collections.abc import Mapping
from enum import StrEnum

Schema = dict[str, object]
Properties = dict[str, Schema]


def ref(name: str) -> Schema:
    """What stands under that name in ``$defs``."""
    return {"$ref": f"#/$defs/{name}"}


def list_of(of: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": of}


def or_null(of: Schema) -> Schema:
    """That, or null."""
    return {"anyOf": [of, {"type": "null"}]}


def one_of(codes: type[StrEnum]) -> Schema:
    """One of these codes."""
    return {"enum": [code.value for code in codes]}


def object_of(properties: Mapping[str, Schema]) -> Schema:
    """An object that has all of these and nothing else."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }

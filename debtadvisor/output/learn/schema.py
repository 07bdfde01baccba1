"""The JSON Schema of a page to learn from. `schemas/learn.schema.json` is a copy of it."""

from debtadvisor.output.blocks import Tone
from debtadvisor.output.learn.export import SCHEMA, View
from debtadvisor.output.safe import json_text
from debtadvisor.output.schema_parts import Properties, Schema, list_of, object_of, one_of, ref
from debtadvisor.text.catalogue import LANGUAGES

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer", "minimum": 1}
_NOTES = list_of(_NUMBER)


def learn_schema() -> Schema:
    """The schema (draft 2020-12): one page with its blocks and sources, in the language of the page."""
    page: Properties = {
        "schema": {"const": SCHEMA},
        "program": _TEXT,
        "book": _TEXT,
        "as_of": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        "lang": {"enum": list(LANGUAGES)},
        "view": one_of(View),
        "asked": _TEXT,
        "title": _TEXT,
        "blocks": list_of({"oneOf": [ref(kind) for kind in ("heading", "text", "list", "say")]}),
        "sources": list_of(ref("source")),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://debtadvisor.invalid/schemas/learn/1",
        "title": "A debtadvisor page to learn from",
        "description": "Words in the language of the page, in its order; dates are ISO dates. The numbers of notes are "
        "those of the sources.",
        **object_of(page),
        "$defs": {
            "heading": object_of({"kind": {"const": "heading"}, "level": _NUMBER, "text": _TEXT}),
            "text": object_of({"kind": {"const": "text"}, "text": _TEXT, "tone": one_of(Tone), "notes": _NOTES}),
            "list": object_of({"kind": {"const": "list"}, "items": list_of(ref("item"))}),
            "item": object_of({"label": _TEXT, "text": _TEXT, "notes": _NOTES}),
            "say": object_of({"kind": {"const": "say"}, "label": _TEXT, "zh": _TEXT, "beside": _TEXT}),
            "source": object_of({"number": _NUMBER, "text": _TEXT, "about": _TEXT, "url": _TEXT}),
        },
    }


def schema_text() -> str:
    """The schema as the JSON text of its file."""
    return json_text(learn_schema(), indent=2) + "\n"

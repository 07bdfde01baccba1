"""The questions of the wizard as a document, so that another program can ask them, and its JSON Schema.

Each says where in a case file its answer goes; such a case as JSON is what ``debtadvisor plan -`` reads. The schema is
published as ``schemas/questions.schema.json``.
"""

import json
import re
from collections.abc import Mapping

from debtadvisor import __version__
from debtadvisor.intake.fields import BUSINESS_HEADINGS, Kind
from debtadvisor.intake.wizard.step import KEPT, NO, YES, Ask, Part, Step, When
from debtadvisor.intake.wizard.steps import templates
from debtadvisor.intake.wizard.words import Words
from debtadvisor.text.catalogue import LANGUAGES, Catalogue

SCHEMA = "debtadvisor.questions/1"
_LISTS = ("incomes", "debts")
# Questions of the wizard's own, and where their answers go.
_OWN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "papers": ("events[].kind", {}),
    "cash": ("assets[].value", {"assets[].kind": "cash"}),
    "cash_for_debts": ("assets[].for_debts", {"assets[].kind": "cash"}),
}

Entry = dict[str, object]


def questions_document(catalogue: Catalogue) -> Entry:
    """Every question in its order, in that language. Rows of lists stand at ``incomes[]`` and ``debts[]``."""
    words = Words(catalogue)
    parts = [{"code": part.value, "title": catalogue.say("wizard", f"parts.{part.value}")} for part in Part]
    return {
        "schema": SCHEMA,
        "program": __version__,
        "lang": catalogue.lang,
        "parts": parts,
        "questions": [_question(step, words) for step in templates()],
    }


def questions_json(document: Mapping[str, object]) -> str:
    """The document as JSON text."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def questions_text(catalogue: Catalogue) -> str:
    """The questions as a list to read: key and prompt."""
    words = Words(catalogue)
    lines: list[str] = []
    for number, part in enumerate(Part, start=1):
        title = catalogue.say("wizard", f"parts.{part.value}")
        lines += ["", words.say("part", number=number, count=len(Part), name=title), ""]
        lines += [f"- {step.key}: {words.prompt(step)}" for step in templates() if step.part is part]
    return "\n".join(lines[1:]) + "\n"


def _question(step: Step, words: Words) -> Entry:
    writes, beside = _writes(step)
    codes = (YES, NO) if step.ask is Ask.YES_NO else step.choices
    return {
        "key": step.key,
        "part": step.part.value,
        "ask": step.ask.value,
        "kind": _kind(step).value,
        "prompt": words.prompt(step),
        "help": words.help(step),
        "why": words.reason(step),
        "where": words.where(step),
        "choices": [{"code": code, "word": _word(step, code, words)} for code in codes],
        "initial": step.initial,
        "required": not step.optional,
        "unless_given": "debts[].instalments_left" if step.key == "debts[].instalment" else None,
        "when": [_when(when) for when in step.when if not when.key.endswith(f".{KEPT}")],
        "repeats": step.key.partition("[]")[0] if step.key.endswith(".more") else None,
        "writes": writes,
        "beside": dict(beside),
    }


def _kind(step: Step) -> Kind:
    if step.field is not None:
        return step.field.kind
    return {Ask.MANY: Kind.CODES, Ask.YES_NO: Kind.YES_NO}.get(step.ask, Kind.CODE)


def _word(step: Step, code: str, words: Words) -> str:
    return words.say(code) if step.ask is Ask.YES_NO else words.choice(step, code)


def _when(when: When) -> Entry:
    return {"key": when.key, "codes": list(when.codes), "unless": when.unless, "while_open": when.silent}


def _writes(step: Step) -> tuple[str | None, Mapping[str, str]]:
    """The place of the answer in a case file, and what else its row needs; None when it only decides what is asked."""
    if step.key in _OWN:
        return _OWN[step.key]
    if paper := re.fullmatch(r"papers\.(\w+)\.(\w+)", step.key):
        return f"events[].{paper[2]}", {"events[].kind": paper[1]}
    if step.key.startswith("spending."):
        heading = step.key.partition(".")[2]
        pot = {"spending[].pot": "business"} if heading in BUSINESS_HEADINGS else {}
        return "spending[].amount", {"spending[].heading": heading} | pot
    if step.field is None or step.key == "incomes.any":
        return None, {}
    return step.key.removeprefix("case."), {}


# --- the schema -----------------------------------------------------------------------------------------


def questions_schema() -> dict[str, object]:
    """The schema (draft 2020-12) of the document."""
    asked = {_kind(step) for step in templates()}
    text: Entry = {"type": "string"}
    key: Entry = {"type": "string", "pattern": r"^[a-z_]+(\[0?\])?(\.[a-z_]+)*$"}
    when = {
        "key": key | {"description": "[] is the same row; in a question outside that list, any row"},
        "codes": {"type": "array", "items": text, "description": "the answer is one of these, or holds one"},
        "unless": {"type": "boolean", "description": "asked when the answer is none of the codes"},
        "while_open": {"type": "boolean", "description": "what holds while the question at key is not answered"},
    }
    question = {
        "key": key,
        "part": {"enum": [part.value for part in Part]},
        "ask": {"enum": [ask.value for ask in Ask]},
        "kind": {"enum": [kind.value for kind in Kind if kind in asked]},
        **dict.fromkeys(("prompt", "help", "why", "where"), text),
        "choices": {"type": "array", "items": _object({"code": text, "word": text})},
        "initial": text,
        "required": {"type": "boolean"},
        "unless_given": {"anyOf": [key, {"type": "null"}], "description": "not required once that one is answered"},
        "when": {"type": "array", "items": _object(when), "description": "asked when all of these hold"},
        "repeats": {"enum": [*_LISTS, None], "description": "yes asks the questions of that list once more"},
        "writes": {
            "anyOf": [key, {"type": "null"}],
            "description": "place in the case file; null decides what is asked",
        },
        "beside": {"type": "object", "additionalProperties": text, "description": "what else stands in the same row"},
    }
    part = {"code": {"enum": [one.value for one in Part]}, "title": text}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://debtadvisor.invalid/schemas/questions/1",
        "title": "The questions of the debtadvisor wizard",
        "description": "The answers go into a case file, see case.schema.json; debtadvisor plan - reads it as JSON.",
        **_object(
            {
                "schema": {"const": SCHEMA},
                "program": text,
                "lang": {"enum": list(LANGUAGES)},
                "parts": {"type": "array", "items": _object(part)},
                "questions": {"type": "array", "items": _object(question)},
            }
        ),
    }


def schema_text() -> str:
    """The schema as the file that ships in the package."""
    return json.dumps(questions_schema(), ensure_ascii=False, indent=2) + "\n"


def _object(properties: Mapping[str, object]) -> Entry:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }

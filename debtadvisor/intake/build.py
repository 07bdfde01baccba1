"""Answers → Case, or every problem at once; and back. All three doors (wizard, file, rows) end here."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

from debtadvisor.core.case import Amount, Case, Rate
from debtadvisor.core.errors import CaseError, Problem
from debtadvisor.intake import checks, values
from debtadvisor.intake.fields import CASE, SCHEMA, Field, Kind, Section
from debtadvisor.intake.lender_names import LenderNames, folded, nearest
from debtadvisor.intake.units import UnitError, is_unknown, shown

# No answer, as far as a Case is concerned: absent, null, or not known where that is allowed.
_ABSENT = object()


def case_from(answers: Mapping[str, object], known: LenderNames, today: date) -> Case:
    """The Case that these answers describe.

    known   how lenders may be named, from `lender_names(book)`
    today   stands for `as_of` when the answers give none

    Raises CaseError with every problem found, in the order of the table of fields.
    """
    builder = _Builder(known, today)
    case = builder.case(answers)
    if builder.problems or not isinstance(case, Case):
        raise CaseError(builder.problems)
    return case


def problem_with(field: Field, answer: object, known: LenderNames, today: date) -> Problem | None:
    """What is wrong with one answer by itself, None when nothing is: for a door that asks one thing at a time."""
    builder = _Builder(known, today)
    builder.read(field, answer, field.key)
    return builder.problems[0] if builder.problems else None


def problems_of_row(
    section: Section, row: Mapping[str, object], known: LenderNames, today: date
) -> tuple[Problem, ...]:
    """What is wrong with one row of a section by itself, in itself and between its fields."""
    builder = _Builder(known, today)
    builder.table(section, row, "")
    return tuple(builder.problems)


class _Builder:
    """Reads tables by the table of fields and keeps what is wrong with them."""

    def __init__(self, known: LenderNames, today: date) -> None:
        self.known = known
        self.today = today
        self.as_of = today
        self.problems: list[Problem] = []

    def report(self, where: str, code: str, given: Mapping[str, str]) -> None:
        self.problems.append(Problem(where, code, dict(given)))

    def case(self, answers: Mapping[str, object]) -> object:
        """The Case; None when anything in it is wrong."""
        given = dict(answers)
        schema = given.pop("schema", SCHEMA)
        if isinstance(schema, bool) or schema != SCHEMA:
            self.report("schema", "unknown_schema", {"given": shown(schema), "known": str(SCHEMA)})
        self.as_of = self._as_of(given.pop("as_of", None))
        given["as_of"] = self.as_of
        unsaid: dict[str, object] = {"id": "case", "borrower": {}, "household": {}}
        for key, plain in unsaid.items():
            if given.get(key) is None:
                given[key] = plain
        found = self.table(CASE, given, "")
        self._same_ids(given.get("debts"))
        return found

    def _same_ids(self, debts: object) -> None:
        """Ids given twice, also where one of the debts has another problem and so could not be compared."""
        if any(problem.code == "duplicate_id" for problem in self.problems):
            return
        first: dict[str, int] = {}
        for i, debt in enumerate(debts if isinstance(debts, list) else ()):
            name = debt.get("id") if isinstance(debt, Mapping) else None
            if isinstance(name, str) and first.setdefault(name, i) != i:
                self.report(f"debts[{i}].id", "duplicate_id", {"given": name, "first": f"debts[{first[name]}]"})

    def _as_of(self, value: object) -> date:
        """The day that the answers give, or today's when they give none or no day that can be planned from."""
        if value is None:
            return self.as_of
        try:
            found = values.day(value, CASE.field("as_of"), self.as_of)
        except UnitError as wrong:
            self.report("as_of", wrong.code, wrong.values)
            return self.as_of
        if not 2000 <= found.year <= 2100:
            self.report("as_of", "as_of_out_of_range", {"given": found.isoformat()})
            return self.as_of
        return found

    def table(self, section: Section, value: object, where: str) -> object:
        """The dataclass of that section; None when its table, or anything in it, is wrong."""
        if not isinstance(value, Mapping):
            self.report(where, "not_a_table", {"given": shown(value)})
            return None
        before = len(self.problems)
        self._unknown_keys(section, value, where)
        found: dict[str, object] = {}
        for field in section.fields:
            answer = self.read(field, value.get(field.key), _place(where, field.key))
            if answer is not _ABSENT:
                found[field.key] = answer
        # A field in doubt is None from here on; the checks between fields look at the sound ones only.
        checks.check(section, found, where, self.as_of, self.report)
        if len(self.problems) > before:
            return None
        return section.make(**found)

    def _unknown_keys(self, section: Section, value: Mapping[object, object], where: str) -> None:
        keys: list[str] = []
        known = {field.key for field in section.fields}
        for key in value:
            if key not in known and not (key == "schema" and section is CASE):
                keys = keys or [field.key for field in section.fields] + (["schema"] if section is CASE else [])
                name = shown(str(key))
                near = get_close_matches(name, keys, n=1)
                given = {"given": name, "nearest": near[0] if near else "", "allowed": ", ".join(keys)}
                self.report(_place(where, name), "unknown_key", given)

    def read(self, field: Field, value: object, where: str) -> object:
        """The value of one field: `_ABSENT` when it was not given, None when it is wrong and reported."""
        blank = field.kind is Kind.TEXT and isinstance(value, str) and not value.strip()
        if value is None or (blank and field.required):
            if field.required:
                self.report(where, "no_debts" if where == "debts" else "missing", {})
            return None if field.required else _ABSENT
        if field.kind is Kind.TABLE:
            return self.table(field.section, value, where)
        if field.kind is Kind.TABLES:
            return self._tables(field, value, where)
        if field.kind in (Kind.CODES, Kind.IDS):
            return self._codes(field, value, where)
        if is_unknown(value) and not _may_say_unknown(field):
            return self._not_known(field, value, where)
        try:
            return self._plain(field, value)
        except UnitError as wrong:
            self.report(where, wrong.code, wrong.values)
            return None

    def _not_known(self, field: Field, value: object, where: str) -> object:
        """Not known is no answer where the case can do without one; elsewhere it is a problem."""
        if not field.required and _optional(field):
            return _ABSENT
        self.report(where, "unknown_not_allowed", {"given": shown(value)})
        return None

    def _tables(self, field: Field, value: object, where: str) -> object:
        if not isinstance(value, Sequence) or isinstance(value, str):
            self.report(where, "not_a_list_of_tables", {"given": shown(value), "key": field.key})
            return None
        if not value and where == "debts":
            self.report(where, "no_debts", {})
            return None
        return tuple(self.table(field.section, row, f"{where}[{i}]") for i, row in enumerate(value))

    def _codes(self, field: Field, value: object, where: str) -> object:
        if not isinstance(value, Sequence) or isinstance(value, str):
            if field.kind is Kind.IDS:
                self.report(where, "not_a_list_of_ids", {"given": shown(value)})
            else:
                self.report(where, "not_a_list", {"given": shown(value), "allowed": ", ".join(field.codes)})
            return None
        found: list[object] = []
        for i, one in enumerate(value):
            try:
                found.append(_enum(field, values.code(one, field)) if field.choices else values.identifier(one))
            except UnitError as wrong:
                self.report(f"{where}[{i}]", wrong.code, wrong.values)
        return tuple(dict.fromkeys(found))

    def _plain(self, field: Field, value: object) -> object:
        """A value that is no table and no list. Raises UnitError."""
        match field.kind:
            case Kind.TEXT:
                return values.text(value)
            case Kind.ID:
                return values.identifier(value)
            case Kind.LENDER:
                return self._lender(values.text(value))
            case Kind.CODE:
                return _enum(field, values.code(value, field))
            case Kind.YES_NO:
                return values.answer_yes(value)
            case Kind.COUNT:
                return values.count(value, field)
            case Kind.DATE:
                return values.day(value, field, self.as_of, self.today)
            case Kind.MONEY:
                return values.fen(value, positive=field.positive)
            case Kind.AMOUNT:
                return values.amount(value, positive=field.positive)
            case Kind.RATE:
                return values.rate(value)
            case Kind.SHARE:
                return values.share(value)
            case Kind.CODES | Kind.IDS | Kind.TABLE | Kind.TABLES:
                raise TypeError(f"{field.key} is not a plain field")

    def _lender(self, name: str) -> str:
        """The id of the lender so named; "" stays "". Raises UnitError with the nearest names."""
        if not name.strip():
            return ""
        if found := self.known.get(folded(name)):
            return found
        near = "、".join(nearest(name, self.known))
        raise UnitError("unknown_lender", {"given": shown(name), "nearest": near})


def _place(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _enum(field: Field, code: str) -> StrEnum:
    if field.choices is None:
        raise TypeError(f"{field.key} has no codes")
    return field.choices(code)


def _may_say_unknown(field: Field) -> bool:
    """Fields for which "unknown" is a value of its own: ranges, texts, and the code of that name."""
    texts = (Kind.TEXT, Kind.ID, Kind.LENDER)
    return field.kind is Kind.AMOUNT or field.kind in texts or "unknown" in field.codes


def _optional(field: Field) -> bool:
    """Whether the case has a place for "not known" in that field: its dataclass defaults to None."""
    return any(
        field is other and section.default(field.key) is None for section in _sections(CASE) for other in section.fields
    )


def _sections(section: Section) -> tuple[Section, ...]:
    inner = (_sections(field.parts) for field in section.fields if field.parts is not None)
    return (section, *(one for group in inner for one in group))


def row_answers(section: Section, row: object) -> dict[str, object]:
    """The answers of one row of that section, as a file writes it. Defaults are left out."""
    return _answers(section, row)


def answers_from(case: Case) -> dict[str, object]:
    """The answers that `case_from` turns into that very case: what a saved file holds. Defaults are left out."""
    return {"schema": SCHEMA} | _answers(CASE, case)


def _answers(section: Section, value: object) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in section.fields:
        part: object = getattr(value, field.key)
        if field.required or part != section.default(field.key):
            found[field.key] = _answer(field, part)
    return {key: answer for key, answer in found.items() if answer != {}}


def _answer(field: Field, part: object) -> object:
    """One value as the file writes it."""
    if field.kind is Kind.TABLE:
        return _answers(field.section, part)
    if isinstance(part, tuple):
        inner = field.parts
        return [_answers(inner, one) if inner is not None else str(one) for one in part]
    if isinstance(part, Amount):
        return values.amount_answer(part)
    if isinstance(part, Rate):
        return values.rate_answer(part)
    if isinstance(part, StrEnum):
        return part.value
    if field.kind is Kind.MONEY and isinstance(part, int):
        return values.yuan(part)
    if not dataclasses.is_dataclass(part):
        return part
    raise TypeError(f"{field.key} holds a {type(part).__name__}")

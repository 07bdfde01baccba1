"""A case file → what the wizard would have heard, so that it can be edited question by question.

Beside the answers, `said` keeps where they stand in the file: ``debts[1].row`` is the number of the row behind that
debt, ``debts[1].id`` its name; ``spending.rent.kept`` says that the file has more detail there than the wizard asks
(a yearly sum, a second line), so that it is left alone.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from debtadvisor.core.case import Amount
from debtadvisor.core.codes import AssetKind, Every, Heading
from debtadvisor.intake import fields as table
from debtadvisor.intake import values
from debtadvisor.intake.fields import Field, Kind, Section
from debtadvisor.intake.lender_names import LenderNames, folded
from debtadvisor.intake.units import UnitError
from debtadvisor.intake.wizard.answers import Base
from debtadvisor.intake.wizard.debt_steps import SPECIAL_FIELDS, given
from debtadvisor.intake.wizard.step import ID, KEPT, NO, ROW, UNKNOWN, YES, debt_ids
from debtadvisor.intake.wizard.steps import BUSINESS_HEADINGS, HOUSEHOLD_HEADINGS, PAPERS, steps

Heard = dict[str, str | tuple[str, ...]]
Row = Mapping[str, object]


def base_of(answers: Mapping[str, object], known: LenderNames) -> Base:
    """The case in those answers, ready to be edited. Its tables and lists must be tables and lists."""
    return Base(answers, _Reader(answers, known).all())


def start_of(base: Base) -> Heard:
    """What is taken as said when the editing begins: everything but what is always asked anew, and what is missing."""
    said = dict(base.said)
    said.pop("borrower.safe", None)
    for step in steps(base.said):
        lacking = said.get(step.key) == "" and not step.optional and step.field is not None and step.field.required
        if lacking:
            del said[step.key]
    return {key: one if isinstance(one, str) else tuple(one) for key, one in said.items()}


def has_its_tables(answers: Mapping[str, object]) -> bool:
    """Whether everything that should be a table or a list of tables is one."""
    for field in table.CASE.fields:
        found = answers.get(field.key)
        if found is None:
            continue
        if field.kind is Kind.TABLE and not isinstance(found, Mapping):
            return False
        if field.kind is Kind.TABLES and not (isinstance(found, list) and all(isinstance(r, Mapping) for r in found)):
            return False
    return True


class _Reader:
    """Reads one file's answers."""

    def __init__(self, answers: Mapping[str, object], known: LenderNames) -> None:
        self.answers = answers
        self.known = known
        self.said: Heard = {}

    def all(self) -> Heard:
        for section in (table.BORROWER, table.HOUSEHOLD, table.HARDSHIP, table.GOALS):
            found = self.answers.get(section.name)
            self._table(section, section.name, found if isinstance(found, Mapping) else {})
        goals = self.answers.get("goals")
        if isinstance(goals, Mapping) and goals.get("order"):
            self.said[f"goals.order.{KEPT}"] = YES
        self.said["case.note"] = _text(table.CASE.field("note"), self.answers.get("note"))
        if self.answers.get("as_of") is not None:
            self.said["case.as_of"] = _text(table.CASE.field("as_of"), self.answers["as_of"])
        self._incomes()
        self._spending()
        self._cash()
        self._debts()
        self._papers()
        return self.said

    def _rows(self, name: str) -> list[Row]:
        found = self.answers.get(name)
        return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []

    def _table(self, section: Section, place: str, row: Row) -> None:
        for field in section.fields:
            key, inner = f"{place}.{field.key}", row.get(field.key)
            if field.kind is Kind.TABLE and section is table.DEBT and isinstance(inner, Mapping):
                self._table(field.section, key, inner)
            if field.kind in (Kind.TABLE, Kind.TABLES, Kind.IDS):
                continue
            if field.kind is Kind.CODES:
                self.said[key] = _codes(field, row.get(field.key))
            else:
                self.said[key] = (
                    _text(field, row[field.key]) if row.get(field.key) is not None else _default(section, field)
                )

    def _numbered(self, name: str, section: Section) -> None:
        rows = self._rows(name)
        for i, row in enumerate(rows):
            place = f"{name}[{i}]"
            self._table(section, place, row)
            self.said[f"{place}.{ROW}"] = str(i)
            self.said[f"{place}.more"] = YES if i + 1 < len(rows) else NO

    def _incomes(self) -> None:
        if self.answers.get("incomes") is not None:
            self.said["incomes.any"] = YES if self._rows("incomes") else NO
        self._numbered("incomes", table.INCOME)

    def _spending(self) -> None:
        """A heading with one plain monthly line is asked; one with more is kept as it is."""
        if self.answers.get("spending") is None:
            return
        rows = self._rows("spending")
        for heading in HOUSEHOLD_HEADINGS + BUSINESS_HEADINGS:
            key, found = (
                f"spending.{heading.value}",
                [i for i, r in enumerate(rows) if r.get("heading") == heading.value],
            )
            if not found:
                self.said[key] = "0" if heading is Heading.FOOD else ""
            elif len(found) == 1 and _is_plain(rows[found[0]], heading in BUSINESS_HEADINGS):
                self.said[key] = _text(table.SPENDING.field("amount"), rows[found[0]].get("amount"))
                self.said[f"{key}.{ROW}"] = str(found[0])
            else:
                self.said[f"{key}.{KEPT}"] = YES

    def _cash(self) -> None:
        """One sum of cash in hand is asked; more than one is kept as it is."""
        found = [i for i, row in enumerate(self._rows("assets")) if row.get("kind") == AssetKind.CASH.value]
        if not found:
            self.said["cash"] = "0"
            return
        row = self._rows("assets")[found[0]]
        if len(found) > 1 or not row.keys() <= {"kind", "value", "for_debts", "note"}:
            self.said[f"cash.{KEPT}"] = YES
            return
        self.said["cash"] = _text(table.ASSET.field("value"), row.get("value"))
        self.said[f"cash.{ROW}"] = str(found[0])
        self.said["cash_for_debts"] = _text(table.ASSET.field("for_debts"), row.get("for_debts", "0"))

    def _debts(self) -> None:
        self._numbered("debts", table.DEBT)
        for i, row in enumerate(self._rows("debts")):
            place = f"debts[{i}]"
            self.said[f"{place}.{ID}"] = self._id(row)
            late = row.get("overdue_since") is not None or row.get("arrears") is not None
            self.said[f"{place}.overdue"] = YES if late else NO
            for code in (code for code in SPECIAL_FIELDS if not _holds(row, code)):
                self.said.pop(f"{place}.{code}", None)  # asked once it is said to hold
        self.said |= _special(self._rows("debts"), debt_ids(self.said))

    def _id(self, row: Row) -> str:
        """The name by which the rest of the file points at that debt."""
        lender = str(row.get("lender") or "")
        plain = self.known.get(folded(lender), lender) or row.get("kind")
        return str(row.get("id") or plain or "debt").strip()

    def _papers(self) -> None:
        """The latest entry of each kind of paper in the file is the one that is asked about."""
        latest = {row.get("kind"): i for i, row in enumerate(self._rows("events"))}
        kinds = [kind for kind in PAPERS if kind.value in latest]
        self.said["papers"] = tuple(kind.value for kind in kinds)
        for kind in kinds:
            place, row = f"papers.{kind.value}", self._rows("events")[latest[kind.value]]
            self._table(table.EVENT, place, row)
            self.said[f"{place}.debt"] = str(row.get("debt") or UNKNOWN)
            self.said[f"{place}.{ROW}"] = str(latest[kind.value])


def _special(rows: list[Row], names: Sequence[str]) -> Heard:
    """What holds for few debts, and of several debts for which."""
    named = list(zip(names, rows, strict=False))
    which = {code: tuple(name for name, row in named if _holds(row, code)) for code in SPECIAL_FIELDS}
    said: Heard = {"special": tuple(code for code in SPECIAL_FIELDS if which[code])}
    return said | ({f"special.{code}": which[code] for code in said["special"]} if len(named) > 1 else {})


def _holds(row: Row, code: str) -> bool:
    found = row.get(code)
    return isinstance(found, Mapping) or given({code: _text(table.DEBT.field(code), found)}, code)


def _is_plain(row: Row, business: bool) -> bool:
    """Whether that line of spending says no more than the wizard asks: so much a month."""
    pot = "business" if business else "household"
    monthly = row.get("every", Every.MONTH.value) == Every.MONTH.value
    return (
        monthly and row.get("pot", "household") == pot and row.keys() <= {"heading", "amount", "every", "pot", "note"}
    )


def _codes(field: Field, found: object) -> tuple[str, ...]:
    chosen = found if isinstance(found, list) else []
    return tuple(code for code in field.codes if code in chosen)


def _default(section: Section, field: Field) -> str:
    """What is meant when the file does not say it."""
    found = section.default(field.key)
    if isinstance(found, StrEnum):
        return found.value
    if isinstance(found, bool):
        return YES if found else NO
    if isinstance(found, int):
        return str(found)
    return "0" if found == Amount(0, 0) else ""


def _text(field: Field, found: object) -> str:
    """The value as somebody would type it; close enough where only a file can say it exactly."""
    if found is None or found is dataclasses.MISSING:
        return ""
    if field.kind is Kind.YES_NO:
        try:
            return YES if values.answer_yes(found) else NO
        except UnitError:
            return ""
    if isinstance(found, Mapping):
        return _range(found)
    if isinstance(found, date):
        return found.isoformat()
    return f"{found:f}" if isinstance(found, Decimal) and found.is_finite() else str(found).strip()


def _range(found: Row) -> str:
    if "high" not in found:
        return UNKNOWN
    low, high = (_text(table.CASE.field("note"), found.get(end, 0)) for end in ("low", "high"))
    return low if low == high and found.get("per", "year") == "year" else f"{low}-{high}"

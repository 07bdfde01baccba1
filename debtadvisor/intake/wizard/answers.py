"""What was said in the wizard → the answers of a case file; on top of a file that is edited, when there is one.

What the wizard does not ask, and what was not changed, stays exactly as the file had it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from debtadvisor.core.codes import AssetKind, EventKind, Pot
from debtadvisor.core.errors import CaseError, Problem
from debtadvisor.intake import fields as table
from debtadvisor.intake import values
from debtadvisor.intake.build import case_from
from debtadvisor.intake.fields import Field, Kind, Section
from debtadvisor.intake.units import UnitError, is_unknown
from debtadvisor.intake.wizard.step import ROW, UNKNOWN, YES, Said, debt_ids, places
from debtadvisor.intake.wizard.steps import BUSINESS_HEADINGS, chosen_papers, steps

Table = dict[str, object]
# Without its debt such an entry of the log says nothing.
_OF_ONE_DEBT = (EventKind.AGREEMENT.value, EventKind.PAYMENT.value)


@dataclass(frozen=True, slots=True)
class Base:
    """A case that is edited.

    answers   as its file has them
    said      the same as the wizard would have heard it, see `wizard_said`
    """

    answers: Mapping[str, object] = field(default_factory=dict)
    said: Said = field(default_factory=dict)

    def rows(self, name: str) -> list[Table]:
        """The rows of that list; none when there is no such list."""
        found = self.answers.get(name, ())
        return [dict(row) for row in found] if isinstance(found, (list, tuple)) else []

    def table(self, name: str) -> Table:
        """The table of that name; empty when there is none."""
        found = self.answers.get(name, {})
        return dict(found) if isinstance(found, Mapping) else {}


NOTHING = Base()


@dataclass(frozen=True, slots=True)
class Written:
    """The answers of a case file, and where they come from.

    rows   for each list, the row of the edited file behind each of its rows, None for a new one
    keys   the beginning of a place in the answers → that of the question: ``spending[2]`` → ``spending.food``
    """

    answers: dict[str, object]
    rows: Mapping[str, tuple[int | None, ...]]
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row to be written: what it holds, the base row behind it, and the question it belongs to ("" for none)."""

    row: Table
    base: int | None
    key: str = ""


def answers_of(said: Said, base: Base = NOTHING) -> dict[str, object]:
    """The answers that were given, in the form of a case file. What was left empty is left out.

    Answers to questions that no longer apply (an income taken back, a second debt undone) are left out too.
    """
    return written(said, base).answers


def written(said: Said, base: Base = NOTHING) -> Written:
    """The answers with their origins."""
    return _Writer(said, base).all()


def step_of(where: str, said: Said, base: Base = NOTHING) -> str:
    """The key of the question that a place in the answers came from; "" when there is none to ask again."""
    asked = {step.key for step in steps(said)}
    head, dot, tail = where.partition(".")
    key = written(said, base).keys.get(head, head)
    known = {"incomes": "incomes.any", "spending": "spending.rent", "debts": "debts[0].lender", "note": "case.note"}
    where = {"cash": "cash_for_debts" if tail == "for_debts" else "cash"}.get(key, f"{key}{dot}{tail}")
    where = key if key.startswith("spending.") else "case.as_of" if where == "as_of" else where
    return next((one for one in (where, known.get(where, "")) if one in asked), "")


def missing_answers(answers: Mapping[str, object]) -> tuple[Problem, ...]:
    """What a plan cannot do without and these answers lack, all at once; empty when nothing is missing."""
    try:
        case_from(answers, {}, date(2026, 1, 1))  # neither names nor the day matter for what is absent
    except CaseError as wrong:
        lacking = ("missing", "no_debts", "lender_or_kind", "needs_instalments")
        return tuple(problem for problem in wrong.problems if problem.code in lacking)
    return ()


class _Writer:
    """Lays what was said over what the file has."""

    def __init__(self, said: Said, base: Base) -> None:
        self.said = said
        self.base = base
        asked = {step.key for step in steps(said)}
        self.live = {key: answer for key, answer in said.items() if key in asked}
        self.asked_before = {step.key for step in steps(base.said)} if base.said else set()
        self.names = debt_ids(said)

    def all(self) -> Written:
        answers: dict[str, object] = dict(self.base.answers)
        for section in (table.BORROWER, table.HOUSEHOLD, table.HARDSHIP, table.GOALS):
            answers[section.name] = self._table(section, section.name, self.base.table(section.name), section.name)
        answers["goals"] = self._ordered(answers["goals"])
        answers |= self._top()
        lists = {
            "incomes": list(self._incomes()),
            "spending": list(self._spending()),
            "assets": list(self._assets()),
            "debts": list(self._debts()),
            "events": list(self._events()),
            "confirmations": list(self._confirmations()),
        }
        told = {"incomes"} | ({"spending"} if any(key.startswith("spending.") for key in self.live) else set())
        for name, rows in lists.items():
            answers[name] = [one.row for one in rows]
            if not rows and name not in told and self.base.answers.get(name) != []:
                del answers[name]
        kept = {key: answer for key, answer in answers.items() if answer not in ({}, "") or key in self.base.answers}
        if self.live.get("incomes.any") is None and not lists["incomes"] and "incomes" not in self.base.answers:
            kept.pop("incomes", None)
        return Written(
            {key: answer for key, answer in kept.items() if answer != {}},
            {name: tuple(one.base for one in rows) for name, rows in lists.items()},
            {f"{name}[{i}]": one.key for name, rows in lists.items() for i, one in enumerate(rows) if one.key},
        )

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, section: Section, place: str, base: Table, before: str) -> Table:
        """The fields of one section: the file's own where nothing was changed, else what was said.

        before   place of the same table among the questions about the file; "" for a new one
        """
        row = dict(base)
        for one in section.fields:
            key, old = f"{place}.{one.key}", f"{before}.{one.key}" if before else ""
            if one.kind is Kind.TABLE:
                self._within(row, one, key, old)
            elif key in self.live:
                if old and self._as_it_was(key, old):
                    continue
                value = _value(one, self.live[key])
                if value is None:
                    row.pop(one.key, None)
                else:
                    row[one.key] = value
            elif old in self.asked_before:
                row.pop(one.key, None)
        return row

    def _within(self, row: Table, one: Field, place: str, before: str) -> None:
        """Lays what was said of a table within that row over what the row has there."""
        found = row.get(one.key)
        inner: Table = dict(found) if isinstance(found, Mapping) else {}
        changed = self._table(one.section, place, inner, before)
        if changed == inner:
            return
        row |= {one.key: changed}
        if not changed:
            del row[one.key]

    def _as_it_was(self, key: str, old: str) -> bool:
        return old in self.base.said and self.base.said[old] == self.live.get(key)

    def _top(self) -> Table:
        """The keys above all tables."""
        found: Table = {}
        for key in ("note", "as_of"):
            place = f"case.{key}"
            if place in self.live and not self._as_it_was(place, place):
                found[key] = _value(table.CASE.field(key), self.live[place]) or ""
        return found

    def _behind(self, place: str) -> int | None:
        """The row of the file that stands behind that place."""
        row = self.said.get(f"{place}.{ROW}")
        return int(str(row)) if row is not None else None

    def _ordered(self, goals: object) -> object:
        """The goals; an order of paying no longer names a debt that was taken out."""
        if not isinstance(goals, dict) or not isinstance(goals.get("order"), list):
            return goals
        before = debt_ids(self.base.said)
        order = [name for name in goals["order"] if name in self.names or name not in before]
        return {key: order if key == "order" else one for key, one in goals.items() if key != "order" or order}

    # --- lists ------------------------------------------------------------------------------------

    def _incomes(self) -> Iterator[_Row]:
        rows = self.base.rows("incomes")
        for place in places("incomes", self.said):
            number = self._behind(place)
            before = f"incomes[{number}]" if number is not None else ""
            row = self._table(table.INCOME, place, rows[number] if number is not None else {}, before)
            if not row or f"{place}.source" not in self.live:
                continue
            if not self._as_it_was(f"{place}.source", f"{before}.source"):
                row = _in_pot(row, business=row.get("source") == "business")
            yield _Row(row, number, place)

    def _spending(self) -> Iterator[_Row]:
        amount, told = table.SPENDING.field("amount"), set()
        for i, row in enumerate(self.base.rows("spending")):
            key = f"spending.{row.get('heading')}"
            never_asked = key not in self.asked_before and key not in self.live
            if never_asked or self.base.said.get(f"{key}.{ROW}") != str(i):
                yield _Row(row, i)
                continue
            told.add(key)
            if key in self.live and self._as_it_was(key, key):
                yield _Row(row, i, key)
            elif not _is_nothing(value := _value(amount, self.live.get(key, ""))):
                yield _Row(row | {"amount": value}, i, key)
        for key in (key for key in self._spending_keys() if key not in told):
            heading = key.partition(".")[2]
            if not _is_nothing(value := _value(amount, self.live[key])):
                business = heading in BUSINESS_HEADINGS
                yield _Row(_in_pot({"heading": heading, "amount": value}, business=business), None, key)

    def _spending_keys(self) -> list[str]:
        return [step.key for step in steps(self.said) if step.key.startswith("spending.") and step.key in self.live]

    def _assets(self) -> Iterator[_Row]:
        number = self.base.said.get(f"cash.{ROW}")
        for i, row in enumerate(self.base.rows("assets")):
            if str(i) != number:
                yield _Row(row, i)
            elif (changed := self._cash(row)) is not None:
                yield _Row(changed, i, "cash")
        if number is None and (new := self._cash({})) is not None:
            yield _Row(new, None, "cash")

    def _cash(self, base: Table) -> Table | None:
        """The row for cash in hand; None when there is none."""
        value = _value(table.ASSET.field("value"), self.live.get("cash", ""))
        if _is_nothing(value):
            return None
        row: Table = {"kind": AssetKind.CASH.value, "value": value} | base
        if not self._as_it_was("cash", "cash"):
            row["value"] = value
        if not self._as_it_was("cash_for_debts", "cash_for_debts"):
            row.pop("for_debts", None)
            offered = _value(table.ASSET.field("for_debts"), self.live.get("cash_for_debts", ""))
            row |= {"for_debts": offered} if offered is not None else {}
        return row

    def _debts(self) -> Iterator[_Row]:
        rows = self.base.rows("debts")
        for place, name in zip(places("debts", self.said), self.names, strict=False):
            number = self._behind(place)
            if number is None:
                yield _Row({"id": name} | self._table(table.DEBT, place, {}, ""), None, place)
                continue
            before = f"debts[{number}]"
            row = self._table(table.DEBT, place, rows[number], before)
            if row.get("lender") and not self._as_it_was(f"{place}.lender", f"{before}.lender"):
                row.pop("kind", None)  # a lender of the book has its own
            unnamed = "id" not in row and (row.get("lender"), row.get("kind")) != (
                rows[number].get("lender"),
                rows[number].get("kind"),
            )
            yield _Row({"id": name} | row if unnamed else row, number, place)

    def _events(self) -> Iterator[_Row]:
        mine = {self.base.said.get(f"papers.{kind}.{ROW}"): kind for kind in chosen_papers(self.base.said)}
        now = chosen_papers(self.said)
        for i, row in enumerate(self.base.rows("events")):
            kind = mine.get(str(i))
            if kind is None:
                if not self._is_gone(row) or row.get("kind") not in _OF_ONE_DEBT:
                    yield _Row(self._of_a_debt(row), i)
            elif kind in now:
                place = f"papers.{kind}"
                changed = self._table(table.EVENT, place, row, place)
                yield _Row(self._about(kind, changed, row), i, place)
        for kind in (kind for kind in now if kind not in mine.values()):
            place = f"papers.{kind}"
            changed = {"kind": kind} | self._table(table.EVENT, place, {}, "")
            yield _Row(self._about(kind, changed, {}), None, place)

    def _about(self, kind: str, row: Table, base: Table) -> Table:
        """The event with the debt it is about: the one chosen, the one there is, or none."""
        key = f"papers.{kind}.debt"
        chosen = self.live.get(key)
        if base and self._as_it_was(key, key):
            return row
        row = {field: answer for field, answer in row.items() if field != "debt"}
        if chosen is None:
            only = self.names[0] if len(self.names) == 1 else UNKNOWN
            chosen = str(base.get("debt", "")) if base else only
            chosen = chosen if chosen in self.names else UNKNOWN
        return row | ({"debt": chosen} if chosen not in (UNKNOWN, "") else {})

    def _of_a_debt(self, row: Table) -> Table:
        """The event, no longer about a debt that was taken out."""
        return {key: answer for key, answer in row.items() if key != "debt"} if self._is_gone(row) else row

    def _is_gone(self, row: Table) -> bool:
        """Whether that row is about a debt that was taken out."""
        return row.get("debt") in debt_ids(self.base.said) and row.get("debt") not in self.names

    def _confirmations(self) -> Iterator[_Row]:
        """What somebody looked at; of a debt that was taken out there is nothing left to confirm."""
        return (_Row(row, i) for i, row in enumerate(self.base.rows("confirmations")) if not self._is_gone(row))


def _value(one: Field, answer: object) -> object:
    """The answer as a file writes it; None when it says nothing."""
    if isinstance(answer, (tuple, list)):
        return list(answer) or None
    text = str(answer).strip()
    if not text or (is_unknown(text) and one.kind is not Kind.AMOUNT and "unknown" not in one.codes):
        return None
    if one.kind is Kind.YES_NO:
        return text == YES
    try:
        return _plain(one, text)
    except (UnitError, ValueError):
        return text  # what is wrong with it is told by whoever makes a case of it


def _plain(one: Field, text: str) -> object:
    """The text as a file says it best: a number, a date. Raises UnitError or ValueError."""
    if one.kind is Kind.MONEY:
        return values.yuan(values.fen(text))
    if one.kind is Kind.AMOUNT:
        return values.amount_answer(values.amount(text))
    if one.kind is Kind.COUNT:
        return values.count(text, one)
    return date.fromisoformat(text) if one.kind is Kind.DATE else text


def _is_nothing(value: object) -> bool:
    return value is None or value == 0


def _in_pot(row: Table, *, business: bool) -> Table:
    """The takings and costs of a shop belong to the business."""
    plain = {key: answer for key, answer in row.items() if key != "pot"}
    return plain | ({"pot": Pot.BUSINESS.value} if business else {})

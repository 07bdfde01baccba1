"""The columns of a CSV of cases, taken from the table of fields, and how a case's rows become its answers.

A row is a debt. Columns of the case may stand in its first row only; where they stand in several, they agree.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from debtadvisor.core.codes import AssetKind, Heading, IncomeSource, Pot
from debtadvisor.core.errors import CaseError, Problem
from debtadvisor.intake.fields import BUSINESS_HEADINGS, CASE, DEBT, Field, Kind, Section
from debtadvisor.intake.units import plain, shown

CASE_ID = "case_id"
EVENTS = "events"
# Income, spending and cash have no rows of their own in a CSV: the usual lines of a household get a column each.
INCOME = ("income", "income_source", "income_day", "business_income", "business_income_day")
SPENDING = {f"spending.{heading.value}": heading for heading in Heading}
CASH = "cash_for_debts"


def _columns(section: Section, prefix: tuple[str, ...] = ()) -> dict[str, tuple[tuple[str, ...], Field]]:
    """Column → path of keys and field, for the single tables inside that section."""
    found: dict[str, tuple[tuple[str, ...], Field]] = {}
    for field in section.fields:
        path = (*prefix, field.key)
        if field.column:
            found[field.column] = (path, field)
        elif field.kind is Kind.TABLE:
            found |= _columns(field.section, path)
    return found


CASE_COLUMNS = _columns(CASE)
DEBT_COLUMNS = _columns(DEBT)


def header() -> tuple[str, ...]:
    """Every column, those of the case first."""
    return (*CASE_COLUMNS, *INCOME, *SPENDING, CASH, *DEBT_COLUMNS, EVENTS)


def checked_header(cells: Sequence[str]) -> tuple[str, ...]:
    """The columns of a file, in its order. Raises CaseError for one that is unknown, doubled, or missing."""
    columns = tuple(plain(cell).casefold() for cell in cells)
    known = header()
    problems: list[Problem] = []
    for i, column in enumerate(columns):
        if column not in known:
            near = get_close_matches(column, known, n=1)
            given = {"given": shown(cells[i]), "nearest": near[0] if near else ""}
            problems.append(Problem(f"column {i + 1}", "unknown_column", given))
        elif column in columns[:i]:
            problems.append(Problem(f"column {i + 1}", "duplicate_column", {"given": column}))
    if CASE_ID not in columns:
        problems.append(Problem("line 1", "missing_column", {"given": CASE_ID}))
    if problems:
        raise CaseError(problems)
    return columns


def answers_of_rows(rows: Sequence[tuple[int, Mapping[str, str]]]) -> tuple[dict[str, object], list[Problem]]:
    """The answers of one case, and the cells in which its rows contradict each other."""
    case: dict[str, str] = {}
    debts: list[dict[str, object]] = []
    events: list[dict[str, object]] = []
    problems: list[Problem] = []
    for line, cells in rows:
        for column, cell in cells.items():
            if column in DEBT_COLUMNS or column == EVENTS:
                continue
            if case.setdefault(column, cell) != cell:
                given = {"given": shown(cell), "first": shown(case[column])}
                problems.append(Problem(f"line {line}: {column}", "differs_in_case", given))
        debt = _nested(DEBT_COLUMNS, cells)
        about = debt.get("id") or debt.get("lender") or debt.get("kind")
        if debt:
            # An event has to name its debt, so a debt with events gets its id here at the latest.
            debts.append(debt | ({"id": about} if EVENTS in cells and about else {}))
        events += _events(cells.get(EVENTS, ""), about)
    return _case_answers(case) | {"debts": debts, "events": events}, problems


def _case_answers(cells: Mapping[str, str]) -> dict[str, object]:
    answers = _nested(CASE_COLUMNS, cells)
    incomes = _incomes(cells)
    spending = [_spending(heading, cells[column]) for column, heading in SPENDING.items() if column in cells]
    if incomes:
        answers["incomes"] = incomes
    if spending:
        answers["spending"] = spending
    if CASH in cells:
        answers["assets"] = [{"kind": AssetKind.CASH.value, "value": cells[CASH], "for_debts": cells[CASH]}]
    return answers


def _incomes(cells: Mapping[str, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    if "income" in cells:
        source = cells.get("income_source", IncomeSource.OTHER.value)
        found.append({"source": source, "amount": cells["income"]} | _given(cells, "income_day", "day"))
    if "business_income" in cells:
        line: dict[str, object] = {"source": IncomeSource.BUSINESS.value, "amount": cells["business_income"]}
        found.append(line | _given(cells, "business_income_day", "day") | {"pot": Pot.BUSINESS.value})
    return found


def _given(cells: Mapping[str, str], column: str, key: str) -> dict[str, object]:
    return {key: cells[column]} if column in cells else {}


def _spending(heading: Heading, amount: str) -> dict[str, object]:
    line: dict[str, object] = {"heading": heading.value, "amount": amount}
    return line | ({"pot": Pot.BUSINESS.value} if heading in BUSINESS_HEADINGS else {})


def _nested(columns: Mapping[str, tuple[tuple[str, ...], Field]], cells: Mapping[str, str]) -> dict[str, object]:
    """The filled cells of those columns as tables in tables; a list is parted at its bars."""
    found: dict[str, object] = {}
    for column, (path, field) in columns.items():
        if column not in cells:
            continue
        here = found
        for key in path[:-1]:
            inner = here.setdefault(key, {})
            if not isinstance(inner, dict):
                raise TypeError(f"{key} is no table")
            here = inner
        cell = cells[column]
        parts = [part.strip() for part in cell.split("|") if part.strip()]
        here[path[-1]] = parts if field.kind in (Kind.CODES, Kind.IDS) else cell
    return found


def _events(cell: str, about: object) -> list[dict[str, object]]:
    """``summons 2026-11-02|demand 2026-09-01``: what happened with the debt of that row, and when."""
    found: list[dict[str, object]] = []
    for part in (part.strip() for part in cell.split("|")):
        if part:
            kind, _, on = part.partition(" ")
            found.append({"kind": kind, "on": on.strip() or None} | ({"debt": about} if about else {}))
    return found

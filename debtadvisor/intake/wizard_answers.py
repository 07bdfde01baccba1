"""What was said in the wizard → the answers of a case file."""

from collections.abc import Sequence

from debtadvisor.core.codes import AssetKind, Pot
from debtadvisor.intake import fields as table
from debtadvisor.intake.fields import Kind, Section
from debtadvisor.intake.units import is_unknown
from debtadvisor.intake.wizard_steps import (
    BUSINESS_HEADINGS,
    MOST_ROWS,
    NO,
    UNKNOWN,
    YES,
    Said,
    chosen_papers,
    debt_ids,
    spending_headings,
    steps,
)

Table = dict[str, object]


def answers_of(said: Said) -> dict[str, object]:
    """The answers that were given, in the form of a case file. What was left empty is left out.

    Answers to questions that no longer apply (an income taken back, a second debt undone) are left out too.
    """
    asked = {step.key for step in steps(said)}
    live = {key: answer for key, answer in said.items() if key in asked}
    answers: dict[str, object] = {}
    for section in (table.BORROWER, table.HOUSEHOLD, table.HARDSHIP, table.GOALS):
        answers[section.name] = _table(section, live, section.name)
    answers["note"] = live.get("case.note", "")
    answers["incomes"] = _rows(table.INCOME, live)
    if any(key.startswith("spending.") for key in live):
        answers["spending"] = [_spent(row) for row in spent_rows(said)]
    answers["assets"] = _cash(live)
    answers["debts"] = _debts(live)
    answers["events"] = _events(live)
    kept = {key: answer for key, answer in answers.items() if answer not in ({}, "")}
    return {key: answer for key, answer in kept.items() if answer != [] or key == "incomes"}


def step_of(where: str, said: Said) -> str:
    """The key of the question that a place in the answers came from; "" when there is none to ask again."""
    asked = {step.key for step in steps(said)}
    if where.startswith("spending["):
        number = int(where[len("spending[") :].partition("]")[0])
        return f"spending.{spent_rows(said)[number][0]}"
    if where.startswith("events["):
        number = int(where[len("events[") :].partition("]")[0])
        return f"papers.{chosen_papers(said)[number]}.{where.rpartition('.')[2]}"
    if where.startswith("assets["):
        return "cash_for_debts" if where.endswith("for_debts") else "cash"
    known = {"incomes": "incomes.any", "spending": "spending.rent", "debts": "debts[0].lender"}
    here = known.get(where, where)
    return here if here in asked else ""


def _table(section: Section, said: Said, place: str) -> Table:
    """The fields of one section that were answered."""
    found: Table = {}
    for field in section.fields:
        answer = said.get(f"{place}.{field.key}", "")
        if isinstance(answer, str):
            answer = answer.strip()
        if not answer or (is_unknown(answer) and field.kind is not Kind.AMOUNT and "unknown" not in field.codes):
            continue
        found[field.key] = answer == YES if field.kind is Kind.YES_NO else _plain(answer)
    return found


def _plain(answer: str | Sequence[str]) -> object:
    return answer if isinstance(answer, str) else list(answer)


def _rows(section: Section, said: Said) -> list[Table]:
    rows = (_table(section, said, f"{section.name}[{i}]") for i in range(MOST_ROWS))
    return [row | _business(row) for row in rows if row]


def _business(row: Table) -> Table:
    """The takings of a shop belong to the business."""
    return {"pot": Pot.BUSINESS.value} if row.get("source") == "business" else {}


def spent_rows(said: Said) -> list[tuple[str, str]]:
    """Heading and sum of each line of spending that is not nothing."""
    rows: list[tuple[str, str]] = []
    for heading in spending_headings(said):
        answer = said.get(f"spending.{heading.value}", "")
        if isinstance(answer, str) and answer.strip() not in ("", "0"):
            rows.append((heading.value, answer.strip()))
    return rows


def _spent(row: tuple[str, str]) -> Table:
    heading, amount = row
    pot: Table = {"pot": Pot.BUSINESS.value} if heading in BUSINESS_HEADINGS else {}
    return {"heading": heading, "amount": amount} | pot


def _cash(said: Said) -> list[Table]:
    value = said.get("cash", "")
    if not isinstance(value, str) or value.strip() in ("", "0"):
        return []
    for_debts = said.get("cash_for_debts", "")
    offered: Table = {} if not for_debts or is_unknown(for_debts) else {"for_debts": for_debts}
    return [{"kind": AssetKind.CASH.value, "value": value.strip()} | offered]


def _debts(said: Said) -> list[Table]:
    rows: list[Table] = []
    for i, name in enumerate(debt_ids(said)):
        place = f"debts[{i}]"
        row = _table(table.DEBT, said, place)
        if said.get(f"{place}.overdue") == NO:
            row.pop("overdue_since", None)
        rows.append({"id": name} | row)
    return rows


def _events(said: Said) -> list[Table]:
    names = debt_ids(said)
    events: list[Table] = []
    for kind in chosen_papers(said):
        row = _table(table.EVENT, said, f"papers.{kind}")
        about = row.pop("debt", names[0] if len(names) == 1 else UNKNOWN)
        events.append({"kind": kind} | row | ({"debt": about} if about != UNKNOWN else {}))
    return events

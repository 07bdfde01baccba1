"""What must hold between the fields of one table: dates in order, ids that exist, enough to make a schedule.

Fields that are missing or already reported are None or absent here, and are left alone.
"""

from collections.abc import Callable, Mapping
from datetime import date

from debtadvisor.core.case import Amount, Confirmation, Debt, Event, Goals
from debtadvisor.core.codes import EventKind, Method, Pot
from debtadvisor.core.money import decimal_yuan
from debtadvisor.intake import fields as table
from debtadvisor.intake.fields import BUSINESS_HEADINGS, Section

Report = Callable[[str, str, Mapping[str, str]], None]
Found = dict[str, object]

# Contracts whose schedule cannot be written without the number of instalments or their amount.
_BY_INSTALMENTS = (
    Method.LEVEL_PAYMENT,
    Method.EQUAL_PRINCIPAL,
    Method.INTEREST_ONLY,
    Method.FEE_INSTALMENT,
    Method.DAILY,
)


def check(section: Section, found: Found, where: str, as_of: date, report: Report) -> None:
    """Reports what does not fit together in that table. A debt without an id is given its lender's here."""
    if section is table.CASE:
        _ids(found, report)
    elif section is table.DEBT:
        _debt(found, where, as_of, report)
    elif section in (table.INCOME, table.SPENDING):
        _order(found, "start", "end", where, report)
        _pot(found, where, report)
    elif section is table.EVENT:
        _event(found, where, report)
    elif section is table.AGREEMENT and not found.get("payments", ()) and not {"first", "monthly"} <= found.keys():
        report(where, "agreement_needs_payments", {})
    elif section is table.HARDSHIP:
        _order(found, "since", "until", where, report)
    elif section is table.ASSET:
        _asset(found, where, report)
    elif section is table.GOALS and found.get("token") and "token_from" not in found:
        report(f"{where}.token_from", "token_needs_line", {})


def _order(found: Found, first: str, last: str, where: str, report: Report) -> None:
    start, end = found.get(first), found.get(last)
    if isinstance(start, date) and isinstance(end, date) and end < start:
        report(f"{where}.{last}", "ends_before_start", {"given": end.isoformat(), "start": start.isoformat()})


def _pot(found: Found, where: str, report: Report) -> None:
    """Spending of the business under the household would hide what the shop costs."""
    heading = found.get("heading")
    if heading in BUSINESS_HEADINGS and found.get("pot", Pot.HOUSEHOLD) is Pot.HOUSEHOLD:
        report(f"{where}.pot", "business_heading", {"given": str(heading)})


def _event(found: Found, where: str, report: Report) -> None:
    """An agreement has terms, a payment has a sum, both are about one debt; nothing else has either."""
    kind = found.get("kind")
    if kind is EventKind.AGREEMENT and "agreement" not in found:
        report(f"{where}.agreement", "agreement_without_terms", {})
    if kind is EventKind.PAYMENT and "amount" not in found:
        report(f"{where}.amount", "payment_without_sum", {})
    if kind in (EventKind.AGREEMENT, EventKind.PAYMENT) and found.get("debt", "") == "":
        report(f"{where}.debt", "needs_its_debt", {})
    for key, of in (("agreement", EventKind.AGREEMENT), ("amount", EventKind.PAYMENT)):
        if key in found and isinstance(kind, EventKind) and kind is not of:
            report(f"{where}.{key}", "not_for_this_event", {"given": kind.value, "kind": of.value})


def _asset(found: Found, where: str, report: Report) -> None:
    value, offered = found.get("value"), found.get("for_debts")
    if isinstance(value, Amount) and isinstance(offered, int) and value.high is not None and offered > value.high:
        given = {"given": decimal_yuan(offered), "value": decimal_yuan(value.high)}
        report(f"{where}.for_debts", "more_than_value", given)


def _debt(found: Found, where: str, as_of: date, report: Report) -> None:
    _lender(found, where, report)
    due = found.get("next_due")
    if isinstance(due, date) and due < as_of and "overdue_since" not in found:
        report(f"{where}.next_due", "before_as_of", {"given": due.isoformat(), "as_of": as_of.isoformat()})
    signed = found.get("contract_date")
    for key in ("overdue_since", "last_payment"):
        when = found.get(key)
        if isinstance(signed, date) and isinstance(when, date) and when < signed:
            report(f"{where}.{key}", "before_contract", {"given": when.isoformat(), "contract": signed.isoformat()})
    method = found.get("method", Method.LEVEL_PAYMENT)
    whole_is_due = found.get("accelerated", False) or found.get("assigned_to", "")
    if found.get("instalments_left") == 0 and not whole_is_due and "overdue_since" not in found:
        report(f"{where}.instalments_left", "nothing_left", {})
    if method in _BY_INSTALMENTS and not whole_is_due and not {"instalments_left", "instalment"} & found.keys():
        report(f"{where}.instalments_left", "needs_instalments", {"method": str(method)})


def _lender(found: Found, where: str, report: Report) -> None:
    """Either a lender of the book or a kind, which also names the debt when it has no id."""
    lender, kind = found.get("lender", ""), found.get("kind", "")
    if lender and kind:
        report(f"{where}.kind", "lender_and_kind", {"given": str(kind), "lender": str(lender)})
    elif lender == "" and kind == "":
        report(f"{where}.lender", "lender_or_kind", {})
    elif "id" not in found and (lender or kind):
        found["id"] = str(lender or kind)


def _ids(found: Found, report: Report) -> None:
    """Each debt has an id of its own, and what points at a debt points at one of them."""
    debts = found.get("debts")
    if not isinstance(debts, tuple):
        return
    first: dict[str, int] = {}
    for i, debt in enumerate(debts):
        if isinstance(debt, Debt) and first.setdefault(debt.id, i) != i:
            report(f"debts[{i}].id", "duplicate_id", {"given": debt.id, "first": f"debts[{first[debt.id]}]"})
    if None in debts:
        return
    for key in ("events", "confirmations"):
        rows = found.get(key)
        for i, row in enumerate(rows if isinstance(rows, tuple) else ()):
            if isinstance(row, (Event, Confirmation)) and row.debt and row.debt not in first:
                report(f"{key}[{i}].debt", "unknown_debt", {"given": row.debt, "allowed": ", ".join(first)})
    goals = found.get("goals")
    for i, name in enumerate(goals.order if isinstance(goals, Goals) else ()):
        if name not in first:
            report(f"goals.order[{i}]", "unknown_debt", {"given": name, "allowed": ", ".join(first)})

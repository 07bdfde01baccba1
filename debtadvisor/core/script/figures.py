"""The shape in which a schedule is read aloud: which sentence fits it, and the plan's own figures for that sentence."""

from collections.abc import Mapping
from itertools import pairwise

from debtadvisor.core.money import Money
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.script.model import Value

# Codes of the sentences, one for each way in which payments can run.
SHAPES = ("one", "level", "level_last", "first_level", "first_level_last", "falling", "varied")


def figures(candidate: Candidate) -> tuple[str, Mapping[str, Value]]:
    """The code of the sentence out of `SHAPES`, and its values: dates, a count, and Money that the schedule holds."""
    paid, due = candidate.schedule.payments, candidate.schedule.due
    values: dict[str, Value] = {"first": due[0], "total": Money(candidate.total)}
    if len(paid) == 1:
        return "one", values
    values["count"] = len(paid)
    first, body, last = paid[0], paid[1:-1] or paid[:1], paid[-1]
    if len(set(body)) == 1:
        return _steady(first, body[0], last, values)
    values["amount"] = Money(first)
    if all(a >= b for a, b in pairwise(paid)):
        return "falling", {**values, "last_amount": Money(last)}
    return "varied", {**values, "most": Money(max(paid))}


def _steady(first: int, each: int, last: int, values: Mapping[str, Value]) -> tuple[str, Mapping[str, Value]]:
    """Equal payments, of which the first, the last or both may differ."""
    found: dict[str, Value] = {**values, "monthly": Money(each)}
    code = "level"
    if first != each:
        code, found["amount"] = "first_level", Money(first)
    if last != each:
        code, found["last_amount"] = f"{code}_last", Money(last)
    return code, found


def first_payment(candidate: Candidate) -> dict[str, Value]:
    """The first payment of a schedule: its date and its sum."""
    return {"first": candidate.schedule.due[0], "amount": Money(candidate.schedule.payments[0])}

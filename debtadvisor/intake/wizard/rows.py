"""Rows in what was said: one more debt or income, one taken out. The later ones move up."""

import re
from collections.abc import Mapping
from typing import TypeVar

from debtadvisor.intake.wizard.step import NO, UNKNOWN, YES, Said, debt_ids, places

One = TypeVar("One")
Heard = dict[str, str | tuple[str, ...]]
# What two debts at one lender have in common. Sums, arrears, and whatever stops or holds a debt, are asked of each.
_SHARED = ("lender", "kind", "name", "product", "purpose", "rate", "method", "due_day")


def with_row(said: Said, name: str) -> Heard:
    """The same with one more row asked for: of incomes also when there was none."""
    changed = _copy(said)
    if name == "incomes" and said.get("incomes.any") != YES:
        changed["incomes.any"] = YES
        if "incomes[0].source" not in said:
            return changed
    changed[f"{places(name, said)[-1]}.more"] = YES
    return changed


def shared(said: Said, number: int) -> Heard:
    """What the debt behind that one has in common with it, as if it had been said of that debt."""
    here, there = f"debts[{number}]", f"debts[{number + 1}]"
    return {f"{there}.{key}": one for key in _SHARED if (one := _copy(said).get(f"{here}.{key}")) is not None}


def without_row(said: Said, name: str, number: int) -> Heard:
    """The same without that row. The last income that goes leaves no income; a debt that goes leaves its papers with
    none."""
    count = len(places(name, said))
    gone = debt_ids(said)[number] if name == "debts" and number < len(debt_ids(said)) else ""
    changed = shifted(_copy(said), name, number)
    if count > 1:
        changed[f"{name}[{count - 2}].more"] = NO
    elif name == "incomes":
        changed["incomes.any"] = NO
    for key, answer in changed.items():
        if gone and answer == gone and re.fullmatch(r"papers\.\w+\.debt", key):
            changed[key] = UNKNOWN
    return changed


def shifted(found: Mapping[str, One], name: str, number: int) -> dict[str, One]:
    """The keys of the rows behind that one moved up by one, its own left out."""
    row = re.compile(rf"{name}\[(\d+)\](.*)")
    moved: dict[str, One] = {}
    for key, one in found.items():
        place = row.fullmatch(key)
        if place is None:
            moved[key] = one
        elif (at := int(place[1])) != number:
            moved[f"{name}[{at - (at > number)}]{place[2]}"] = one
    return moved


def renamed(said: Said, before: tuple[str, ...]) -> Heard:
    """The same with papers following a debt that has another name now."""
    names = dict(zip(before, debt_ids(said), strict=False))
    changed = _copy(said)
    for key, answer in changed.items():
        if isinstance(answer, str) and re.fullmatch(r"papers\.\w+\.debt", key):
            changed[key] = names.get(answer, answer)
    return changed


def _copy(said: Said) -> Heard:
    return {key: answer if isinstance(answer, str) else tuple(answer) for key, answer in said.items()}

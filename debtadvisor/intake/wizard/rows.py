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
    changed = shifted(_copy(said), name, number)
    if count > 1:
        changed[f"{name}[{count - 2}].more"] = NO
    elif name == "incomes":
        changed["incomes.any"] = NO
    if name != "debts":
        return changed
    before = debt_ids(said)
    left = [one for place, one in enumerate(before) if place != number]
    changed = _with_debts(changed, dict.fromkeys(before, UNKNOWN) | dict(zip(left, debt_ids(changed), strict=False)))
    return _of_one(changed) if len(places(name, changed)) == 1 else changed


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
    return _with_debts(_copy(said), names)


def _with_debts(said: Heard, names: Mapping[str, str]) -> Heard:
    """The same with other names of debts, or none, in the answers to which debt something is about."""
    changed = dict(said)
    for key, answer in said.items():
        if re.fullmatch(r"papers\.\w+\.debt", key) and isinstance(answer, str):
            changed[key] = names.get(answer, answer)
        elif key.startswith("special.") and not isinstance(answer, str):
            changed[key] = tuple(name for one in answer if (name := names.get(one, one)) != UNKNOWN)
    return changed


def _of_one(said: Heard) -> Heard:
    """The same with what holds for the one debt that is left; which debt is not asked of it."""
    changed = {key: answer for key, answer in said.items() if not key.startswith("special.")}
    if "special" in said:
        changed["special"] = tuple(code for code in said["special"] if said.get(f"special.{code}") != ())
    return changed


def _copy(said: Said) -> Heard:
    return {key: answer if isinstance(answer, str) else tuple(answer) for key, answer in said.items()}

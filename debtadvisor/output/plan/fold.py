"""How much of a long page stands in full: the debts to begin with, and all others in few words.

A page about a dozen debts is told whole. Beyond that the first conversations come in full and the rest as one row each,
with the sums of all; ``--details`` tells everything.
"""

from collections.abc import Callable, Sequence

from debtadvisor.core.plan.model import ActionCode, Plan

# Up to so many debts are told in full, of more the first; so many columns of debts a month table bears.
MANY, FIRST, WIDE = 12, 10, 6

Shows = Callable[[str], bool]


def everything(_debt: str) -> bool:
    """Shows every debt."""
    return True


def in_full(plan: Plan, *, details: bool) -> Shows:
    """Which debts of that plan stand in full: all, or those that are paid first, then those to be called first."""
    if details or len(plan.debts) <= MANY:
        return everything
    calls = [action.debt for action in plan.actions if action.code in (ActionCode.CALL, ActionCode.TELL)]
    first = [line.debt.id for line in plan.debts if line.priority]
    order = dict.fromkeys([*first, *calls, *(line.debt.id for line in plan.debts)])
    return frozenset(list(order)[:FIRST]).__contains__


def split(debts: Sequence[str], shows: Shows) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that stand in full, and the others, each in the order given."""
    return tuple(d for d in debts if shows(d)), tuple(d for d in debts if not shows(d))

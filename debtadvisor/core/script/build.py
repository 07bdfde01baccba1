"""A plan → one script for each debt, in the order of the calls. A case that was stopped has no script at all."""

from collections.abc import Iterator

from debtadvisor.core.plan.model import ActionCode, DebtPlan, NoOffer, Plan
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.script.closing import after, do_not_say, in_writing
from debtadvisor.core.script.held import held_points
from debtadvisor.core.script.model import Part, Script, ScriptPoint
from debtadvisor.core.script.papers import before, proof
from debtadvisor.core.script.replies import replies
from debtadvisor.core.script.speech import ask, counter, opening, walk_away
from debtadvisor.core.script.talk import Mode, Talk, talk


def scripts(plan: Plan, book: PolicyBook) -> tuple[Script, ...]:
    """One script for each debt of the plan: those to be called first, in the order of the calls, then the others in
    order of the case. Figures are the plan's own; claims speak on the case's day and reach that kind of lender."""
    return tuple(phone_script(about) for about in talks(plan, book))


def talks(plan: Plan, book: PolicyBook) -> tuple[Talk, ...]:
    """The conversations to prepare, in the order of the scripts."""
    return tuple(talk(plan, book, line) for line in _in_order(plan))


def _in_order(plan: Plan) -> tuple[DebtPlan, ...]:
    calls = [action.debt for action in plan.actions if action.code in (ActionCode.CALL, ActionCode.TELL)]
    place = {debt: n for n, debt in reversed(list(enumerate(calls)))}
    # A purse whose budget is not known, or starves the household, has nothing true to say about money yet.
    mute = {pot.pot for pot in plan.pots if pot.no_offer in (NoOffer.BUDGET_UNKNOWN, NoOffer.BELOW_FLOOR)}
    heard = [line for line in plan.debts if line.held or line.priority or line.debt.purpose not in mute]
    return tuple(sorted(heard, key=lambda line: place.get(line.debt.id, len(calls))))


def phone_script(about: Talk) -> Script:
    """The script of that conversation by telephone."""
    if about.mode is Mode.HELD:
        points = held_points(about)
    elif about.mode is Mode.PRIORITY:
        points = tuple(priority_points(about))
    else:
        points = tuple(_planned(about))
    return Script(
        debt=about.line.debt.id,
        profile=about.profile,
        stage=about.stage,
        held=about.mode is Mode.HELD,
        points=points,
    )


def _planned(about: Talk) -> Iterator[ScriptPoint]:
    for part in (before, opening, ask, proof, counter, walk_away, replies, do_not_say, in_writing, after):
        yield from part(about)


def priority_points(about: Talk) -> Iterator[ScriptPoint]:
    """Nothing is asked: the contract is kept and paid before all offers."""
    state = "overdue" if about.is_overdue else "pre_due"
    yield ScriptPoint(part=Part.BEFORE, code=f"priority.{state}")
    yield ScriptPoint(part=Part.AFTER, code="priority.receipt")
    yield ScriptPoint(part=Part.AFTER, code="cannot_keep")

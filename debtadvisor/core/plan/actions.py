"""What to do in the next days: papers first, then one conversation a working day, then keeping money aside.

Order of the conversations: what secures a home, a living or a guarantor; debts not yet overdue, the soonest due
first, because relief is widest before the due day; those near a suit; then those overdue longest; sold claims last.
"""

from collections.abc import Container, Sequence
from datetime import date, timedelta

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Pot, Stage
from debtadvisor.core.plan.agreed import agreed_actions
from debtadvisor.core.plan.model import Action, ActionCode, CallReason, DebtPlan, NoOffer, PotPlan
from debtadvisor.core.statement import Statement
from debtadvisor.core.triage.table import may_call_first

_ORDER = (
    Stage.PRE_DUE,
    Stage.PRE_SUIT,
    Stage.LITIGATION,
    Stage.M4_PLUS,
    Stage.M3,
    Stage.M2,
    Stage.M1,
    Stage.ASSIGNED,
)


def next_working_day(after: date) -> date:
    """The next Monday to Friday after that day. Public holidays move by yearly notice and are not known here."""
    day = after + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def call_order(debts: Sequence[DebtPlan], without_offer: Container[Pot] = ()) -> tuple[DebtPlan, ...]:
    """The debts with an ask, and those of the purses `without_offer`, in the order of the conversations."""
    asking = [d for d in debts if d.relief is not None and (_asks(d) or _tells(d, without_offer))]
    return tuple(sorted(asking, key=_urgency))


def _asks(line: DebtPlan) -> bool:
    return line.ask is not None and not line.ask_is_plain_contract


def _tells(line: DebtPlan, without_offer: Container[Pot]) -> bool:
    """There is nothing to offer, and yet the lender should hear of the hardship: silence is what costs most."""
    return line.debt.purpose in without_offer and not line.held and not line.priority


def _urgency(line: DebtPlan) -> tuple[bool, int, date, str]:
    assert line.relief is not None
    soonest = line.debt.next_due or (line.ask.schedule.due[0] if line.ask is not None else date.max)
    return (not line.protected, _ORDER.index(line.relief.stage), soonest, line.debt.id)


def call_reason(line: DebtPlan) -> CallReason:
    """Why this conversation has its place. Raises ValueError for a debt without any relief to speak of."""
    if line.relief is None:
        raise ValueError("nothing can be asked for this debt")
    if line.protected:
        return CallReason.PROTECTED
    return {
        Stage.PRE_DUE: CallReason.BEFORE_DUE,
        Stage.PRE_SUIT: CallReason.NEAR_SUIT,
        Stage.LITIGATION: CallReason.NEAR_SUIT,
        Stage.ASSIGNED: CallReason.SOLD,
    }.get(line.relief.stage, CallReason.LATE)


def actions(case: Case, debts: Sequence[DebtPlan], pots: Sequence[PotPlan], sheet: Statement) -> tuple[Action, ...]:
    """The to-do list, by date, then in the order in which it was made."""
    start = next_working_day(case.as_of)
    found = [Action(code=ActionCode.COLLECT_PAPERS, on=case.as_of)]
    if any(p.no_offer in (NoOffer.DEFICIT, NoOffer.BELOW_FLOOR, NoOffer.NOTHING_FITS) for p in pots):
        found.append(Action(code=ActionCode.SEEK_HELP, on=start))
    day = start
    without_offer = {p.pot for p in pots if p.no_offer in (NoOffer.DEFICIT, NoOffer.NOTHING_FITS)}
    for line in call_order(debts, without_offer):
        due = line.debt.next_due if line.relief is not None and line.relief.stage is Stage.PRE_DUE else None
        code = ActionCode.CALL if line.ask is not None else ActionCode.TELL
        found.append(Action(code=code, on=day, debt=line.debt.id, by=due, why=call_reason(line)))
        day = next_working_day(day)
    for line in debts:
        found.extend(agreed_actions(line, case.as_of))
        if line.ask is not None and line.ask.is_agreed:
            continue
        if line.held:
            code = ActionCode.ASK_STATEMENT if may_call_first(line.held) else ActionCode.ADVICE_FIRST
            found.append(Action(code=code, on=start, debt=line.debt.id))
        elif line.ask is not None and line.ask_is_plain_contract:
            first = line.ask.schedule.due[0]
            fen = line.ask.schedule.payments[0]
            found.append(Action(code=ActionCode.PAY_AS_AGREED, on=first, debt=line.debt.id, fen=fen))
        elif line.ask is not None:
            first = line.ask.schedule.due[0]
            fen = line.ask.schedule.payments[0]
            found.append(Action(code=ActionCode.FIRST_PAYMENT, on=first, debt=line.debt.id, fen=fen))
    if any(p.no_offer is None and p.pot is Pot.HOUSEHOLD for p in pots):
        fen = sheet.pot(Pot.HOUSEHOLD).surplus
        found.append(Action(code=ActionCode.KEEP_ASIDE, on=sheet.periods.starts[1], fen=fen))
    found.append(Action(code=ActionCode.LOOK_AGAIN, on=case.as_of + timedelta(days=30)))
    return tuple(sorted(found, key=lambda a: a.on))

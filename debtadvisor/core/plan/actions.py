"""What to do in the next days: papers first, then one conversation a working day, then keeping money aside.

Order of the conversations: what secures a home, a living or a guarantor; debts not yet overdue, the soonest due
first, because relief is widest before the due day; those near a suit; then those overdue longest; sold claims last.
There are more of them a day only when otherwise one would come after its due day, or after the next thirty days.
"""

from collections.abc import Container, Iterator, Sequence
from datetime import date, timedelta

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Method, Pot, Stage
from debtadvisor.core.plan.agreed import agreed_actions
from debtadvisor.core.plan.extras import early_months
from debtadvisor.core.plan.model import Action, ActionCode, CallReason, DebtPlan, NoOffer, PotPlan, WorldName
from debtadvisor.core.statement import Statement
from debtadvisor.core.triage.table import may_call_first

# So far ahead looks the to-do list; then the plan is looked at again.
WITHIN = timedelta(days=30)
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
    first = line.debt.overdue_since or _next_due(line) or date.max
    return (not line.protected, _ORDER.index(line.relief.stage), first, line.debt.id)


def _next_due(line: DebtPlan) -> date | None:
    """The next date of the contract, as given or worked out; None when the contract cannot go on."""
    if line.debt.next_due is not None or line.relief is None:
        return line.debt.next_due
    return line.relief.contract[0].schedule.due[0] if line.relief.contract else None


def _called_by(line: DebtPlan) -> date | None:
    """The last day of the conversation: what is not overdue is talked about before it falls due."""
    early = line.relief is not None and line.relief.stage is Stage.PRE_DUE
    return _next_due(line) if early else None


def call_days(lines: Sequence[DebtPlan], as_of: date) -> tuple[date, ...]:
    """The day of each conversation, in their order: one a working day, more only when one of them would come too late;
    today where the next working day is too late already."""
    start, furthest = next_working_day(as_of), as_of + WITHIN
    limits = [_called_by(line) for line in lines]
    soon = [limit is not None and limit < start for limit in limits]
    rest = [limit for limit, today in zip(limits, soon, strict=True) if not today]
    days = [start]
    while len(days) < len(rest):
        days.append(next_working_day(days[-1]))
    a_day = 1
    while any(days[n // a_day] > min(limit or furthest, furthest) for n, limit in enumerate(rest)):
        a_day += 1
    ordinary = iter(days[n // a_day] for n in range(len(rest)))
    return tuple(as_of if today else next(ordinary) for today in soon)


def _kept(line: DebtPlan) -> tuple[date, int] | None:
    """The next payment of a debt that is paid as agreed, with its day; None when another way is asked for, or when a
    debt that is paid first does not get all that its contract asks."""
    if line.ask is not None:
        return (line.ask.schedule.due[0], line.ask.schedule.payments[0]) if line.ask_is_plain_contract else None
    if not line.priority or not line.reserved or sum(line.reserved) < line.reserved_asked:
        return None
    if line.relief is not None and line.relief.contract and line.debt.method is not Method.REVOLVING:
        first = line.relief.contract[0].schedule
        return first.due[0], first.payments[0]
    if line.debt.next_due is not None and line.debt.instalment is not None and line.relief is None:
        return line.debt.next_due, line.debt.instalment
    return None


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


def _early(case: Case, debts: Sequence[DebtPlan], pots: Sequence[PotPlan], sheet: Statement) -> Iterator[Action]:
    """The early payments of the next days, each on the due day of its debt, from which on the plan counts it. What
    else falls due in that month may come later: the words say to put it aside first."""
    asks = {line.debt.id: line.ask for line in debts}
    for pot in pots:
        world = pot.worlds.get(WorldName.AGREED)
        for month in early_months(world) if world is not None and pot.no_offer is None else ():
            for debt, fen in month.debts:
                ask = asks[debt]
                days = [] if ask is None else [d for d in ask.schedule.due if sheet.periods.index(d) == month.period]
                if days and days[0] <= case.as_of + WITHIN:
                    yield Action(code=ActionCode.PAY_EARLY, on=days[0], debt=debt, fen=fen)


def actions(case: Case, debts: Sequence[DebtPlan], pots: Sequence[PotPlan], sheet: Statement) -> tuple[Action, ...]:
    """The to-do list, by date, then in the order in which it was made."""
    start = next_working_day(case.as_of)
    found = [Action(code=ActionCode.COLLECT_PAPERS, on=case.as_of)]
    if any(p.no_offer in (NoOffer.DEFICIT, NoOffer.BELOW_FLOOR, NoOffer.NOTHING_FITS) for p in pots):
        found.append(Action(code=ActionCode.SEEK_HELP, on=start))
    without_offer = {p.pot for p in pots if p.no_offer in (NoOffer.DEFICIT, NoOffer.NOTHING_FITS)}
    calls = call_order(debts, without_offer)
    for line, day in zip(calls, call_days(calls, case.as_of), strict=True):
        code = ActionCode.CALL if line.ask is not None else ActionCode.TELL
        found.append(Action(code=code, on=day, debt=line.debt.id, by=_called_by(line), why=call_reason(line)))
    for line in debts:
        found.extend(agreed_actions(line, case.as_of))
        if line.ask is not None and line.ask.is_agreed:
            continue
        if line.held:
            code = ActionCode.ASK_STATEMENT if may_call_first(line.held) else ActionCode.ADVICE_FIRST
            found.append(Action(code=code, on=start, debt=line.debt.id))
        elif (kept := _kept(line)) is not None:
            first, fen = kept
            found.append(Action(code=ActionCode.PAY_AS_AGREED, on=first, debt=line.debt.id, fen=fen))
        elif line.ask is not None:
            first = line.ask.schedule.due[0]
            fen = line.ask.schedule.payments[0]
            found.append(Action(code=ActionCode.FIRST_PAYMENT, on=first, debt=line.debt.id, fen=fen))
    found.extend(_early(case, debts, pots, sheet))
    if any(p.no_offer is None and p.pot is Pot.HOUSEHOLD for p in pots):
        fen = sheet.pot(Pot.HOUSEHOLD).surplus
        found.append(Action(code=ActionCode.KEEP_ASIDE, on=sheet.periods.starts[1], fen=fen))
    found.append(Action(code=ActionCode.LOOK_AGAIN, on=case.as_of + WITHIN))
    return tuple(sorted(found, key=lambda a: a.on))

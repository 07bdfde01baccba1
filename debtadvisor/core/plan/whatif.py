"""What would become of a plan if something changed: a case and its changes → both plans, and what the change does.

What can be said honestly as another case is said so: an income or a sum to come is a new `Case`. A budget, a refusal,
a credit line that stops or lenders that tighten are no facts of the case and travel as `Assumptions`. A plan made here
is never the plan to act on. No change is a new loan.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from debtadvisor.core.case import Amount, Asset, Case, Income
from debtadvisor.core.codes import AssetKind, Every, Method, Pot
from debtadvisor.core.dates import on_day
from debtadvisor.core.optimise import NODE_LIMIT, cumulative, entry, feasible, undominated
from debtadvisor.core.plan.assume import Assumptions, assumed_statement, paid_by
from debtadvisor.core.plan.build import build_plan, laid_out
from debtadvisor.core.plan.model import Plan, WorldName
from debtadvisor.core.plan.purse import after_reserved
from debtadvisor.core.plan.ready import Ready
from debtadvisor.core.plan.worlds import per_month, pool_of
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.statement import PotStatement, Statement, first_paid
from debtadvisor.core.value import value

# With more debts than this, each step of the search for a budget may look at a fortieth of the usual nodes.
MANY_DEBTS = 30
_ANSWERS = (WorldName.AGREED, WorldName.COUNTERED)


class ChangeCode(StrEnum):
    """What is changed."""

    BUDGET = "budget"
    EXTRA = "extra"
    LUMP = "lump"
    INCOME = "income"
    REFUSE = "refuse"
    TIGHTENED = "tightened"
    CLOSED = "closed"
    TARGET = "target"


@value
class Change:
    """One change.

    fen    of a budget, an extra (may be negative) or a lump
    on     day of a lump; last day of the target month
    share  of an income: -0.2 is a fifth less
    debts  ids that are refused, or whose credit line stops
    """

    code: ChangeCode
    fen: int = 0
    on: date | None = None
    share: Decimal = Decimal(0)
    debts: tuple[str, ...] = ()


@value
class Gap:
    """A debt whose credit line stops, on the day when its whole bill falls due.

    bill    fen due that day
    before  fen that the plan of the case pays in that month
    short   fen missing in that month when the other debts are paid as in the plan of the case; None when that plan
            pays nobody
    relied  the plan of the case, or what is set aside in it, let the bill be paid over several months
    """

    debt: str
    on: date
    bill: int
    before: int
    short: int | None
    relied: bool


@value
class Countered:
    """What the same takes when every lender answers with less: fields as in `Reach`."""

    needed: int | None
    enough: bool = False
    too_late: tuple[str, ...] = ()


@value
class Reach:
    """The budget of one purse that pays all its planned debts by the target month when every lender agrees.

    needed    the least fen a month from the first pay day on; None when no budget is enough
    has       fen that the statement leaves for them in the first full month
    enough    what there is already reaches it, every month
    too_late  ids of debts that no open way repays by then
    countered the same at what the lenders may answer
    """

    pot: Pot
    needed: int | None
    has: int
    enough: bool = False
    too_late: tuple[str, ...] = ()
    countered: Countered


@value
class Target:
    """The target month (its last day) and what each purse with planned debts needs to reach it."""

    by: date
    reaches: tuple[Reach, ...]


@value
class WhatIf:
    """The plan of the case, the plan of the changed case, and what the changes do; `gaps` are those of credit
    lines that stop, `target` is there when a month was asked for."""

    changes: tuple[Change, ...]
    base: Plan
    changed: Plan
    gaps: tuple[Gap, ...]
    target: Target | None


def what_if(base: Plan, changes: Sequence[Change], book: PolicyBook) -> WhatIf:
    """Both plans. `base` is the plan of the case without any change; a stopped case has none, and no what-if."""
    case, assumed, target = changed_case(base, changes), assumptions(changes), None
    by = next((one.on for one in changes if one.code is ChangeCode.TARGET), None)
    if by is not None:
        target = reach(case, book, base, assumed, by)
        reached = [one for one in target.reaches if one.needed is not None]
        # Where there is enough already, the money stays as it is.
        budgets = {one.pot: one.needed or 0 for one in reached if not one.enough}
        assumed = replace(assumed, budgets=budgets, by={one.pot: by for one in reached})
    changed = build_plan(case, book, assumed)
    if not isinstance(changed, Plan):
        raise TypeError("a change of money or of lenders cannot stop a case")
    return WhatIf(
        changes=tuple(changes),
        base=base,
        changed=changed,
        gaps=_gaps(base, assumed),
        target=target,
    )


def assumptions(changes: Sequence[Change]) -> Assumptions:
    """What those changes take for granted beside the case."""

    def debts(code: ChangeCode) -> frozenset[str]:
        return frozenset(debt for one in changes if one.code is code for debt in one.debts)

    budgets = [(Pot.HOUSEHOLD, one.fen) for one in changes if one.code is ChangeCode.BUDGET]
    return Assumptions(
        budgets=dict(budgets),
        extra=sum(one.fen for one in changes if one.code is ChangeCode.EXTRA),
        refused=debts(ChangeCode.REFUSE),
        closed=debts(ChangeCode.CLOSED),
        tightened=any(one.code is ChangeCode.TIGHTENED for one in changes),
    )


# --- another case ---------------------------------------------------------------------------------


def changed_case(base: Plan, changes: Sequence[Change]) -> Case:
    """The case with the incomes and the sums to come that are changed."""
    case = base.case
    for one in changes:
        if one.code is ChangeCode.INCOME and one.share:
            case = replace(case, incomes=_incomes(case.incomes, 1 + Fraction(one.share), base.statement))
        elif one.code is ChangeCode.LUMP:
            lump = Asset(kind=AssetKind.CASH, value=Amount.exactly(one.fen), for_debts=one.fen, available=one.on)
            case = replace(case, assets=(*case.assets, lump))
    return case


def _incomes(incomes: Sequence[Income], factor: Fraction, sheet: Statement) -> tuple[Income, ...]:
    """Every income times that factor from the next pay day on, to the fen, rounded down. Where today is the pay day,
    today's pay stays as it is."""
    spans = sheet.periods
    next_pay = spans.starts[1]
    if first_paid(spans):
        return tuple(_scaled(one, factor) for one in incomes)
    found = []
    for one in incomes:
        today = on_day(spans.starts[0].year, spans.starts[0].month, one.day or spans.pay_day)
        came = one.every is Every.MONTH and today >= spans.starts[0] and today < next_pay
        if came and (one.start is None or one.start < next_pay):
            # What comes before the next pay day stays; from then on the changed sum takes its place.
            ends = date.fromordinal(next_pay.toordinal() - 1)
            found.append(one if one.end is not None and one.end <= ends else replace(one, end=ends))
            if one.end is None or one.end >= next_pay:
                found.append(_scaled(replace(one, start=next_pay), factor))
        else:
            found.append(_scaled(one, factor))
    return tuple(found)


def _scaled(one: Income, factor: Fraction) -> Income:
    low, high = one.amount.low, one.amount.high
    return replace(one, amount=Amount(int(low * factor), None if high is None else int(high * factor)))


# --- what the changes do --------------------------------------------------------------------------


def _gaps(base: Plan, assumed: Assumptions) -> tuple[Gap, ...]:
    return tuple(
        gap for line in base.debts if line.debt.id in assumed.closed and (gap := _gap(base, line.debt.id)) is not None
    )


def _gap(base: Plan, debt_id: str) -> Gap | None:
    """None for a debt that has no bill to come: not a bill, overdue, or called in."""
    line = base.debt(debt_id)
    debt, spans = line.debt, base.statement.periods
    if line.relief is None or debt.method is not Method.REVOLVING or debt.overdue_since or debt.accelerated:
        return None
    whole = next((one.schedule for one in line.relief.contract if not one.is_rolling), None)
    if whole is None:
        return None
    t, bill = spans.index(whole.due[0]), whole.payments[0]
    aside = bool(line.held) or line.priority
    if aside:
        before = line.reserved[t] if line.reserved else 0
        return Gap(debt=debt_id, on=whole.due[0], bill=bill, before=before, short=None, relied=True)
    world = base.pot(debt.purpose).worlds.get(WorldName.AGREED)
    mine = world.line(debt_id) if world is not None else None
    if world is None or mine is None:
        return Gap(debt=debt_id, on=whole.due[0], bill=bill, before=0, short=None, relied=False)
    room = world.signed_left[t] + sum(mine.signed[: t + 1])
    relied = any(one is not None and one.is_rolling for one in (line.ask, line.fallback))
    return Gap(
        debt=debt_id, on=whole.due[0], bill=bill, before=mine.payments[t], short=max(bill - room, 0), relied=relied
    )


# --- the budget for a target month ----------------------------------------------------------------


def reach(case: Case, book: PolicyBook, base: Plan, assumed: Assumptions, by: date) -> Target:
    """What each purse with planned debts needs a month so that all of them are paid by that day, to the fen: by the
    asks that are open, and by what the lenders may answer.

    By bisection over the question whether any choice of the asks that end by then fits in every month. With more than
    `MANY_DEBTS` debts a step that meets its limit of work counts as not fitting, so the budget is enough for certain
    but may not be the least.
    """
    ready, sheet = laid_out(case, book, base.triage, assumed)
    found = []
    for purse in sheet.pots:
        ours = sorted((one for one in ready if one.debt.purpose is purse.pot), key=lambda one: one.debt.id)
        planned = [one for one in ours if one.planned]
        if not planned:
            continue
        money, _ = after_reserved(purse.new_money, ours, sheet.periods)
        has = max(money[1], 0)
        agreed, countered = (
            _needed(purse, planned, money, _Budget(purse.pot, planned, ours, sheet, by, name)) for name in _ANSWERS
        )
        found.append(
            Reach(
                pot=purse.pot,
                needed=agreed.needed,
                has=has,
                enough=agreed.enough,
                too_late=agreed.too_late,
                countered=countered,
            )
        )
    return Target(by=by, reaches=tuple(found))


def _needed(purse: PotStatement, planned: Sequence[Ready], money: Sequence[int], search: "_Budget") -> Countered:
    """The least budget by those ways; none for a household below its living floor."""
    too_late = tuple(one.debt.id for one, group in zip(planned, search.groups, strict=True) if not group)
    if too_late or (purse.pot is Pot.HOUSEHOLD and search.sheet.floor.below):
        return Countered(needed=None, too_late=too_late)
    enough = purse.surplus > 0 and not purse.unknown and search.fits(money)
    return Countered(needed=search.least(), enough=enough)


class _Budget:
    """The search for the least budget of one purse that pays its planned debts by a day, as the lenders answer."""

    def __init__(
        self, pot: Pot, planned: Sequence[Ready], ours: Sequence[Ready], sheet: Statement, by: date, name: WorldName
    ) -> None:
        self.pot, self.ours, self.sheet = pot, ours, sheet
        spans = sheet.periods
        self.groups = [
            undominated(
                [
                    entry(c.id, spans.per_period(c.schedule.due, c.schedule.payments))
                    for c in paid_by(one, pool_of(one, name), by)
                ]
            )
            for one in planned
        ]
        self.limit = NODE_LIMIT // 40 if len(planned) > MANY_DEBTS else NODE_LIMIT

    def money(self, fen: int) -> tuple[int, ...]:
        """What that budget leaves for the planned debts in each period."""
        purse = assumed_statement(self.sheet, self.ours, Assumptions(budgets={self.pot: fen})).pot(self.pot)
        return after_reserved(purse.new_money, self.ours, self.sheet.periods)[0]

    def fits(self, money: Sequence[int]) -> bool:
        return feasible(cumulative(money), self.groups, self.limit)

    def least(self) -> int | None:
        high = sum(min(per_month(e.paid, 0) for e in group) for group in self.groups) + max(-self.money(0)[0], 0)
        if not self.fits(self.money(high)):
            return None
        low = 0
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.fits(self.money(middle)) else (middle + 1, high)
        return high

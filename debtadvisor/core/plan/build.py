"""A case and the policy book → a plan, or a stop.

The order of decisions: triage may stop everything; debts on HOLD and priority debts take their contract payments
out of the money first; what is left of each pot is planned in three worlds; then each debt gets its ask, fallback
and walk-away line. Every printed world is checked against the money of every period before it leaves `purse`.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Pot
from debtadvisor.core.plan.actions import actions
from debtadvisor.core.plan.agreed import kept_or_reopened, unaffordable
from debtadvisor.core.plan.assume import NOTHING, Assumptions, assumed_ready, assumed_statement
from debtadvisor.core.plan.lumps import counted_later, needed_before_they_come
from debtadvisor.core.plan.model import DebtPlan, NoOffer, Plan, PlanStatus, PotPlan, Stopped
from debtadvisor.core.plan.purse import plan_pot
from debtadvisor.core.plan.ready import Ready, make_ready, periods_needed
from debtadvisor.core.plan.routes import routes
from debtadvisor.core.plan.shortfall import relief_that_works
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.relief.model import OptionState
from debtadvisor.core.statement import Statement, statement
from debtadvisor.core.triage.assess import assess
from debtadvisor.core.triage.model import Finding, Level, Triage

# Findings that `triage` cannot make, because they need the statement, the plan or the book.
LATER_CODES = ("budget_unknown", "below_floor", "deficit", "priority_short", "unexplained_spending", "stale_policy")


def build_plan(case: Case, book: PolicyBook, assumed: Assumptions = NOTHING) -> Plan | Stopped:
    """The plan of that case on its own day, or a `Stopped` without figures. Raises BrokenPlanError, never a wrong plan.

    Lenders named in the case must be in the book; `intake` sees to that. Only a what-if has anything `assumed`.
    """
    triage = assess(case, book)
    if triage.stops:
        return Stopped(case=case, triage=triage, book_version=book.version)
    ready, sheet = laid_out(case, book, triage, assumed)
    # Decided in order of the ids, so that the order of the debts in a file changes nothing.
    by_id = sorted(ready, key=lambda r: r.debt.id)
    pots: list[PotPlan] = []
    debts: dict[str, DebtPlan] = {}
    for purse in sheet.pots:
        ours = tuple(r for r in by_id if r.debt.purpose is purse.pot)
        sheet, pot_plan, lines = _purse(purse.pot, ours, sheet, case, book, assumed)
        pots.append(pot_plan)
        debts.update(lines)
    ordered = tuple(debts[debt.id] for debt in case.debts)
    stale = _stale(ordered)
    triage = _with_later_findings(triage, sheet, ordered, stale)
    plan = Plan(
        case=case,
        triage=triage,
        status=_status(triage, pots),
        statement=sheet,
        debts=ordered,
        pots=tuple(pots),
        actions=actions(case, ordered, tuple(pots), sheet),
        book_version=book.version,
        stale=stale,
        routes=routes(case.borrower.city, book, case.as_of) if _lost_for(pots) else None,
    )
    # The others are planned, yet not every debt is: that is no plan that works.
    return replace(plan, status=PlanStatus.INFEASIBLE) if plan.left_out and plan.status is PlanStatus.OK else plan


def _purse(
    pot: Pot, ours: tuple[Ready, ...], sheet: Statement, case: Case, book: PolicyBook, assumed: Assumptions
) -> tuple[Statement, PotPlan, dict[str, DebtPlan]]:
    """The purse with its debts, and the statement it rests on: lumps that payments cannot wait for counted later."""
    while True:
        planned = partial(plan_pot, sheet.pot(pot), sheet, case=case, book=book, closed=assumed.closed)
        pot_plan, lines = kept_or_reopened(ours, planned, case, book)
        if not (days := needed_before_they_come(pot_plan, sheet.pot(pot), sheet.periods)):
            break
        sheet = counted_later(sheet, pot, days)
    if pot_plan.no_offer is NoOffer.NOTHING_FITS:
        pot_plan = replace(pot_plan, relief_that_works=relief_that_works(pot, ours, sheet, case, book))
    return sheet, pot_plan, lines


def laid_out(case: Case, book: PolicyBook, triage: Triage, assumed: Assumptions) -> tuple[tuple[Ready, ...], Statement]:
    """Each debt made ready, and the statement over the months that the plan needs. The months are those of the case
    itself, whatever is assumed, so that a what-if can be laid beside its plan."""
    ready = tuple(make_ready(debt, case, book, triage) for debt in case.debts)
    sheet = statement(case, book, periods_needed(ready, case))
    if assumed == NOTHING:
        return ready, sheet
    ready = tuple(assumed_ready(one, case, book, assumed) for one in ready)
    return ready, assumed_statement(sheet, ready, assumed)


def _with_later_findings(triage: Triage, sheet: Statement, debts: Sequence[DebtPlan], stale: Sequence[str]) -> Triage:
    """Findings that need the statement or the book: a deficit, spending below a living floor, lines without a note,
    priority payments the money does not reach, rows whose claims were dropped."""
    extra: list[Finding] = []
    for purse in sheet.pots:
        if purse.unknown:
            extra.append(Finding(level=Level.FLAG, code="budget_unknown", facts=purse.unknown))
    if sheet.floor.below and not sheet.pot(Pot.HOUSEHOLD).unknown:
        extra.append(Finding(level=Level.FLAG, code="below_floor", facts=("spending",)))
    for purse in sheet.pots:
        if purse.surplus <= 0 and not purse.unknown:
            extra.append(Finding(level=Level.FLAG, code="deficit", values=(("pot", purse.pot),)))
    short = (d for d in debts if d.priority and sum(d.reserved) < d.reserved_asked)
    extra.extend(Finding(level=Level.FLAG, code="priority_short", debt=d.debt.id) for d in short)
    broken = tuple(unaffordable(debts, {(f.code, f.debt) for f in triage.findings}))
    extra.extend(broken)
    if sheet.unexplained:
        places = tuple(f"spending[{n}]" for n in sheet.unexplained)
        extra.append(Finding(level=Level.FLAG, code="unexplained_spending", facts=places))
    if stale:
        extra.append(Finding(level=Level.FLAG, code="stale_policy"))
    # Whether there is money at all comes before every other flag.
    first = [f for f in extra if f.code in ("budget_unknown", "below_floor", "deficit") or f in broken]
    flags = [f for f in triage.findings if f.level is Level.FLAG]
    graver = [f for f in triage.findings if f.level is not Level.FLAG]
    return Triage((*graver, *first, *flags, *(f for f in extra if f not in first))) if extra else triage


def _lost_for(pots: Sequence[PotPlan]) -> bool:
    """Whether a purse has no way out of its own: nothing is left for debts, or no way of paying fits."""
    return any(p.no_offer in (NoOffer.DEFICIT, NoOffer.NOTHING_FITS) for p in pots)


def _status(triage: Triage, pots: Sequence[PotPlan]) -> PlanStatus:
    if triage.holds:
        return PlanStatus.HOLD
    refused = {NoOffer.BUDGET_UNKNOWN, NoOffer.DEFICIT, NoOffer.BELOW_FLOOR, NoOffer.NOTHING_FITS}
    return PlanStatus.INFEASIBLE if any(p.no_offer in refused for p in pots) else PlanStatus.OK


def _stale(debts: Sequence[DebtPlan]) -> tuple[str, ...]:
    rows = [o.term.id for d in debts if d.relief is not None for o in d.relief.options if o.state is OptionState.STALE]
    return tuple(dict.fromkeys(rows))

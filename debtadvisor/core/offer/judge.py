"""The verdict on an offer, in a fixed order: safety, then money, then price, then paper.

Nothing that cannot be paid is ever accepted, whatever it saves; nothing is paid before it is in writing; an offer that
costs more than what the lender may still be brought to is answered with the plan's own ask. A debt on HOLD is checked
first: its figures are not judged, because judging them would treat the debt as admitted.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from debtadvisor.core.ceilings import Ceiling, ceilings
from debtadvisor.core.codes import LenderKind
from debtadvisor.core.offer.model import (
    BEFORE_PAYING,
    NEVER,
    Because,
    Compared,
    Judgement,
    LenderOffer,
    OfferKind,
    Trap,
    Verdict,
    Way,
)
from debtadvisor.core.offer.weigh import (
    TOLERANCE,
    compared,
    cost,
    is_binding,
    missing_terms,
    saved,
    traps,
    unwaived,
    waiver,
)
from debtadvisor.core.plan.model import DebtPlan, Plan
from debtadvisor.core.plan.within import Fit, fit
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.script.talk import talk
from debtadvisor.core.value import value

# Law rows that stand behind the advice, where they reach the lender.
_PAPER_RULES = ("cc-art70-required-contents", "cc-art70-stop-collection", "civil-561-order-of-payment")
_TRIAL_RULES = ("mediation-judicial-confirmation", "notarised-debt-249")

# How far ahead a later day for the same settlement is looked for.
LATER_MONTHS = 6


@value
class _Weighed:
    """Everything that the verdict is made from."""

    offer: LenderOffer
    line: DebtPlan
    kind: LenderKind
    ways: tuple[Compared, ...]
    beside: Fit
    traps: tuple[Trap, ...]
    lines: tuple[Ceiling, ...]
    essential: int


def judge(offer: LenderOffer, debt_id: str, plan: Plan, book: PolicyBook) -> Judgement:
    """The judgement on that offer for that debt of the plan. Raises KeyError for a debt the plan does not hold."""
    line, case = plan.debt(debt_id), plan.case
    about = talk(plan, book, line)
    found = traps(offer, line, case.as_of)
    if line.held or line.relief is None:
        never = tuple(trap for trap in found if trap in NEVER)
        return Judgement(
            debt=debt_id,
            kind=about.kind,
            stage=about.stage,
            offer=offer,
            verdict=Verdict.REFUSE if never else Verdict.CHECK_FIRST,
            because=(Because.NEVER, Because.HELD) if never else (Because.HELD,),
            traps=never,
        )
    price = cost(offer, line, case.as_of)
    missing, essential = missing_terms(offer, about.kind, about.stage)
    weighed = _Weighed(
        offer=offer,
        line=line,
        kind=about.kind,
        ways=compared(offer, line),
        beside=fit(offer.schedule, debt_id, case, book),
        traps=found,
        lines=ceilings(about.kind, book, case.as_of, contract=line.debt.contract_date, cost=price),
        essential=essential,
    )
    verdict, because = _verdict(weighed)
    later = _later(weighed, plan, book) if not weighed.beside.if_agreed else None
    whole = unwaived(offer, line.relief)
    rules = (*_PAPER_RULES, *(_TRIAL_RULES if Trap.ENFORCEABLE in found else ()))
    return Judgement(
        debt=debt_id,
        kind=about.kind,
        stage=about.stage,
        offer=offer,
        verdict=verdict,
        because=because,
        owed=line.relief.owed,
        compared=weighed.ways,
        saved=saved(offer, line.relief),
        unwaived=whole,
        waiver=waiver(offer, whole - offer.schedule.total),
        fit=weighed.beside,
        cost=price,
        ceilings=weighed.lines,
        missing=missing,
        essential=essential,
        traps=found,
        counter=_counter(weighed, verdict, because, later),
        later=later,
        rules=tuple(claim.row for claim in about.claims(*rules) if isinstance(claim.row, Rule)),
    )


def _counter(it: _Weighed, verdict: Verdict, because: tuple[Because, ...], later: date | None) -> Candidate | None:
    """The plan's own ask, unless the same sum can be had: on a later day, or by having the offer issued again."""
    if verdict is not Verdict.COUNTER or later is not None:
        return None
    if because == (Because.TOO_LATE,) and it.beside.if_agreed:
        return None
    return it.line.ask


def _later(it: _Weighed, plan: Plan, book: PolicyBook) -> date | None:
    """The first pay day within `LATER_MONTHS` on which that settlement fits beside the other debts, when it costs no
    more than what else could be agreed."""
    best, offer = it.line.fallback or it.line.ask, it.offer
    if offer.kind is not OfferKind.SETTLEMENT or (best is not None and offer.schedule.total > best.total):
        return None
    for start in plan.statement.periods.starts[1 : LATER_MONTHS + 1]:
        moved = replace(offer.schedule, due=(start,))
        if start > offer.schedule.due[0] and fit(moved, it.line.debt.id, plan.case, book).if_agreed:
            return start
    return None


def _verdict(it: _Weighed) -> tuple[Verdict, tuple[Because, ...]]:
    answer = Verdict.COUNTER if it.line.ask is not None else Verdict.REFUSE
    if any(trap in NEVER for trap in it.traps):
        return Verdict.REFUSE, (Because.NEVER,)
    if Trap.PAST in it.traps:
        return answer, (Because.TOO_LATE,)
    price = tuple(_too_dear(it))
    if not it.beside.if_agreed:
        return answer, (Because.DOES_NOT_FIT if it.line.ask is not None else Because.NO_MONEY, *price)
    if price:
        return answer, price
    good = (Because.FITS if it.beside.if_countered else Because.ONLY_IF_OTHERS, Because.NOT_DEARER)
    if paper := tuple(_not_ready(it)):
        return Verdict.WRITING_FIRST, (*paper, *good)
    return Verdict.ACCEPT, good


def _too_dear(it: _Weighed) -> Iterator[Because]:
    """Why the price is not right. An offer that is lighter each month than a contract out of reach may cost more than
    it; it may not cost more than what the plan can pay and the lender may still agree to."""
    offer = it.ways[0]
    if Trap.ABOVE_DEBT in it.traps:
        yield Because.ABOVE_DEBT
    contract = next((one for one in it.ways if one.way is Way.CONTRACT), None)
    if contract is not None and offer.total > contract.total and offer.highest >= contract.highest:
        yield Because.DEARER_THAN_CONTRACT
    best = it.line.fallback or it.line.ask
    if best is not None and offer.total > best.total + best.total // TOLERANCE:
        yield Because.DEARER_THAN_FALLBACK
    if any(one.claimable and one.over is not None for one in it.lines):
        yield Because.ABOVE_CEILING


def _not_ready(it: _Weighed) -> Iterator[Because]:
    """What must be put right before the first payment."""
    if not is_binding(it.offer, it.kind):
        yield Because.NOT_WRITTEN
    if it.essential:
        yield Because.TERMS_MISSING
    if any(trap in BEFORE_PAYING for trap in it.traps):
        yield Because.CLEAR_UP

"""The verdict on an offer, in a fixed order: safety, then money, then price, then paper.

Nothing that cannot be paid is ever accepted, whatever it saves; nothing is paid before it is in writing; an offer that
costs more than what the lender may still be brought to is answered with the plan's own ask. A debt on HOLD is checked
first: its figures are not judged, because judging them would treat the debt as admitted.
"""

from collections.abc import Iterator
from dataclasses import replace

from debtadvisor.core.agreed import is_binding_form
from debtadvisor.core.case import Case
from debtadvisor.core.ceilings import Ceiling, ceilings
from debtadvisor.core.codes import LenderKind
from debtadvisor.core.offer.answer import Answer, answer_to
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
    is_no_worse,
    missing_terms,
    saved,
    traps,
    unwaived,
    waiver,
)
from debtadvisor.core.plan.model import DebtPlan, Plan
from debtadvisor.core.plan.within import Fit, room_beside
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.relief.options import outside
from debtadvisor.core.script.talk import talk
from debtadvisor.core.value import value

# Law rows that stand behind the advice, where they reach the lender.
_PAPER_RULES = ("cc-art70-required-contents", "cc-art70-stop-collection", "civil-561-order-of-payment")
_TRIAL_RULES = ("court-settlement-247", "mediation-judicial-confirmation", "notarised-debt-249")


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
    whole: int


def judge(offer: LenderOffer, debt_id: str, plan: Plan, book: PolicyBook) -> Judgement:
    """The judgement on that offer for that debt of the plan. Raises KeyError for a debt the plan does not hold."""
    line, case = with_relief(plan.debt(debt_id), plan.case, book), plan.case
    about = talk(plan, book, line)
    found = traps(offer, line, about.kind, case.as_of)
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
    room = room_beside(debt_id, case, book, offer.schedule.due[-1])
    missing, essential = missing_terms(offer, about.kind, about.stage)
    weighed = _Weighed(
        offer=offer,
        line=line,
        kind=about.kind,
        ways=compared(offer, line),
        beside=room.fit(offer.schedule),
        traps=found,
        lines=ceilings(about.kind, book, case.as_of, contract=line.debt.contract_date, cost=price),
        essential=essential,
        whole=unwaived(offer, line.relief, case.as_of),
    )
    answer = Answer() if weighed.beside.if_agreed else answer_to(offer, line, room, plan.statement.periods)
    verdict, because = _verdict(weighed, answer)
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
        unwaived=weighed.whole,
        waiver=waiver(offer, weighed.whole - offer.schedule.total),
        fit=weighed.beside,
        cost=price,
        ceilings=weighed.lines,
        missing=missing,
        essential=essential,
        traps=found,
        counter=_counter(weighed, verdict, because, answer),
        later=answer.later,
        spread=answer.spread,
        most=answer.most,
        rules=tuple(claim.row for claim in about.claims(*rules) if isinstance(claim.row, Rule)),
    )


def with_relief(line: DebtPlan, case: Case, book: PolicyBook) -> DebtPlan:
    """The debt with its contract to compare with, for a creditor outside the book too; unchanged when what is owed is
    not known."""
    if line.relief is not None or line.debt.principal.is_unknown:
        return line
    return replace(line, relief=outside(line.debt, case, book))


def _counter(it: _Weighed, verdict: Verdict, because: tuple[Because, ...], answer: Answer) -> Candidate | None:
    """The plan's own ask, unless something better can be had: the same sum later or spread, or the same paper anew.
    Never an ask that costs more than the offer, where the offer's only fault is its price."""
    ask = it.line.ask
    if verdict is not Verdict.COUNTER or ask is None or answer.later is not None or answer.spread is not None:
        return None
    return ask if not it.beside.if_agreed or ask.total < it.offer.schedule.total else None


def _verdict(it: _Weighed, answer: Answer) -> tuple[Verdict, tuple[Because, ...]]:
    if any(trap in NEVER for trap in it.traps):
        return Verdict.REFUSE, (Because.NEVER,)
    if Trap.PAST in it.traps:
        return Verdict.COUNTER, (Because.TOO_LATE,)
    paper = tuple(_not_ready(it))
    price = tuple(_too_dear(it))
    if not it.beside.if_agreed:
        return _out_of_reach(it, answer, price, paper)
    if price:
        return Verdict.COUNTER, price
    dear = it.line.ask is not None and it.ways[0].total > it.line.ask.total
    good = (
        Because.FITS if it.beside.if_countered else Because.ONLY_IF_OTHERS,
        Because.DEARER_THAN_ASK if dear else Because.NOT_DEARER,
    )
    if not it.beside.if_countered:
        return Verdict.WAIT, (*good, *paper)
    return (Verdict.WRITING_FIRST, (*paper, *good)) if paper else (Verdict.ACCEPT, good)


def _out_of_reach(
    it: _Weighed, answer: Answer, price: tuple[Because, ...], paper: tuple[Because, ...]
) -> tuple[Verdict, tuple[Because, ...]]:
    """An offer that does not fit beside the others: taken when it only puts off what the contract asks, kept open when
    the gap lies with the others, answered when something near it fits, and refused only when there is nothing."""
    assert it.line.relief is not None
    if it.offer.kind is OfferKind.DEFERRAL and is_no_worse(it.offer, it.line.relief):
        good = (Because.NO_WORSE, Because.REST_OPEN)
        return (Verdict.WRITING_FIRST, (*paper, *good)) if paper else (Verdict.ACCEPT, good)
    if answer.later is not None or answer.spread is not None or it.line.ask is not None:
        return Verdict.COUNTER, (Because.DOES_NOT_FIT, *price)
    if it.beside.alone and not price:
        return Verdict.WAIT, (Because.OTHERS_OPEN, *paper)
    return Verdict.REFUSE, (Because.OTHERS_OPEN if it.beside.alone else Because.NO_MONEY, *price)


def _too_dear(it: _Weighed) -> Iterator[Because]:
    """Why the price is not right. An offer that is lighter each month than a contract out of reach may cost more than
    it; it may not cost more than both what is asked for and what is still worth taking."""
    offer = it.ways[0]
    if Trap.ABOVE_DEBT in it.traps:
        yield Because.ABOVE_DEBT
    contract = next((one for one in it.ways if one.way is Way.CONTRACT), None)
    if contract is not None and offer.total > contract.total and offer.highest >= contract.highest:
        yield Because.DEARER_THAN_CONTRACT
    worth = [one.total for one in (it.line.ask, it.line.fallback) if one is not None]
    if worth and offer.total > max(worth) + max(worth) // TOLERANCE:
        yield Because.DEARER_THAN_FALLBACK
    if it.kind is LenderKind.OTHER and offer.total > it.whole + it.whole // TOLERANCE:
        yield Because.ABOVE_RATE
    if any(one.claimable and one.over is not None for one in it.lines):
        yield Because.ABOVE_CEILING


def _not_ready(it: _Weighed) -> Iterator[Because]:
    """What must be put right before the first payment."""
    if not is_binding_form(it.offer.form, it.kind):
        yield Because.NOT_WRITTEN
    if it.essential:
        yield Because.TERMS_MISSING
    if any(trap in BEFORE_PAYING for trap in it.traps):
        yield Because.CLEAR_UP

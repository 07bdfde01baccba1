"""Agreements in a plan: they are kept before anything else is asked, and opened again only where money does not reach.

The other debts bend first. An agreement that fits beside no choice of theirs is told as one that cannot be kept, and
what the book knows is asked in its place; so no agreement, whatever it says, makes a plan above the surplus.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from debtadvisor.core.agreement import PaperForm
from debtadvisor.core.case import Case
from debtadvisor.core.plan.model import Action, ActionCode, DebtPlan, NoOffer, PotPlan
from debtadvisor.core.plan.ready import Ready
from debtadvisor.core.policy.model import PolicyBook
from debtadvisor.core.relief.options import relief
from debtadvisor.core.triage.model import Finding, Level
from debtadvisor.core.triage.table import TABLE

UNAFFORDABLE = "agreement_unaffordable"
# So many instalments of an agreement stand in the to-do list, and the days before one to say that it falls short.
INSTALMENTS_AHEAD = 3
SAY_BEFORE = timedelta(days=3)

Planned = tuple[PotPlan, dict[str, DebtPlan]]


def kept_or_reopened(
    ours: Sequence[Ready], plan: Callable[[Sequence[Ready]], Planned], case: Case, book: PolicyBook
) -> Planned:
    """The purse planned with its agreements kept; where nothing fits, with the fewest of them opened again.

    plan   plans a purse with those debts
    """
    pot, lines = plan(ours)
    agreed = [one for one in ours if one.planned and one.agreed is not None]
    if not agreed or pot.no_offer is None:
        return pot, lines
    if pot.no_offer is not NoOffer.NOTHING_FITS:
        return pot, _unkept(lines, [one.debt.id for one in agreed])
    for opened in _openings(agreed):
        tried = [_opened(one, case, book) if one.debt.id in opened else one for one in ours]
        pot, lines = plan(tried)
        if pot.no_offer is None:
            break
    return pot, _unkept(lines, opened)


def _openings(agreed: Sequence[Ready]) -> Iterator[tuple[str, ...]]:
    """Which to open: each alone, the one with the highest payment first, then all of them."""
    heaviest = sorted(agreed, key=lambda one: (-_highest(one), one.debt.id))
    if len(heaviest) > 1:
        yield from ((one.debt.id,) for one in heaviest)
    yield tuple(one.debt.id for one in heaviest)


def _highest(one: Ready) -> int:
    return max((c.schedule.highest for c in one.relief.contract), default=0) if one.relief is not None else 0


def _opened(one: Ready, case: Case, book: PolicyBook) -> Ready:
    assert one.profile is not None
    return replace(one, relief=relief(one.debt, case, one.profile, book, again=True))


def _unkept(lines: Mapping[str, DebtPlan], opened: Collection[str]) -> dict[str, DebtPlan]:
    return {
        debt: replace(line, unkept=True) if debt in opened and not (line.ask and line.ask.is_agreed) else line
        for debt, line in lines.items()
    }


def unaffordable(debts: Sequence[DebtPlan], known: Collection[tuple[str, str]]) -> Iterator[Finding]:
    """A flag for each agreement that cannot be kept, unless the person said so already (code and debt in `known`)."""
    row = TABLE[UNAFFORDABLE]
    for line in debts:
        if line.unkept and line.agreed is not None and (UNAFFORDABLE, line.debt.id) not in known:
            place = (f"events[{line.agreed.number}]",)
            yield Finding(level=Level.FLAG, code=UNAFFORDABLE, debt=line.debt.id, facts=place, situation=row.situation)


def agreed_actions(line: DebtPlan, as_of: date) -> Iterator[Action]:
    """What an agreement asks for in the next weeks: a recap of a call, what was missed, the next instalments."""
    made = line.agreed
    if made is None:
        return
    debt = line.debt.id
    if made.terms.form is not PaperForm.WRITTEN and not made.paid:
        yield Action(code=ActionCode.SEND_RECAP, on=as_of, debt=debt)
    if made.missed:
        cure = made.cure
        by = cure if cure is not None and cure >= as_of else None
        yield Action(code=ActionCode.CATCH_UP, on=as_of, debt=debt, fen=made.short, by=by)
    if line.unkept:
        first = made.coming[0] if made.coming else None
        if first is not None:
            by = max(first[0] - SAY_BEFORE, as_of)
            yield Action(code=ActionCode.SAY_IT_FALLS_SHORT, on=as_of, debt=debt, fen=first[1], by=by)
        return
    for day, fen in made.coming[:INSTALMENTS_AHEAD]:
        yield Action(code=ActionCode.AGREED_PAYMENT, on=day, debt=debt, fen=fen)

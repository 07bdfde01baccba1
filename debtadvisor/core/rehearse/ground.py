"""What an answer about this debt is judged against: the most that may be offered, and what may not be claimed."""

from collections.abc import Iterator

from debtadvisor.core.case import Case
from debtadvisor.core.ceilings import COURT_LINE
from debtadvisor.core.codes import Cause, Circumstance, Heading, IncomeSource, LenderKind, Proof
from debtadvisor.core.rehearse.model import Ground, Limits
from debtadvisor.core.rehearse.phrases import PERSON, PROOF
from debtadvisor.core.script.held import CHECKED, manners
from debtadvisor.core.script.model import Claim
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.talk import Mode, Talk

_UNWELL = (Circumstance.ILL, Circumstance.PREGNANT, Circumstance.DISABLED)


def ground(talk: Talk) -> Ground:
    """The ground for the conversation."""
    case, doubted = talk.plan.case, talk.mode is Mode.HELD
    return Ground(
        kind=talk.kind,
        limits=limits(talk),
        # Whoever says that a claim was sold to him proves it first: until then no sum is named and nothing promised.
        held=doubted or is_sold(talk),
        to_check=all(manner in CHECKED for manner in manners(talk)) if doubted else is_sold(talk),
        unsaid=frozenset(_unsaid(case)),
        unproven=frozenset(proof for proof in PROOF if proof not in case.hardship.proof),
        grounds=dict(_law(talk)),
    )


def limits(talk: Talk) -> Limits:
    """The most that may be offered each month and at once, fen.

    A month bears the walk-away line, or the plan's own ask where that is higher because it waits for the others; what
    is paid once may be as much as a single payment of the ask, or of what is still worth taking.
    """
    if is_sold(talk):
        return Limits(monthly=0, once=0)
    if talk.mode in (Mode.HOLDING, Mode.TOKEN):
        return Limits(monthly=talk.line.share_now, once=talk.line.share_now)
    if talk.ask is None:
        return Limits(monthly=0, once=0)
    most = talk.line.walk_away or 0
    named = [candidate for candidate in (talk.ask, talk.line.fallback) if candidate is not None]
    return Limits(
        monthly=max([most, *(one.schedule.highest for one in named if one.count > 1)]),
        once=max([most, *(one.schedule.highest for one in named)]),
    )


def _unsaid(case: Case) -> Iterator[str]:
    """Causes that the case does not bear out, so that claiming one would contradict it."""
    causes = case.hardship.causes
    if Cause.OTHER in causes:
        return
    borne_out = {
        "illness": any(one in case.borrower.circumstances for one in _UNWELL)
        or Proof.MEDICAL in case.hardship.proof
        or any(line.heading is Heading.MEDICAL for line in case.spending),
        "job_loss": not any(income.source is IncomeSource.WAGE for income in case.incomes),
        "unpaid_wages": Circumstance.UNPAID_WAGES in case.borrower.circumstances,
    }
    for cause in PERSON:
        if Cause(cause) not in causes and not borne_out.get(cause, False):
            yield cause


def _law(talk: Talk) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Claims of law that do not hold for this lender, with the rows that say so."""
    licensed = talk.claims("rate-licensed-lenders-excluded")
    if licensed and talk.kind is not LenderKind.PRIVATE_LENDING:
        yield "four_times_lpr", licensed
    if talk.is_card:
        yield "article_70_right", talk.claims("cc-art70-not-interest-free", "no-duty-to-restructure")
    else:
        yield "article_70", talk.claims("cc-art70-scope-cards-only")
    yield "zero_interest", talk.claims("no-duty-to-restructure")
    yield "over_24", talk.claims(COURT_LINE)

"""What an offer comes to beside contract, ask and balance; whether its waiver is real; what it lacks; its traps."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from debtadvisor.core.agreed import PERSONAL_LENDERS
from debtadvisor.core.codes import LenderKind, Stage
from debtadvisor.core.facts import days_past_due
from debtadvisor.core.money import times
from debtadvisor.core.offer.model import (
    Compared,
    LenderOffer,
    OfferKind,
    PaperTerm,
    PayTo,
    Trap,
    Waiver,
    Way,
)
from debtadvisor.core.plan.model import DebtPlan
from debtadvisor.core.rates.costs import Cost, cost_of_dates
from debtadvisor.core.rates.errors import NoRateError, SeveralRatesError
from debtadvisor.core.rates.quoted import periodic
from debtadvisor.core.relief.model import Certainty, DebtRelief
from debtadvisor.core.schedule import Schedule

# A last payment this many times the usual one needs money of its own.
BALLOON = 2
# Less time than this to decide is pressure: a call to a free adviser takes a day.
NOTICE_DAYS = 2
# What they say is owed may differ by this share from what we count before it is called more.
TOLERANCE = 100

_ESSENTIAL = (PaperTerm.PARTIES, PaperTerm.BALANCE_SPLIT, PaperTerm.SCHEDULE, PaperTerm.ACCOUNT, PaperTerm.RELEASE)
_OF_INSTALMENTS = (PaperTerm.INTEREST, PaperTerm.LATE_PAYMENT, PaperTerm.CREDITING, PaperTerm.EARLY_PAYMENT)


def compared(offer: LenderOffer, line: DebtPlan) -> tuple[Compared, ...]:
    """The offer, the contract where it goes on, the plan's ask and its fallback, without repeats of the contract."""
    ways = [_of(Way.OFFER, offer.schedule)]
    contract = line.relief.contract[0] if line.relief is not None and line.relief.contract else None
    if contract is not None:
        ways.append(_of(Way.CONTRACT, contract.schedule))
    if line.ask is not None and not line.ask_is_plain_contract:
        ways.append(_of(Way.ASK, line.ask.schedule))
    if line.fallback is not None and line.fallback.schedule not in (
        line.ask.schedule if line.ask is not None else None,
        contract.schedule if contract is not None else None,
    ):
        ways.append(_of(Way.FALLBACK, line.fallback.schedule))
    return tuple(ways)


def _of(way: Way, schedule: Schedule) -> Compared:
    return Compared(way=way, total=schedule.total, highest=schedule.highest, last=schedule.due[-1])


def saved(offer: LenderOffer, relief: DebtRelief) -> int:
    """Fen less than the contract asks, or than is owed today where no contract goes on; negative when it costs more."""
    would = relief.contract[0].total if relief.contract else relief.owed.balance
    return would - offer.schedule.total


def unwaived(offer: LenderOffer, relief: DebtRelief, as_of: date) -> int:
    """What the same offer would come to with nothing forgiven, fen.

    Today's balance for a settlement; for instalments the same payments, each as much larger as they must be to repay
    the principal at the contract's rate, month by month from today, with the charges on top; else the contract, or the
    balance.
    """
    owed, due, paid = relief.owed, offer.schedule.due, offer.schedule.payments
    if offer.kind is OfferKind.INSTALMENTS and len(due) > 1:
        growth = 1 + periodic(relief.annual)
        months = (max((when.year - as_of.year) * 12 + when.month - as_of.month, 1) for when in due)
        worth = sum((fen / growth**m for fen, m in zip(paid, months, strict=True)), Fraction(0))
        return times(offer.schedule.total, owed.principal / worth) + owed.charges if worth else owed.balance
    if offer.kind is not OfferKind.SETTLEMENT and relief.contract:
        return relief.contract[0].total
    return owed.balance


def waiver(offer: LenderOffer, saving: int) -> Waiver:
    """Whether what they say they forgive shows in what is paid; `saving` is against `unwaived`."""
    if not offer.waived:
        return Waiver.REAL if offer.kind is OfferKind.SETTLEMENT and saving > 0 else Waiver.NONE
    if saving >= offer.waived:
        return Waiver.REAL
    return Waiver.PARTLY if saving > 0 else Waiver.NOT_REAL


def cost(offer: LenderOffer, line: DebtPlan, as_of: date) -> Cost | None:
    """The yearly cost of the principal from the first missed day, or today, to the last payment.

    What was owed in interest and penalty for that time is part of the cost. None when less than the principal is
    paid, so that no rate from 0 up exists.
    """
    if line.relief is None or offer.schedule.total < line.relief.owed.principal:
        return None
    start = line.debt.overdue_since or as_of
    paid = offer.schedule.payments
    try:
        return cost_of_dates((start, *offer.schedule.due), (line.relief.owed.principal, *(-fen for fen in paid)))
    except (NoRateError, SeveralRatesError):
        return None


def wanted_terms(offer: LenderOffer, kind: LenderKind, stage: Stage) -> tuple[PaperTerm, ...]:
    """What the paper should say for this offer to this lender, in the order of `PaperTerm`."""
    private = kind in PERSONAL_LENDERS
    left_out = set()
    if kind is not LenderKind.BANK_CREDIT_CARD:
        left_out |= {PaperTerm.NO_NEW_CARD, PaperTerm.DUTIES}
    if private:
        left_out |= {PaperTerm.CONTRACT_NUMBER, PaperTerm.COLLECTION_STOPS, PaperTerm.CREDIT_WORDING}
    if stage is Stage.PRE_DUE:
        left_out.add(PaperTerm.COLLECTION_STOPS)
    if stage not in (Stage.PRE_SUIT, Stage.LITIGATION):
        left_out.add(PaperTerm.SUIT_WITHDRAWN)
    if offer.kind is OfferKind.SETTLEMENT:
        left_out |= set(_OF_INSTALMENTS)
    elif not offer.waived:
        left_out.add(PaperTerm.WAIVER)
    return tuple(term for term in PaperTerm if term not in left_out)


def missing_terms(offer: LenderOffer, kind: LenderKind, stage: Stage) -> tuple[tuple[PaperTerm, ...], int]:
    """Terms that the paper lacks, those first without which nothing is paid, and how many these are.

    Of a bank card's recorded call the recording stands for the paper, but the terms must still have been said.
    """
    lacks = [term for term in wanted_terms(offer, kind, stage) if term not in offer.terms]
    must = [term for term in lacks if term in _essential(offer)]
    return (*must, *(term for term in lacks if term not in must)), len(must)


def _essential(offer: LenderOffer) -> tuple[PaperTerm, ...]:
    more = [PaperTerm.WAIVER] if offer.waived or offer.kind is OfferKind.SETTLEMENT else []
    if offer.kind is not OfferKind.SETTLEMENT:
        more += [PaperTerm.INTEREST, PaperTerm.LATE_PAYMENT]
    return (*_ESSENTIAL, *more)


def traps(offer: LenderOffer, line: DebtPlan, kind: LenderKind, as_of: date) -> tuple[Trap, ...]:
    """What the person noticed and what the figures show, in the order of `Trap`."""
    found = {*offer.traps, *_of_account(offer, kind), *_of_figures(offer, line, as_of)}
    return tuple(trap for trap in Trap if trap in found)


def _of_account(offer: LenderOffer, kind: LenderKind) -> Iterator[Trap]:
    # A friend or a landlord is paid into an account of their own.
    if offer.pay_to is PayTo.PERSONAL and kind not in PERSONAL_LENDERS:
        yield Trap.PERSONAL_ACCOUNT
    elif offer.pay_to is PayTo.COMPANY:
        yield Trap.THIRD_ACCOUNT


def _of_figures(offer: LenderOffer, line: DebtPlan, as_of: date) -> Iterator[Trap]:
    paid = offer.schedule.payments
    if len(paid) > 1 and paid[-1] > BALLOON * max(paid[:-1]):
        yield Trap.BALLOON
    if offer.until is not None and offer.until < as_of:
        yield Trap.PAST
    elif offer.until is not None and offer.until < as_of + timedelta(days=NOTICE_DAYS):
        yield Trap.SHORT_NOTICE
    if line.relief is None:
        return
    owed = line.relief.owed
    if offer.kind is OfferKind.SETTLEMENT and offer.schedule.total > _at_most(line, offer.schedule.due[-1], as_of):
        yield Trap.ABOVE_DEBT
    if offer.claimed is not None and offer.claimed > owed.balance + owed.balance // TOLERANCE:
        yield Trap.CLAIMS_MORE


def _at_most(line: DebtPlan, when: date, as_of: date) -> int:
    """What can be owed on that day: today's balance and interest at one and a half times the rate until then."""
    assert line.relief is not None
    owed = line.relief.owed
    days = max((when - as_of).days, 0)
    numerator, denominator = line.relief.annual.as_integer_ratio()
    running = owed.principal * numerator * 3 * days // (denominator * 2 * 360)
    return owed.balance + running + 1


def is_estimated(line: DebtPlan, as_of: date) -> bool:
    """Whether what we count as owed rests on an estimate of ours, so that their figure may be the right one."""
    if line.relief is None:
        return True
    owed = line.relief.owed
    late = days_past_due(line.debt, as_of) > 0
    return late and any(known is not Certainty.GIVEN for known in (owed.interest_from, owed.penalty_from))


def is_no_worse(offer: LenderOffer, relief: DebtRelief) -> bool:
    """Whether no payment of the offer is earlier or larger than the contract's, so that taking it can cost nothing."""
    if not relief.contract:
        return False
    contract = relief.contract[0].schedule
    days = sorted({*offer.schedule.due, *contract.due})
    return all(_paid_by(offer.schedule, day) <= _paid_by(contract, day) for day in days)


def _paid_by(schedule: Schedule, day: date) -> int:
    return sum(fen for when, fen in zip(schedule.due, schedule.payments, strict=True) if when <= day)

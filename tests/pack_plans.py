"""Packs made by hand for the tests: every lender of the book, stage, channel and mode of a talk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product

from debtadvisor.core.case import Event, Hardship
from debtadvisor.core.codes import EventKind, LenderKind, Outcome, PackChannel, Proof, ReliefKind, Stage
from debtadvisor.core.packs.build import packs
from debtadvisor.core.plan.model import Action, ActionCode, DebtPlan, NoOffer, PotPlan
from debtadvisor.core.policy.model import Lender
from debtadvisor.core.relief.model import WRITTEN_ID, Waived
from debtadvisor.core.script.held import MANNERS
from debtadvisor.core.script.model import Script
from debtadvisor.core.triage.model import Finding, Level, Triage
from tests.builders import yuan
from tests.script_plans import KINDS, RESCHEDULING, agreed_lines, held, offer, payments, plan_of, planned, shipped


def at(lender: Lender, stage: Stage, line: DebtPlan | None = None) -> DebtPlan:
    """A planned debt at that lender and stage."""
    line = line or planned(lender.kind, stage)
    assert line.relief is not None
    relief = replace(line.relief, profile=lender, kind=lender.kind, stage=stage)
    return replace(line, relief=relief, debt=replace(line.debt, lender=lender.id))


def pack_of(line: DebtPlan, channel: PackChannel, pot: PotPlan | None = None, name: str = "") -> Script:
    """The pack of one debt alone in that channel."""
    return packs(plan_of(line, pot=pot, name=name), shipped(), channel)[0]


@lru_cache(maxsize=1)
def every_lender() -> tuple[Script, ...]:
    """Every lender of the book x stage x channel, with an ask."""
    return tuple(
        pack_of(at(lender, stage), channel)
        for lender, stage, channel in product(shipped().lenders.values(), Stage, PackChannel)
    )


@lru_cache(maxsize=1)
def every_mode() -> tuple[Script, ...]:
    """Every kind of lender x stage x channel with no money, a token, the contract kept, and on HOLD; then each manner
    of a HOLD in each channel."""
    return tuple(_modes())


def _modes() -> Iterator[Script]:
    for kind, stage, channel in product((*KINDS, LenderKind.OTHER), Stage, PackChannel):
        bare = replace(planned(kind, stage, fallback=None, walk_away=None), ask=None)
        pot = PotPlan(pot=bare.debt.purpose, worlds={}, no_offer=NoOffer.DEFICIT)
        yield pack_of(bare, channel, pot)
        yield pack_of(replace(bare, share_now=yuan(50)), channel, pot)
        yield pack_of(planned(kind, stage, offer(None)), channel)
        yield pack_of(planned(kind, stage, offer(None, waived=Waived(), riders=())), channel)
        yield pack_of(held("not_recognised", kind=kind, stage=stage), channel)
    for code, channel in product(MANNERS, PackChannel):
        for kind in (LenderKind.BANK_CREDIT_CARD, LenderKind.CONSUMER_FINANCE, LenderKind.PRIVATE_LENDING):
            yield pack_of(held(code, kind=kind), channel)


def logged(*events: Event) -> Script:
    """The complaint of a debt with that log."""
    plan = plan_of(planned())
    case = replace(plan.case, events=events)
    return packs(replace(plan, case=case), shipped(), PackChannel.COMPLAINT)[0]


def sold(channel: PackChannel) -> Script:
    """A debt that was passed on to a buyer."""
    line = planned(stage=Stage.ASSIGNED)
    return pack_of(replace(line, debt=replace(line.debt, name="甲贷", assigned_to="东湖资产")), channel)


def watched_card(channel: PackChannel, stage: Stage = Stage.M4_PLUS, code: str = "card_risk_early") -> Script:
    """A late card with so much principal that triage raised its notice; told apart from the same card without one."""
    line = planned(LenderKind.BANK_CREDIT_CARD, stage)
    notice = Finding(level=Level.FLAG, code=code, facts=("debts[0].principal",))
    return packs(replace(plan_of(line), triage=Triage((notice,))), shipped(), channel)[0]


def told_cases() -> Iterator[Script]:
    """What only some cases hold: names, sold debts, rates, each ask, what a log shows, the last day of a paper."""
    for channel in PackChannel:
        yield watched_card(channel)
    for line, channel, name in product(_lines(), PackChannel, ("", "林女士")):
        yield pack_of(line, channel, name=name)
    for kind in EventKind:
        yield logged(Event(kind=kind, on=date(2026, 11, 10), debt="loan", hour=23, count=9))
        yield logged(Event(kind=kind, on=date(2026, 11, 10), debt="loan", answered=False, count=9))
    asked = Event(kind=EventKind.CONTACT, on=date(2026, 11, 3), debt="loan", outgoing=True)
    yield logged(replace(asked, next_date=date(2026, 11, 4)), replace(asked, ticket="A", outcome=Outcome.REFUSED))
    yield from _channels()
    for channel, name in product(PackChannel, ("", "林女士")):
        line = planned(fallback=None, walk_away=None, share_now=yuan(150))
        pot = PotPlan(pot=line.debt.purpose, worlds={}, no_offer=NoOffer.NOTHING_FITS, smallest_budget=yuan(3_210))
        alone = plan_of(replace(line, ask=None), pot=pot, name=name, hardship=Hardship(proof=(Proof.BANK_FLOW,)))
        yield packs(alone, shipped(), channel)[0]
        yield packs(replace(alone, debts=(*alone.debts, *alone.debts)), shipped(), channel)[0]
        yield pack_of(held("another_finding"), channel)
    call = Action(code=ActionCode.CALL, on=date(2026, 11, 24), debt="loan")
    for action in (call, replace(call, by=date(2026, 12, 1))):
        yield packs(plan_of(planned(), actions=(action,)), shipped(), PackChannel.APP)[0]


def _channels() -> Iterator[Script]:
    """A lender whose supervisor has no number that a page shows, and whose mediator has one; a held debt's log."""
    line = planned()
    assert line.relief is not None
    plain = line.relief.profile.channels[0]
    ways = (replace(plain, use="supervise", number=""), replace(plain, use="mediate", number="12348"))
    yield pack_of(at(replace(line.relief.profile, channels=ways), Stage.M2, line), PackChannel.COMPLAINT)
    plan = plan_of(held("amount_disputed"))
    night = Event(kind=EventKind.CONTACT, on=date(2026, 11, 10), debt="loan", hour=23)
    yield packs(replace(plan, case=replace(plan.case, events=(night,))), shipped(), PackChannel.COMPLAINT)[0]


def _lines() -> Iterator[DebtPlan]:
    yield from agreed_lines()
    plain = planned()
    yield replace(plain, debt=replace(plain.debt, name="借呗"))
    platform = planned(LenderKind.P2P_INTERMEDIARY)
    yield from (platform, replace(platform, debt=replace(platform.debt, name="甲贷")))
    for kind in (LenderKind.CONSUMER_FINANCE, LenderKind.PRIVATE_LENDING):
        gone = planned(kind, Stage.ASSIGNED)
        yield replace(gone, debt=replace(gone.debt, name="甲贷", assigned_to="东湖资产"))
    for relief, stage in product(RESCHEDULING, (Stage.PRE_DUE, Stage.M4_PLUS)):
        for kind in (LenderKind.BANK_CREDIT_CARD, LenderKind.BANK_ONLINE_LOAN, LenderKind.PRIVATE_LENDING):
            yield planned(kind, stage, offer(relief))
    for id_ in ("minimum", "bill-12"):
        yield planned(ask=replace(offer(None), id=id_))
    once = offer(ReliefKind.SETTLEMENT, payments(6_000), Waived(principal=yuan(6_000)))
    yield planned(stage=Stage.M4_PLUS, ask=once)
    yield planned(stage=Stage.M4_PLUS, ask=replace(once, id=WRITTEN_ID))
    yield planned(fallback=None)
    yield planned(fallback=offer())
    yield planned(walk_away=yuan(10))
    for rate in ("0", "0.12"):
        yield planned(ask=replace(offer(), rate=Decimal(rate)))
    for kind in (LenderKind.CONSUMER_FINANCE, LenderKind.BANK_CREDIT_CARD, LenderKind.PRIVATE_LENDING):
        dear = planned(kind)
        assert dear.relief is not None
        relief_ = replace(dear.relief, annual=Decimal("0.36"))
        yield replace(dear, relief=relief_, debt=replace(dear.debt, contract_date=date(2025, 6, 1)))
    yield held("arbitration_notice")
    served = held("payment_order")
    yield replace(served, held=tuple(replace(finding, deadline=date(2026, 12, 1)) for finding in served.held))

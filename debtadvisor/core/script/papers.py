"""What to have ready before the call, and which papers to show: only what the person truly has."""

import re
from collections.abc import Iterator

from debtadvisor.core.codes import Cause, Evidence, LenderKind, Pot, Proof, ReliefKind
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import ActionCode
from debtadvisor.core.policy.model import Channel, ReliefTerm
from debtadvisor.core.relief.model import Candidate, Certainty
from debtadvisor.core.script.model import Part, ScriptPoint, Value
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.talk import Mode, Talk, rests_on_default, term_claims

# A number is said only when a page was read that shows it.
_NOT_ENOUGH = (Evidence.UNVERIFIED, Evidence.BORROWER_REPORTED)
_LOOKS_LIKE_A_NUMBER = re.compile(r"\d{5,}|\d{3,4}-\d{3,}")
# Papers that belong to certain causes; the others anybody may have.
_OF_CAUSE = {
    Proof.DISMISSAL: (Cause.JOB_LOSS,),
    Proof.UNEMPLOYMENT: (Cause.JOB_LOSS,),
    Proof.MEDICAL: (Cause.ILLNESS,),
    Proof.DISABILITY: (Cause.ILLNESS,),
    Proof.ACCIDENT: (Cause.ILLNESS, Cause.DISASTER),
    Proof.CLOSURE: (Cause.BUSINESS_CLOSED,),
    Proof.WAGE_CLAIM: (Cause.UNPAID_WAGES,),
    Proof.POLICE_RECEIPT: (Cause.FRAUD,),
    Proof.DIVORCE: (Cause.FAMILY_CHANGE,),
}
_NO_APP = {LenderKind.PRIVATE_LENDING: "reach.private", LenderKind.P2P_INTERMEDIARY: "reach.wind_down"}


def _point(code: str, part: Part = Part.BEFORE, **values: Value) -> ScriptPoint:
    return ScriptPoint(part=part, code=code, values=values)


def before(talk: Talk) -> Iterator[ScriptPoint]:
    """The statement sheet, this debt's figures, the number to call, who the creditor is, what to note down."""
    yield from card_to_watch(talk)
    if talk.mode is not Mode.AGREED:
        yield from _when(talk)
        yield from _sheet(talk)
        yield from _owed(talk)
        yield from _basis(talk)
    yield from _reach(talk)
    yield from _creditor(talk)
    yield _point("one_thing.private" if talk.is_private else "one_thing.company")
    yield _point("staff.private" if talk.is_private else "staff.company")


def card_to_watch(talk: Talk) -> Iterator[ScriptPoint]:
    """What keeps a card with much principal far from the criminal rule; of a held card nothing about paying."""
    if not talk.is_card_to_watch:
        return
    claims = talk.claims("cc-malicious-overdraft-elements", "overdue-is-civil-matter")
    if claims:
        yield ScriptPoint(part=Part.BEFORE, code="card_to_watch", claims=claims)
    if talk.mode is not Mode.HELD:
        yield ScriptPoint(part=Part.BEFORE, code="card_to_watch_pay", claims=talk.claims("hotline-12348"))


def _when(talk: Talk) -> Iterator[ScriptPoint]:
    calls = [
        a for a in talk.plan.actions if a.code in (ActionCode.CALL, ActionCode.TELL) and a.debt == talk.line.debt.id
    ]
    for call in calls[:1]:
        if call.by is not None:
            yield _point("call_by", on=call.on, by=call.by)
        else:
            yield _point("call_on", on=call.on)


def _sheet(talk: Talk) -> Iterator[ScriptPoint]:
    purse = next((p for p in talk.plan.statement.pots if p.pot is talk.line.debt.purpose), None)
    if purse is None:
        return
    spent = Money(purse.spending_total + purse.reserve)
    income = Money(purse.income_total)
    whose = "sheet_business" if purse.pot is Pot.BUSINESS else "sheet"
    if purse.surplus > 0:
        yield _point(whose, income=income, spending=spent, surplus=Money(purse.surplus))
    else:
        yield _point(f"{whose}_deficit", income=income, spending=spent)


def _owed(talk: Talk) -> Iterator[ScriptPoint]:
    if talk.line.relief is None:
        return
    owed = talk.line.relief.owed
    yield _point(
        "figures",
        principal=Money(owed.principal),
        interest=Money(owed.interest),
        penalty=Money(owed.penalty),
        fees=Money(owed.fees),
        balance=Money(owed.balance),
    )
    if any(known is not Certainty.GIVEN for known in (owed.interest_from, owed.penalty_from)):
        yield _point("figures_estimated")


def _basis(talk: Talk) -> Iterator[ScriptPoint]:
    """What the book says about the ask, how strong that is and how sure, and what is only a place to start."""
    offer = talk.ask
    if offer is None:
        return
    rows = () if offer.is_written else ((offer.term,) if offer.term is not None else ()) + _asked(talk, offer)
    for row in rows:
        yield ScriptPoint(
            part=Part.BEFORE,
            code="basis",
            values={"relief": row.kind, "standing": row.standing, "confidence": row.confidence},
            claims=term_claims((row,)),
        )
    defaults = tuple(row for row in rows if rests_on_default(row))
    if defaults:
        yield ScriptPoint(part=Part.BEFORE, code="planning_default", claims=term_claims(defaults))


def _asked(talk: Talk, offer: Candidate) -> tuple[ReliefTerm, ...]:
    """The riders that are asked for in words: a waiver of nothing is not, nor a pause of the calls of a person."""
    waived = offer.waived
    asked = {
        ReliefKind.PENALTY_WAIVER: waived.penalty + waived.fees > 0,
        ReliefKind.INTEREST_WAIVER: waived.interest > 0,
        ReliefKind.CONTACT_PAUSE: not talk.is_private,
    }
    return tuple(row for row in offer.riders if asked.get(row.kind, True) or row.ask.waiver.future_interest)


def _reach(talk: Talk) -> Iterator[ScriptPoint]:
    """How to reach the lender: a number only when a page shows it, otherwise the lender's own app or card back."""
    if is_sold(talk):
        yield _point("reach.sold")
        if talk.is_private:
            return
    if talk.kind in _NO_APP:
        yield _point(_NO_APP[talk.kind])
        return
    number = official_number(talk.profile.channels)
    if number:
        yield _point("reach.number", number=number)
    elif talk.kind is LenderKind.OTHER:
        yield _point("reach.other")
    else:
        yield _point("reach.official")
    way = next(
        (c for c in talk.profile.channels if c.use == "talk" and not _LOOKS_LIKE_A_NUMBER.search(c.how.zh)), None
    )
    if way is not None:
        yield _point("reach.way", way=way.how)


def official_number(channels: tuple[Channel, ...]) -> str:
    """The first number to talk on that a page shows; "" when there is none."""
    for channel in channels:
        shown = any(source.evidence not in _NOT_ENOUGH for source in channel.sources)
        if channel.use == "talk" and channel.number and shown:
            return channel.number
    return ""


def _creditor(talk: Talk) -> Iterator[ScriptPoint]:
    if is_sold(talk):
        claims = talk.claims("civil-546-assignment-notice")
        yield ScriptPoint(part=Part.BEFORE, code="assigned", claims=claims)
        return
    if talk.is_private:
        return
    if not talk.is_card:  # whose card it is stands on the card
        yield _point("creditor_platform" if talk.is_wound_down else "creditor")
    for creditor in talk.profile.creditors:
        yield _point("creditor_may_be", who=creditor.name, role=creditor.role)


def _concerns(talk: Talk, paper: Proof) -> bool:
    """Whether the paper could exist at all: nobody is sent for the papers of a hardship that is not theirs."""
    if paper in (Proof.BUSINESS_LICENCE, Proof.TURNOVER):
        return talk.line.debt.purpose is Pot.BUSINESS
    causes = _OF_CAUSE.get(paper)
    return causes is None or any(cause in causes for cause in talk.plan.case.hardship.causes)


def proof(talk: Talk) -> Iterator[ScriptPoint]:
    """Papers the person has; for those the desk wants and the person lacks, how to get them or what to offer."""
    if talk.mode is Mode.AGREED:
        return
    have = talk.plan.case.hardship.proof
    for paper in have:
        yield _point("have", Part.PROOF, proof=paper)
    if have:
        yield _point("copies", Part.PROOF)
        yield ScriptPoint(part=Part.PROOF, code="offer", spoken=True, if_true=True)
    else:
        yield _point("none", Part.PROOF)
    offer = talk.ask
    rows = () if offer is None else (*((offer.term,) if offer.term is not None else ()), *offer.riders)
    wanted = dict.fromkeys(paper for row in rows for paper in row.bring)
    for paper in wanted:
        if paper not in have and paper is not Proof.OTHER and _concerns(talk, paper):
            yield _point(f"lack.{paper}", Part.PROOF)
    yield ScriptPoint(part=Part.PROOF, code="never_untrue", claims=talk.claims("forged-documents-280"))

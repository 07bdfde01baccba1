"""What not to say, what to have in writing before paying, and what to do once the call is over."""

from collections.abc import Iterator

from debtadvisor.core.codes import LenderKind, Stage
from debtadvisor.core.money import Money
from debtadvisor.core.plan.model import ActionCode
from debtadvisor.core.script.figures import first_payment
from debtadvisor.core.script.kept import catch_up_day, kept
from debtadvisor.core.script.model import Claim, Part, ScriptPoint, Value
from debtadvisor.core.script.sold import is_sold, payee
from debtadvisor.core.script.talk import Mode, Talk

_CARD_DAYS = (Stage.M4_PLUS, Stage.PRE_SUIT, Stage.LITIGATION)


def _point(part: Part, code: str, claims: tuple[Claim, ...] = (), **values: Value) -> ScriptPoint:
    return ScriptPoint(part=part, code=code, values=values, claims=claims)


def do_not_say(talk: Talk) -> Iterator[ScriptPoint]:
    """What would cost money, would not be true, or would end the talk."""
    part = Part.DO_NOT_SAY
    if talk.ask is None:
        yield _point(part, "any_amount")
    elif talk.line.walk_away is not None and talk.mode is Mode.OFFER:
        manner = "until_others" if talk.is_beyond_others else "each" if talk.is_uneven else "ever"
        yield _point(part, f"above_walk_away.{manner}", most=Money(talk.line.walk_away))
    yield _point(part, "whole_amount")
    yield _point(part, "for_family", talk.claims("civil-552-debt-joining"))
    yield _point(part, "invent")
    yield _point(part, "new_loan")
    if talk.is_card_to_watch:
        yield _point(part, "card_to_watch", talk.claims("cc-malicious-overdraft-elements"))
    licensed = talk.claims("rate-licensed-lenders-excluded")
    if licensed and not talk.is_private:
        yield _point(part, "four_times_lpr", licensed)
    if talk.is_card:
        no_right = talk.claims("cc-art70-not-interest-free", "no-duty-to-restructure")
        if no_right:
            yield _point(part, "article_70_right", no_right)
    elif licensed:
        yield _point(part, "article_70", talk.claims("cc-art70-scope-cards-only"))
    yield _point(part, "secrets")
    yield _point(part, "provoke")


def in_writing(talk: Talk) -> Iterator[ScriptPoint]:
    """The terms that a good agreement holds; for a card first the list that the card measures require."""
    part = Part.IN_WRITING
    if talk.mode is Mode.AGREED:
        yield from payee(talk) if is_sold(talk) else (_official(talk),)
        return
    if talk.ask is None:
        if talk.is_private:
            yield _point(part, "breathing_space")
        else:
            yield _point(part, "hardship_record")
            yield _point(part, "answer_date")
        yield from payee(talk) if is_sold(talk) else (_official(talk),)
        return
    if talk.is_card:
        listed = talk.claims("cc-art70-required-contents")
        if listed:
            yield _point(part, "card_list", listed)
            yield _point(part, "no_new_card", listed)
    yield _point(part, "parties.private" if talk.is_private else "parties.company")
    yield _point(part, "balance_split")
    if talk.ask.waived.total:
        yield _point(part, "waiver", amount=Money(talk.ask.waived.total))
    yield _point(part, "schedule", count=talk.ask.count, total=Money(talk.ask.total))
    yield _point(part, "interest_runs")
    yield _crediting(talk)
    yield _point(part, "one_late_payment")
    yield from _without_trial(talk)
    if talk.is_overdue and not talk.is_private:
        stops = talk.claims("cc-art70-stop-collection") if talk.is_card else ()
        yield _point(part, "collection_stops", stops)
    if not talk.is_private:
        yield _point(part, "credit_wording.overdue" if talk.is_overdue else "credit_wording.pre_due")
    if talk.stage in (Stage.PRE_SUIT, Stage.LITIGATION):
        yield _point(part, "suit_withdrawn")
    if is_sold(talk):
        yield _point(part, "release_paper.sold")
        yield from payee(talk)
        return
    yield _point(part, "release_paper.private" if talk.is_private else "release_paper.lender")
    yield _official(talk)


def _official(talk: Talk) -> ScriptPoint:
    """Where to pay: a company's own account, or the lender's account named in the paper."""
    whose = "wind_down" if talk.kind is LenderKind.P2P_INTERMEDIARY else "private" if talk.is_private else "company"
    return _point(Part.IN_WRITING, f"official_account.{whose}")


def _crediting(talk: Talk) -> ScriptPoint:
    """The order in which a payment is credited: cards change it after 90 days, other debts follow the code."""
    if talk.is_card and talk.stage in _CARD_DAYS:
        claims = talk.claims("cc-payment-order-91-days")
        if claims:
            return _point(Part.IN_WRITING, "crediting_order.card", claims)
    claims = talk.claims("civil-561-order-of-payment")
    return _point(Part.IN_WRITING, "crediting_order.by_law" if claims else "crediting_order.unsaid", claims)


def _without_trial(talk: Talk) -> Iterator[ScriptPoint]:
    claims = talk.claims("court-settlement-247", "mediation-judicial-confirmation", "notarised-debt-249")
    if claims:
        yield _point(Part.IN_WRITING, "enforceable", claims)


def _recap(talk: Talk) -> str:
    """By which way the talk is summed up in writing: only a lender with a desk has an app."""
    if is_sold(talk):
        return "recap_sold"
    return "recap_private" if talk.is_private else "recap_wind_down" if talk.is_wound_down else "recap"


def after(talk: Talk) -> Iterator[ScriptPoint]:
    """The log, the recap, the first payment on its date, the next dates."""
    part = Part.AFTER
    yield _point(part, "log.private" if talk.is_private else "log.company")
    yield _point(part, _recap(talk))
    if talk.ask is not None:
        whose = ".private" if talk.is_private else ".company"
        made = kept(talk)
        manner = "offer" if talk.mode is Mode.OFFER else "missed" if made is not None and made.missed else "agreed"
        values = first_payment(talk.ask)
        if made is not None and made.missed:
            values = {"first": catch_up_day(made, talk.ask.schedule), "amount": Money(made.short)}
        yield ScriptPoint(part=part, code=f"first_payment.{manner}{whose}", values=values)
        if talk.mode is Mode.OFFER:
            recorded = talk.claims("cc-art70-stop-collection") if talk.is_card else ()
            if recorded:
                yield _point(part, "recorded_card", recorded)
            yield _point(part, "old_contract")
    if talk.kind not in (LenderKind.PRIVATE_LENDING, LenderKind.OTHER) and talk.mode is not Mode.AGREED:
        dated = talk.claims("complaint-15-30-60-days")
        state = "sold" if is_sold(talk) else "wind_down" if talk.is_wound_down else "dated" if dated else "undated"
        yield _point(part, f"no_answer.{state}", dated)
    yield _point(part, "cannot_keep")
    again = next((a for a in talk.plan.actions if a.code is ActionCode.LOOK_AGAIN), None)
    if again is not None:
        yield _point(part, "look_again", on=again.on)

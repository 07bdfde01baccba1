"""Mediation: who sits there, what to bring, what may be said and what is not confirmed, what the paper does.

The ask has the figures of the call. What is signed here can be made enforceable, so the worst month decides.
"""

from collections.abc import Iterator

from debtadvisor.core.codes import LenderKind
from debtadvisor.core.money import Money
from debtadvisor.core.packs.shared import about_whom, case_of_hardship, note, only, plainly, proposal, say, without
from debtadvisor.core.script.closing import after, do_not_say, in_writing
from debtadvisor.core.script.held import held_points
from debtadvisor.core.script.model import Part, ScriptPoint
from debtadvisor.core.script.papers import before, card_to_watch, proof
from debtadvisor.core.script.replies import replies
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.speech import counter, walk_away
from debtadvisor.core.script.talk import Mode, Talk
from debtadvisor.core.triage.table import may_call_first

# What the other side says at a mediator's table as on the telephone.
_SAID_HERE = (
    *("pay_in_full_today", "minimum_or_nothing", "pay_some_first", "lump_sum_only", "borrow_from_family"),
    *("oral_is_enough", "pay_fee_first", "just_confirm", "overdue_too_long"),
)


def mediation_points(talk: Talk) -> Iterator[ScriptPoint]:
    """All points of a mediation about that debt."""
    if talk.mode is Mode.HELD:
        yield from _held(talk)
        return
    if talk.mode is Mode.AGREED:
        yield note(Part.BEFORE, "not_needed")
        return
    yield from _before(talk)
    yield from only(before(talk), "sheet", "sheet_deficit", "sheet_business", "sheet_business_deficit", "figures")
    yield from card_to_watch(talk)
    yield from only(before(talk), "assigned")
    yield from _greeting(talk)
    yield from case_of_hardship(talk)
    yield from without(proposal(talk), "ground", "ground_note")
    if talk.ask is not None:
        yield say(Part.ASK, "put_into_paper")
    yield from proof(talk)
    yield from counter(talk)
    yield from walk_away(talk)
    yield from plainly(only(replies(talk), *_SAID_HERE))
    yield from _replies(talk)
    yield note(Part.DO_NOT_SAY, "confirm_all")
    yield from do_not_say(talk)
    yield from _paper(talk)
    yield from only(after(talk), "first_payment", "cannot_keep", "look_again")
    yield note(Part.AFTER, "copy")
    yield note(Part.AFTER, "no_deal")


def _greeting(talk: Talk) -> Iterator[ScriptPoint]:
    """Who speaks and about which debt: a mediator does not know the name that a person who lent knows."""
    name = talk.plan.case.borrower.name
    for point in about_whom(talk):
        if point.code == "greet_private":
            yield say(Part.OPENING, "greet_named", name=name) if name else say(Part.OPENING, "greet")
        else:
            yield point


def _who(talk: Talk) -> str:
    """Who sits there: the lender's own people, or whoever claims the money now."""
    return "who.private" if talk.is_private or is_sold(talk) or talk.is_wound_down else "who.company"


def _before(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.BEFORE
    yield note(part, _who(talk))
    way = next((c.how for c in talk.profile.channels if c.use == "mediate"), None)
    if way is not None:
        yield note(part, "where", way=way)
    yield note(part, "verify", talk.claims("hotline-12368"))
    yield note(part, "free", talk.claims("mediation-free-for-consumers"))
    yield note(part, "bring.private" if talk.is_private else "bring.company")
    if talk.kind is LenderKind.ASSISTED_LENDING_PLATFORM:
        yield note(part, "both_parties")


def _replies(talk: Talk) -> Iterator[ScriptPoint]:
    if not talk.is_private:
        yield say(Part.REPLY, "no_authority.plain")
    how = "sold" if is_sold(talk) else "plain"
    yield say(Part.REPLY, "sign_today.plain")
    yield say(Part.REPLY, "confirm_amount.plain")
    yield say(Part.REPLY, f"add_guarantor.{how}", if_true=True)
    yield say(Part.REPLY, f"meet_in_court.{how}", if_true=True)


def _paper(talk: Talk) -> Iterator[ScriptPoint]:
    """The agreement: what it must say, what it does once a court confirms it, and the month that decides."""
    part = Part.IN_WRITING
    confirmed = talk.claims("mediation-judicial-confirmation")
    yield note(part, "effect")
    if confirmed:
        yield note(part, "confirmation", confirmed)
    most = talk.line.walk_away
    if talk.ask is not None and most is not None:
        above = talk.is_beyond_others or talk.is_uneven
        yield note(part, "worst_month_but_this" if above else "worst_month", most=Money(most))
    elif talk.ask is None:
        yield note(part, "worst_month_none")
    yield from without(in_writing(talk), "enforceable", "hardship_record")


def _held(talk: Talk) -> Iterator[ScriptPoint]:
    """Listen and take the papers: nothing is admitted, offered or signed."""
    part = Part.BEFORE
    yield note(part, "held.check_first")
    yield note(part, "held.may_ask" if may_call_first(talk.line.held) else "held.only_when_called")
    yield note(part, _who(talk))
    yield note(part, "verify", talk.claims("hotline-12368"))
    points = held_points(talk)
    yield from (p for p in points if p.part in (Part.OPENING, Part.ASK, Part.PROOF))
    yield say(Part.REPLY, "sign_today.held")
    yield from (p for p in points if p.part is Part.REPLY and p.code.startswith(("pay_", "just_confirm", "oral")))
    yield from (p for p in points if p.part in (Part.DO_NOT_SAY, Part.IN_WRITING))
    yield from (p for p in points if p.part is Part.AFTER and p.code.startswith("held."))

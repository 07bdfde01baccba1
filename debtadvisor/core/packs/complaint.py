"""The complaint desk: the lender's own first, then the supervisor of that kind of lender, as the book's rows say.

Facts come from the log alone, in order of time, one matter in one complaint: how they collected, or that an
application was not answered. A private person has no such desk, and a buyer of the claim is not under these rules.
"""

from collections.abc import Iterator

from debtadvisor.core.codes import Evidence, LenderKind, Outcome
from debtadvisor.core.conduct import Observed, conduct
from debtadvisor.core.letters.fits import ADVICE_FIRST
from debtadvisor.core.letters.follow import events_of
from debtadvisor.core.packs.shared import about_whom, keeps_contract, note, only, say
from debtadvisor.core.policy.model import Channel
from debtadvisor.core.script.closing import do_not_say
from debtadvisor.core.script.held import held_points
from debtadvisor.core.script.model import Claim, Part, ScriptPoint
from debtadvisor.core.script.replies import replies
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.talk import Mode, Talk

_NOT_SHOWN = (Evidence.UNVERIFIED, Evidence.BORROWER_REPORTED)
# What a desk for complaints says too; how to repay is settled elsewhere.
_SAID_HERE = ("system_does_not_support", "oral_is_enough", "pay_fee_first", "manager_not_available")


def complaint_points(talk: Talk) -> Iterator[ScriptPoint]:
    """All points of a complaint about that debt; where there is no desk for it, what to do instead."""
    why = _no_desk(talk)
    if why:
        yield note(Part.BEFORE, f"elsewhere.{why}")
        yield note(Part.AFTER, "police", talk.claims("public-security-50-harassment", "hotline-110"))
        return
    seen = _seen(talk)
    if not seen and (talk.mode is Mode.HELD or keeps_contract(talk)):
        held = talk.mode is Mode.HELD
        yield note(Part.BEFORE, "nothing.held" if held else "nothing.agreed")
        return
    yield from _before(talk)
    yield from _opening(talk)
    yield from _facts(talk, seen)
    yield from _replies(talk)
    yield from _limits(talk)
    yield from (note(Part.IN_WRITING, code) for code in ("number", "result"))
    yield from _after(talk)


def _no_desk(talk: Talk) -> str:
    """Why no complaint desk serves this debt; "" when one does."""
    if talk.mode is Mode.HELD and any(finding.code in ADVICE_FIRST for finding in talk.line.held):
        return "advice"
    if is_sold(talk):
        return "sold"
    if talk.is_private:
        return "private"
    return "other" if talk.kind is LenderKind.OTHER else ""


def _seen(talk: Talk) -> tuple[Observed, ...]:
    """What the log shows of how they collected on this debt."""
    alone = len(talk.plan.case.debts) == 1
    found = conduct(talk.plan.case, talk.book, talk.plan.case.as_of)
    return tuple(one for one in found if one.debt == talk.line.debt.id or (alone and not one.debt))


def _before(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.BEFORE
    yield note(part, "one_matter")
    own = _channel(talk, "complain")
    if own is not None:
        yield note(part, "step.own_way", way=own.how)
    else:
        gone = talk.kind is LenderKind.P2P_INTERMEDIARY
        yield note(part, "step.own_wind_down" if gone else "step.own")
    dated = talk.claims("complaint-15-30-60-days")
    yield note(part, "answer.dated" if dated else "answer.undated", dated)
    above = _channel(talk, "supervise")
    if above is not None:
        yield _step("supervisor", above, talk)
    mediator = _channel(talk, "mediate")
    if mediator is not None:
        yield _step("mediator", mediator, talk)
    yield note(part, "truth", talk.claims("complaint-truthful"))


def _step(code: str, channel: Channel, talk: Talk) -> ScriptPoint:
    """A rung of the ladder, with its number where a page shows it."""
    shown = any(source.evidence not in _NOT_SHOWN for source in channel.sources)
    claims = talk.claims(f"hotline-{channel.number}") if channel.number else ()
    if channel.number and (shown or claims):
        return note(Part.BEFORE, f"step.{code}_number", claims, way=channel.how, number=channel.number)
    return note(Part.BEFORE, f"step.{code}", way=channel.how)


def _channel(talk: Talk, use: str) -> Channel | None:
    """The lender's own channel for that use, else the one of its kind."""
    ways = (*talk.profile.channels, *talk.book.generic(talk.kind).channels)
    return next((one for one in ways if one.use == use), None)


def _opening(talk: Talk) -> Iterator[ScriptPoint]:
    yield from about_whom(talk)[:1]
    yield say(Part.OPENING, "complain")


def _facts(talk: Talk, seen: tuple[Observed, ...]) -> Iterator[ScriptPoint]:
    """One matter with its facts in order of time, then what is asked."""
    part = Part.ASK
    if seen:
        yield note(part, "facts")
        days = sorted((s.on, one.matter.value, s.count, one) for one in seen for s in one.sightings)
        for on, matter, count, one in days:
            rules = next(s.rules for s in one.sightings if s.on == on)
            yield say(part, f"fact.{matter}", tuple(Claim(rule) for rule in rules), if_true=True, on=on, count=count)
        yield say(part, "stop")
    elif talk.mode is not Mode.HELD:
        yield from _unanswered(talk)
    yield say(part, "number")


def _unanswered(talk: Talk) -> Iterator[ScriptPoint]:
    """What was asked of the lender and when; without a record, that one is needed first."""
    part = Part.ASK
    asked = [event for event in events_of(talk) if event.outgoing]
    if not asked:
        yield note(part, "no_record")
    for event in asked:
        code = "asked.ticket" if event.ticket else "asked.plain"
        values = {"ticket": event.ticket} if event.ticket else {}
        yield say(part, code, if_true=True, on=event.on, **values)
        if event.outcome is Outcome.REFUSED:
            yield say(part, "refused", if_true=True)
        elif event.next_date is not None and event.next_date < talk.plan.case.as_of:
            yield say(part, "no_answer", if_true=True, by=event.next_date)
    yield say(part, "accept_application", if_true=True)


def _replies(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.REPLY
    for code in ("not_a_complaint.plain", "withdraw_first.plain", "nothing_wrong.plain"):
        yield say(part, code)
    if talk.mode is Mode.HELD:
        yield from (p for p in held_points(talk) if p.part is part and p.code.startswith(("just_confirm", "pay_in")))
    else:
        yield from only(replies(talk), *_SAID_HERE)
        yield note(part, "about_money")


def _limits(talk: Talk) -> Iterator[ScriptPoint]:
    if talk.mode is Mode.HELD:
        yield from (p for p in held_points(talk) if p.part is Part.DO_NOT_SAY)
    else:
        yield from only(do_not_say(talk), "whole_amount", "four_times_lpr", "article_70_right", "article_70", "secrets")
    for code in ("copied", "threaten", "withdraw"):
        yield note(Part.DO_NOT_SAY, code)


def _after(talk: Talk) -> Iterator[ScriptPoint]:
    yield note(Part.AFTER, "log_it")
    yield note(Part.AFTER, "next_step")
    yield note(Part.AFTER, "no_cut")
    yield note(Part.AFTER, "keep_paying.held" if talk.mode is Mode.HELD else "keep_paying.plan")

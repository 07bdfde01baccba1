"""A call that comes in: who is calling and by what authority, the bounds that reach this lender, and how to end it.

Nothing is admitted, named or paid here, on no debt: how to repay is settled with the lender through its own channel.
The texts on hours, number of calls and third persons are those that the log is checked against (`core.conduct`).
"""

from collections.abc import Iterator

from debtadvisor.core.conduct import FOR_ALL, RULES, ConductMatter
from debtadvisor.core.packs.shared import note, only, say
from debtadvisor.core.script.closing import do_not_say
from debtadvisor.core.script.held import held_points
from debtadvisor.core.script.model import Claim, Part, ScriptPoint
from debtadvisor.core.script.papers import card_to_watch
from debtadvisor.core.script.sold import is_sold
from debtadvisor.core.script.talk import Mode, Talk


def bounds(talk: Talk, matter: ConductMatter) -> tuple[Claim, ...]:
    """The texts on that matter that reach this lender and this loan on the case's day, strongest first; of a claim
    that was sold only those that bind everybody."""
    return talk.claims(*(rule for rule in RULES[matter] if not is_sold(talk) or rule in FOR_ALL))


def collector_points(talk: Talk) -> Iterator[ScriptPoint]:
    """All points of a collector's call about that debt."""
    yield from _before(talk)
    yield say(Part.OPENING, f"who.{_whose(talk)}")
    yield say(Part.OPENING, "recorded", if_true=True)
    yield from _of_held(talk, Part.OPENING)
    yield from _ask(talk)
    yield from (note(Part.WALK_AWAY, "may_end"), say(Part.WALK_AWAY, "end"))
    yield from _replies(talk)
    yield from _limits(talk)
    if not _person(talk):
        yield note(Part.IN_WRITING, "authority")
    yield note(Part.IN_WRITING, f"account.{_whose(talk)}")
    yield note(Part.IN_WRITING, "figures")
    yield from _after(talk)


def _person(talk: Talk) -> bool:
    """A person who lent and still holds the claim: no company, no authority paper."""
    return talk.is_private and not is_sold(talk)


def _whose(talk: Talk) -> str:
    """Who is behind the call, as the words tell it apart."""
    if is_sold(talk):
        return "sold"
    return "person" if talk.is_private else "platform" if talk.is_wound_down else "lender"


def _before(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.BEFORE
    yield note(part, "take_your_time")
    yield note(part, "note_down")
    hours = bounds(talk, ConductMatter.NIGHT_CONTACT)
    yield note(part, "hours.text", hours) if hours else note(part, "hours.none", talk.claims(*_PEACE))
    for code, matter in (("calls", ConductMatter.MANY_CALLS), ("dials", ConductMatter.MANY_DIALS)):
        texts = bounds(talk, matter)
        if texts:
            yield note(part, code, texts)
    third = bounds(talk, ConductMatter.THIRD_PARTY_CONTACT)
    yield note(part, "third.text" if any(c.row.id not in FOR_ALL for c in third) else "third.none", third)
    yield from only(card_to_watch(talk), "card_to_watch")
    if talk.mode is Mode.HELD:
        yield note(part, "held")


_PEACE = ("civil-1032-1033-privacy",)


_HOW_TO_REPAY = {
    "sold": "not_yet",
    "person": "agree_in_writing",
    "platform": "with_the_wind_down",
    "lender": "with_the_lender",
}


def _ask(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.ASK
    if not _person(talk):
        yield say(part, "papers")
    if talk.mode is not Mode.HELD:  # of a held debt the opening says what can be said
        yield say(part, _HOW_TO_REPAY[_whose(talk)])
    yield say(part, "write_to_me")
    yield say(part, "hours")
    yield say(part, "only_me")


def _of_held(talk: Talk, part: Part, *codes: str) -> Iterator[ScriptPoint]:
    """What the script of a held debt says in that part; nothing for any other debt."""
    points = held_points(talk) if talk.mode is Mode.HELD else ()
    mine = (point for point in points if point.part is part)
    return only(mine, *codes) if codes else mine


def _replies(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.REPLY
    here = "person" if _person(talk) else "plain"
    whose = "platform" if talk.is_wound_down else here
    if not _person(talk):
        yield say(part, "who_asks.plain")
    if talk.mode is Mode.HELD:
        yield from _of_held(talk, part, "just_confirm", "pay_in_full_today", "pay_some_first")
    else:
        pay = "checking" if is_sold(talk) else whose
        yield say(part, f"just_confirm.{here}")
        yield say(part, f"pay_in_full_today.{pay}")
        yield say(part, f"pay_some_first.{pay}")
    yield say(part, f"private_account.{whose}")
    yield say(part, "tell_code.plain")
    yield say(part, "pay_fee_first.plain")
    yield say(part, "borrow_from_family.plain")
    contacts = bounds(talk, ConductMatter.THIRD_PARTY_CONTACT)
    standard = tuple(claim for claim in contacts if claim.row.id == "gbt45251-contacts")
    yield say(part, "call_your_contacts.standard" if standard else "call_your_contacts.held", standard)
    yield say(part, f"visit.{here}", talk.claims("public-security-47-intrusion"))
    yield say(part, "we_will_sue.held", if_true=True)
    if talk.is_card_to_watch and talk.mode is not Mode.HELD and not is_sold(talk):
        yield say(part, "report_to_police.plain", talk.claims("overdue-is-civil-matter"), if_true=True)
    yield say(part, "threat.plain")
    yield say(part, "keeps_calling.plain")


def _limits(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.DO_NOT_SAY
    if talk.mode is Mode.HELD:
        yield from _of_held(talk, part)
    else:
        yield note(part, "admit_here")
        yield note(part, "promise_here")
        yield from only(do_not_say(talk), "for_family", "invent", "new_loan", "card_to_watch", "secrets", "provoke")
    yield note(part, "where_you_are")


def _after(talk: Talk) -> Iterator[ScriptPoint]:
    part = Part.AFTER
    yield note(part, "log_it")
    yield note(part, "evidence")
    yield note(part, "police", talk.claims("public-security-50-harassment", "hotline-110"))
    if not talk.is_private and not is_sold(talk):
        yield note(part, "complain")
    if talk.mode is Mode.HELD:
        yield note(part, "held.advice", talk.claims("hotline-12348"))
    else:
        yield note(part, f"settle.{_whose(talk)}")

"""The flags of `log` → the event to record. Every problem is kept in `Flags` and told at once."""

from collections.abc import Mapping
from datetime import date

from debtadvisor.core.case import Case, Event
from debtadvisor.core.codes import ContactChannel, EventKind, FrozenBy, Outcome
from debtadvisor.core.triage.reading import speaks_of_self_harm
from debtadvisor.intake.agreements import Texts, agreement_from, kind_told, paid
from debtadvisor.intake.flags import Flags

TEXTS = ("who", "ticket", "said", "promised", "note")


def in_distress(given: Mapping[str, str | None]) -> bool:
    """Whether anything that was typed speaks of self-harm; heard before anything is checked or written."""
    return any(speaks_of_self_harm(text) for text in given.values() if text)


def event_from(given: Texts, marks: frozenset[str], case: Case, flags: Flags) -> Event:
    """The event that these flags tell.

    given   the text of each flag by its name without dashes, or its texts; None when it was not given
    marks   the flags without a value that were given: unanswered, outgoing, small-claim, effective
    """
    told = {name: text for name, text in given.items() if isinstance(text, str)}
    channel, outcome = told.get("channel"), told.get("outcome")
    frozen, by, hearing = told.get("frozen-by"), told.get("by"), told.get("hearing")
    hour, count = told.get("hour"), told.get("count")
    kind = flags.code("--kind", told["kind"], EventKind) if told.get("kind") else kind_told(given)
    of_one_debt = kind in (EventKind.AGREEMENT, EventKind.PAYMENT)
    found = Event(
        kind=kind,
        on=_past_day("--on", told.get("on"), flags),
        debt=debt_of(told.get("debt"), case, flags, must=of_one_debt),
        channel=flags.code("--channel", channel, ContactChannel) if channel else None,
        outgoing="outgoing" in marks,
        **{name: flags.text(f"--{name}", told.get(name) or "") for name in TEXTS},
        next_date=flags.day("--by", by, ahead=True) if by else None,
        outcome=flags.code("--outcome", outcome, Outcome) if outcome else None,
        count=flags.count("--count", count, high=1000) if count and kind is not EventKind.AGREEMENT else 1,
        hour=flags.count("--hour", _full_hour(hour), low=0, high=23) if hour else None,
        answered="unanswered" not in marks,
        hearing=flags.day("--hearing", hearing, ahead=True) if hearing else None,
        small_claim="small-claim" in marks,
        effective="effective" in marks,
        frozen_by=flags.code("--frozen-by", frozen, FrozenBy) if frozen else FrozenBy.UNKNOWN,
        amount=paid(given, kind, flags),
        agreement=agreement_from(given, kind, flags),
    )
    flags.check()
    return found


def debt_of(given: str | None, case: Case, flags: Flags, *, must: bool = False) -> str:
    """The debt that is meant: the one named, or the only one there is; "" when nobody said and nobody `must`."""
    ids = [debt.id for debt in case.debts]
    if given is None:
        if must and len(ids) > 1:
            flags.report("--debt", "which_debt", allowed=", ".join(ids))
        return ids[0] if len(ids) == 1 else ""
    if given not in ids:
        flags.report("--debt", "unknown_debt", given=given, allowed=", ".join(ids))
    return given


def _past_day(flag: str, text: str | None, flags: Flags) -> date:
    if text is None:
        return flags.today
    day = flags.day(flag, text)
    if day > flags.today:
        flags.report(flag, "not_yet", given=day.isoformat())
    return day


def _full_hour(text: str) -> str:
    """23 of 23:40, 23：40 and 23点."""
    for mark in (":", "：", "点", "時", "时"):
        text = text.partition(mark)[0]
    return text

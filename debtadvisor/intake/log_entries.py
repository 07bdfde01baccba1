"""The flags of `log` → the event to record. Every problem is kept in `Flags` and told at once."""

from collections.abc import Mapping
from datetime import date

from debtadvisor.core.case import Case, Event
from debtadvisor.core.codes import ContactChannel, EventKind, FrozenBy, Outcome
from debtadvisor.core.triage.reading import speaks_of_self_harm
from debtadvisor.intake.flags import Flags

TEXTS = ("who", "ticket", "said", "promised", "note")


def in_distress(given: Mapping[str, str | None]) -> bool:
    """Whether anything that was typed speaks of self-harm; heard before anything is checked or written."""
    return any(speaks_of_self_harm(text) for text in given.values() if text)


def event_from(given: Mapping[str, str | None], marks: frozenset[str], case: Case, flags: Flags) -> Event:
    """The event that these flags tell.

    given   the text of each flag by its name without dashes; None when it was not given
    marks   the flags without a value that were given: unanswered, outgoing, small-claim, effective
    """
    kind, channel, outcome = given.get("kind"), given.get("channel"), given.get("outcome")
    frozen, by, hearing = given.get("frozen-by"), given.get("by"), given.get("hearing")
    hour, count = given.get("hour"), given.get("count")
    found = Event(
        kind=flags.code("--kind", kind, EventKind) if kind else EventKind.CONTACT,
        on=_past_day("--on", given.get("on"), flags),
        debt=debt_of(given.get("debt"), case, flags),
        channel=flags.code("--channel", channel, ContactChannel) if channel else None,
        outgoing="outgoing" in marks,
        **{name: flags.text(f"--{name}", given.get(name) or "") for name in TEXTS},
        next_date=flags.day("--by", by, ahead=True) if by else None,
        outcome=flags.code("--outcome", outcome, Outcome) if outcome else None,
        count=flags.count("--count", count, high=1000) if count else 1,
        hour=flags.count("--hour", _full_hour(hour), low=0, high=23) if hour else None,
        answered="unanswered" not in marks,
        hearing=flags.day("--hearing", hearing, ahead=True) if hearing else None,
        small_claim="small-claim" in marks,
        effective="effective" in marks,
        frozen_by=flags.code("--frozen-by", frozen, FrozenBy) if frozen else FrozenBy.UNKNOWN,
    )
    flags.check()
    return found


def debt_of(given: str | None, case: Case, flags: Flags) -> str:
    """The debt that is meant: the one named, or the only one there is; "" when nobody said."""
    ids = [debt.id for debt in case.debts]
    if given is None:
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

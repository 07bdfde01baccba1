"""Findings from papers and calls of courts, arbitrators, police, and from frozen accounts."""

from collections.abc import Iterator
from datetime import date

from debtadvisor.core.case import Case, Event
from debtadvisor.core.codes import EventKind, FrozenBy
from debtadvisor.core.triage.deadlines import in_time, is_weekend, last_day, may_run_on
from debtadvisor.core.triage.table import Raised

# Papers whose card needs no date of its own.
_PLAIN = {
    EventKind.ENFORCEMENT: "enforcement",
    EventKind.POLICE_CONTACT: "police_contact",
    EventKind.ARBITRATION_NOTICE: "arbitration_notice",
    EventKind.LAWYER_LETTER: "lawyer_letter",
    EventKind.MEDIATION_CALL: "mediation_call",
    EventKind.ACCELERATION_NOTICE: "acceleration",
}
_FROZEN = {
    FrozenBy.COURT: "account_frozen_court",
    FrozenBy.POLICE: "account_frozen_police",
    FrozenBy.BANK: "account_frozen_bank",
    FrozenBy.PLATFORM: "account_frozen_bank",
    FrozenBy.UNKNOWN: "account_frozen_unknown",
}


def from_papers(case: Case) -> Iterator[Raised]:
    """What the case's papers raise, one for each event at most."""
    for number, event in enumerate(case.events):
        place = f"events[{number}]"
        if event.kind in _PLAIN:
            yield Raised(code=_PLAIN[event.kind], place=place, debt=event.debt)
        elif event.kind is EventKind.ACCOUNT_FROZEN:
            # A frozen account touches every payment of the household, whichever debt it is about.
            yield Raised(code=_FROZEN[event.frozen_by], place=place)
        elif event.kind is EventKind.SUMMONS:
            yield _summons(event, place, case)
        elif event.kind in (EventKind.PAYMENT_ORDER, EventKind.JUDGMENT):
            yield _with_period(event, place, case)


def _with_period(event: Event, place: str, case: Case) -> Raised:
    """A payment order or a judgment: the card of its 15 days, or the one for afterwards."""
    if event.kind is EventKind.JUDGMENT and event.small_claim:
        return Raised(code="judgment_small_claim", place=place, debt=event.debt)
    open_, afterwards = {
        EventKind.PAYMENT_ORDER: ("payment_order", "payment_order_late"),
        EventKind.JUDGMENT: ("judgment", "judgment_final"),
    }[event.kind]
    last = last_day(event.on)
    left = in_time(last, case.as_of)
    values = (
        ("served", event.on.isoformat()),
        ("last_day", _counted(last, left, case).isoformat()),
        ("weekend", _weekend(event)),
    )
    return Raised(
        code=afterwards if left is None else open_, place=place, debt=event.debt, deadline=left, values=values
    )


def _summons(event: Event, place: str, case: Case) -> Raised:
    """A summons: by whether the hearing is still to come. The deadline is the next date that must not be missed."""
    last = last_day(event.on)
    left = in_time(last, case.as_of)
    defence = _counted(last, left, case)
    values: tuple[tuple[str, str], ...]
    values = (("served", event.on.isoformat()), ("defence", defence.isoformat()), ("weekend", _weekend(event)))
    if event.hearing is None:
        return Raised(code="summons_undated", place=place, debt=event.debt, deadline=left, values=values)
    values = (*values, ("hearing", event.hearing.isoformat()))
    if event.hearing < case.as_of:
        return Raised(code="hearing_passed", place=place, debt=event.debt, values=values)
    deadline = min(left, event.hearing) if left is not None else event.hearing
    return Raised(code="summons", place=place, debt=event.debt, deadline=deadline, values=values)


def _counted(last: date, left: date | None, case: Case) -> date:
    """The last day that the card tells: rolled over a weekend, but never today because a holiday may have moved it."""
    return last if left is None or may_run_on(last, case.as_of) else left


def _weekend(event: Event) -> str:
    return "yes" if is_weekend(last_day(event.on)) else "no"

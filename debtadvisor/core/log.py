"""The log of a case: its events in order of time, those that hold certain words, and what is due on a day.

An entry is due when its next date has come, or when what was asked was refused or agreed, in part or only by word of
mouth. It is closed by a later entry about the same matter: one with the same ticket, or, where one of the two has no
ticket, one about the same debt that brings an answer or a new date. What was agreed is closed by a recorded agreement,
and one that is not on paper by one that is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from debtadvisor.core.agreed import Agreed, agreed
from debtadvisor.core.agreement import PaperForm
from debtadvisor.core.case import Case, Event
from debtadvisor.core.codes import Outcome
from debtadvisor.core.plan.model import DebtPlan, Plan
from debtadvisor.core.script.kept import catch_up_day
from debtadvisor.core.triage.folding import unspaced
from debtadvisor.core.triage.model import Triage
from debtadvisor.core.triage.table import may_call_first
from debtadvisor.core.value import value

DAYS_AHEAD = 30


class FollowUp(StrEnum):
    """The letter that takes a matter further."""

    NO_REPLY = "no_reply"
    REFUSED = "refused"
    PART_ACCEPTED = "part_accepted"
    CONFIRM_ORAL = "confirm_oral"


@value
class Entry:
    """One event and its number in the file."""

    number: int
    event: Event


@value
class Due:
    """An entry whose day has come.

    on            the day it was due, not after the day of asking
    letter        what to send next; None when nothing was asked or promised, or a person must look first
    person_first  the debt is held in a way that its lender should not be written to before a person has looked
    """

    entry: Entry
    on: date
    letter: FollowUp | None
    person_first: bool


@value
class Payment:
    """A payment of the plan. `as_contract` is False while the lender has not agreed to it yet; `catch_up` is what was
    missed of an agreement, on the day that the plan makes it good."""

    debt: str
    on: date
    fen: int
    as_contract: bool
    catch_up: bool = False


@value
class Missed:
    """An agreement about that debt of which something was not paid by the day of asking. `kept` is False when the money
    does not reach for it any more, so that making it good is nothing to offer."""

    debt: str
    agreed: Agreed
    kept: bool


def entries(case: Case, words: str = "", debt: str = "", also: Mapping[int, str] | None = None) -> tuple[Entry, ...]:
    """The case's events, newest last, that hold each of these words and are about that debt, when one is given.

    also  more text to look into, by number of the event: how a page names its debt and its kind
    """
    wanted = [unspaced(word) for word in words.split()]
    more = also or {}
    found = [Entry(number=n, event=event) for n, event in enumerate(case.events) if debt in ("", event.debt)]
    kept = [one for one in found if all(word in _text(one.event, more.get(one.number, "")) for word in wanted)]
    return tuple(sorted(kept, key=_time))


def _time(entry: Entry) -> tuple[date, int]:
    return entry.event.on, entry.number


def _text(event: Event, more: str) -> str:
    """Everything in that event which somebody may look for; a comma keeps two texts from making a word together."""
    texts = (event.who, event.ticket, event.said, event.promised, event.note, event.debt, event.kind.value)
    return unspaced(",".join((*texts, event.on.isoformat(), event.channel or "", more)))


def due(case: Case, triage: Triage, on: date) -> tuple[Due, ...]:
    """The open entries whose day has come by `on`, the longest waiting first."""
    every = entries(case)
    found = []
    for n, entry in enumerate(every):
        day = _day(entry.event)
        if day is None or day > on or any(_closes(later.event, entry.event) for later in every[n + 1 :]):
            continue
        waits = bool(entry.event.debt) and not may_call_first(triage.held(entry.event.debt))
        letter = None if waits else _letter(entry.event)
        found.append(Due(entry=entry, on=day, letter=letter, person_first=waits))
    return tuple(sorted(found, key=lambda one: (one.on, one.entry.number)))


def _day(event: Event) -> date | None:
    if event.next_date is None and (event.outcome in _ANSWERED or _is_unconfirmed(event)):
        return event.on
    return event.next_date


# Answers that ask for a next step at once.
_ANSWERED = (Outcome.REFUSED, Outcome.PART_ACCEPTED, Outcome.AGREED)


def _is_unconfirmed(event: Event) -> bool:
    return event.agreement is not None and event.agreement.form is not PaperForm.WRITTEN


def _letter(event: Event) -> FollowUp | None:
    if event.outcome is Outcome.REFUSED:
        return FollowUp.REFUSED
    if event.outcome is Outcome.PART_ACCEPTED:
        return FollowUp.PART_ACCEPTED
    if event.outcome is Outcome.AGREED or _is_unconfirmed(event):
        return FollowUp.CONFIRM_ORAL
    if event.agreement is not None:
        return None
    return FollowUp.NO_REPLY if event.promised or event.ticket or event.outcome is not None else None


def _closes(later: Event, event: Event) -> bool:
    if later.debt != event.debt:
        return False
    if later.agreement is not None:
        return not (_is_unconfirmed(event) and _is_unconfirmed(later))
    if _is_unconfirmed(event):
        return later.next_date is not None
    if later.ticket and event.ticket:
        return later.ticket == event.ticket
    return later.outcome is not None or later.next_date is not None


def payments(plan: Plan, on: date) -> tuple[Payment, ...]:
    """What the plan pays from that day on for `DAYS_AHEAD` days, in order of time."""
    last = on + timedelta(days=DAYS_AHEAD)
    found: Sequence[Payment] = [
        Payment(debt=line.debt.id, on=day, fen=fen, as_contract=line.ask_is_plain_contract)
        for line in plan.debts
        for day, fen in _dated(line, plan.case, on)
        if fen and on <= day <= last
    ]
    made_good = (one for one in _made_good(plan, on) if on <= one.on <= last)
    return tuple(sorted((*found, *made_good), key=lambda one: (one.on, one.debt, one.catch_up)))


def _made_good(plan: Plan, on: date) -> Iterable[Payment]:
    """What the plan pays of what was missed, where some of it is still open on that day. Instalments that were missed
    after the plan's own day have none yet."""
    open_ = {gap.debt for gap in missed(plan, on) if gap.kept}
    for line in plan.debts:
        made, ask = line.agreed, line.ask
        if line.debt.id in open_ and made is not None and made.missed and ask is not None:
            day = catch_up_day(made, ask.schedule)
            yield Payment(debt=line.debt.id, on=day, fen=made.short, as_contract=False, catch_up=True)


def _dated(line: DebtPlan, case: Case, on: date) -> Iterable[tuple[date, int]]:
    """The payments of that debt; of an agreement what is not paid by that day, which may lie after the plan's own."""
    if line.ask is None:
        return ()
    if line.ask.is_agreed and line.relief is not None:
        made = agreed(line.debt, case, line.relief.kind, on)
        return made.coming if made is not None else ()
    return zip(line.ask.schedule.due, line.ask.schedule.payments, strict=True)


def missed(plan: Plan, on: date) -> tuple[Missed, ...]:
    """The agreements that count and of which something is open whose day has passed, in the order of the debts."""
    found = [
        Missed(debt=line.debt.id, agreed=made, kept=line.ask is not None and line.ask.is_agreed)
        for line in plan.debts
        if line.relief is not None and not line.held
        if (made := agreed(line.debt, plan.case, line.relief.kind, on)) is not None and made.binds and made.missed
    ]
    return tuple(found)

"""Letters that follow what has happened: no answer, a refusal, a part agreed, an agreed instalment missed, a paper that
leaves things open.

They say of the first application only what the log holds: its day, its way, its number, who took it, what was answered.
"""

from collections.abc import Iterator

from debtadvisor.core.agreed import Agreed
from debtadvisor.core.agreement import PaperTerm
from debtadvisor.core.case import Event
from debtadvisor.core.codes import ContactChannel, EventKind, Outcome
from debtadvisor.core.letters.model import LetterPoint
from debtadvisor.core.letters.say import body, own, request, what, you
from debtadvisor.core.money import Money
from debtadvisor.core.offer.agreed import as_offer
from debtadvisor.core.offer.weigh import missing_terms
from debtadvisor.core.script.kept import catch_up_day
from debtadvisor.core.script.model import Value
from debtadvisor.core.script.talk import Mode, Talk

# What may hold an application, or the answer to one.
_TALKS = (EventKind.CONTACT, EventKind.LETTER)


def events_of(talk: Talk) -> tuple[Event, ...]:
    """What happened about this debt, in order of date; an event that names no debt counts when there is only one."""
    alone = len(talk.plan.case.debts) == 1
    mine = [e for e in talk.plan.case.events if e.debt == talk.line.debt.id or (alone and not e.debt)]
    return tuple(sorted(mine, key=lambda event: event.on))


def application(talk: Talk) -> Event | None:
    """The latest time that something was asked for, as the log has it: a ticket, a promise, or an answer to it."""
    asked = [e for e in events_of(talk) if e.kind in _TALKS and e.answered and _asks(e)]
    return asked[-1] if asked else None


def _asks(event: Event) -> bool:
    return bool(event.ticket or event.promised or event.outcome is not None)


def answered(talk: Talk, outcome: Outcome) -> Event | None:
    """The latest answer of that kind, when no later one is of another kind."""
    answers = [e for e in events_of(talk) if e.outcome is not None and e.outcome is not Outcome.PENDING]
    return answers[-1] if answers and answers[-1].outcome is outcome else None


def no_reply(about: Talk) -> Iterator[LetterPoint]:
    """What was asked for, when and how, and that no answer came."""
    event = application(about)
    assert event is not None
    yield from _asked(about, event)
    yield from _promised(about, event)
    yield _ending(about, "no_reply")


def refused(about: Talk) -> Iterator[LetterPoint]:
    """When it was refused and why, as they said."""
    event = answered(about, Outcome.REFUSED)
    assert event is not None
    yield from _asked_and_answered(about, event)
    yield body(_told(about, "reason" if event.said else "no_reason"), {"said": event.said} if event.said else {})
    yield _ending(about, "refused")


def part_accepted(about: Talk) -> Iterator[LetterPoint]:
    """What they agreed to, only as the log holds it, and from what the borrower steps back.

    The log holds their words, not what these come to: whether the figures below still go with them is the sender's to
    see, and a note says so.
    """
    event = answered(about, Outcome.PART_ACCEPTED)
    assert event is not None
    yield from _asked_and_answered(about, event)
    yield from _granted(about, event)
    yield from _stepped_back(about)
    yield _ending(about, "part_accepted")
    yield own("granted.check", debt=about.line.debt.id) if event.promised or event.said else own("granted.unsaid")


def _granted(about: Talk, event: Event) -> Iterator[LetterPoint]:
    """The promise with its day, and what else was said; what was said may hold what they did not agree to."""
    if event.promised:
        yield body(_told(about, "granted"), granted=event.promised)
        if event.next_date is not None:
            yield body("follow.promised_by", by=event.next_date)
        if event.said:
            yield body(_told(about, "granted_also"), said=event.said)
    elif event.said:
        yield body(_told(about, "granted_said"), said=event.said)
    else:
        yield body(_told(about, "granted_part"))


def _stepped_back(about: Talk) -> Iterator[LetterPoint]:
    """What was asked for at first, so that nobody takes the smaller request for the whole one."""
    first, now = about.ask, about.line.fallback
    if first is None or now is None or first.schedule == now.schedule:
        return
    total = Money(first.total)
    if first.count == 1:
        yield body("stepped_back.one", total=total)
    else:
        yield body("stepped_back.several", total=total, asked=Money(first.schedule.highest), count=first.count)


def _asked_and_answered(about: Talk, answer: Event) -> Iterator[LetterPoint]:
    """The application, and the day of the answer where that is another entry of the log."""
    before = [e for e in events_of(about) if e.kind in _TALKS and e.outgoing and _asks(e) and e.on <= answer.on]
    first = before[-1] if before and not answer.outgoing else answer
    yield from _asked(about, first)
    if first is not answer:
        if about.is_private:
            yield body("follow.answered_private", on=answer.on)
        else:
            yield body("follow.answered", on=answer.on, you=you(about))


def _asked(about: Talk, event: Event) -> Iterator[LetterPoint]:
    """The application with its day, way, person and number."""
    way = event.channel or ContactChannel.PHONE
    form = "private" if about.is_private else f"sent.{way}" if event.outgoing else "called"
    values: dict[str, Value] = {"on": event.on}
    if form != "private":
        values["you"] = you(about)
    yield body(f"follow.{form}", values, fresh=True)
    if event.who and not about.is_private:
        yield body("follow.who", who=event.who)
    if event.ticket and not about.is_private:
        yield body("follow.ticket", ticket=event.ticket)


def _told(about: Talk, code: str) -> str:
    """The key of that sentence, in plain words for a person who lent."""
    return f"follow.{code}_private" if about.is_private else f"follow.{code}"


def _promised(about: Talk, event: Event) -> Iterator[LetterPoint]:
    if event.promised:
        yield body(_told(about, "promised"), promised=event.promised)
        if event.next_date is not None:
            yield body("follow.promised_by", by=event.next_date)


def _ending(about: Talk, code: str) -> LetterPoint:
    if about.is_private:
        return body(_told(about, code), fresh=True)
    return body(_told(about, code), fresh=True, you=you(about))


# --- an agreement that was not kept, or cannot be ------------------------------------------------------


def agreed_before(about: Talk) -> Iterator[LetterPoint]:
    """That there is an agreement and that it falls short: told openly, before anything new is asked."""
    made = about.line.agreed
    if made is None or about.mode is Mode.HELD:
        return
    if made.missed:
        since, short = made.missed[0][0], Money(made.short)
        yield body("agreed.missed", fresh=not about.is_private, on=made.on, since=since, amount=short)
    if about.line.unkept:
        yield body("agreed.unkept", fresh=not about.is_private and not made.missed, on=made.on)


def catch_up(about: Talk) -> Iterator[LetterPoint]:
    """An instalment of an agreement was missed: when it is made good, and that the rest goes on."""
    made, ask = about.line.agreed, about.ask
    assert made is not None
    assert ask is not None
    yield from agreed_before(about)
    if about.is_private:
        yield body("catch_up.private", fresh=True)
    else:
        yield body("catch_up.intro", fresh=True, you=you(about))
    day = catch_up_day(made, ask.schedule)
    yield request("catch_up.pay", first=day, amount=Money(made.short))
    yield request("catch_up.go_on")
    if not about.is_private:
        yield request("catch_up.no_breach")
        yield request("catch_up.confirm")
    cure = made.cure
    if cure is not None and cure >= about.plan.case.as_of:
        yield own("cure", by=cure)
        if cure < day:
            yield own("cure_before_pay", by=cure)


# --- an agreement on paper that leaves things open ----------------------------------------------------

# The bank's own list asks the borrower for this one; nobody asks to be bound more than the paper binds.
_NOT_ASKED_FOR = (PaperTerm.NO_NEW_CARD,)
# What two people write down in other words than a company does.
_BETWEEN_PEOPLE = (PaperTerm.PARTIES, PaperTerm.RELEASE, PaperTerm.SEAL)


def left_open(about: Talk, made: Agreed) -> tuple[PaperTerm, ...]:
    """What the paper does not say by the log, those first without which nothing is paid."""
    lacks, _ = missing_terms(as_offer(made.terms), about.kind, about.stage)
    return tuple(term for term in lacks if term not in _NOT_ASKED_FOR)


def complete(about: Talk) -> Iterator[LetterPoint]:
    """The agreement as the log holds it, and what is to be put on paper too. Nothing is turned down or asked anew."""
    made = about.line.agreed
    assert made is not None
    if about.is_private:
        yield body("complete.made_private", on=made.on)
    else:
        yield body("complete.made", on=made.on, you=you(about), what=what(about) or "")
    if made.ticket and not about.is_private:
        yield body("follow.ticket", ticket=made.ticket)
    yield _terms(made)
    if made.terms.waived:
        yield body("complete.waived", amount=Money(made.terms.waived))
    yield body("complete.kept")
    if about.is_private:
        yield body("complete.lacks_private", fresh=True)
    else:
        yield body("complete.lacks", fresh=True, you=you(about))
    lacks = left_open(about, made)
    for term in lacks:
        plain = about.is_private and term in _BETWEEN_PEOPLE
        yield request(f"complete.{term}_private" if plain else f"complete.{term}")
    yield own("complete.check")
    if PaperTerm.ACCOUNT in lacks:
        yield own("complete.account_private" if about.is_private else "complete.account")


def _terms(made: Agreed) -> LetterPoint:
    """What is paid when, as it was recorded."""
    due, paid = zip(*made.terms.dated, strict=True)
    total = Money(made.terms.total)
    if len(paid) == 1:
        return body("complete.one", first=due[0], total=total)
    if len(set(paid)) == 1:
        return body("complete.level", first=due[0], monthly=Money(paid[0]), count=len(paid), total=total)
    return body("complete.varied", first=due[0], amount=Money(paid[0]), last=due[-1], count=len(paid), total=total)

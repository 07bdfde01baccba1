"""How collectors behave: what a log shows, and the findings it raises. Each limit is cited only where its text
reaches the lender and the day.

Three connected calls a day come from a recommended national standard, six unanswered dials from a guideline of
the banking association; both speak of consumer credit, so neither is cited for a business loan. Where no text
can be cited the finding stays, without a limit. What the borrower began is no collection.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from debtadvisor.core.case import Case, Debt, Event
from debtadvisor.core.codes import ContactChannel, EventKind, LenderKind
from debtadvisor.core.facts import is_for_business
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.triage.table import TABLE, Raised
from debtadvisor.core.value import value

QUIET_FROM, QUIET_TO = 22, 8
CONNECTED_A_DAY = 3
UNANSWERED_A_DAY = 6

_BY_KIND = {
    EventKind.THREAT: "threat",
    EventKind.VIOLENCE: "violence",
    EventKind.THIRD_PARTY_CONTACT: "third_party_contact",
    EventKind.IMPERSONATION: "impersonation",
    EventKind.PRIVATE_ACCOUNT: "private_account",
}
_TIMED = {EventKind.CONTACT, EventKind.DEMAND, *_BY_KIND}
# These rest on a limit that binds only some lenders; without it the finding says that no limit can be cited.
LIMITS = ("night_contact", "many_calls", "many_dials")
# Claiming to be an authority is told on the page of the log; the plan has no card for it.
_NO_CARD = ("impersonation",)


@value
class Seen:
    """One thing that the log shows about collection: its code, and the numbers of its events, rising."""

    code: str
    debt: str
    events: tuple[int, ...]


def seen(case: Case) -> Iterator[Seen]:
    """What the contacts of that case show: what each event is, its hour, then what is too much on one day."""
    calls: dict[tuple[str, date, bool], list[int]] = {}
    for number, event in enumerate(case.events):
        if event.kind not in _TIMED or event.outgoing:
            continue
        if event.kind in _BY_KIND:
            yield Seen(code=_BY_KIND[event.kind], debt=event.debt, events=(number,))
        if event.hour is not None and (event.hour >= QUIET_FROM or event.hour < QUIET_TO):
            yield Seen(code="night_contact", debt=event.debt, events=(number,))
        if event.kind is EventKind.CONTACT and event.channel in (None, ContactChannel.PHONE):
            calls.setdefault((event.debt, event.on, event.answered), []).append(number)
    for (debt, _, answered), numbers in calls.items():
        code, most = ("many_calls", CONNECTED_A_DAY) if answered else ("many_dials", UNANSWERED_A_DAY)
        if sum(case.events[n].count for n in numbers) > most:
            yield Seen(code=code, debt=debt, events=tuple(numbers))


def from_contacts(case: Case, book: PolicyBook, kinds: Mapping[str, LenderKind]) -> Iterator[Raised]:
    """What the case's contacts raise; `kinds` gives the kind of lender for each debt id."""
    for one in seen(case):
        if one.code in _NO_CARD:
            continue
        for number in one.events:
            event = case.events[number]
            code, rules = one.code, _citable(one.code, event, case, book, kinds)
            if code in LIMITS and not rules:
                code = "contact_unscoped"
                rules = _citable(code, event, case, book, kinds)
            yield Raised(code=code, place=f"events[{number}]", debt=event.debt, rules=rules)


def _citable(
    code: str, event: Event, case: Case, book: PolicyBook, kinds: Mapping[str, LenderKind]
) -> tuple[Rule, ...]:
    """The law rows of that code that speak today, spoke on the day of the event, and reach the lender."""
    found = [book.rule(rule_id, case.as_of) for rule_id in TABLE[code].rules]
    about = debts_of(event, case)
    return tuple(
        rule for rule in found if rule is not None and rule.validity.in_force(event.on) and reaches(rule, about, kinds)
    )


def debts_of(event: Event, case: Case) -> tuple[Debt, ...]:
    """The debt of that event; every debt of the case when it names none, for a row must then reach them all."""
    return tuple(debt for debt in case.debts if event.debt in ("", debt.id))


def reaches(rule: Rule, about: Sequence[Debt], kinds: Mapping[str, LenderKind]) -> bool:
    """Whether the rule may be cited about all of these debts."""
    for debt in about:
        if not rule.reaches(kinds[debt.id]):
            return False
        if rule.consumer_only and is_for_business(debt):
            return False
    return True

"""Findings from how collectors behave. Each limit is cited only where its text reaches the lender and the day.

Three connected calls a day come from a recommended national standard, six unanswered dials from a guideline of
the banking association; both speak of consumer credit, so neither is cited for a business loan. Where no text
can be cited the finding stays, without a limit.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from debtadvisor.core.case import Case, Debt, Event
from debtadvisor.core.codes import EventKind, LenderKind
from debtadvisor.core.facts import is_for_business
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.triage.table import TABLE, Raised

QUIET_FROM, QUIET_TO = 22, 8
CONNECTED_A_DAY = 3
UNANSWERED_A_DAY = 6

_BY_KIND = {
    EventKind.THREAT: "threat",
    EventKind.VIOLENCE: "violence",
    EventKind.THIRD_PARTY_CONTACT: "third_party_contact",
}
_TIMED = {EventKind.CONTACT, EventKind.DEMAND, *_BY_KIND}


def from_contacts(case: Case, book: PolicyBook, kinds: Mapping[str, LenderKind]) -> Iterator[Raised]:
    """What the case's contacts raise; `kinds` gives the kind of lender for each debt id."""
    calls: dict[tuple[str, date, bool], list[int]] = {}
    for number, event in enumerate(case.events):
        if event.kind not in _TIMED:
            continue
        place = f"events[{number}]"
        if event.kind in _BY_KIND:
            code = _BY_KIND[event.kind]
            rules = _citable(code, event, case, book, kinds)
            yield Raised(code=code, place=place, debt=event.debt, rules=rules)
        if event.hour is not None and (event.hour >= QUIET_FROM or event.hour < QUIET_TO):
            yield _limit("night_contact", event, place, case, book, kinds)
        if event.kind is EventKind.CONTACT:
            calls.setdefault((event.debt, event.on, event.answered), []).append(number)
    for (_, _, answered), numbers in calls.items():
        code, most = ("many_calls", CONNECTED_A_DAY) if answered else ("many_dials", UNANSWERED_A_DAY)
        if sum(case.events[n].count for n in numbers) > most:
            for n in numbers:
                yield _limit(code, case.events[n], f"events[{n}]", case, book, kinds)


def _limit(
    code: str, event: Event, place: str, case: Case, book: PolicyBook, kinds: Mapping[str, LenderKind]
) -> Raised:
    """The finding for a limit, or the one without a limit when no text can be cited."""
    rules = _citable(code, event, case, book, kinds)
    if rules:
        return Raised(code=code, place=place, debt=event.debt, rules=rules)
    code = "contact_unscoped"
    return Raised(code=code, place=place, debt=event.debt, rules=_citable(code, event, case, book, kinds))


def _citable(
    code: str, event: Event, case: Case, book: PolicyBook, kinds: Mapping[str, LenderKind]
) -> tuple[Rule, ...]:
    """The law rows of that code that speak today, spoke on the day of the event, and reach the lender.

    When the event names no debt, a row must reach the lender of every debt of the case.
    """
    about = [debt for debt in case.debts if event.debt in ("", debt.id)]
    found = [book.rule(rule_id, case.as_of) for rule_id in TABLE[code].rules]
    return tuple(
        rule for rule in found if rule is not None and rule.validity.in_force(event.on) and _reaches(rule, about, kinds)
    )


def _reaches(rule: Rule, about: Sequence[Debt], kinds: Mapping[str, LenderKind]) -> bool:
    for debt in about:
        if not rule.reaches(kinds[debt.id]):
            return False
        if rule.consumer_only and is_for_business(debt):
            return False
    return True

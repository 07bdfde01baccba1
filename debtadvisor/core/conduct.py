"""Collection as the log shows it, each thing beside the texts that bound that kind of lender on that day.

What is seen comes from `triage.contacts`; here every text that speaks of it is looked up, also those that the
finding of the plan has no room for. A text is cited for an event only when it was in force on the day of the event,
reaches the lender of the debt, and its review is not overdue. Nothing here says that a text was broken. A debt that
was sold is collected by its buyer, whom the texts for lenders do not name: only those that bind everybody remain.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from debtadvisor.core.case import Case
from debtadvisor.core.codes import Stage
from debtadvisor.core.facts import stage
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.triage.assess import lender_kinds
from debtadvisor.core.triage.contacts import debts_of, reaches, seen
from debtadvisor.core.value import value


class ConductMatter(StrEnum):
    """What may be looked into, the gravest first."""

    VIOLENCE = "violence"
    THREAT = "threat"
    IMPERSONATION = "impersonation"
    PRIVATE_ACCOUNT = "private_account"
    THIRD_PARTY_CONTACT = "third_party_contact"
    NIGHT_CONTACT = "night_contact"
    MANY_CALLS = "many_calls"
    MANY_DIALS = "many_dials"


# The texts that speak of each, strongest first.
RULES: dict[ConductMatter, tuple[str, ...]] = {
    ConductMatter.VIOLENCE: (
        "public-security-47-intrusion",
        "public-security-50-harassment",
        "cf-2024-collection",
        "consumer-protection-2022-collection",
        "microloan-2024-26-consumer-protection",
        "cba-2026-prohibited-acts",
    ),
    ConductMatter.THREAT: (
        "public-security-50-harassment",
        "cf-2024-collection",
        "consumer-protection-2022-collection",
        "cc-art68-collection-target",
        "microloan-2024-26-consumer-protection",
        "cba-2026-prohibited-acts",
    ),
    ConductMatter.IMPERSONATION: ("consumer-protection-2022-collection", "cba-2026-prohibited-acts"),
    ConductMatter.PRIVATE_ACCOUNT: (),
    ConductMatter.THIRD_PARTY_CONTACT: (
        "civil-1032-1033-privacy",
        "cf-2024-collection",
        "cc-art68-collection-target",
        "online-loan-collection-third-party",
        "microloan-2024-26-consumer-protection",
        "cba-2026-third-parties",
        "gbt45251-contacts",
    ),
    ConductMatter.NIGHT_CONTACT: ("cba-2026-hours", "gbt45251-hours"),
    ConductMatter.MANY_CALLS: ("gbt45251-call-frequency",),
    ConductMatter.MANY_DIALS: ("cba-2026-dial-attempts",),
}


# What binds anybody who collects, a buyer of the claim too.
FOR_ALL = ("public-security-47-intrusion", "public-security-50-harassment", "civil-1032-1033-privacy")


@value
class Sighting:
    """One thing on one day. `events` are numbers in the file, `count` the calls of a day or the times it happened.

    At night every event counts once: a day's number of calls does not tell at what hour each of them came.
    """

    on: date
    events: tuple[int, ...]
    count: int
    rules: tuple[Rule, ...]


@value
class Observed:
    """All that the log shows of one matter about one debt ("" when no debt was named), in order of time."""

    matter: ConductMatter
    debt: str
    sightings: tuple[Sighting, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every text cited, once."""
        return tuple({rule.id: rule for one in self.sightings for rule in one.rules}.values())


@value
class Told:
    """One entry of a complaint: all that is seen in the same events, each event told once.

    hours   of the night calls among them
    who     what those who called gave as name or number, each once
    """

    on: date
    events: tuple[int, ...]
    seen: tuple[tuple[ConductMatter, Sighting], ...]
    hours: tuple[int, ...]
    who: tuple[str, ...]


def told(found: Sequence[Observed], case: Case) -> tuple[Told, ...]:
    """The entries in order of time: the one source of every complaint, to the lender and to the authority."""
    by_events: dict[tuple[int, ...], list[tuple[ConductMatter, Sighting]]] = {}
    for one in found:
        for sighting in one.sightings:
            by_events.setdefault(sighting.events, []).append((one.matter, sighting))
    entries = [
        Told(
            on=seen[0][1].on,
            events=events,
            seen=tuple(seen),
            hours=tuple(hour for n in events if (hour := case.events[n].hour) is not None),
            who=tuple(dict.fromkeys(case.events[n].who for n in events if case.events[n].who)),
        )
        for events, seen in by_events.items()
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.on, entry.events)))


def conduct(case: Case, book: PolicyBook, on: date) -> tuple[Observed, ...]:
    """What the log shows, by debt in the order of the case and then by matter; texts must be reviewed as of `on`."""
    found: dict[tuple[str, ConductMatter], list[Sighting]] = {}
    for one in seen(case):
        matter = ConductMatter(one.code)
        events = [case.events[n] for n in one.events]
        sighting = Sighting(
            on=events[0].on,
            events=one.events,
            count=len(events) if matter is ConductMatter.NIGHT_CONTACT else sum(event.count for event in events),
            rules=_rules(matter, one.events[0], case, book, on),
        )
        found.setdefault((one.debt, matter), []).append(sighting)
    debts, matters = ["", *(debt.id for debt in case.debts)], list(ConductMatter)
    keys = sorted(found, key=lambda key: (debts.index(key[0]), matters.index(key[1])))
    return tuple(
        Observed(matter=key[1], debt=key[0], sightings=tuple(sorted(found[key], key=lambda s: (s.on, s.events))))
        for key in keys
    )


def _rules(matter: ConductMatter, number: int, case: Case, book: PolicyBook, on: date) -> tuple[Rule, ...]:
    event = case.events[number]
    kinds, about = lender_kinds(case, book), debts_of(event, case)
    sold = any(stage(debt, case) is Stage.ASSIGNED for debt in about)
    rows = [book.rules[row] for row in RULES[matter] if row in book.rules and (not sold or row in FOR_ALL)]
    return tuple(
        rule
        for rule in rows
        if rule.validity.in_force(event.on) and not rule.validity.is_stale(on) and reaches(rule, about, kinds)
    )

"""`assess`: everything in a case that must be looked at before any money is planned.

The facts of the case and its free text raise codes; each code has one row in `table`. Equal codes about the same
debt become one finding with all its places. Surplus, living floor and stale rows of the book are found elsewhere.
A STOP from one debt's papers stops the case; a HOLD holds its debt, or the whole case when it names none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from debtadvisor.core.case import Case
from debtadvisor.core.codes import LenderKind
from debtadvisor.core.policy.model import PolicyBook, Rule
from debtadvisor.core.triage.agreements import from_agreements
from debtadvisor.core.triage.borrowers import from_borrower
from debtadvisor.core.triage.contacts import from_contacts
from debtadvisor.core.triage.debts import from_debts
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.core.triage.notes import from_notes
from debtadvisor.core.triage.papers import from_papers
from debtadvisor.core.triage.table import ANSWERED_BY, CODES, TABLE, Raised

__all__ = ["CODES", "assess"]

_ORDER = {code: place for place, code in enumerate(CODES)}


def assess(case: Case, book: PolicyBook) -> Triage:
    """All findings of that case, STOP first, then HOLD, then FLAG, each in the order of the table and the debts.

    Free text is searched in both Chinese scripts and in English. Words of self-harm always stop, whatever stands
    around them. Confirmations clear the HOLD with their code and debt, and nothing else. Pure.
    """
    kinds = lender_kinds(case, book)
    merged: dict[tuple[str, str], Finding] = {}
    for raised in _raised(case, book, kinds):
        key = (raised.code, raised.debt)
        found = _finding(raised, case, book, kinds)
        merged[key] = _merge(merged[key], found) if key in merged else found
    confirmed = _confirm(case, _without_answered(merged))
    debts = {debt.id: place for place, debt in enumerate(case.debts)}
    ordered = sorted(confirmed.values(), key=lambda f: (_ORDER[f.code], debts.get(f.debt, -1)))
    return Triage(tuple(ordered))


def lender_kinds(case: Case, book: PolicyBook) -> Mapping[str, LenderKind]:
    """The kind of lender of each debt, by its id."""
    return {debt.id: _kind(debt.lender, debt.kind, book) for debt in case.debts}


def _kind(lender: str, kind: LenderKind | None, book: PolicyBook) -> LenderKind:
    """The kind of a debt's lender: the book's own where it knows the lender."""
    if lender in book.lenders:
        return book.lenders[lender].kind
    return kind or LenderKind.OTHER


def _raised(case: Case, book: PolicyBook, kinds: Mapping[str, LenderKind]) -> Iterator[Raised]:
    yield from from_borrower(case)
    yield from from_papers(case)
    yield from from_debts(case, kinds)
    yield from from_agreements(case, kinds)
    yield from from_contacts(case, book, kinds)
    yield from from_notes(case)


def _finding(raised: Raised, case: Case, book: PolicyBook, kinds: Mapping[str, LenderKind]) -> Finding:
    row = TABLE[raised.code]
    rules = _rules(raised, case, book, kinds) if raised.rules is None else raised.rules
    return Finding(
        level=row.level,
        code=raised.code,
        debt=raised.debt,
        facts=(raised.place,),
        deadline=raised.deadline,
        values=raised.values,
        situation=row.situation,
        rules=rules,
    )


def _rules(raised: Raised, case: Case, book: PolicyBook, kinds: Mapping[str, LenderKind]) -> tuple[Rule, ...]:
    """The table's law rows that speak today and reach the debt's lender; for the whole case, any lender of it."""
    reached = [kinds[raised.debt]] if raised.debt in kinds else list(kinds.values())
    found = [book.rule(rule_id, case.as_of) for rule_id in TABLE[raised.code].rules]
    return tuple(rule for rule in found if rule is not None and any(rule.reaches(kind) for kind in reached))


def _merge(first: Finding, second: Finding) -> Finding:
    """One finding from two: all places and rules once; date and values of the one that is due first."""
    due = (first, second)
    if second.deadline is not None and (first.deadline is None or second.deadline < first.deadline):
        due = (second, first)
    places = tuple(dict.fromkeys((*first.facts, *second.facts)))
    known = {rule.id for rule in first.rules}
    rules = (*first.rules, *(rule for rule in second.rules if rule.id not in known))
    return replace(first, facts=places, deadline=due[0].deadline, values=due[0].values or due[1].values, rules=rules)


def _without_answered(findings: Mapping[tuple[str, str], Finding]) -> dict[tuple[str, str], Finding]:
    """The findings without the flags that only repeat in a note what an answer says already."""

    def is_answered(finding: Finding) -> bool:
        if finding.level is not Level.FLAG or not all(_is_note(place) for place in finding.facts):
            return False
        if finding.debt == "" and any(code == finding.code and debt for code, debt in findings):
            return True
        answers = ANSWERED_BY.get(finding.code, ())
        return any(code in answers and (debt == "" or finding.debt in ("", debt)) for code, debt in findings)

    return {key: finding for key, finding in findings.items() if not is_answered(finding)}


def _is_note(place: str) -> bool:
    return place in ("note", "goals.keep") or place.endswith((".note", ".name", ".said", ".promised"))


def _confirm(case: Case, findings: Mapping[tuple[str, str], Finding]) -> dict[tuple[str, str], Finding]:
    """The findings with confirmed HOLDs marked, and a FLAG for each confirmation that has nothing to confirm."""
    after = dict(findings)
    for number, confirmation in enumerate(case.confirmations):
        key = (confirmation.finding, confirmation.debt)
        found = after.get(key)
        if found is not None and found.level is Level.HOLD:
            after[key] = replace(found, confirmed=True)
            continue
        about = confirmation.debt if any(debt.id == confirmation.debt for debt in case.debts) else ""
        idle = _without_effect(confirmation.finding, about, f"confirmations[{number}]")
        # Keyed by number: two idle confirmations are two findings, since each names its own code.
        after["confirmation_without_effect", f"{number}"] = idle
    return after


def _without_effect(confirmed: str, about: str, place: str) -> Finding:
    code = "confirmation_without_effect"
    return Finding(level=Level.FLAG, code=code, debt=about, facts=(place,), values=(("finding", confirmed),))

"""Findings from what the person wrote: every field of a case that takes free text, the borrower's name excepted."""

from collections.abc import Iterator

from debtadvisor.core.case import Case
from debtadvisor.core.codes import EventKind
from debtadvisor.core.triage.reading import speaks_of_self_harm, topics
from debtadvisor.core.triage.table import Raised

# Words about a court paper ask for its date; where the case has such a paper already, there is nothing to ask.
_COURT = {
    "court_summons": EventKind.SUMMONS,
    "court_payment_order": EventKind.PAYMENT_ORDER,
    "court_judgment": EventKind.JUDGMENT,
    "court_enforcement": EventKind.ENFORCEMENT,
    "court_arbitration": EventKind.ARBITRATION_NOTICE,
}
# These touch the whole case, wherever they are written.
_WHOLE_CASE = {"court_paper_mentioned", "police_mentioned", "coerced", "ask_frozen", "under_strain"}
_ANSWERED_BY = {**_COURT, "police_mentioned": EventKind.POLICE_CONTACT, "ask_frozen": EventKind.ACCOUNT_FROZEN}


def from_notes(case: Case) -> Iterator[Raised]:
    """What the case's words raise.

    In names of places and creditors, and in the reason of a confirmation, only words of self-harm count: the
    former tell nothing else, the latter speaks of what has been found already.
    """
    answered = {event.kind for event in case.events}
    for place, debt, text in _texts(case):
        if speaks_of_self_harm(text):
            yield Raised(code="self_harm", place=place)
        if place.startswith("confirmations[") or place.endswith((".city", ".assigned_to", ".who", ".ticket")):
            continue
        for topic in topics(text):
            if _ANSWERED_BY.get(topic) in answered:
                continue
            code = "court_paper_mentioned" if topic in _COURT else topic
            about = "" if code in _WHOLE_CASE else debt
            yield Raised(code=code, place=place, debt=about)


def _texts(case: Case) -> Iterator[tuple[str, str, str]]:
    """Place, id of the debt it is about ("" for none), and text of every field that is not empty."""
    for place, text in (
        ("note", case.note),
        ("hardship.note", case.hardship.note),
        ("goals.keep", case.goals.keep),
        ("borrower.city", case.borrower.city),
    ):
        if text:
            yield place, "", text
    for key, notes in (
        ("incomes", [income.note for income in case.incomes]),
        ("spending", [spending.note for spending in case.spending]),
        ("assets", [asset.note for asset in case.assets]),
    ):
        for number, text in enumerate(notes):
            if text:
                yield f"{key}[{number}].note", "", text
    for number, debt in enumerate(case.debts):
        for field, text in (("name", debt.name), ("assigned_to", debt.assigned_to), ("note", debt.note)):
            if text:
                yield f"debts[{number}].{field}", debt.id, text
    for number, event in enumerate(case.events):
        for field in ("who", "ticket", "said", "promised", "note"):
            if text := getattr(event, field):
                yield f"events[{number}].{field}", event.debt, text
    for number, confirmation in enumerate(case.confirmations):
        if confirmation.why:
            yield f"confirmations[{number}].why", "", confirmation.why

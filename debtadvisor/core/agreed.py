"""Where a recorded agreement stands on a day: whether it binds, what of it is paid, what was missed, what is to come.

The latest agreement that binds counts; before one does, the latest of any form. Payments since then, or since the
same payments were first agreed, cover its instalments in order of their days. A notice that calls the whole debt in
ends an agreement made before it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from debtadvisor.core.agreement import Agreement, PaperForm, PayTo
from debtadvisor.core.case import Case, Debt
from debtadvisor.core.codes import EventKind, LenderKind
from debtadvisor.core.schedule import EMPTY, Schedule
from debtadvisor.core.value import value

# Findings of an oral agreement; once a person has confirmed one, the agreement counts as if it were on paper.
ORAL = ("agreement_oral", "agreement_oral_card")
# Who lent as a person, and has no account but their own.
PERSONAL_LENDERS = (LenderKind.PRIVATE_LENDING, LenderKind.OTHER)
Dated = tuple[tuple[date, int], ...]


@value
class Agreed:
    """One agreement on a day.

    number   of its event in the case, from 0; `on` the day it was made, `who` and `ticket` as in the log
    binds    it is on paper, or a bank recorded the call about its card, and it is not paid to a private account
    paid     fen paid on it so far
    missed   instalments, or what is left of them, whose day has passed; `coming` those from the day on
    """

    number: int
    on: date
    who: str
    ticket: str
    terms: Agreement
    binds: bool
    paid: int
    missed: Dated
    coming: Dated

    @property
    def is_done(self) -> bool:
        """Whether all of it is paid."""
        return not self.missed and not self.coming

    @property
    def short(self) -> int:
        """What was missed, fen."""
        return sum(fen for _, fen in self.missed)

    @property
    def cure(self) -> date | None:
        """The last day on which the paper lets the oldest missed instalment be made good."""
        days = self.terms.grace_days
        return self.missed[0][0] + timedelta(days=days) if self.missed and days else None

    def schedule(self, catch_up: date) -> Schedule:
        """What is still to be paid, with what was missed on the day `catch_up`.

        The paper names payments, not their parts: the whole payment stands under principal.
        """
        sums = dict(self.coming)
        if self.missed:
            sums[catch_up] = sums.get(catch_up, 0) + self.short
        if not sums:
            return EMPTY
        due = tuple(sorted(sums))
        return Schedule(due, tuple(sums[day] for day in due), (0,) * len(due))


def agreed(debt: Debt, case: Case, kind: LenderKind, on: date) -> Agreed | None:
    """The agreement about that debt as it stands on that day; None when none was recorded, or it was ended."""
    made = [
        (event.on, number, event.agreement)
        for number, event in enumerate(case.events)
        if event.kind is EventKind.AGREEMENT and event.debt == debt.id and event.agreement is not None
    ]
    ends = (e.on for e in case.events if e.kind is EventKind.ACCELERATION_NOTICE and e.debt == debt.id)
    ended = max(ends, default=None)
    made = [one for one in made if ended is None or one[0] >= ended]
    if not made:
        return None
    day, number, terms = max(made, key=lambda one: (is_binding(one[2], kind), one[0], one[1]))
    event = case.events[number]
    # The same payments recorded again, on paper or with a term mended, are no new agreement: what was paid stays paid.
    since = min(other[0] for other in made if other[2].dated == terms.dated)
    paid = sum(e.amount or 0 for e in case.events if _pays(e.kind, e.debt, debt.id) and since <= e.on <= on)
    missed, coming = _left(terms.dated, paid, on)
    return Agreed(
        number=number,
        on=day,
        who=event.who,
        ticket=event.ticket,
        terms=terms,
        binds=is_binding(terms, kind),
        paid=paid,
        missed=missed,
        coming=coming,
    )


def counting(debt: Debt, case: Case, kind: LenderKind) -> Agreed | None:
    """The agreement by which that debt is now paid: one that binds, or one that a person has confirmed."""
    found = agreed(debt, case, kind, case.as_of)
    if found is None or found.is_done:
        return None
    confirmed = any(one.finding in ORAL and one.debt == debt.id for one in case.confirmations)
    return found if found.binds or (confirmed and not pays_private_account(found.terms, kind)) else None


def is_binding(terms: Agreement, kind: LenderKind) -> bool:
    """Whether the agreement can be relied on: its form can, and nobody's private account is to be paid."""
    return is_binding_form(terms.form, kind) and not pays_private_account(terms, kind)


def pays_private_account(terms: Agreement, kind: LenderKind) -> bool:
    """Whether the money of a company is to go to somebody's own account; a person who lent is paid into their own."""
    return terms.pay_to is PayTo.PERSONAL and kind not in PERSONAL_LENDERS


def is_binding_form(form: PaperForm, kind: LenderKind) -> bool:
    """Whether that form can be relied on: paper, or for a bank's card a call that the bank recorded."""
    return form is PaperForm.WRITTEN or (form is PaperForm.RECORDED and kind is LenderKind.BANK_CREDIT_CARD)


def _pays(kind: EventKind, about: str, debt: str) -> bool:
    return kind is EventKind.PAYMENT and about == debt


def _left(dated: Iterable[tuple[date, int]], paid: int, on: date) -> tuple[Dated, Dated]:
    """What is still open of each instalment, those whose day has passed and the others; the oldest is paid first."""
    missed: list[tuple[date, int]] = []
    coming: list[tuple[date, int]] = []
    for day, fen in dated:
        covered = min(fen, paid)
        paid -= covered
        if fen > covered:
            (missed if day < on else coming).append((day, fen - covered))
    return tuple(missed), tuple(coming)

"""Which letters fit one debt now, and why the others do not.

On a HOLD only letters that confirm nothing may be written; where even that could harm (an old debt, a guarantee, a
lawyer first) only an answer to the court, or to those who already called. Applications ask for what the plan asks.
"""

from collections.abc import Callable, Mapping

from debtadvisor.core.agreement import PaperForm
from debtadvisor.core.case import Event
from debtadvisor.core.codes import DebtCircumstance, EventKind, LenderKind, Outcome, ReliefKind, Stage
from debtadvisor.core.letters.follow import answered, application, events_of, left_open
from debtadvisor.core.letters.model import Fit, LetterKind, Misfit
from debtadvisor.core.plan.model import NoOffer
from debtadvisor.core.script.kept import kept
from debtadvisor.core.script.talk import Mode, Talk
from debtadvisor.core.triage.table import may_call_first

# Findings before which nothing at all is written without advice (a minor: the guardian writes).
ADVICE_FIRST = (
    "untrue_papers_used",
    "police_mentioned",
    "card_lawyer",
    "debt_coerced",
    "minor",
    "judgment_debt",
    "arbitration_notice",
)
# Letters that confirm nothing, and so may be written about a held debt.
FOR_HELD = (
    LetterKind.STATEMENT,
    LetterKind.STOP_CONTACT,
    LetterKind.THIRD_PARTY_COMPLAINT,
    LetterKind.PAYMENT_ORDER_OBJECTION,
    LetterKind.CREDIT_OBJECTION,
    LetterKind.SUPERVISOR_COMPLAINT,
    LetterKind.CONFIRM_ORAL,
)
# Letters that speak of money, and so need a budget and something to ask for.
ASKING = (
    LetterKind.HARDSHIP,
    LetterKind.INSTALMENT_PLAN,
    LetterKind.EXTENSION,
    LetterKind.RENEWAL,
    LetterKind.MEDIATION_REQUEST,
    LetterKind.NO_REPLY,
    LetterKind.REFUSED,
    LetterKind.PART_ACCEPTED,
)
COMPANIES = (
    LetterKind.WAIVE_PENALTY,
    LetterKind.STOP_CONTACT,
    LetterKind.THIRD_PARTY_COMPLAINT,
    LetterKind.CREDIT_OBJECTION,
    LetterKind.SUPERVISOR_COMPLAINT,
)
# Letters that can be sent although nobody knows yet who holds the claim.
_BY_ANYBODY = (LetterKind.PAYMENT_ORDER_OBJECTION, LetterKind.CREDIT_OBJECTION)
# Findings of conduct: a complaint states the events behind them and nothing else.
CONDUCT = ("violence", "threat", "third_party_contact", "night_contact", "many_calls", "many_dials")
_WRONG_ENTRY = (DebtCircumstance.NOT_RECOGNISED, DebtCircumstance.IDENTITY_THEFT, DebtCircumstance.AMOUNT_DISPUTED)
_CONTACTS = (EventKind.CONTACT, EventKind.DEMAND, EventKind.THREAT, EventKind.VIOLENCE, EventKind.THIRD_PARTY_CONTACT)


def fits(talk: Talk) -> tuple[Fit, ...]:
    """Every kind of letter with the first reason against it, in order of the kinds."""
    return tuple(Fit(kind, why_not(kind, talk)) for kind in LetterKind)


def why_not(kind: LetterKind, talk: Talk) -> Misfit | None:
    """The first reason why that letter does not fit; None when it does."""
    return _general(kind, talk) or _OWN_RULES[kind](talk)


def _general(kind: LetterKind, talk: Talk) -> Misfit | None:
    if talk.kind is LenderKind.OTHER:
        return Misfit.OUTSIDE_BOOK
    if talk.is_private and kind in COMPANIES:
        return Misfit.COMPANIES_ONLY
    if talk.mode is Mode.HELD:
        return _held(kind, talk)
    if talk.stage is Stage.ASSIGNED and not talk.line.debt.assigned_to.strip() and kind not in _BY_ANYBODY:
        return Misfit.SOLD
    if talk.mode is Mode.PRIORITY and kind not in FOR_HELD:
        return Misfit.PRIORITY
    if kind in ASKING or kind is LetterKind.WAIVE_PENALTY:
        if talk.pot is not None and talk.pot.no_offer in (NoOffer.BUDGET_UNKNOWN, NoOffer.BELOW_FLOOR):
            return Misfit.BUDGET_OPEN
        if talk.ask is not None and talk.ask.is_written:
            return Misfit.WRITTEN_OFFER
    if kept(talk) is not None and (kind in ASKING or kind is LetterKind.WAIVE_PENALTY):
        return Misfit.AGREED
    if kind in ASKING and talk.mode is Mode.AGREED:
        return Misfit.KEEPS_CONTRACT
    return None


def _held(kind: LetterKind, talk: Talk) -> Misfit | None:
    if kind not in FOR_HELD:
        return Misfit.HELD
    if kind is LetterKind.PAYMENT_ORDER_OBJECTION:
        return None
    if any(finding.code in ADVICE_FIRST for finding in talk.line.held):
        return Misfit.ADVICE_FIRST
    already = any(event.kind in _CONTACTS for event in events_of(talk))
    answers = kind in (LetterKind.STOP_CONTACT, LetterKind.THIRD_PARTY_COMPLAINT, LetterKind.SUPERVISOR_COMPLAINT)
    if not may_call_first(talk.line.held) and not (answers and already):
        return Misfit.NOT_FIRST
    return None


def conduct(talk: Talk, codes: tuple[str, ...] = CONDUCT) -> tuple[Event, ...]:
    """The events behind the findings of conduct about this debt, in order of date."""
    places = {fact for f in talk.plan.triage.findings if f.code in codes for fact in f.facts}
    events = talk.plan.case.events
    mine = [e for n, e in enumerate(events) if f"events[{n}]" in places and e in events_of(talk)]
    return tuple(sorted(mine, key=lambda event: event.on))


def payment_order(talk: Talk) -> Event | None:
    """The payment order that was served for this debt, the latest one."""
    orders = [event for event in events_of(talk) if event.kind is EventKind.PAYMENT_ORDER]
    return orders[-1] if orders else None


def _always(talk: Talk) -> Misfit | None:
    return None


def _instalment_plan(talk: Talk) -> Misfit | None:
    if not talk.is_card:
        return Misfit.CARDS_ONLY
    if talk.stage is Stage.ASSIGNED:
        return Misfit.SOLD
    if not talk.is_overdue:
        return Misfit.NOT_LATE
    if not talk.claims("cc-art70-eligibility"):
        return Misfit.NO_RULE
    return _asks(talk, ReliefKind.INSTALMENT_PLAN)


def _asks(talk: Talk, kind: ReliefKind) -> Misfit | None:
    if talk.ask is None:
        return Misfit.NO_FIGURES
    return None if talk.ask.kind is kind else Misfit.ASKS_OTHER


def _extension(talk: Talk) -> Misfit | None:
    if talk.is_card:
        return Misfit.NOT_FOR_CARDS
    if talk.stage is not Stage.PRE_DUE:
        return Misfit.MATURED
    if not talk.extends or not talk.claims("civil-678-extension"):
        return Misfit.NO_RULE
    return _asks(talk, ReliefKind.TERM_EXTENSION)


def _renewal(talk: Talk) -> Misfit | None:
    if not talk.is_business_loan:
        return Misfit.BUSINESS_ONLY
    if talk.stage is not Stage.PRE_DUE:
        return Misfit.MATURED
    if not talk.claims("renewal-2024-13"):
        return Misfit.NO_RULE
    return _asks(talk, ReliefKind.RENEWAL)


def _waive_penalty(talk: Talk) -> Misfit | None:
    if not talk.is_overdue:
        return Misfit.NOT_LATE
    owed = talk.line.relief.owed if talk.line.relief is not None else None
    if owed is None or owed.penalty + owed.fees == 0:
        return Misfit.NO_PENALTY
    if talk.mode is Mode.OFFER and talk.ask is not None and talk.ask.waived.penalty + talk.ask.waived.fees == 0:
        return Misfit.ASKS_OTHER
    return None


def _stop_contact(talk: Talk) -> Misfit | None:
    late = talk.is_overdue or any(event.kind in _CONTACTS for event in events_of(talk))
    return None if late else Misfit.NOT_LATE


def _third_party(talk: Talk) -> Misfit | None:
    return None if conduct(talk, ("third_party_contact",)) else Misfit.NO_FACTS


def _supervisor(talk: Talk) -> Misfit | None:
    if talk.stage is Stage.ASSIGNED:
        return Misfit.SOLD
    return None if conduct(talk) else Misfit.NO_FACTS


def _objection(talk: Talk) -> Misfit | None:
    if payment_order(talk) is None:
        return Misfit.NO_ORDER
    return None if talk.claims("payment-order-15-days", "payment-order-grounds") else Misfit.NO_RULE


def _credit(talk: Talk) -> Misfit | None:
    debt = talk.line.debt
    if not debt.disputed and not any(one in _WRONG_ENTRY for one in debt.circumstances):
        return Misfit.NOTHING_WRONG
    return None if talk.claims("credit-25-objection-20-days") else Misfit.NO_RULE


def _mediation(talk: Talk) -> Misfit | None:
    if talk.stage is Stage.LITIGATION:
        return Misfit.AT_COURT
    return None if talk.is_overdue else Misfit.NOT_LATE


def _confirm_oral(talk: Talk) -> Misfit | None:
    """An agreement that is only spoken: the person says so, it was recorded so, or an answer was "agreed"."""
    if DebtCircumstance.AGREEMENT_ORAL in talk.line.debt.circumstances:
        return None
    made = [event.agreement for event in events_of(talk) if event.agreement is not None]
    if made:
        return None if all(terms.form is not PaperForm.WRITTEN for terms in made) else Misfit.NOT_ORAL
    return None if answered(talk, Outcome.AGREED) is not None else Misfit.NOT_ORAL


def _settlement(talk: Talk) -> Misfit | None:
    written = talk.line.debt.written_offer
    if written is None or written.until < talk.plan.case.as_of:
        return Misfit.NO_WRITTEN_OFFER
    return None if talk.ask is not None and talk.ask.is_written else Misfit.OFFER_NOT_CHOSEN


def _no_reply(talk: Talk) -> Misfit | None:
    return None if application(talk) is not None else Misfit.NOT_LOGGED


def _refused(talk: Talk) -> Misfit | None:
    return None if answered(talk, Outcome.REFUSED) is not None else Misfit.NOT_LOGGED


def _catch_up(talk: Talk) -> Misfit | None:
    made = talk.line.agreed
    if made is None or not made.missed:
        return Misfit.NOT_MISSED
    return None if talk.ask is not None and talk.ask.is_agreed else Misfit.NO_FIGURES


def _complete(talk: Talk) -> Misfit | None:
    """A paper that binds, is kept and can be, and leaves something open."""
    made = talk.line.agreed
    if made is None:
        return Misfit.NOT_AGREED
    if made.terms.form is not PaperForm.WRITTEN:
        return Misfit.NOT_ON_PAPER
    if talk.line.unkept or kept(talk) is None:
        return Misfit.CANNOT_KEEP
    if made.missed:
        return Misfit.CATCH_UP_FIRST
    return None if left_open(talk, made) else Misfit.NOTHING_MISSING


def _part_accepted(talk: Talk) -> Misfit | None:
    if answered(talk, Outcome.PART_ACCEPTED) is None:
        return Misfit.NOT_LOGGED
    ask, fallback = talk.ask, talk.line.fallback
    if ask is None:
        return Misfit.NO_FIGURES
    same = fallback is not None and fallback.id == ask.id and fallback.schedule == ask.schedule
    return Misfit.NOTHING_BETWEEN if fallback is None or same or fallback.is_contract else None


_OWN_RULES: Mapping[LetterKind, Callable[[Talk], Misfit | None]] = {
    LetterKind.HARDSHIP: _always,
    LetterKind.INSTALMENT_PLAN: _instalment_plan,
    LetterKind.EXTENSION: _extension,
    LetterKind.RENEWAL: _renewal,
    LetterKind.WAIVE_PENALTY: _waive_penalty,
    LetterKind.STATEMENT: _always,
    LetterKind.STOP_CONTACT: _stop_contact,
    LetterKind.THIRD_PARTY_COMPLAINT: _third_party,
    LetterKind.PAYMENT_ORDER_OBJECTION: _objection,
    LetterKind.CREDIT_OBJECTION: _credit,
    LetterKind.MEDIATION_REQUEST: _mediation,
    LetterKind.SUPERVISOR_COMPLAINT: _supervisor,
    LetterKind.CONFIRM_ORAL: _confirm_oral,
    LetterKind.COMPLETE_AGREEMENT: _complete,
    LetterKind.ACCEPT_SETTLEMENT: _settlement,
    LetterKind.NO_REPLY: _no_reply,
    LetterKind.REFUSED: _refused,
    LetterKind.PART_ACCEPTED: _part_accepted,
    LetterKind.CATCH_UP: _catch_up,
}

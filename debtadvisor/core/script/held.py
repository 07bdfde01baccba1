"""Scripts for debts on HOLD: nothing is admitted, offered or paid; papers are asked for, and time.

Each open finding has a manner of its own. Where several are open the most cautious one leads, and what must not be
said is gathered from all of them. No sentence here carries an amount.
"""

from collections.abc import Iterator

from debtadvisor.core.codes import Proof, Stage
from debtadvisor.core.script.model import Part, ScriptPoint
from debtadvisor.core.script.papers import card_to_watch
from debtadvisor.core.script.talk import Talk
from debtadvisor.core.triage.table import may_call_first

GENERAL = "general"

# Finding of triage → manner of the script, the most cautious first.
MANNERS = {
    "untrue_papers_used": "lawyer_first",
    "police_mentioned": "lawyer_first",
    "card_lawyer": "card_lawyer",
    "payment_order": "court_paper",
    "court_paper_mentioned": "court_paper",
    "arbitration_notice": "court_paper",
    "judgment_debt": "judgment",
    "minor": "minor",
    "identity_theft": "identity_theft",
    "not_recognised": "not_recognised",
    "debt_coerced": "debt_coerced",
    "deceased_debt": "deceased",
    "spouse_debt": "spouse",
    "i_guarantee": "guarantor",
    "old_debt": "old_debt",
    "borrowed_for_other": "borrowed_for_other",
    "fraud_victim": "fraud_victim",
    "shop_closed": "shop_closed",
    "two_claimants": "two_claimants",
    "creditor_unclear": "creditor_unclear",
    "enforceable_paper": "enforceable_paper",
    "unlicensed_lender": "unlicensed",
    "agent_holds_id": "agent",
    "account_frozen_unknown": "frozen",
    "someone_guarantees": "guaranteed",
    "co_borrower": "guaranteed",
    "amount_disputed": "amount_disputed",
    "balance_unknown": "balance_unknown",
    "agreement_oral": "oral",
    "agreement_oral_card": "oral",
    "agreement_account": "pay_account",
    "agreement_done": "paid_up",
}

# The debt is the borrower's own and in time: only figures or papers are missing.
CHECKED = (
    "amount_disputed",
    "balance_unknown",
    "oral",
    "pay_account",
    "guaranteed",
    "frozen",
    "agent",
    "enforceable_paper",
    "paid_up",
)
_RULES = {
    "identity_theft": ("identity-theft-loan", "credit-25-objection-20-days"),
    "not_recognised": ("identity-theft-loan",),
    "deceased": ("civil-1161-heirs",),
    "spouse": ("civil-1064-spouse-debt",),
    "guarantor": ("guarantee-period-692",),
    "guaranteed": ("guarantee-change-695",),
    "two_claimants": ("civil-546-assignment-notice",),
    "creditor_unclear": ("civil-546-assignment-notice",),
    "shop_closed": ("scene-loan-not-automatic",),
    "old_debt": ("limitation-consent-forms", "limitation-waiver-by-signature"),
    "enforceable_paper": ("court-settlement-247", "mediation-judicial-confirmation", "notarised-debt-249"),
    "court_paper": ("hotline-12368",),
    "lawyer_first": ("criminal-lawyer-34",),
    "borrowed_for_other": ("debt-carrier-warning-2025",),
}
# Openings that say something happened; they need a fact of the case or the line "only if it is true".
_IF_TRUE = (
    "identity_theft",
    "deceased",
    "spouse",
    "fraud_victim",
    "shop_closed",
    "minor",
    "debt_coerced",
    "agent",
    "card_lawyer",
    "judgment",
)
_OF_A_COMPANY = ("identity_theft", "shop_closed")
_POLICE = ("identity_theft", "fraud_victim")


def manners(talk: Talk) -> tuple[str, ...]:
    """The manners that the open findings call for, the most cautious first, each once; at least `GENERAL`."""
    codes = {finding.code for finding in talk.line.held}
    found = tuple(dict.fromkeys(manner for code, manner in MANNERS.items() if code in codes))
    return found or (GENERAL,)


def held_points(talk: Talk) -> tuple[ScriptPoint, ...]:
    """All points of the script of a debt on HOLD."""
    return tuple(_points(talk, manners(talk)))


def _points(talk: Talk, found: tuple[str, ...]) -> Iterator[ScriptPoint]:
    lead = found[0]
    yield from _before(talk, lead)
    opening = f"held.{lead}"
    if lead in _POLICE:
        reported = Proof.POLICE_RECEIPT in talk.plan.case.hardship.proof
        opening = f"{opening}.{'reported' if reported else 'not_reported'}"
    yield ScriptPoint(part=Part.OPENING, code=opening, spoken=True, if_true=lead in _IF_TRUE)
    claims = talk.claims(*_RULES.get(lead, ()))
    yield ScriptPoint(part=Part.ASK, code=f"held.{_asked(talk, lead)}", spoken=True)
    if claims:
        yield ScriptPoint(part=Part.ASK, code=f"held_why.{lead}", claims=claims)
    yield from _papers(talk, lead)
    yield from _replies(talk, lead)
    yield from _limits(talk, found)
    terms = "held.terms.private" if talk.is_private else "held.terms.company"
    wanted = (terms,) if lead in ("oral", "pay_account") else ("held.who", "held.papers")
    for code in (*wanted, "held.sign_nothing"):
        yield ScriptPoint(part=Part.IN_WRITING, code=code)
    yield from _after(talk, lead)


def _asked(talk: Talk, lead: str) -> str:
    """What is asked for: a person who lent reports to no credit bureau and pays out to no shop."""
    if talk.is_private and lead == "paid_up":
        return "paid_up_private"
    return GENERAL if talk.is_private and lead in _OF_A_COMPANY else lead


def _before(talk: Talk, lead: str) -> Iterator[ScriptPoint]:
    yield ScriptPoint(part=Part.BEFORE, code="held.check_first")
    yield ScriptPoint(part=Part.BEFORE, code="held.may_call" if may_call_first(talk.line.held) else "held.do_not_call")
    if lead in ("card_lawyer", "lawyer_first", "judgment"):
        yield ScriptPoint(part=Part.BEFORE, code="held.lawyer", claims=talk.claims("hotline-12348"))
    yield from card_to_watch(talk)
    yield ScriptPoint(part=Part.BEFORE, code="staff.private" if talk.is_private else "staff.company")


def _papers(talk: Talk, lead: str) -> Iterator[ScriptPoint]:
    if lead in _POLICE and Proof.POLICE_RECEIPT not in talk.plan.case.hardship.proof:
        yield ScriptPoint(part=Part.PROOF, code="held.police")
    if lead == "deceased":
        yield ScriptPoint(part=Part.PROOF, code="held.death")
    yield ScriptPoint(part=Part.PROOF, code="held.own_records")
    yield ScriptPoint(part=Part.PROOF, code="never_untrue", claims=talk.claims("forged-documents-280"))


def _replies(talk: Talk, lead: str) -> Iterator[ScriptPoint]:
    manner = _manner_of_reply(lead)
    for code in ("pay_in_full_today", "pay_some_first", "just_confirm"):
        yield ScriptPoint(part=Part.REPLY, code=f"{code}.{manner}", spoken=True)
    for code in ("we_will_sue", "call_your_contacts", "oral_is_enough"):
        yield ScriptPoint(part=Part.REPLY, code=f"{code}.held", spoken=True, if_true=code == "we_will_sue")
    if talk.stage is not Stage.PRE_DUE:
        yield ScriptPoint(part=Part.REPLY, code="third_party.held", spoken=True)


def _manner_of_reply(lead: str) -> str:
    """Refuse for now, ask for figures first, or leave it to the lawyer: a card near the line is never told "no"."""
    if lead == "card_lawyer":
        return "held_lawyer"
    return "held_check" if lead in CHECKED else "held"


def _limits(talk: Talk, found: tuple[str, ...]) -> Iterator[ScriptPoint]:
    to_check = all(manner in CHECKED for manner in found)
    yield ScriptPoint(part=Part.DO_NOT_SAY, code="held.amount" if to_check else "held.admit")
    yield ScriptPoint(part=Part.DO_NOT_SAY, code="held.promise")
    if "old_debt" in found:
        claims = talk.claims("limitation-consent-forms", "limitation-waiver-by-signature")
        yield ScriptPoint(part=Part.DO_NOT_SAY, code="held.old_history")
        yield ScriptPoint(part=Part.DO_NOT_SAY, code="held.old_pay", claims=claims)
    if any(manner in ("spouse", "deceased", "guarantor") for manner in found):
        yield ScriptPoint(part=Part.DO_NOT_SAY, code="held.for_other", claims=talk.claims("civil-552-debt-joining"))
    if any(manner in ("lawyer_first", "card_lawyer") for manner in found):
        yield ScriptPoint(part=Part.DO_NOT_SAY, code="held.explain_past")
    for code in ("secrets", "provoke", "invent"):
        yield ScriptPoint(part=Part.DO_NOT_SAY, code=code)


def _after(talk: Talk, lead: str) -> Iterator[ScriptPoint]:
    yield ScriptPoint(part=Part.AFTER, code="log.private" if talk.is_private else "log.company")
    recorded = talk.claims("cc-art70-stop-collection") if lead == "oral" and talk.is_card else ()
    if recorded:
        yield ScriptPoint(part=Part.AFTER, code="recorded_card", claims=recorded)
    objection = talk.claims("credit-25-objection-20-days") if lead in ("identity_theft", "not_recognised") else ()
    if objection:
        yield ScriptPoint(part=Part.AFTER, code="held.credit_objection", claims=objection)
    yield ScriptPoint(part=Part.AFTER, code="held.advice", claims=talk.claims("hotline-12348"))
    yield ScriptPoint(part=Part.AFTER, code="held.confirm_in_case")

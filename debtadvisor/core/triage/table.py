"""The table of findings: every code that `assess` can raise, in the order in which the cards are shown.

All STOP rows stand before all HOLD rows, and these before all FLAG rows. A code has one level, at most one
situation card, and the law rows that its card rests on; a row that is stale or ended is dropped at look-up.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from debtadvisor.core.policy.model import Rule
from debtadvisor.core.triage.model import Finding, Level
from debtadvisor.core.value import value


@value(kw_only=False)
class Row:
    """What is fixed for a code: its level, its situation card (0: none), ids of its law rows."""

    level: Level
    situation: int = 0
    rules: tuple[str, ...] = ()


@value
class Raised:
    """One fact of the case that raises a code.

    place     where the fact stands: ``events[2]``, ``debts[0].note``
    deadline  the last day for what the card asks
    values    for the card, as plain codes or ISO dates
    rules     given when the facts narrow them; None means the law rows of the table
    """

    code: str
    place: str
    debt: str = ""
    deadline: date | None = None
    values: tuple[tuple[str, str], ...] = ()
    rules: tuple[Rule, ...] | None = None


def _stop(situation: int, *rules: str) -> Row:
    return Row(Level.STOP, situation, rules)


def _hold(situation: int, *rules: str) -> Row:
    return Row(Level.HOLD, situation, rules)


def _flag(situation: int, *rules: str) -> Row:
    return Row(Level.FLAG, situation, rules)


_SPOUSE = ("civil-1064-spouse-debt", "spouse-debt-interpretation")
_GUARANTEE = ("guarantee-period-692", "guarantee-change-695")
_LIMITATION = (
    "civil-188-limitation-3y",
    "civil-195-interruption",
    "limitation-consent-forms",
    "limitation-waiver-by-signature",
)
_OBJECTION = (
    "payment-order-15-days",
    "payment-order-inability-not-objection",
    "payment-order-partial-objection",
    "payment-order-grounds",
)
_SUMMONS = ("defence-15-days", "jurisdiction-objection-130", "default-judgment", "hotline-12368", "hotline-12348")
_ENFORCEMENT = ("report-property", "protected-income", "enforcement-settlement", "listing-vs-ban")
_CARD = (
    "cc-malicious-overdraft-elements",
    "cc-effective-collection",
    "cc-malicious-overdraft-amount",
    "overdue-is-civil-matter",
)
_SCAM = ("warning-2026-02-06", "anti-collection-civil-risk")
_ENFORCEABLE = ("court-settlement-247", "mediation-judicial-confirmation", "notarised-debt-249")
_ASSIGNED = ("civil-546-assignment-notice", "guarantor-recourse-penalty-cut")
_IDENTITY = ("identity-theft-loan", "credit-25-objection-20-days")
_AID = ("social-aid-where-to-apply",)
_CAR = ("collateral-car-410",)
_SIDE_FEES = ("assisted-9-platform-no-charge", "assisted-9-all-in-cost", "cost-disclosure-2026")

TABLE: Mapping[str, Row] = {
    "self_harm": _stop(0, "hotline-12356"),
    "not_safe": _stop(0, "hotline-12356"),
    "coerced": _stop(28, "hotline-12348"),
    "phone_controlled": _stop(28, "hotline-12348"),
    "police_contact": _stop(21, "overdue-is-civil-matter", "criminal-lawyer-34"),
    "account_frozen_police": _stop(12, "criminal-lawyer-34"),
    "enforcement": _stop(20, *_ENFORCEMENT, "judicial-detention-114", "sole-home-objection-20"),
    "account_frozen_court": _stop(12, "protected-income", "exempt-property-list", "hotline-12368"),
    "payment_order_late": _stop(20, "payment-order-15-days", "court-period-holiday-roll", *_ENFORCEMENT),
    "judgment": _stop(0, "appeal-15-days", "court-period-holiday-roll", "hotline-12348"),
    "judgment_small_claim": _stop(20, "small-claims-limit", *_ENFORCEMENT),
    "judgment_final": _stop(20, "appeal-15-days", *_ENFORCEMENT),
    "summons": _stop(0, *_SUMMONS),
    "summons_undated": _stop(0, *_SUMMONS),
    "hearing_passed": _stop(0, "default-judgment", "appeal-15-days", "hotline-12368", "hotline-12348"),
    "payment_order": _hold(0, *_OBJECTION, "court-period-holiday-roll"),
    "court_paper_mentioned": _hold(0, "e-service-consent", "hotline-12368", "hotline-12348"),
    "police_mentioned": _hold(21, "overdue-is-civil-matter", "criminal-lawyer-34"),
    "account_frozen_unknown": _hold(12, "protected-income", "hotline-12368"),
    "arbitration_notice": _hold(19, "arbitration-2026"),
    "card_lawyer": _hold(0, *_CARD, "cc-overdraft-leniency"),
    "untrue_papers_used": _hold(6, "loan-fraud-193", "forged-documents-280", "hotline-12348"),
    "agent_holds_id": _hold(24, *_SCAM),
    "minor": _hold(8, "student-online-loans-2021"),
    "filled_by_other": _hold(0),
    "identity_theft": _hold(5, *_IDENTITY),
    "not_recognised": _hold(5, *_IDENTITY),
    "amount_disputed": _hold(0, "limitation-assignment-and-confirm"),
    "borrowed_for_other": _hold(6, "debt-carrier-warning-2025"),
    "fraud_victim": _hold(7),
    "debt_coerced": _hold(28, "hotline-12348"),
    "spouse_debt": _hold(1, *_SPOUSE),
    "deceased_debt": _hold(4, "civil-1161-heirs", "spouse-debt-interpretation"),
    "i_guarantee": _hold(3, *_GUARANTEE),
    "someone_guarantees": _hold(3, *_GUARANTEE),
    "co_borrower": _hold(3),
    "shop_closed": _hold(15, "scene-loan-not-automatic"),
    "two_claimants": _hold(18, *_ASSIGNED),
    "creditor_unclear": _hold(18, *_ASSIGNED),
    "old_debt": _hold(0, *_LIMITATION),
    "judgment_debt": _hold(20, *_ENFORCEMENT),
    "enforceable_paper": _hold(19, *_ENFORCEABLE),
    "agreement_oral": _hold(0),
    "agreement_oral_card": _hold(0, "cc-art70-required-contents"),
    "agreement_account": _hold(0),
    "agreement_done": _hold(0),
    "unlicensed_lender": _hold(
        0,
        "rate-private-invalid-contracts",
        "civil-670-no-upfront-deduction",
        "public-security-50-harassment",
        "hotline-12348",
    ),
    "balance_unknown": _hold(0),
    "home_at_risk": _flag(0, "social-assistance-law-2026", *_AID),
    "utilities_at_risk": _flag(0, "social-assistance-law-2026", *_AID),
    "food_at_risk": _flag(0, "social-assistance-law-2026", *_AID),
    "medicine_at_risk": _flag(9, "social-assistance-law-2026", *_AID),
    "under_strain": _flag(0, "hotline-12356"),
    "violence": _flag(0, "public-security-47-intrusion", "public-security-50-harassment", "cba-2026-prohibited-acts"),
    "threat": _flag(0, "public-security-50-harassment", "cba-2026-prohibited-acts", "cf-2024-collection"),
    "third_party_contact": _flag(
        2,
        "civil-1032-1033-privacy",
        "cf-2024-collection",
        "online-loan-collection-third-party",
        "cba-2026-third-parties",
        "gbt45251-contacts",
    ),
    "night_contact": _flag(0, "cba-2026-hours", "gbt45251-hours"),
    "many_calls": _flag(0, "gbt45251-call-frequency"),
    "many_dials": _flag(0, "cba-2026-dial-attempts"),
    "contact_unscoped": _flag(0, "public-security-50-harassment"),
    "card_risk_early": _flag(0, *_CARD),
    "agreement_missed": _flag(27),
    "still_used": _flag(0),
    "borrowing_to_repay": _flag(25),
    "new_loan_30_days": _flag(0),
    "gambling": _flag(0),
    "refused_untrue_papers": _flag(0, "forged-documents-280", "crackdown-2025"),
    "agent_hired": _flag(24, *_SCAM),
    "scam_offer": _flag(24, *_SCAM, "credit-repair-no-paid-agent"),
    "private_account": _flag(0),
    "buyer_without_notice": _flag(18, "civil-546-assignment-notice"),
    "roll_over_offered": _flag(25, "renewal-2024-13"),
    "family_pressed": _flag(2, "civil-552-debt-joining", "civil-685-contact-not-guarantor"),
    "car_about_to_be_taken": _flag(14, *_CAR),
    "car_loan_overdue": _flag(14, *_CAR),
    "rent_to_own": _flag(14, "finance-lease-752"),
    "account_frozen_bank": _flag(12, "bank-setoff-debit"),
    "salary_card_debited": _flag(11, "bank-setoff-debit"),
    "student": _flag(8, "student-online-loans-2021"),
    "ill": _flag(9, *_AID),
    "pregnant": _flag(9, *_AID),
    "disabled": _flag(9, *_AID),
    "full_time_carer": _flag(9, *_AID),
    "migrant": _flag(10, *_AID),
    "unpaid_wages": _flag(10, "legal-aid-scope"),
    "provident_fund": _flag(13, "provident-fund-enforcement"),
    "sensitive_post": _flag(22, "civil-service-26"),
    "going_abroad": _flag(23, "exit-ban-266"),
    "business": _flag(26, "sole-trader-household-56", "renewal-2024-13"),
    "mall_instalment": _flag(16, "warning-2026-03-mall-instalment"),
    "side_fees": _flag(17, *_SIDE_FEES),
    "creditor_changed": _flag(18, *_ASSIGNED),
    "agreement_unaffordable": _flag(27),
    "acceleration": _flag(0),
    "lawyer_letter": _flag(0),
    "mediation_call": _flag(19, "court-settlement-247", "mediation-judicial-confirmation", "hotline-12368"),
    "limitation_check": _flag(0, *_LIMITATION),
    "figures_to_check": _flag(0),
    "ask_spouse": _flag(1, *_SPOUSE),
    "ask_guarantee": _flag(3, *_GUARANTEE),
    "ask_deceased": _flag(4, "civil-1161-heirs"),
    "ask_identity": _flag(5, *_IDENTITY),
    "ask_disputed": _flag(0),
    "ask_borrowed_for": _flag(6, "debt-carrier-warning-2025"),
    "ask_fraud": _flag(7),
    "ask_shop_closed": _flag(15, "scene-loan-not-automatic"),
    "ask_frozen": _flag(12, "protected-income"),
    "ask_creditor": _flag(18, *_ASSIGNED),
    "ask_enforceable": _flag(19, *_ENFORCEABLE),
    "ask_papers": _flag(0, "loan-fraud-193", "forged-documents-280"),
    "ask_agent_id": _flag(24, *_SCAM),
    "ask_oral": _flag(0),
    "ask_old_debt": _flag(0, *_LIMITATION),
    "ask_coerced": _flag(28, "hotline-12348"),
    "ask_age": _flag(8),
    "confirmation_without_effect": _flag(0),
}

CODES: tuple[str, ...] = tuple(TABLE)

# Questions that free text raises, and the findings that show them answered already. A flag that stands for the
# whole case only because of a note is answered by the same code on a debt.
ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "ask_spouse": ("spouse_debt",),
    "ask_guarantee": ("i_guarantee", "someone_guarantees", "co_borrower"),
    "ask_deceased": ("deceased_debt",),
    "ask_identity": ("identity_theft", "not_recognised"),
    "ask_disputed": ("amount_disputed",),
    "ask_borrowed_for": ("borrowed_for_other",),
    "ask_fraud": ("fraud_victim",),
    "ask_shop_closed": ("shop_closed",),
    "ask_creditor": ("two_claimants", "creditor_unclear", "creditor_changed"),
    "ask_enforceable": ("enforceable_paper", "mediation_call"),
    "ask_papers": ("untrue_papers_used", "refused_untrue_papers"),
    "ask_agent_id": ("agent_holds_id",),
    "ask_oral": ("agreement_oral", "agreement_oral_card"),
    "ask_old_debt": ("old_debt", "limitation_check"),
    "ask_age": ("minor",),
    "ask_coerced": ("coerced", "debt_coerced"),
    "scam_offer": ("agent_hired", "agent_holds_id"),
}

# Held debts about which nobody should call first: a call would wake what sleeps, a lawyer speaks first, or the
# answer goes to a court and not to a desk. Being called, one may answer.
_NO_CALL_FIRST = frozenset(
    {
        "untrue_papers_used",
        "police_mentioned",
        "card_lawyer",
        "payment_order",
        "court_paper_mentioned",
        "arbitration_notice",
        "judgment_debt",
        "debt_coerced",
        "i_guarantee",
        "old_debt",
    }
)


def may_call_first(findings: Iterable[Finding]) -> bool:
    """Whether a debt with those findings may be raised with its lender by the borrower's own call."""
    return not any(finding.code in _NO_CALL_FIRST for finding in findings)

"""Triage: each row of the trigger table and each of the 28 situations is found at its level.

The book used here is made by hand: rules with the scopes and dates of the texts they stand for.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from debtadvisor.core.case import (
    Amount,
    Asset,
    Borrower,
    Case,
    Confirmation,
    Debt,
    Event,
    Goals,
    Hardship,
    Household,
    Income,
    Rate,
    Spending,
)
from debtadvisor.core.codes import (
    AssetKind,
    BorrowerKind,
    Cause,
    Circumstance,
    Confidence,
    DebtCircumstance,
    EventKind,
    Evidence,
    FrozenBy,
    Guarantor,
    Heading,
    IncomeSource,
    LenderKind,
    Pot,
    Product,
    RatePer,
    Security,
    Standing,
)
from debtadvisor.core.policy.model import Lender, PolicyBook, Rule, Source, Validity
from debtadvisor.core.triage.assess import CODES, assess
from debtadvisor.core.triage.deadlines import is_weekend, last_day
from debtadvisor.core.triage.model import Finding, Level, Triage
from debtadvisor.core.triage.table import TABLE
from debtadvisor.core.words import Words
from debtadvisor.intake.book import load_book
from tests.builders import household, loan

AS_OF = date(2026, 11, 21)
CARD, BANK = LenderKind.BANK_CREDIT_CARD, LenderKind.BANK_ONLINE_LOAN
FINANCE, MICRO = LenderKind.CONSUMER_FINANCE, LenderKind.MICROLOAN
PLATFORM, PRIVATE = LenderKind.ASSISTED_LENDING_PLATFORM, LenderKind.PRIVATE_LENDING
ONLINE = frozenset({CARD, BANK, FINANCE, MICRO, PLATFORM})
ASSOCIATION = frozenset({CARD, BANK, FINANCE})
RATE = Rate(Decimal("0.18"), Decimal("0.18"), RatePer.YEAR)


def rule(rule_id: str, start: date = date(2021, 1, 1), scope: frozenset[LenderKind] = frozenset()) -> Rule:
    words = Words(zh=rule_id, en=rule_id)
    source = Source(id=f"s-{rule_id}", title=words, checked=AS_OF, evidence=Evidence.OFFICIAL_TEXT)
    return Rule(
        id=rule_id,
        topic="test",
        statement=words,
        use=words,
        standing=Standing.LAW,
        confidence=Confidence.HIGH,
        scope=scope,
        validity=Validity(start=start, end=None, review_by=date(2027, 6, 30)),
        sources=(source,),
    )


# Dates and scopes as published: GB/T 45251-2025 in force 2025-02-28, the association's guideline 2026-01-30,
# the revised Public Security Administration Punishments Law 2026-01-01.
RULES = (
    rule("gbt45251-hours", date(2025, 2, 28), ONLINE),
    rule("gbt45251-call-frequency", date(2025, 2, 28), ONLINE),
    rule("gbt45251-contacts", date(2025, 2, 28), ONLINE),
    rule("cba-2026-hours", date(2026, 1, 30), ASSOCIATION),
    rule("cba-2026-dial-attempts", date(2026, 1, 30), ASSOCIATION),
    rule("cba-2026-third-parties", date(2026, 1, 30), ASSOCIATION),
    rule("cba-2026-prohibited-acts", date(2026, 1, 30), ASSOCIATION),
    rule("civil-1032-1033-privacy"),
    rule("public-security-50-harassment", date(2026, 1, 1)),
    rule("payment-order-15-days", date(2024, 1, 1)),
    rule("cc-malicious-overdraft-elements", date(2018, 12, 1), frozenset({CARD})),
    rule("student-online-loans-2021", scope=frozenset({MICRO, BANK, FINANCE, PLATFORM})),
    rule("civil-188-limitation-3y"),
)
LENDER = Lender(id="example-bank-card", kind=CARD, generic=False, name=Words(zh="某银行信用卡", en="A bank's card"))
BOOK = PolicyBook(
    version="2026-11-21",
    sources={},
    lenders={LENDER.id: LENDER},
    terms=(),
    rules={r.id: r for r in RULES},
    defaults={},
)


def yuan(amount: int) -> Amount:
    return Amount.exactly(amount * 100)


def debt(debt_id: str = "d1", kind: LenderKind = FINANCE, principal: int = 8_000) -> Debt:
    return Debt(id=debt_id, kind=kind, principal=yuan(principal), rate=RATE)


def case(*debts: Debt, events: Sequence[Event] = (), borrower: Borrower | None = None) -> Case:
    return Case(
        id="c1",
        as_of=AS_OF,
        borrower=borrower or Borrower(age=34, safe=True),
        household=Household(),
        incomes=(Income(source=IncomeSource.WAGE, amount=yuan(5000)),),
        spending=(Spending(heading=Heading.FOOD, amount=yuan(1500)),),
        debts=debts or (debt(),),
        events=tuple(events),
    )


def event(kind: EventKind, on: date = date(2026, 11, 18), about: str = "d1") -> Event:
    return Event(kind=kind, on=on, debt=about)


def with_circumstances(*circumstances: Circumstance) -> Case:
    return case(borrower=Borrower(age=34, safe=True, circumstances=circumstances))


def with_debt_circumstances(*circumstances: DebtCircumstance, kind: LenderKind = FINANCE) -> Case:
    return case(replace(debt(kind=kind), circumstances=circumstances))


def found(given: Case) -> dict[str, Finding]:
    return {finding.code: finding for finding in assess(given, BOOK).findings}


def only(given: Case, code: str) -> Finding:
    (finding,) = (f for f in assess(given, BOOK).findings if f.code == code)
    return finding


def test_a_plain_case_has_no_findings() -> None:
    assert assess(case(), BOOK) == Triage(())


# --- the rows of the trigger table ---------------------------------------------------------------------------------

STOP, HOLD, FLAG = Level.STOP, Level.HOLD, Level.FLAG
CIRCUMSTANCES = [
    (Circumstance.STUDENT, "student", FLAG, 8),
    (Circumstance.MINOR, "minor", HOLD, 8),
    (Circumstance.ILL, "ill", FLAG, 9),
    (Circumstance.PREGNANT, "pregnant", FLAG, 9),
    (Circumstance.DISABLED, "disabled", FLAG, 9),
    (Circumstance.FULL_TIME_CARER, "full_time_carer", FLAG, 9),
    (Circumstance.MIGRANT, "migrant", FLAG, 10),
    (Circumstance.UNPAID_WAGES, "unpaid_wages", FLAG, 10),
    (Circumstance.SALARY_CARD_DEBITED, "salary_card_debited", FLAG, 11),
    (Circumstance.PROVIDENT_FUND, "provident_fund", FLAG, 13),
    (Circumstance.SENSITIVE_POST, "sensitive_post", FLAG, 22),
    (Circumstance.GOING_ABROAD, "going_abroad", FLAG, 23),
    (Circumstance.HOME_AT_RISK, "home_at_risk", FLAG, 0),
    (Circumstance.UTILITIES_AT_RISK, "utilities_at_risk", FLAG, 0),
    (Circumstance.FOOD_AT_RISK, "food_at_risk", FLAG, 0),
    (Circumstance.MEDICINE_AT_RISK, "medicine_at_risk", FLAG, 9),
    (Circumstance.PHONE_CONTROLLED, "phone_controlled", STOP, 28),
    (Circumstance.COERCED, "coerced", STOP, 28),
    (Circumstance.FAMILY_PRESSED, "family_pressed", FLAG, 2),
    (Circumstance.AGENT_HIRED, "agent_hired", FLAG, 24),
    (Circumstance.AGENT_HOLDS_ID, "agent_holds_id", HOLD, 24),
    (Circumstance.UNTRUE_PAPERS_USED, "untrue_papers_used", HOLD, 6),
    (Circumstance.WANTS_UNTRUE_PAPERS, "refused_untrue_papers", FLAG, 0),
    (Circumstance.BORROWING_TO_REPAY, "borrowing_to_repay", FLAG, 25),
    (Circumstance.NEW_LOAN_30_DAYS, "new_loan_30_days", FLAG, 0),
    (Circumstance.GAMBLING, "gambling", FLAG, 0),
    (Circumstance.FILLED_BY_OTHER, "filled_by_other", HOLD, 0),
]


@pytest.mark.parametrize(("circumstance", "code", "level", "situation"), CIRCUMSTANCES)
def test_a_circumstance_of_the_borrower_is_found(
    circumstance: Circumstance, code: str, level: Level, situation: int
) -> None:
    finding = only(with_circumstances(circumstance), code)
    assert (finding.level, finding.debt, finding.situation) == (level, "", situation)
    assert finding.facts == ("borrower.circumstances",)


def test_every_circumstance_of_the_borrower_is_in_the_table_above() -> None:
    assert [row[0] for row in CIRCUMSTANCES] == list(Circumstance)


DEBT_CIRCUMSTANCES = [
    (DebtCircumstance.NOT_RECOGNISED, "not_recognised", HOLD, 5),
    (DebtCircumstance.AMOUNT_DISPUTED, "amount_disputed", HOLD, 0),
    (DebtCircumstance.IDENTITY_THEFT, "identity_theft", HOLD, 5),
    (DebtCircumstance.BORROWED_FOR_OTHER, "borrowed_for_other", HOLD, 6),
    (DebtCircumstance.FRAUD_VICTIM, "fraud_victim", HOLD, 7),
    (DebtCircumstance.COERCED, "debt_coerced", HOLD, 28),
    (DebtCircumstance.SPOUSE_DEBT, "spouse_debt", HOLD, 1),
    (DebtCircumstance.DECEASED_DEBT, "deceased_debt", HOLD, 4),
    (DebtCircumstance.SHOP_CLOSED, "shop_closed", HOLD, 15),
    (DebtCircumstance.TWO_CLAIMANTS, "two_claimants", HOLD, 18),
    (DebtCircumstance.BUYER_WITHOUT_NOTICE, "buyer_without_notice", FLAG, 18),
    (DebtCircumstance.PRIVATE_ACCOUNT, "private_account", FLAG, 0),
    (DebtCircumstance.RENT_TO_OWN, "rent_to_own", FLAG, 14),
    (DebtCircumstance.CAR_ABOUT_TO_BE_TAKEN, "car_about_to_be_taken", FLAG, 14),
    (DebtCircumstance.MALL_INSTALMENT, "mall_instalment", FLAG, 16),
    (DebtCircumstance.SIDE_FEES, "side_fees", FLAG, 17),
    (DebtCircumstance.ROLL_OVER_OFFERED, "roll_over_offered", FLAG, 25),
    (DebtCircumstance.ENFORCEABLE_PAPER, "enforceable_paper", HOLD, 19),
    (DebtCircumstance.AGREEMENT_ORAL, "agreement_oral", HOLD, 0),
    (DebtCircumstance.AGREEMENT_UNAFFORDABLE, "agreement_unaffordable", FLAG, 27),
    (DebtCircumstance.STILL_USED, "still_used", FLAG, 0),
]


@pytest.mark.parametrize(("circumstance", "code", "level", "situation"), DEBT_CIRCUMSTANCES)
def test_a_circumstance_of_a_debt_is_found_on_that_debt(
    circumstance: DebtCircumstance, code: str, level: Level, situation: int
) -> None:
    finding = only(with_debt_circumstances(circumstance), code)
    assert (finding.level, finding.debt, finding.situation) == (level, "d1", situation)


def test_every_circumstance_of_a_debt_is_in_the_table_above() -> None:
    assert [row[0] for row in DEBT_CIRCUMSTANCES] == list(DebtCircumstance)


EVENTS = [
    (EventKind.THREAT, "threat", FLAG),
    (EventKind.VIOLENCE, "violence", FLAG),
    (EventKind.THIRD_PARTY_CONTACT, "third_party_contact", FLAG),
    (EventKind.LAWYER_LETTER, "lawyer_letter", FLAG),
    (EventKind.MEDIATION_CALL, "mediation_call", FLAG),
    (EventKind.ACCELERATION_NOTICE, "acceleration", FLAG),
    (EventKind.ASSIGNMENT_NOTICE, "creditor_unclear", HOLD),
    (EventKind.GUARANTOR_PAYOUT, "creditor_unclear", HOLD),
    (EventKind.ARBITRATION_NOTICE, "arbitration_notice", HOLD),
    (EventKind.PAYMENT_ORDER, "payment_order", HOLD),
    (EventKind.SUMMONS, "summons_undated", STOP),
    (EventKind.JUDGMENT, "judgment", STOP),
    (EventKind.ENFORCEMENT, "enforcement", STOP),
    (EventKind.POLICE_CONTACT, "police_contact", STOP),
]


@pytest.mark.parametrize(("kind", "code", "level"), EVENTS)
def test_an_event_is_found_with_its_debt(kind: EventKind, code: str, level: Level) -> None:
    finding = only(case(events=[event(kind)]), code)
    assert (finding.level, finding.debt, finding.facts) == (level, "d1", ("events[0]",))


@pytest.mark.parametrize("kind", [EventKind.DEMAND, EventKind.CONTACT, EventKind.LETTER])
def test_an_ordinary_contact_raises_nothing(kind: EventKind) -> None:
    assert assess(case(events=[event(kind)]), BOOK).findings == ()


@pytest.mark.parametrize(
    ("frozen_by", "code", "level"),
    [
        (FrozenBy.COURT, "account_frozen_court", STOP),
        (FrozenBy.POLICE, "account_frozen_police", STOP),
        (FrozenBy.BANK, "account_frozen_bank", FLAG),
        (FrozenBy.PLATFORM, "account_frozen_bank", FLAG),
        (FrozenBy.UNKNOWN, "account_frozen_unknown", HOLD),
    ],
)
def test_a_frozen_account_goes_by_who_froze_it_and_concerns_the_whole_case(
    frozen_by: FrozenBy, code: str, level: Level
) -> None:
    finding = only(case(events=[replace(event(EventKind.ACCOUNT_FROZEN), frozen_by=frozen_by)]), code)
    assert (finding.level, finding.debt, finding.situation) == (level, "", 12)


def test_a_person_who_is_not_safe_stops_the_case() -> None:
    assert only(case(borrower=Borrower(safe=False)), "not_safe").level is STOP


def test_a_person_who_was_not_asked_is_not_stopped() -> None:
    assert found(case(borrower=Borrower(safe=None))) == {}


@pytest.mark.parametrize(("age", "is_held"), [(17, True), (18, False)])
def test_a_borrower_under_eighteen_is_held_for_the_guardian(age: int, is_held: bool) -> None:
    assert ("minor" in found(case(borrower=Borrower(age=age)))) is is_held


@pytest.mark.parametrize(
    ("guarantor", "code"),
    [
        (Guarantor.I_GUARANTEE, "i_guarantee"),
        (Guarantor.SOMEONE_GUARANTEES, "someone_guarantees"),
        (Guarantor.CO_BORROWER, "co_borrower"),
    ],
)
def test_whoever_else_is_bound_holds_the_debt(guarantor: Guarantor, code: str) -> None:
    finding = only(case(replace(debt(), guarantor=guarantor)), code)
    assert (finding.level, finding.debt, finding.situation) == (HOLD, "d1", 3)


def test_a_disputed_debt_is_held_once_with_both_its_places() -> None:
    given = case(replace(debt(), disputed=True, circumstances=(DebtCircumstance.AMOUNT_DISPUTED,)))
    assert only(given, "amount_disputed").facts == ("debts[0].circumstances", "debts[0].disputed")


def test_a_business_debt_goes_its_own_way() -> None:
    by_purpose = replace(debt(), purpose=Pot.BUSINESS)
    by_product = replace(debt("d2"), product=Product.BUSINESS_LOAN)
    flags = [f for f in assess(case(by_purpose, by_product), BOOK).findings if f.code == "business"]
    assert [(f.debt, f.situation) for f in flags] == [("d1", 26), ("d2", 26)]
    sole_trader = case(borrower=Borrower(kind=BorrowerKind.SOLE_TRADER))
    assert only(sole_trader, "business").facts == ("borrower.kind",)


def test_a_home_or_car_behind_a_late_debt_is_named_first() -> None:
    home = replace(debt("home"), product=Product.HOME_LOAN, overdue_since=date(2026, 11, 1))
    car = replace(debt("car"), security=Security.CAR, arrears=yuan(900))
    codes = found(case(home, car))
    assert codes["home_at_risk"].debt == "home"
    assert codes["car_loan_overdue"].debt == "car"
    assert found(case(replace(debt(), product=Product.HOME_LOAN))) == {}


def test_a_debt_set_by_judgment_and_a_rented_device_are_found_by_their_product() -> None:
    assert only(case(replace(debt(), product=Product.JUDGMENT_DEBT)), "judgment_debt").level is HOLD
    assert only(case(replace(debt(), product=Product.DEVICE_RENTAL)), "mall_instalment").situation == 16


def test_causes_and_assets_raise_what_their_answers_raise() -> None:
    given = replace(case(), hardship=Hardship(causes=(Cause.ILLNESS, Cause.UNPAID_WAGES, Cause.FRAUD)))
    assert set(found(given)) == {"ill", "unpaid_wages", "ask_fraud"}
    fund = replace(case(), assets=(Asset(kind=AssetKind.PROVIDENT_FUND, value=yuan(20_000)),))
    assert only(fund, "provident_fund").facts == ("assets[0]",)


def test_fraud_is_not_asked_for_again_when_a_debt_names_it() -> None:
    given = replace(with_debt_circumstances(DebtCircumstance.FRAUD_VICTIM), hardship=Hardship(causes=(Cause.FRAUD,)))
    assert set(found(given)) == {"fraud_victim"}


def test_an_oral_plan_of_a_card_has_its_own_card() -> None:
    assert (
        only(with_debt_circumstances(DebtCircumstance.AGREEMENT_ORAL, kind=CARD), "agreement_oral_card").level is HOLD
    )


def test_a_named_new_creditor_is_flagged_and_not_held() -> None:
    given = case(replace(debt(), assigned_to="某资产管理公司"), events=[event(EventKind.ASSIGNMENT_NOTICE)])
    assert only(given, "creditor_changed").level is FLAG
    assert set(found(given)) == {"creditor_changed"}


def test_an_unknown_balance_holds_its_debt_and_other_gaps_are_flagged_with_their_places() -> None:
    unknown = replace(debt("d1"), principal=Amount.unknown())
    rough = replace(debt("d2"), principal=Amount(700_000, 900_000), penalty_owed=Amount.unknown(), rate=None)
    assert only(case(unknown, rough), "balance_unknown").debt == "d1"
    assert only(case(unknown, rough), "figures_to_check").facts == (
        "debts[1].principal",
        "debts[1].penalty_owed",
        "debts[1].rate",
    )


SITUATION_BY_FACT = {
    **{row[3]: with_circumstances(row[0]) for row in CIRCUMSTANCES if row[3]},
    **{row[3]: with_debt_circumstances(row[0]) for row in DEBT_CIRCUMSTANCES if row[3]},
    3: case(replace(debt(), guarantor=Guarantor.I_GUARANTEE)),
    12: case(events=[event(EventKind.ACCOUNT_FROZEN)]),
    20: case(events=[event(EventKind.ENFORCEMENT)]),
    21: case(events=[event(EventKind.POLICE_CONTACT)]),
    26: case(replace(debt(), purpose=Pot.BUSINESS)),
}


@pytest.mark.parametrize("number", range(1, 29))
def test_each_of_the_28_situations_is_reached_by_a_fact(number: int) -> None:
    assert number in {finding.situation for finding in assess(SITUATION_BY_FACT[number], BOOK).findings}


# --- deadlines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("served", "fifteenth", "weekend"),
    [
        # Served Monday 2 November: 3 November is day 1, Tuesday 17 November day 15.
        (date(2026, 11, 2), date(2026, 11, 17), False),
        # Served Friday 6 November: day 15 is Saturday 21 November.
        (date(2026, 11, 6), date(2026, 11, 21), True),
        # Over the end of a short month: served 20 February 2027, day 8 is the 28th, day 15 is 7 March, a Sunday.
        (date(2027, 2, 20), date(2027, 3, 7), True),
        (date(2026, 12, 20), date(2027, 1, 4), False),
    ],
)
def test_the_day_of_service_is_not_counted(served: date, fifteenth: date, weekend: bool) -> None:
    assert last_day(served) == fifteenth
    assert is_weekend(fifteenth) is weekend


def test_a_payment_order_within_its_days_holds_its_debt_with_the_deadline() -> None:
    finding = only(case(events=[event(EventKind.PAYMENT_ORDER, date(2026, 11, 6))]), "payment_order")
    assert (finding.level, finding.deadline) == (HOLD, AS_OF)
    assert dict(finding.values) == {"served": "2026-11-06", "last_day": "2026-11-21", "weekend": "yes"}
    assert [r.id for r in finding.rules] == ["payment-order-15-days"]


def test_a_payment_order_past_its_days_turns_to_enforcement() -> None:
    finding = only(case(events=[event(EventKind.PAYMENT_ORDER, date(2026, 11, 5))]), "payment_order_late")
    assert (finding.level, finding.deadline, finding.situation) == (STOP, None, 20)


@pytest.mark.parametrize(
    ("as_of", "code", "deadline"),
    [
        # Served Friday 6 November: day 15 is Saturday the 21st, and the order can be answered until Monday the 23rd.
        (date(2026, 11, 22), "payment_order", date(2026, 11, 23)),
        (date(2026, 11, 23), "payment_order", date(2026, 11, 23)),
        (date(2026, 11, 24), "payment_order_late", None),
    ],
)
def test_a_period_that_ends_on_a_weekend_is_open_until_the_monday(
    as_of: date, code: str, deadline: date | None
) -> None:
    order = event(EventKind.PAYMENT_ORDER, date(2026, 11, 6))
    finding = only(replace(case(events=[order]), as_of=as_of), code)
    assert finding.deadline == deadline


def test_a_payment_order_that_names_no_debt_holds_the_whole_case() -> None:
    triage = assess(case(debt("d1"), debt("d2"), events=[event(EventKind.PAYMENT_ORDER, about="")]), BOOK)
    assert [f.code for f in triage.held("d2")] == ["payment_order"]


def test_two_payment_orders_are_one_finding_with_the_earlier_day() -> None:
    orders = [event(EventKind.PAYMENT_ORDER, date(2026, 11, 16)), event(EventKind.PAYMENT_ORDER, date(2026, 11, 10))]
    finding = only(case(events=orders), "payment_order")
    assert (finding.deadline, finding.facts) == (date(2026, 11, 25), ("events[0]", "events[1]"))
    assert dict(finding.values)["served"] == "2026-11-10"


@pytest.mark.parametrize(
    ("served", "hearing", "code", "deadline"),
    [
        (date(2026, 11, 18), date(2026, 12, 15), "summons", date(2026, 12, 3)),
        (date(2026, 11, 1), date(2026, 12, 15), "summons", date(2026, 12, 15)),
        (date(2026, 11, 18), None, "summons_undated", date(2026, 12, 3)),
        (date(2026, 10, 1), None, "summons_undated", None),
        (date(2026, 10, 1), date(2026, 11, 20), "hearing_passed", None),
        (date(2026, 10, 1), AS_OF, "summons", AS_OF),
    ],
)
def test_a_summons_gives_the_next_date_that_must_not_be_missed(
    served: date, hearing: date | None, code: str, deadline: date | None
) -> None:
    finding = only(case(events=[replace(event(EventKind.SUMMONS, served), hearing=hearing)]), code)
    assert (finding.level, finding.deadline) == (STOP, deadline)


@pytest.mark.parametrize(
    ("served", "small_claim", "code", "deadline"),
    [
        (date(2026, 11, 10), False, "judgment", date(2026, 11, 25)),
        (date(2026, 11, 5), False, "judgment_final", None),
        (date(2026, 11, 10), True, "judgment_small_claim", None),
    ],
)
def test_a_judgment_can_be_appealed_for_fifteen_days_unless_it_is_a_small_claim(
    served: date, small_claim: bool, code: str, deadline: date | None
) -> None:
    finding = only(case(events=[replace(event(EventKind.JUDGMENT, served), small_claim=small_claim)]), code)
    assert (finding.level, finding.deadline) == (STOP, deadline)


# --- collectors: each limit by kind of lender and by date ----------------------------------------------------------


def calls(count: int, *, answered: bool = True, on: date = date(2026, 11, 18), hour: int | None = None) -> Event:
    return replace(event(EventKind.CONTACT, on), count=count, answered=answered, hour=hour)


@pytest.mark.parametrize(
    ("kind", "made", "code", "rules"),
    [
        (MICRO, calls(4), "many_calls", ["gbt45251-call-frequency"]),
        (CARD, calls(4), "many_calls", ["gbt45251-call-frequency"]),
        (PRIVATE, calls(4), "contact_unscoped", ["public-security-50-harassment"]),
        # Before the national standard was in force.
        (MICRO, calls(4, on=date(2025, 2, 27)), "contact_unscoped", []),
        (CARD, calls(7, answered=False), "many_dials", ["cba-2026-dial-attempts"]),
        # Not a member of the banking association.
        (MICRO, calls(7, answered=False), "contact_unscoped", ["public-security-50-harassment"]),
        # Before the association's guideline.
        (CARD, calls(7, answered=False, on=date(2026, 1, 29)), "contact_unscoped", ["public-security-50-harassment"]),
        (CARD, calls(1, hour=22), "night_contact", ["cba-2026-hours", "gbt45251-hours"]),
        (MICRO, calls(1, hour=7), "night_contact", ["gbt45251-hours"]),
        (PRIVATE, calls(1, hour=23), "contact_unscoped", ["public-security-50-harassment"]),
    ],
)
def test_a_limit_is_cited_only_where_it_reaches(kind: LenderKind, made: Event, code: str, rules: list[str]) -> None:
    finding = only(case(debt(kind=kind), events=[made]), code)
    assert finding.level is FLAG
    assert [r.id for r in finding.rules] == rules


@pytest.mark.parametrize("made", [calls(3), calls(6, answered=False), calls(1, hour=8), calls(1, hour=21)])
def test_contact_within_the_limits_raises_nothing(made: Event) -> None:
    assert found(case(debt(kind=CARD), events=[made])) == {}


def test_calls_of_one_day_about_one_debt_are_counted_together() -> None:
    assert only(case(events=[calls(2), calls(2)]), "many_calls").facts == ("events[0]", "events[1]")
    assert found(case(events=[calls(2), calls(2, on=date(2026, 11, 17))])) == {}


def test_consumer_rules_are_not_cited_for_a_business_loan() -> None:
    business = replace(debt(kind=BANK), product=Product.BUSINESS_LOAN)
    assert "many_calls" not in found(case(business, events=[calls(5)]))
    assert "contact_unscoped" in found(case(business, events=[calls(5)]))


def test_calls_that_name_no_debt_cite_only_what_reaches_every_lender() -> None:
    made = replace(calls(4), debt="")
    assert "many_calls" in found(case(debt("d1", CARD), debt("d2", MICRO), events=[made]))
    assert "contact_unscoped" in found(case(debt("d1", CARD), debt("d2", PRIVATE), events=[made]))


def test_contact_with_others_rests_on_privacy_for_every_lender() -> None:
    given = case(debt(kind=PRIVATE), events=[event(EventKind.THIRD_PARTY_CONTACT)])
    assert [r.id for r in only(given, "third_party_contact").rules] == ["civil-1032-1033-privacy"]


# --- cards ---------------------------------------------------------------------------------------------------------


def card(debt_id: str, principal: int, overdue_since: date | None) -> Debt:
    return replace(debt(debt_id, CARD, principal), overdue_since=overdue_since)


@pytest.mark.parametrize(
    ("principal", "overdue_since", "is_flagged"),
    [
        (50_000, date(2026, 9, 21), True),  # 61 days
        (50_000, date(2026, 9, 22), False),  # 60 days
        (49_999, date(2026, 6, 1), False),
        (80_000, None, False),
    ],
)
def test_cards_are_flagged_early_from_fifty_thousand_and_sixty_days(
    principal: int, overdue_since: date | None, is_flagged: bool
) -> None:
    assert ("card_risk_early" in found(case(card("d1", principal, overdue_since)))) is is_flagged


def test_the_principal_of_all_cards_counts_together_and_other_debts_do_not() -> None:
    late = card("d1", 30_000, date(2026, 6, 1))
    assert only(case(late, card("d2", 20_000, None)), "card_risk_early").debt == ""
    assert "card_risk_early" not in found(case(late, debt("d2", MICRO, 90_000)))


def test_a_card_late_since_an_unknown_day_or_of_unknown_principal_counts_as_reaching() -> None:
    assert "card_risk_early" in found(case(replace(card("d1", 60_000, None), arrears=yuan(3_000))))
    unknown = replace(card("d1", 1, date(2026, 6, 1)), principal=Amount.unknown())
    assert "card_risk_early" in found(case(unknown))


def test_the_lender_of_the_book_decides_what_is_a_card() -> None:
    named = Debt(id="d1", lender="example-bank-card", principal=yuan(60_000), rate=RATE, overdue_since=date(2026, 6, 1))
    finding = only(case(named), "card_risk_early")
    assert [r.id for r in finding.rules] == ["cc-malicious-overdraft-elements"]


def demand(on: date, *, effective: bool = True) -> Event:
    return replace(event(EventKind.DEMAND, on), effective=effective)


@pytest.mark.parametrize(
    ("demands", "overdue_since", "is_held"),
    [
        ([demand(date(2026, 7, 1)), demand(date(2026, 7, 31))], date(2026, 6, 1), True),
        # 29 days apart.
        ([demand(date(2026, 7, 1)), demand(date(2026, 7, 30))], date(2026, 6, 1), False),
        ([demand(date(2026, 7, 1))], date(2026, 6, 1), False),
        ([demand(date(2026, 7, 1)), demand(date(2026, 8, 5), effective=False)], date(2026, 6, 1), False),
        # Three months to the day since the first missed payment are not more than three months.
        ([demand(date(2026, 9, 1)), demand(date(2026, 10, 10))], date(2026, 8, 21), False),
        ([demand(date(2026, 9, 1)), demand(date(2026, 10, 10))], date(2026, 8, 20), True),
    ],
)
def test_one_large_card_with_two_effective_demands_is_held_for_a_lawyer(
    demands: list[Event], overdue_since: date, is_held: bool
) -> None:
    codes = found(case(card("d1", 50_000, overdue_since), events=demands))
    assert ("card_lawyer" in codes) is is_held
    if is_held:
        assert (codes["card_lawyer"].level, codes["card_lawyer"].debt) == (HOLD, "d1")
        assert "card_risk_early" not in codes


def test_a_card_below_fifty_thousand_is_never_held_for_a_lawyer() -> None:
    demands = [demand(date(2026, 7, 1)), demand(date(2026, 8, 5))]
    assert "card_lawyer" not in found(case(card("d1", 49_999, date(2026, 6, 1)), events=demands))


# --- limitation ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (replace(debt(), last_payment=date(2023, 11, 20)), "old_debt"),
        (replace(debt(), last_payment=date(2023, 11, 21)), None),
        (replace(debt(), last_payment=date(2020, 1, 1), last_demand=date(2023, 11, 1)), "old_debt"),
        (replace(debt(), last_payment=date(2023, 1, 1), last_demand=date(2025, 1, 1)), None),
        # The latest demand is new, but more than three years lie before it.
        (replace(debt(), last_payment=date(2020, 1, 1), last_demand=date(2026, 10, 1)), "limitation_check"),
        (replace(debt(), overdue_since=date(2023, 11, 20)), "old_debt"),
        (replace(debt(), overdue_since=date(2023, 11, 21)), None),
        (replace(debt(), contract_date=date(2020, 1, 1), arrears=Amount.unknown()), "old_debt"),
        # A long contract that is kept is not old.
        (replace(debt(), contract_date=date(2015, 1, 1)), None),
    ],
)
def test_a_debt_without_payment_or_demand_for_three_years_is_held(given: Debt, code: str | None) -> None:
    codes = {c for c in found(case(given)) if c in ("old_debt", "limitation_check")}
    assert codes == ({code} if code else set())


def test_an_old_debt_is_held_with_its_rule() -> None:
    finding = only(case(replace(debt(), last_payment=date(2019, 1, 1))), "old_debt")
    assert (finding.level, finding.debt, finding.facts) == (HOLD, "d1", ("debts[0].last_payment",))
    assert [r.id for r in finding.rules] == ["civil-188-limitation-3y"]


def test_a_demand_among_the_events_counts_as_a_demand() -> None:
    given = case(replace(debt(), last_payment=date(2022, 6, 1)), events=[event(EventKind.DEMAND, date(2025, 5, 1))])
    assert "old_debt" not in found(given)


def test_a_loan_of_a_closed_p2p_platform_is_checked_for_limitation_first() -> None:
    assert only(case(debt(kind=LenderKind.P2P_INTERMEDIARY)), "old_debt").level is HOLD


# --- free text -----------------------------------------------------------------------------------------------------

PLACES: list[tuple[str, Callable[[Case, str], Case]]] = [
    ("note", lambda c, t: replace(c, note=t)),
    ("hardship.note", lambda c, t: replace(c, hardship=Hardship(note=t))),
    ("goals.keep", lambda c, t: replace(c, goals=Goals(keep=t))),
    ("incomes[0].note", lambda c, t: replace(c, incomes=(replace(c.incomes[0], note=t),))),
    ("spending[0].note", lambda c, t: replace(c, spending=(replace(c.spending[0], note=t),))),
    ("assets[0].note", lambda c, t: replace(c, assets=(Asset(kind=AssetKind.CASH, value=yuan(1), note=t),))),
    ("debts[0].note", lambda c, t: replace(c, debts=(replace(c.debts[0], note=t),))),
    ("debts[0].name", lambda c, t: replace(c, debts=(replace(c.debts[0], name=t),))),
    ("events[0].note", lambda c, t: replace(c, events=(replace(event(EventKind.CONTACT), note=t),))),
    (
        "confirmations[0].why",
        lambda c, t: replace(c, confirmations=(Confirmation(finding="old_debt", by="张", on=AS_OF, why=t),)),
    ),
]


@pytest.mark.parametrize("number", range(len(PLACES)), ids=[place for place, _ in PLACES])
def test_words_of_self_harm_stop_in_every_free_text_field(number: int) -> None:
    place, put = PLACES[number]
    finding = only(put(case(), "真的活不下去了"), "self_harm")
    assert (finding.level, finding.facts, finding.debt) == (STOP, (place,), "")


def test_the_name_of_the_borrower_is_not_searched() -> None:
    assert found(case(borrower=Borrower(name="轻生"))) == {}


def test_a_self_harm_finding_carries_no_value_of_the_case() -> None:
    finding = only(replace(case(), note="想死"), "self_harm")
    assert (finding.values, finding.deadline) == ((), None)


SAID = [
    ("这是老公的网贷", "ask_spouse", FLAG, 1),
    ("爸妈想帮我还", "family_pressed", FLAG, 2),
    ("我给朋友担保", "ask_guarantee", FLAG, 3),
    ("父亲去世以后留下的", "ask_deceased", FLAG, 4),
    ("被人冒名贷款", "ask_identity", FLAG, 5),
    ("帮朋友贷的", "ask_borrowed_for", FLAG, 6),
    ("刷单被骗", "ask_fraud", FLAG, 7),
    ("我是大学生", "student", FLAG, 8),
    ("怀孕五个月", "pregnant", FLAG, 9),
    ("老板欠薪", "unpaid_wages", FLAG, 10),
    ("工资卡被划走了", "salary_card_debited", FLAG, 11),
    ("银行卡被冻结", "ask_frozen", FLAG, 12),
    ("想提公积金", "provident_fund", FLAG, 13),
    ("他们要来拖车", "car_about_to_be_taken", FLAG, 14),
    ("以租代购的车", "rent_to_own", FLAG, 14),
    ("办了医美贷", "ask_shop_closed", FLAG, 15),
    ("先享后付的手机", "mall_instalment", FLAG, 16),
    ("还收了会员费", "side_fees", FLAG, 17),
    ("说是已经代偿了", "ask_creditor", FLAG, 18),
    ("要我做司法确认", "ask_enforceable", FLAG, 19),
    ("已经被限高", "court_paper_mentioned", HOLD, 0),
    ("经侦打电话来", "police_mentioned", HOLD, 21),
    ("我是公务员", "sensitive_post", FLAG, 22),
    ("下个月出国", "going_abroad", FLAG, 23),
    ("有人能停息挂账", "scam_offer", FLAG, 24),
    ("说可以征信修复", "scam_offer", FLAG, 24),
    ("让我先还清再借出来", "roll_over_offered", FLAG, 25),
    ("一直以贷养贷", "borrowing_to_repay", FLAG, 25),
    ("我是个体户", "business", FLAG, 26),
    ("下期还不上了", "agreement_unaffordable", FLAG, 27),
    ("老公打我，家暴", "coerced", STOP, 28),
    ("收到传票", "court_paper_mentioned", HOLD, 0),
    ("收到支付令", "court_paper_mentioned", HOLD, 0),
    ("网赌输的", "gambling", FLAG, 0),
    ("被逼着借的", "ask_coerced", FLAG, 28),
    ("电话里口头答应了", "ask_oral", FLAG, 0),
    ("催收爆通讯录", "third_party_contact", FLAG, 2),
    ("上门砸门泼油漆", "violence", FLAG, 0),
    ("整夜睡不着", "under_strain", FLAG, 0),
]


@pytest.mark.parametrize(("text", "code", "level", "situation"), SAID, ids=[row[0] for row in SAID])
def test_what_the_person_writes_is_heard(text: str, code: str, level: Level, situation: int) -> None:
    finding = only(replace(case(), note=text), code)
    assert (finding.level, finding.situation, finding.facts) == (level, situation, ("note",))


def test_what_is_written_beside_a_debt_is_about_that_debt() -> None:
    given = case(debt("d1"), replace(debt("d2"), note="是帮朋友贷的"))
    assert only(given, "ask_borrowed_for").debt == "d2"


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (replace(debt(), name="替弟弟担保", guarantor=Guarantor.I_GUARANTEE), {"i_guarantee"}),
        (replace(debt(), note="被人冒名", circumstances=(DebtCircumstance.IDENTITY_THEFT,)), {"identity_theft"}),
        (replace(debt(), note="给人担保", disputed=True), {"amount_disputed", "ask_guarantee"}),
    ],
)
def test_a_note_does_not_ask_for_what_is_answered(given: Debt, codes: set[str]) -> None:
    assert set(found(case(given))) == codes


def test_a_note_about_the_shop_adds_nothing_where_a_business_debt_says_so() -> None:
    given = replace(case(replace(debt(), purpose=Pot.BUSINESS)), note="想把店铺开下去")
    assert [(f.code, f.debt) for f in assess(given, BOOK).findings] == [("business", "d1")]


def test_the_same_words_beside_a_debt_and_in_the_case_are_one_flag_on_the_debt() -> None:
    given = replace(case(replace(debt(), note="收了会员费")), note="会员费太高")
    assert [(f.code, f.debt) for f in assess(given, BOOK).findings] == [("side_fees", "d1")]


def test_the_answer_for_one_debt_does_not_answer_a_note_beside_another() -> None:
    answered = replace(debt("d1"), circumstances=(DebtCircumstance.BORROWED_FOR_OTHER,))
    given = case(answered, replace(debt("d2"), note="也是帮朋友贷的"))
    assert only(given, "ask_borrowed_for").debt == "d2"


def test_a_court_paper_in_words_is_not_asked_for_when_the_paper_is_there() -> None:
    given = replace(case(events=[event(EventKind.PAYMENT_ORDER)]), note="前天收到支付令")
    assert "court_paper_mentioned" not in found(given)
    assert "court_paper_mentioned" in found(replace(given, note="收到支付令，还有传票"))


def test_the_reason_of_a_confirmation_raises_nothing_but_a_stop() -> None:
    given = replace(
        case(replace(debt(), last_payment=date(2019, 1, 1))),
        confirmations=(
            Confirmation(finding="old_debt", debt="d1", by="顾问", on=AS_OF, why="没有传票，也不是冒名，被骗过"),
        ),
    )
    assert set(found(given)) == {"old_debt"}


# --- confirmations -------------------------------------------------------------------------------------------------


def confirm(given: Case, finding: str, about: str = "") -> Case:
    made = Confirmation(finding=finding, debt=about, by="顾问", on=AS_OF, why="看过材料")
    return replace(given, confirmations=(*given.confirmations, made))


def test_a_confirmation_clears_the_hold_with_its_code_and_debt() -> None:
    two = case(replace(debt("d1"), disputed=True), replace(debt("d2"), disputed=True))
    triage = assess(confirm(two, "amount_disputed", "d1"), BOOK)
    assert triage.held("d1") == ()
    assert [f.debt for f in triage.holds] == ["d2"]
    assert "confirmation_without_effect" not in {f.code for f in triage.findings}


def test_a_hold_on_the_whole_case_is_confirmed_without_a_debt() -> None:
    given = confirm(with_circumstances(Circumstance.FILLED_BY_OTHER), "filled_by_other")
    assert only(given, "filled_by_other").confirmed is True
    assert assess(given, BOOK).holds == ()


@pytest.mark.parametrize(
    ("given", "code", "about"),
    [
        (replace(case(), note="活不下去"), "self_harm", ""),
        (case(events=[event(EventKind.ENFORCEMENT)]), "enforcement", "d1"),
        (case(borrower=Borrower(safe=False)), "not_safe", ""),
    ],
)
def test_a_stop_is_never_confirmed_away(given: Case, code: str, about: str) -> None:
    triage = assess(confirm(given, code, about), BOOK)
    assert [(f.code, f.confirmed) for f in triage.stops] == [(code, False)]
    (idle,) = (f for f in triage.flags if f.code == "confirmation_without_effect")
    assert idle.values == (("finding", code),)


def test_a_confirmation_of_nothing_is_flagged_once_each() -> None:
    given = confirm(confirm(with_circumstances(Circumstance.STUDENT), "student"), "old_debt", "d1")
    idle = [f for f in assess(given, BOOK).findings if f.code == "confirmation_without_effect"]
    assert {dict(f.values)["finding"] for f in idle} == {"student", "old_debt"}


def test_a_debt_to_an_unlicensed_lender_is_held() -> None:
    given = case(replace(debt("a", kind=PRIVATE), lender="generic-unlicensed"), debt("b", kind=PRIVATE))
    found = only(given, "unlicensed_lender")
    assert (found.level, found.debt, found.facts) == (HOLD, "a", ("debts[0].lender",))


# --- order and the table -------------------------------------------------------------------------------------------


def test_findings_stand_by_level_then_table_then_debt() -> None:
    given = replace(
        case(
            replace(debt("b"), disputed=True, circumstances=(DebtCircumstance.SIDE_FEES,)),
            replace(debt("a"), disputed=True, guarantor=Guarantor.I_GUARANTEE),
            events=[event(EventKind.ENFORCEMENT, about="a")],
        ),
        note="不想活了",
    )
    assert [(f.code, f.debt) for f in assess(given, BOOK).findings] == [
        ("self_harm", ""),
        ("enforcement", "a"),
        ("amount_disputed", "b"),
        ("amount_disputed", "a"),
        ("i_guarantee", "a"),
        ("side_fees", "b"),
    ]


def test_the_table_holds_stops_first_then_holds_then_flags() -> None:
    levels = [TABLE[code].level for code in CODES]
    assert levels == sorted(levels, key=[STOP, HOLD, FLAG].index)


def test_a_stale_rule_is_dropped_and_the_finding_stays() -> None:
    late = replace(case(replace(debt(), last_payment=date(2019, 1, 1))), as_of=date(2027, 7, 1))
    assert only(late, "old_debt").rules == ()


def test_a_rule_out_of_scope_is_not_cited() -> None:
    student = Borrower(age=20, circumstances=(Circumstance.STUDENT,))
    assert only(case(debt(kind=MICRO), borrower=student), "student").rules != ()
    assert only(case(debt(kind=PRIVATE), borrower=student), "student").rules == ()


def test_near_a_holiday_the_card_tells_the_counted_day_and_asks_for_today() -> None:
    served, today = date(2026, 9, 20), date(2026, 10, 6)
    order = Event(kind=EventKind.PAYMENT_ORDER, on=served, debt="d")
    case = household(debts=[loan("d")], events=[order], as_of=today)
    found = next(f for f in assess(case, load_book()).findings if f.code == "payment_order")
    assert found.deadline == today
    assert dict(found.values)["last_day"] == "2026-10-05"

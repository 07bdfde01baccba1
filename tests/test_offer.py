"""Is their offer good? The order of the verdict (safety, money, price, paper), its figures by hand, random offers."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debtadvisor.core.case import Case, WrittenOffer
from debtadvisor.core.codes import DebtCircumstance, DeferralInterest, LenderKind, Stage
from debtadvisor.core.offer.judge import judge
from debtadvisor.core.offer.model import (
    BEFORE_PAYING,
    NEVER,
    TOLD,
    Because,
    Judgement,
    LenderOffer,
    OfferKind,
    PaperForm,
    PaperTerm,
    PayTo,
    Trap,
    Verdict,
    Waiver,
    Way,
)
from debtadvisor.core.offer.shape import extended, monthly_payments, paused, payments
from debtadvisor.core.offer.weigh import wanted_terms
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan
from debtadvisor.core.plan.within import room_beside
from debtadvisor.core.relief.options import outside_profile
from debtadvisor.intake.book import load_book
from tests.builders import TODAY, card, household, loan, small_book, sure, yearly, yuan

BOOK = small_book()
EVERYTHING = tuple(PaperTerm)
LATE = {"overdue_since": date(2026, 10, 12), "next_due": None, "due_day": 12, "instalments_left": 8}
# A loan of 10,000, forty days late, with 300 of interest and 100 of penalty on the bill.
DEBT = loan("loan", 10_000, interest_owed=sure(300), penalty_owed=sure(100), **LATE)


def planned(case: Case) -> Plan:
    result = build_plan(case, BOOK)
    assert isinstance(result, Plan)
    return result


def sum_of(amount: int, on: date = date(2026, 12, 20), **more: object) -> LenderOffer:
    """A settlement in a complete paper, to the official account."""
    plain = LenderOffer(
        kind=OfferKind.SETTLEMENT,
        schedule=payments([(on, yuan(amount))]),
        form=PaperForm.WRITTEN,
        pay_to=PayTo.OFFICIAL,
        terms=EVERYTHING,
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # a test names the fields it changes


def monthly(each: int | str, count: int, first: date = date(2026, 12, 12), **more: object) -> LenderOffer:
    """Instalments in a complete paper, to the official account."""
    schedule = payments(monthly_payments(first, yuan(each), count))
    return replace(sum_of(1), kind=OfferKind.INSTALMENTS, schedule=schedule, **more)  # type: ignore[arg-type]  # as above


def judged(offer: LenderOffer, case: Case | None = None, debt: str = "loan") -> Judgement:
    return judge(offer, debt, planned(case or household(debts=[DEBT])), BOOK)


# --- the order of the verdict -------------------------------------------------------------------------


def test_a_good_offer_in_a_complete_paper_is_accepted() -> None:
    found = judged(monthly(900, 12))  # 10,800 over a year, 400 above today's balance; 3,000 a month are there
    assert found.verdict is Verdict.ACCEPT
    assert found.because == (Because.FITS, Because.NOT_DEARER)
    assert found.missing == ()
    assert found.counter is None


@pytest.mark.parametrize("trap", [Trap.FEE_FIRST, Trap.NEW_LOAN])
def test_what_must_never_be_done_ends_it_however_cheap(trap: Trap) -> None:
    found = judged(sum_of(100, traps=(trap,)))
    assert (found.verdict, found.because) == (Verdict.REFUSE, (Because.NEVER,))


def test_money_to_a_private_account_is_never_paid() -> None:
    found = judged(sum_of(100, pay_to=PayTo.PERSONAL))
    assert (found.verdict, found.traps) == (Verdict.REFUSE, (Trap.PERSONAL_ACCOUNT,))


# A landlord is owed 6,000 without interest: a creditor that the book has no row for.
RENT = loan("rent", 6_000, lender="", kind=LenderKind.OTHER, rate=None, **{**LATE, "instalments_left": None})


def test_a_landlord_is_paid_into_an_account_of_his_own() -> None:
    found = judged(monthly(1_000, 6, pay_to=PayTo.PERSONAL), household(debts=[RENT]), "rent")
    assert (found.verdict, found.traps) == (Verdict.ACCEPT, ())
    assert found.ceilings == ()


def test_where_no_interest_was_agreed_more_than_the_sum_is_too_much() -> None:
    found = judged(monthly(1_200, 6), household(debts=[RENT]), "rent")
    assert (found.verdict, found.because) == (Verdict.COUNTER, (Because.ABOVE_RATE,))
    assert (found.unwaived, found.counter) == (yuan(6_000), None)


def test_a_pause_by_a_creditor_outside_the_book_adds_no_interest_that_nobody_named() -> None:
    case = household(debts=[RENT])
    pause = paused(RENT, case, outside_profile(RENT), BOOK, 3, DeferralInterest.SIMPLE)
    assert pause.total == yuan(6_000)
    assert pause.due == (date(2027, 3, 12),)


def test_a_rate_that_was_agreed_outside_the_book_is_counted_with() -> None:
    # 6,000 at 12 % a year over 6 months: PMT = 1,035.29 (OpenFormula), 6,211.74 in all; 1,050 a month is above it.
    agreed = loan("rent", 6_000, lender="", kind=LenderKind.OTHER, rate=yearly("0.12"), **LATE)
    exact = judged(monthly("1035.29", 6), household(debts=[agreed]), "rent")
    assert Because.ABOVE_RATE not in exact.because
    assert abs(exact.unwaived - yuan("6211.74")) <= 2
    assert Because.ABOVE_RATE in judged(monthly(1_050, 6), household(debts=[agreed]), "rent").because


def test_an_offer_that_cannot_be_paid_is_never_accepted_however_much_it_saves() -> None:
    found = judged(sum_of(8_000))
    assert found.verdict is Verdict.COUNTER
    assert Because.DOES_NOT_FIT in found.because
    assert found.fit is not None
    # paid on the 10th: 3,000 are there by 20 December, 8,000 are asked
    assert (found.fit.when, found.fit.short) == (date(2026, 12, 10), yuan(5_000))


def test_one_fen_too_much_is_one_fen_short() -> None:
    fits, over = monthly("3000", 3), monthly("3000.01", 3)
    found = judged(over)
    assert judged(fits).fit is not None
    assert found.fit is not None
    assert (found.fit.if_agreed, found.fit.short) == (False, 3)  # 0.01 in each of three months, from ready money


def test_a_settlement_out_of_reach_is_countered_with_the_day_on_which_it_fits() -> None:
    found = judged(sum_of(8_000))
    # 3,000 on 10 December, January and February make 9,000
    assert found.later == date(2027, 2, 10)
    assert found.counter is None


def test_without_any_money_the_answer_is_no_and_no_figure() -> None:
    case = household(income=2_900, debts=[DEBT])
    found = judge(monthly(50, 12), "loan", planned(case), BOOK)
    assert (found.verdict, found.because) == (Verdict.REFUSE, (Because.NO_MONEY,))
    assert (found.counter, found.later, found.spread, found.most) == (None, None, None, 0)


def test_a_free_pause_is_taken_even_without_money_and_not_as_the_end_of_it() -> None:
    # Nothing is due earlier or in a larger sum than under the contract; what comes after is still to be agreed.
    case = household(income=2_900, debts=[loan()])
    profile = BOOK.generic(LenderKind.CONSUMER_FINANCE)
    schedule = paused(case.debts[0], case, profile, BOOK, 3, DeferralInterest.NONE)
    free = replace(sum_of(1), kind=OfferKind.DEFERRAL, schedule=schedule, pause=3)
    found = judged(free, case)
    assert (found.verdict, found.because) == (Verdict.ACCEPT, (Because.NO_WORSE, Because.REST_OPEN))
    assert judged(replace(free, form=PaperForm.ORAL), case).verdict is Verdict.WRITING_FIRST
    dear = paused(case.debts[0], case, profile, BOOK, 3, DeferralInterest.SIMPLE)
    assert judged(replace(free, schedule=dear), case).verdict is Verdict.REFUSE


def test_where_only_the_other_debts_are_in_the_way_the_offer_is_kept_open() -> None:
    # 400 a month; the card of 30,000 fits in no way, so nothing is planned, yet 300 for this debt could be paid.
    case = household(income=3_400, debts=[DEBT, card("card", 30_000)])
    found = judged(monthly(300, 34), case)
    assert planned(case).debt("loan").ask is None
    assert found.fit is not None
    assert (found.fit.if_agreed, found.fit.alone) == (False, True)
    assert (found.verdict, found.because) == (Verdict.WAIT, (Because.OTHERS_OPEN,))


def test_the_plans_own_ask_is_never_too_dear() -> None:
    """What the plan asks for, said back by the lender, is a yes once it is in writing."""
    for case in (household(debts=[DEBT]), household(income=4_600, debts=[DEBT, loan("other", 12_000, **LATE)])):
        plan = planned(case)
        for line in plan.debts:
            assert line.ask is not None
            schedule = payments(list(zip(line.ask.schedule.due, line.ask.schedule.payments, strict=True)))
            found = judge(replace(monthly(1, 1), schedule=schedule), line.debt.id, plan, BOOK)
            assert found.verdict in (Verdict.ACCEPT, Verdict.WAIT), line.debt.id


def test_a_discount_that_comes_too_fast_is_answered_with_its_own_total_spread() -> None:
    found = judged(monthly(4_000, 2))  # 8,000 for 10,400 owed; 3,000 a month are there
    assert found.verdict is Verdict.COUNTER
    assert found.spread is not None
    # 2,666.66 on 12 December, January and February; three months of 3,000 carry it
    assert found.spread.payments == (266_666, 266_666, 266_668)
    assert found.counter is None
    assert found.most == yuan(3_000)


def test_an_offer_dearer_than_what_can_be_asked_is_answered_with_the_plans_own_ask() -> None:
    case = household(debts=[DEBT])
    found = judged(monthly(1_500, 12), case)
    ask = planned(case).debt("loan").ask
    assert found.verdict is Verdict.COUNTER
    assert Because.DEARER_THAN_FALLBACK in found.because
    assert found.counter == ask


def test_more_than_is_owed_is_not_a_settlement() -> None:
    found = judged(sum_of(12_000, date(2026, 11, 25)), household(debts=[DEBT], cash=20_000))
    assert Trap.ABOVE_DEBT in found.traps
    assert Because.ABOVE_DEBT in found.because
    fair = judged(sum_of(10_400, date(2026, 11, 25)), household(debts=[DEBT], cash=20_000))
    assert Trap.ABOVE_DEBT not in fair.traps


def test_what_has_run_out_must_be_issued_again() -> None:
    found = judged(monthly(900, 12, until=TODAY - timedelta(days=1)))
    assert (found.verdict, found.because, found.counter) == (Verdict.COUNTER, (Because.TOO_LATE,), None)


def test_words_alone_are_not_enough() -> None:
    found = judged(monthly(900, 12, form=PaperForm.ORAL))
    assert found.verdict is Verdict.WRITING_FIRST
    assert found.because[0] is Because.NOT_WRITTEN


def test_a_recorded_call_binds_a_card_bank_and_nobody_else() -> None:
    offer = monthly(1_850, 12, form=PaperForm.RECORDED)
    bill = card("card", 20_000)
    assert judged(offer, household(debts=[bill]), "card").verdict is Verdict.ACCEPT
    assert judged(monthly(900, 12, form=PaperForm.RECORDED)).verdict is Verdict.WRITING_FIRST


def test_a_paper_without_the_points_that_matter_is_not_paid_on() -> None:
    found = judged(monthly(900, 12, terms=tuple(t for t in PaperTerm if t is not PaperTerm.RELEASE)))
    assert found.verdict is Verdict.WRITING_FIRST
    assert (found.missing, found.essential) == ((PaperTerm.RELEASE,), 1)
    other = judged(monthly(900, 12, terms=tuple(t for t in PaperTerm if t is not PaperTerm.SEAL)))
    assert (other.verdict, other.missing, other.essential) == (Verdict.ACCEPT, (PaperTerm.SEAL,), 0)


@pytest.mark.parametrize("trap", [trap for trap in BEFORE_PAYING if trap in TOLD])
def test_what_must_be_cleared_up_comes_before_the_first_payment(trap: Trap) -> None:
    found = judged(monthly(900, 12, traps=(trap,)))
    assert found.verdict is Verdict.WRITING_FIRST
    assert Because.CLEAR_UP in found.because


def test_an_offer_that_needs_the_others_says_so() -> None:
    # 1,600 a month: 900 here leave 700, enough for 12,000 over 24 months (599.09, what the other lender is asked for)
    # but not over 12 (1,100.16, the most it may answer with).
    case = household(income=4_600, debts=[DEBT, loan("other", 12_000, **LATE)])
    found = judged(monthly(900, 12), case)
    assert found.fit is not None
    assert (found.fit.if_agreed, found.fit.if_countered, found.fit.alone) == (True, False, True)
    assert (found.verdict, found.because[0]) == (Verdict.WAIT, Because.ONLY_IF_OTHERS)


# --- HOLD ---------------------------------------------------------------------------------------------


def test_a_debt_on_hold_is_checked_first_and_not_one_figure_is_worked_out() -> None:
    strange = replace(DEBT, circumstances=(DebtCircumstance.NOT_RECOGNISED,))
    found = judged(sum_of(5_000, claimed=yuan(20_000)), household(debts=[strange]))
    assert (found.verdict, found.because) == (Verdict.CHECK_FIRST, (Because.HELD,))
    assert (found.owed, found.compared, found.fit, found.cost, found.counter) == (None, (), None, None, None)
    scam = judged(sum_of(5_000, pay_to=PayTo.PERSONAL), household(debts=[strange]))
    assert scam.verdict is Verdict.REFUSE
    assert scam.owed is None


# --- figures by hand --------------------------------------------------------------------------------------


def test_the_ways_are_compared_to_the_fen() -> None:
    case = household(debts=[DEBT])
    found, line = judged(monthly(900, 12), case), planned(case).debt("loan")
    ways = {one.way: one for one in found.compared}
    assert (ways[Way.OFFER].total, ways[Way.OFFER].highest, ways[Way.OFFER].last) == (
        yuan(10_800),
        yuan(900),
        date(2027, 11, 12),
    )
    assert line.relief is not None
    assert ways[Way.CONTRACT].total == line.relief.contract[0].total
    assert found.saved == ways[Way.CONTRACT].total - yuan(10_800)


@pytest.mark.parametrize(
    ("waived", "total", "said"),
    [
        # 10,000 at 1.5 % a month over 12 is 916.80 each, 11,001.60, and 400 owed: 11,401.60 with nothing waived
        (400, 10_800, Waiver.REAL),
        (1_000, 10_800, Waiver.PARTLY),
        (1_000, 11_520, Waiver.NOT_REAL),
        (0, 10_800, Waiver.NONE),
    ],
)
def test_a_waiver_is_real_when_it_shows_in_what_is_paid(waived: int, total: int, said: Waiver) -> None:
    found = judged(monthly(total // 12, 12, waived=yuan(waived) if waived else None))
    assert abs(found.unwaived - (12 * 91_680 + yuan(400))) <= 12  # a fen of rounding in each payment
    assert found.waiver is said


def test_a_waiver_is_judged_by_the_days_of_the_payments() -> None:
    # 5,000 in a year and 9,000 in three: at 1.5 % a month 5,000 / 1.015^12 + 9,000 / 1.015^36 is 9,447.35, so that
    # 10,000 today is worth 14,000 x 10,000 / 9,447.35 = 14,818.97, and 400 are owed.
    offer = replace(
        monthly(1, 1, waived=yuan(1_000)),
        schedule=payments([(date(2027, 11, 21), yuan(5_000)), (date(2029, 11, 21), yuan(9_000))]),
    )
    found = judged(offer)
    worth = Decimal(5_000) / Decimal("1.015") ** 12 + Decimal(9_000) / Decimal("1.015") ** 36
    assert abs(found.unwaived - 100 * (Decimal(14_000) * 10_000 / worth + 400)) <= 1
    assert found.waiver is Waiver.REAL


def test_a_settlement_is_held_against_todays_balance() -> None:
    found = judged(sum_of(9_000, waived=yuan(1_400)))
    assert (found.unwaived, found.waiver) == (yuan(10_400), Waiver.REAL)
    assert judged(sum_of(9_000)).waiver is Waiver.REAL
    assert judged(sum_of(10_400, waived=yuan(1_400))).waiver is Waiver.NOT_REAL


def test_the_yearly_cost_runs_from_the_first_missed_day() -> None:
    # 10,000 from 12 October 2026, 12,000 on 12 October 2027: 365 days, 20 % compounded; 365 x (1.2^(1/365) - 1) simple.
    found = judged(sum_of(12_000, date(2027, 10, 12)))
    assert found.cost is not None
    assert found.cost.effective == Decimal("0.2")
    with_root = (Decimal("1.2").ln() / 365).exp()
    assert abs(found.cost.nominal - 365 * (with_root - 1)) < Decimal("1e-11")


def test_no_cost_is_named_where_less_than_the_principal_is_paid() -> None:
    assert judged(sum_of(9_000)).cost is None


def test_what_they_claim_is_held_against_what_we_count() -> None:
    assert Trap.CLAIMS_MORE in judged(monthly(900, 12, claimed=yuan(11_000))).traps
    assert Trap.CLAIMS_MORE not in judged(monthly(900, 12, claimed=yuan(10_450))).traps


def test_a_large_last_payment_and_short_notice_are_seen() -> None:
    schedule = payments(monthly_payments(date(2026, 12, 12), yuan(500), 12, last=yuan(5_000)))
    found = judged(replace(monthly(500, 12, until=TODAY + timedelta(days=1)), schedule=schedule))
    assert {Trap.BALLOON, Trap.SHORT_NOTICE} <= set(found.traps)


def test_fees_are_part_of_what_is_paid() -> None:
    plain = [(date(2026, 12, 12), yuan(500)), (date(2027, 1, 12), yuan(500))]
    schedule = payments(plain, yuan(60), yuan(5))
    assert schedule.payments == (yuan(565), yuan(505))
    assert payments([(date(2027, 1, 1), 1), (date(2026, 12, 1), 2), (date(2027, 1, 1), 3)]).payments == (2, 4)


def test_a_pause_and_an_extension_follow_the_contract() -> None:
    case, profile = household(), BOOK.generic(LenderKind.CONSUMER_FINANCE)
    debt = case.debts[0]  # 12,000 at 1.5 % a month over 12: 1,100.16
    pause = paused(debt, case, profile, BOOK, 2, DeferralInterest.NONE)
    assert (pause.due[0], pause.payments[0], len(pause)) == (date(2027, 2, 12), 110_016, 12)
    longer = extended(debt, case, profile, BOOK, 12)
    assert len(longer) == 24
    called = replace(debt, accelerated=True)
    with pytest.raises(ValueError, match="called in"):
        paused(called, case, profile, BOOK, 1, DeferralInterest.NONE)
    with pytest.raises(ValueError, match="called in"):
        extended(called, case, profile, BOOK, 1)


# --- scope ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in LenderKind if kind is not LenderKind.OTHER])
def test_the_line_of_private_lending_and_article_70_stay_where_they_belong(kind: LenderKind) -> None:
    book = load_book()
    debt = replace(DEBT, kind=kind, contract_date=date(2025, 12, 1))
    result = build_plan(household(debts=[debt]), book)
    assert isinstance(result, Plan)
    found = judge(monthly(2_000, 12), "loan", result, book)
    lines = {one.rule.id for one in found.ceilings if one.claimable}
    if kind is not LenderKind.PRIVATE_LENDING:
        assert not [rule for rule in lines if rule.startswith("rate-private")]
    if kind is not LenderKind.BANK_CREDIT_CARD:
        assert not [rule for rule in found.rules if rule.id.startswith("cc-")]
        assert PaperTerm.NO_NEW_CARD not in found.missing


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("kind", list(LenderKind))
def test_a_paper_is_asked_only_for_what_it_can_hold(kind: LenderKind, stage: Stage) -> None:
    one = wanted_terms(sum_of(1), kind, stage)
    assert (PaperTerm.NO_NEW_CARD in one) == (kind is LenderKind.BANK_CREDIT_CARD)
    assert (PaperTerm.SUIT_WITHDRAWN in one) == (stage in (Stage.PRE_SUIT, Stage.LITIGATION))
    assert PaperTerm.LATE_PAYMENT not in one
    assert PaperTerm.LATE_PAYMENT in wanted_terms(monthly(1, 2), kind, stage)


# --- the plan and a written sum -----------------------------------------------------------------------------


def test_a_written_sum_is_a_way_even_where_no_row_speaks_of_settlements() -> None:
    written = WrittenOffer(amount=yuan(6_000), until=date(2026, 12, 20))
    case = household(debts=[replace(DEBT, written_offer=written)], cash=6_000)
    ask = planned(case).debt("loan").ask
    assert ask is not None
    assert ask.is_written
    assert (ask.waived.penalty, ask.waived.interest, ask.waived.principal) == (yuan(100), yuan(300), yuan(4_000))
    assert not ask.rests_on_default
    assert planned(case).debt("loan").walk_away == yuan(6_000)


@pytest.mark.parametrize(("amount", "until"), [(10_401, date(2026, 12, 20)), (6_000, date(2026, 11, 20))])
def test_a_written_sum_above_the_debt_or_past_its_day_is_no_way(amount: int, until: date) -> None:
    case = household(debts=[replace(DEBT, written_offer=WrittenOffer(amount=yuan(amount), until=until))], cash=20_000)
    line = planned(case).debt("loan")
    assert line.relief is not None
    assert not any(one.is_written for one in line.relief.ask)


# --- over random offers ----------------------------------------------------------------------------------------


@st.composite
def offers(draw: st.DrawFn) -> LenderOffer:
    first = TODAY + timedelta(days=draw(st.integers(0, 60)))
    count = draw(st.integers(1, 36))
    schedule = payments(monthly_payments(first, draw(st.integers(1, yuan(12_000))), count))
    return LenderOffer(
        kind=OfferKind.SETTLEMENT if count == 1 else OfferKind.INSTALMENTS,
        schedule=schedule,
        claimed=draw(st.none() | st.integers(0, yuan(30_000))),
        waived=draw(st.none() | st.integers(0, yuan(5_000))),
        until=draw(st.none() | st.just(TODAY + timedelta(days=draw(st.integers(-3, 30))))),
        form=draw(st.sampled_from(PaperForm)),
        pay_to=draw(st.sampled_from(PayTo)),
        terms=draw(st.sampled_from([(), EVERYTHING])),
        traps=tuple(draw(st.lists(st.sampled_from(TOLD), max_size=2, unique=True))),
    )


@settings(max_examples=60, deadline=None)
@given(offers(), st.sampled_from([2_800, 3_300, 4_000, 7_000]), st.sampled_from([0, 3_000, 12_000]))
def test_what_is_accepted_can_be_kept_is_written_and_costs_no_more_than_the_plan(
    offer: LenderOffer, income: int, cash: int
) -> None:
    case = household(income=income, debts=[DEBT, card("card", 6_000)], cash=cash)
    plan = planned(case)
    found = judge(offer, "loan", plan, BOOK)
    assert found.because
    assert not (found.verdict is Verdict.ACCEPT and set(found.traps) & {*NEVER, *BEFORE_PAYING, Trap.PAST})
    if found.verdict in (Verdict.ACCEPT, Verdict.WRITING_FIRST):
        assert found.fit is not None
        assert found.fit.if_countered
        # The money that has come in by each payment covers it, an upper bound found without the plan.
        for when, paid in zip(offer.schedule.due, _running(offer), strict=True):
            pay_days = sum(1 for k in range(60) if _pay_day(k) <= _eve_of_pay_day(when))
            assert paid <= yuan(cash) + max(income - 3_000, 0) * 100 * pay_days
    if found.verdict is Verdict.ACCEPT:
        assert offer.form is PaperForm.WRITTEN
        assert found.essential == 0
    if found.counter is not None:
        assert found.counter == plan.debt("loan").ask
        assert not found.fit or not found.fit.if_agreed or found.counter.total < offer.schedule.total
    for answer in (found.spread, replace(offer.schedule, due=(found.later,)) if found.later else None):
        if answer is not None:
            room = room_beside("loan", case, BOOK, answer.due[-1])
            assert room.fits(answer)
            assert answer.total == offer.schedule.total


def _running(offer: LenderOffer) -> list[int]:
    paid = offer.schedule.payments
    return [sum(paid[: n + 1]) for n in range(len(paid))]


def _pay_day(k: int) -> date:
    return date(2026 + (11 + k) // 12, (11 + k) % 12 + 1, 10)


def _eve_of_pay_day(when: date) -> date:
    """The last day of the period that holds `when`: the eve of the next 10th."""
    return next(_pay_day(k) for k in range(60) if _pay_day(k) > when) - timedelta(days=1)


def test_a_paper_that_can_be_enforced_rests_on_all_three_texts_about_such_papers() -> None:
    book = load_book()
    plan = build_plan(household(debts=[DEBT]), book)
    assert isinstance(plan, Plan)
    found = judge(monthly(900, 12, traps=(Trap.ENFORCEABLE,)), "loan", plan, book)
    cited = {rule.id for rule in found.rules}
    assert {"court-settlement-247", "mediation-judicial-confirmation", "notarised-debt-249"} <= cited
    plain = judge(monthly(900, 12), "loan", plan, book)
    assert "court-settlement-247" not in {rule.id for rule in plain.rules}

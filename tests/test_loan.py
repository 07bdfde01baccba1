"""One loan to the fen: published tables, hand-computed corners of every change, and invariants over random loans."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.codes import DayCount, DeferralInterest, Method
from debtadvisor.core.dates import monthly
from debtadvisor.core.loan.model import (
    Changes,
    Deferral,
    Extension,
    FeeTiming,
    Loan,
    NeverPaidOffError,
    Prepayment,
    Repricing,
    RowKind,
    Run,
    Settlement,
    Step,
    Then,
)
from debtadvisor.core.loan.periods import years_between
from debtadvisor.core.loan.run import level_over, months_needed, run
from debtadvisor.core.rates.quoted import periodic
from debtadvisor.core.schedule import (
    equal_principal,
    fee_instalment,
    interest_only,
    level_payment,
    level_sum,
    minimum_payments,
)

START = date(2026, 1, 31)
PLAIN = Loan(principal=1_200_000, annual=Decimal("0.12"), method=Method.LEVEL_PAYMENT, start=START, months=4)


def payments(found: Run) -> list[int]:
    return list(found.schedule.payments)


# --- published figures --------------------------------------------------------------------------------


def test_a_mortgage_follows_the_published_table() -> None:
    # README of the Python package `mortgage` (github.com/jbmohler/mortgage): 150,000 at 4 % over 180 months, whose
    # payment it rounds up to 1,109.54. Principal and interest of the first six months, then of the last.
    loan = Loan(
        principal=15_000_000,
        annual=Decimal("0.04"),
        method=Method.LEVEL_PAYMENT,
        start=date(2020, 1, 1),
        months=180,
        payment=110_954,
    )
    rows = list(run(loan).schedule)
    first = [(60_954, 50_000), (61_157, 49_797), (61_361, 49_593), (61_566, 49_388), (61_771, 49_183), (61_977, 48_977)]
    assert [(row.principal, row.interest) for row in rows[:6]] == first
    assert (rows[-1].principal, rows[-1].interest) == (110_377, 368)
    assert sum(row.principal for row in rows[:12]) == 745_010


@pytest.mark.parametrize(
    ("annual", "first", "second", "total_interest"),
    # One million over 30 years in equal principal: figures that Chinese mortgage calculators publish, as collected in
    # the tests of public calculators (4.9 %: first 6,861.11, falling by 11.34; 3.95 %: first 6,069.44).
    [("0.049", 686_111, 684_977, 73_704_167), ("0.0395", 606_944, 606_030, 59_414_583)],
)
def test_equal_principal_follows_the_published_figures(
    annual: str, first: int, second: int, total_interest: int
) -> None:
    loan = Loan(
        principal=100_000_000,
        annual=Decimal(annual),
        method=Method.EQUAL_PRINCIPAL,
        start=date(2020, 1, 1),
        months=360,
    )
    schedule = run(loan).schedule
    # The pages add unrounded parts, so a payment may differ by the fen that we round in each.
    assert all(abs(ours - theirs) <= 1 for ours, theirs in zip(schedule.payments, (first, second), strict=False))
    # interest by the published formula: principal x monthly rate x (n + 1) / 2; each month rounds to the fen
    assert abs(sum(schedule.interest) - total_interest) <= 360


@pytest.mark.parametrize(("annual", "payment"), [("0.049", 530_727), ("0.0395", 474_537), ("0.036", 454_645)])
def test_level_payments_are_the_published_ones(annual: str, payment: int) -> None:
    # One million over 30 years: 5,307.27 at 4.9 %, 4,745.37 at 3.95 %, 4,546.45 at 3.6 %, from the same calculators.
    loan = replace(PLAIN, principal=100_000_000, annual=Decimal(annual), months=360)
    assert run(loan).level == payment


# --- day counts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "day", "years"),
    [
        (date(2026, 12, 1), date(2027, 1, 1), 1, Fraction(1, 12)),
        (date(2027, 1, 31), date(2027, 2, 28), 31, Fraction(1, 12)),
        (date(2027, 2, 28), date(2027, 3, 31), 31, Fraction(1, 12)),
        (date(2026, 12, 10), date(2027, 1, 5), 5, Fraction(26, 360)),
        (date(2026, 12, 10), date(2027, 1, 25), 25, Fraction(1, 12) + Fraction(15, 360)),
    ],
)
def test_whole_months_are_twelfths_and_odd_days_count_at_360(start: date, end: date, day: int, years: Fraction) -> None:
    assert years_between(start, end, DayCount.MONTHLY, day) == years


def test_actual_days_count_the_first_and_not_the_last() -> None:
    assert years_between(date(2026, 12, 1), date(2027, 1, 1), DayCount.ACTUAL_360, 1) == Fraction(31, 360)
    assert years_between(date(2026, 12, 1), date(2027, 1, 1), DayCount.ACTUAL_365, 1) == Fraction(31, 365)


def test_a_loan_by_the_day_repays_equal_principal_with_the_interest_of_its_days() -> None:
    # 12,000 at 0.05 % a day (18 % / 360): 28 days on 12,000, 31 on 9,000, 30 on 6,000, 31 on 3,000.
    loan = replace(PLAIN, annual=Decimal("0.18"), method=Method.DAILY, day_count=DayCount.ACTUAL_360)
    found = run(loan).schedule
    assert list(found.interest) == [16_800, 13_950, 9_000, 4_650]
    assert list(found.principal) == [300_000] * 4


def test_an_odd_first_period_is_in_the_level_payment() -> None:
    # The payments at their own period rates are worth the principal: an independent present value in exact fractions.
    loan = replace(PLAIN, start=date(2026, 12, 10), first=date(2027, 1, 25))
    found = run(loan)
    assert found.level is not None
    worth, factor = Fraction(0), Fraction(1)
    rates = [Fraction(12, 100) * (Fraction(1, 12) + Fraction(15, 360)), *[Fraction(1, 100)] * 3]
    for rate in rates:
        factor /= 1 + rate
        worth += found.level * factor
    assert abs(worth - loan.principal) <= 2
    assert found.schedule.interest[0] == 18_000  # 12,000 x 12 % x (1/12 + 15/360)


def test_the_due_day_returns_after_a_short_month() -> None:
    assert [d.isoformat() for d in run(PLAIN).schedule.due] == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"]


# --- what may be agreed -----------------------------------------------------------------------------------


def pause(interest: DeferralInterest, after: int = 1) -> Run:
    return run(PLAIN, Changes(deferral=Deferral(months=2, after=after, interest=interest)))


def test_a_pause_without_interest_only_moves_the_dates() -> None:
    found = pause(DeferralInterest.NONE)
    assert payments(found) == payments(run(PLAIN))
    assert found.schedule.due[1] == date(2026, 5, 31)


def test_simple_interest_of_a_pause_comes_with_the_last_payment() -> None:
    # 9,044.63 owed after the first payment, x 12 % / 12 x 2 months = 180.89.
    plain, found = run(PLAIN), pause(DeferralInterest.SIMPLE)
    assert payments(found)[:-1] == payments(plain)[:-1]
    assert found.schedule.total - plain.schedule.total == 18_089
    assert found.capitalised == 0


def test_capitalised_interest_of_a_pause_becomes_principal() -> None:
    found = pause(DeferralInterest.CAPITALISED)
    assert found.capitalised == 18_089
    assert sum(found.schedule.principal) == PLAIN.principal + 18_089
    # 9,225.52 over three months at 1 % a month is 3,136.88 by the annuity formula.
    assert payments(found)[1:3] == [level_sum(904_463 + 18_089, Fraction(1, 100), 3)] * 2


def test_the_three_pauses_cost_more_in_this_order() -> None:
    totals = [pause(kind, after=0).schedule.total for kind in DeferralInterest]
    assert totals == sorted(totals)
    assert len(set(totals)) == 3


def test_an_extension_after_two_payments_recomputes_the_rest() -> None:
    found = run(PLAIN, Changes(extension=Extension(months=2, after=2)))
    assert payments(found)[:2] == payments(run(PLAIN))[:2]
    assert payments(found)[2] == level_sum(605_971, Fraction(1, 100), 4)
    assert len(found.schedule) == 6


def test_a_shorter_term_recomputes_too() -> None:
    found = run(PLAIN, Changes(extension=Extension(months=-1, after=1)))
    assert len(found.schedule) == 3
    assert payments(found)[0] == payments(run(PLAIN))[0]
    assert payments(found)[1] == level_sum(904_463, Fraction(1, 100), 2)


def test_a_bullet_loan_is_extended_at_its_rate() -> None:
    loan = replace(PLAIN, method=Method.BULLET)
    assert payments(run(loan)) == [1_248_000]  # 12,000 + 4 months at 1 %
    assert payments(run(loan, Changes(extension=Extension(months=2)))) == [1_272_000]


def test_paying_early_shortens_or_lowers() -> None:
    early = Prepayment(on=date(2026, 3, 15), amount=300_000)
    plain = run(PLAIN)
    shorter = run(PLAIN, Changes(prepayments=(early,)))
    lower = run(PLAIN, Changes(prepayments=(replace(early, then=Then.LOWER),)))
    assert shorter.kinds[1] is lower.kinds[1] is RowKind.PREPAYMENT
    assert payments(shorter)[2] == payments(plain)[1]
    assert len(shorter.schedule) == len(plain.schedule)  # one regular payment fewer, and the early one
    assert len(lower.schedule) == len(plain.schedule) + 1
    assert payments(lower)[2] < payments(plain)[1]
    assert shorter.schedule.total < lower.schedule.total < plain.schedule.total
    # March by hand: 9,044.63 for 15 of 31 days, then 6,044.63 for 16: 1 % of the mean balance.
    assert shorter.schedule.interest[2] == 7_496


def test_paying_everything_early_ends_the_loan_that_day() -> None:
    # 9,044.63 after the first payment; 15 of the 31 days to 31 March at 1 %: 43.76
    found = run(PLAIN, Changes(prepayments=(Prepayment(on=date(2026, 3, 15), amount=1_000_000),)))
    assert found.kinds == (RowKind.INSTALMENT, RowKind.PREPAYMENT)
    assert (found.schedule.principal[-1], found.schedule.interest[-1]) == (904_463, 4_376)
    assert found.unused == 1_000_000 - 904_463 - 4_376
    assert found.balances[-1] == 0
    assert found.instalments == (307_537,)


def test_steps_come_first_and_the_rest_is_level() -> None:
    found = run(PLAIN, Changes(steps=(Step(payment=50_000, count=2),)))
    assert payments(found)[:2] == [50_000, 50_000]
    assert payments(found)[2] == level_sum(1_123_620, Fraction(1, 100), 2)


def test_a_token_step_leaves_interest_that_waits_without_bearing_any() -> None:
    # 100 in each of two months against 120.00 of interest: 20.00 wait twice, and come with the last payment.
    found = run(PLAIN, Changes(steps=(Step(payment=10_000, count=2),)))
    assert payments(found)[:2] == [10_000, 10_000]
    assert list(found.schedule.principal[:2]) == [0, 0]
    level = level_sum(1_200_000, Fraction(1, 100), 2)
    assert payments(found)[2] == level
    last = 1_200_000 - (level - 12_000)
    assert payments(found)[3] == last + (last + 50) // 100 + 4_000


def test_a_new_rate_counts_from_its_day() -> None:
    # 9,044.63 in March: from the first of the month at 6 %. The period runs from 28 February: 1 day of 31 at 12 %.
    found = run(PLAIN, Changes(repricings=(Repricing(on=date(2026, 3, 1), annual=Decimal("0.06")),)))
    by_hand = Fraction(904_463) * (Fraction(12, 100) * 1 + Fraction(6, 100) * 30) / 12 / 31
    assert found.schedule.interest[1] == int(by_hand + Fraction(1, 2))


def test_a_settlement_closes_everything_for_its_share() -> None:
    found = run(PLAIN, Changes(settlement=Settlement(on=date(2026, 4, 15), share=Decimal("0.6"))))
    # 6,059.71 and 15 of 30 days of interest (30.30) on 15 April: 60 % of 6,090.01
    assert payments(found)[-1] == 365_401  # 3,654.0060 to the fen
    assert payments(found)[-1] + found.forgiven == 605_971 + 3_030
    assert sum(found.schedule.principal) + found.forgiven == PLAIN.principal
    assert found.balances[-1] == 0


def test_charges_owed_from_before_are_spread_less_what_is_waived() -> None:
    found = run(PLAIN, Changes(owed=1_000, waived=Decimal("0.3")))
    assert found.waived == 300
    assert sum(found.schedule.charges) == 700


@pytest.mark.parametrize(
    ("timing", "charges", "received"),
    [
        (FeeTiming.MONTHLY, [7_200] * 4, 1_200_000),
        (FeeTiming.FIRST, [28_800, 0, 0, 0], 1_200_000),
        (FeeTiming.UPFRONT, [], 1_171_200),
    ],
)
def test_a_fee_runs_on_the_first_principal(timing: FeeTiming, charges: list[int], received: int) -> None:
    loan = replace(PLAIN, annual=Decimal(0), method=Method.FEE_INSTALMENT, fee_rate=Decimal("0.006"), fee_timing=timing)
    found = run(loan)
    assert list(found.schedule.charges) == charges
    assert loan.received == received


def test_a_bill_asks_for_a_share_or_its_floor_and_for_what_is_due_whole() -> None:
    loan = replace(
        PLAIN, annual=Decimal("0.18"), method=Method.REVOLVING, minimum_floor=100_000, due_whole=50_000, months=60
    )
    found = run(loan).schedule
    # first: 500 whole + max(1,000, 10 % of 11,500); then max(1,000, 10 % of 10,350)
    assert list(found.principal[:3]) == [50_000 + 115_000, 103_500, 100_000]
    assert list(found.interest[:2]) == [18_000, 15_525]


def test_the_number_of_payments_follows_from_the_payment() -> None:
    # 12,000 at 1 % a month and 200 each: n = -ln(1 - 0.01 x 60) / ln(1.01) = 92.09, so 93 with a smaller last one.
    assert months_needed(replace(PLAIN, payment=20_000)) == 93
    with pytest.raises(NeverPaidOffError) as refused:
        months_needed(replace(PLAIN, payment=12_000))
    assert refused.value.smallest == 12_001
    assert months_needed(replace(PLAIN, payment=12_001)) <= 1200


def test_at_rate_zero_any_payment_gets_there_within_a_hundred_years() -> None:
    assert months_needed(replace(PLAIN, annual=Decimal(0), payment=1_000)) == 1_200
    with pytest.raises(NeverPaidOffError) as refused:
        months_needed(replace(PLAIN, annual=Decimal(0), payment=999))
    assert refused.value.smallest == 1_000


def test_a_payment_outside_the_loan_is_refused() -> None:
    for when in (START, date(2026, 6, 1)):
        with pytest.raises(ValueError, match="outside the loan"):
            run(PLAIN, Changes(prepayments=(Prepayment(on=when, amount=1),)))


# --- over random loans --------------------------------------------------------------------------------------

rates = st.decimals(0, Decimal("0.36"), places=4)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
methods = st.sampled_from([m for m in Method if m is not Method.BULLET])


@st.composite
def loans(draw: st.DrawFn) -> Loan:
    method = draw(st.sampled_from(list(Method)))
    return Loan(
        principal=draw(st.integers(1, 10**11)),
        annual=draw(rates),
        method=method,
        start=draw(days),
        months=draw(st.integers(1, 60)),
        day_count=draw(st.sampled_from(DayCount)),
        day=draw(st.none() | st.integers(1, 31)),
        fee_rate=draw(st.sampled_from([Decimal(0), Decimal("0.006")])),
        fee_timing=draw(st.sampled_from(FeeTiming)),
        minimum_floor=draw(st.integers(0, 50_000)),
    )


@st.composite
def agreed(draw: st.DrawFn, loan: Loan) -> Changes:
    pause = Deferral(
        months=draw(st.integers(1, 12)), after=draw(st.integers(0, 3)), interest=draw(st.sampled_from(DeferralInterest))
    )
    extension = Extension(months=draw(st.integers(-1, 12)), after=draw(st.integers(0, 3)))
    end = loan.due[0].toordinal()
    early = st.builds(
        Prepayment,
        on=st.integers(loan.start.toordinal() + 1, end).map(date.fromordinal),
        amount=st.integers(1, 10**10),
        then=st.sampled_from(Then),
    )
    return Changes(
        deferral=draw(st.none() | st.just(pause)),
        extension=draw(st.none() | st.just(extension)),
        prepayments=tuple(draw(st.lists(early, max_size=2))),
        owed=draw(st.integers(0, 100_000)),
        waived=draw(st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)])),
    )


@given(st.data())
def test_every_run_repays_the_principal_exactly(data: st.DataObject) -> None:
    loan = data.draw(loans())
    found = run(loan, data.draw(agreed(loan)))
    schedule = found.schedule
    assert sum(schedule.principal) == loan.principal + found.capitalised
    assert found.balances[-1] == 0
    assert min(schedule.principal) >= 0
    assert min(schedule.interest) >= 0
    assert list(schedule.due) == sorted(schedule.due)
    assert len(schedule) == len(found.kinds) == len(found.balances)
    if not loan.annual:
        assert not any(schedule.interest)


@given(st.integers(1, 10**11), rates, st.integers(1, 120), days)
def test_a_plain_run_is_the_quick_schedule(principal: int, annual: Decimal, months: int, start: date) -> None:
    rate, shape = periodic(annual), {"principal": principal, "start": start, "months": months}
    for method, quick in (
        (Method.LEVEL_PAYMENT, level_payment),
        (Method.EQUAL_PRINCIPAL, equal_principal),
        (Method.INTEREST_ONLY, interest_only),
    ):
        loan = Loan(principal=principal, annual=annual, method=method, start=start, months=months)
        want, found = quick(principal, rate, loan.due), run(loan).schedule
        paid = [fen for fen in want.payments if fen]
        assert [fen for fen in found.payments if fen] == paid, shape


@given(st.integers(100, 10**9), st.integers(1, 60))
def test_fees_and_minimums_are_those_of_the_quick_schedules(principal: int, months: int) -> None:
    due = monthly(date(2026, 2, 1), months)
    loan = Loan(
        principal=principal,
        annual=Decimal(0),
        method=Method.FEE_INSTALMENT,
        start=date(2026, 1, 1),
        months=months,
        fee_rate=Decimal("0.006"),
    )
    assert run(loan).schedule.payments == fee_instalment(principal, loan.fee_total, due).payments
    bill = replace(loan, method=Method.REVOLVING, annual=Decimal("0.18"), fee_rate=Decimal(0), minimum_floor=500)
    want = minimum_payments(principal, Fraction(18, 1200), due, Fraction(1, 10), 500)
    assert run(bill).schedule.payments == want.payments


@given(st.integers(1_000, 10**9), st.lists(st.fractions(0, Fraction(1, 20)), min_size=1, max_size=24))
def test_a_level_payment_over_any_periods_is_worth_the_principal(principal: int, period_rates: list[Fraction]) -> None:
    payment = level_over(principal, period_rates)
    worth, factor = Fraction(0), Fraction(1)
    for rate in period_rates:
        factor /= 1 + rate
        worth += factor
    assert abs(payment * worth - principal) <= worth / 2

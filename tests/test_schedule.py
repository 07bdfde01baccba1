"""Schedules: published figures, the corners of each method, and the invariants over random loans."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.dates import monthly
from debtadvisor.core.rates.quoted import daily_interest, periodic
from debtadvisor.core.schedule import (
    EMPTY,
    Schedule,
    bullet,
    equal_principal,
    fee_instalment,
    interest_only,
    level_payment,
    level_sum,
    minimum_payments,
)

START = date(2026, 12, 9)

# 2,500 at 8.24 % a year over 12 months: principal, interest and balance of each month as printed in the
# documentation of numpy-financial, function `ipmt` (https://numpy.org/numpy-financial/latest/ipmt.html).
IPMT_TABLE = [
    (200.58, 17.17, 2299.42),
    (201.96, 15.79, 2097.46),
    (203.35, 14.40, 1894.11),
    (204.74, 13.01, 1689.37),
    (206.15, 11.60, 1483.22),
    (207.56, 10.18, 1275.66),
    (208.99, 8.76, 1066.67),
    (210.42, 7.32, 856.25),
    (211.87, 5.88, 644.38),
    (213.32, 4.42, 431.05),
    (214.79, 2.96, 216.26),
    (216.26, 1.49, 0.00),
]


def test_level_payment_follows_the_published_table() -> None:
    schedule = level_payment(250_000, periodic(Decimal("0.0824")), monthly(START, 12))
    assert len(schedule) == len(IPMT_TABLE)
    for row, (principal, interest, balance) in zip(schedule, IPMT_TABLE, strict=True):
        # The page does not round between months, so a figure may differ by the fen that we round away.
        assert abs(row.principal - round(principal * 100)) <= 2
        assert abs(row.interest - round(interest * 100)) <= 2
        assert abs(row.balance - round(balance * 100)) <= 4


def test_level_sum_is_the_published_payment() -> None:
    # numpy-financial `pmt`: 200,000 at 7.5 % over 15 years is 1854.0247200054619 a month.
    assert level_sum(20_000_000, periodic(Decimal("0.075")), 180) == 185402


def test_last_instalment_absorbs_rounding() -> None:
    schedule = level_payment(1_200_000, periodic(Decimal("0.12")), monthly(START, 12))
    assert schedule.payments[0] == 106619
    assert set(schedule.payments[:-1]) == {106619}
    assert schedule.payments[-1] == 106614


def test_equal_principal_by_hand() -> None:
    # 1,200 yuan over 3 months at 1 % a month: interest 12, 8, 4.
    schedule = equal_principal(120_000, Fraction(1, 100), monthly(START, 3))
    assert [(r.principal, r.interest, r.balance) for r in schedule] == [
        (40_000, 1_200, 80_000),
        (40_000, 800, 40_000),
        (40_000, 400, 0),
    ]


def test_interest_only_pays_the_principal_last() -> None:
    schedule = interest_only(1_000_000, Fraction(1, 100), monthly(START, 3))
    assert schedule.payments == (10_000, 10_000, 1_010_000)


def test_bullet_is_one_payment() -> None:
    assert bullet(1_000_000, 30_000, START).payments == (1_030_000,)


def test_fee_instalment_charges_the_fee_on_the_original_sum() -> None:
    # 12,000 over 12 months with 0.6 % a month of the original: 1,000 + 72 each month.
    schedule = fee_instalment(1_200_000, 12 * 7_200, monthly(START, 12))
    assert set(schedule.payments) == {107_200}
    assert schedule.total == 1_286_400


def test_minimum_payments_end_when_the_bill_is_cleared() -> None:
    schedule = minimum_payments(100_000, Fraction(0), monthly(START, 60), Fraction(1, 10), 30_000)
    assert schedule.payments == (30_000, 30_000, 30_000, 10_000)


def test_a_minimum_that_never_ends_is_cleared_by_the_last_date() -> None:
    schedule = minimum_payments(100_000, Fraction(1, 100), monthly(START, 3), Fraction(1, 100), 0)
    assert [r.balance for r in schedule] == [99_000, 98_010, 0]


def test_the_contracts_own_payment_is_kept_and_the_last_takes_the_rest() -> None:
    schedule = level_payment(300_000, Fraction(1, 100), monthly(START, 3), payment=110_000)
    assert schedule.payments[:2] == (110_000, 110_000)
    # 3,000.00 -> 1,930.00 -> 849.30, and its interest of 8.49
    assert schedule.payments[2] == 84_930 + 849


def test_a_payment_below_its_interest_is_refused() -> None:
    with pytest.raises(ValueError, match="below its interest"):
        level_payment(1_000_000, Fraction(1, 50), monthly(START, 12), payment=10_000)


@pytest.mark.parametrize(("principal", "rate"), [(0, Fraction(0)), (-1, Fraction(0)), (1, Fraction(-1, 100))])
def test_impossible_loans_are_refused(principal: int, rate: Fraction) -> None:
    with pytest.raises(ValueError, match="principal > 0"):
        level_payment(principal, rate, monthly(START, 2))


def test_charges_come_with_the_first_payment_or_evenly() -> None:
    plain = level_payment(90_000, Fraction(0), monthly(START, 3))
    assert plain.with_charges(100, first=True).payments == (30_100, 30_000, 30_000)
    assert plain.with_charges(100).payments == (30_033, 30_033, 30_034)
    assert plain.with_charges(0) is plain


def test_schedules_join_only_in_order() -> None:
    early = bullet(100, 0, date(2026, 12, 1))
    late = bullet(200, 0, date(2027, 1, 1))
    assert late.after(early).payments == (100, 200)
    with pytest.raises(ValueError, match="must start after"):
        early.after(late)


def test_an_empty_schedule_costs_nothing() -> None:
    assert (EMPTY.total, EMPTY.highest, EMPTY.payments) == (0, 0, ())


def test_daily_interest_by_hand() -> None:
    # 10,000 yuan at 0.05 % a day (18 % / 360) for 30 days is 150 yuan.
    assert daily_interest(1_000_000, Decimal("0.18"), 30) == 15_000
    assert daily_interest(1_000_000, Decimal("0.18"), -5) == 0


loans = st.tuples(st.integers(1, 10**12), st.fractions(0, Fraction(3, 100), max_denominator=10**6), st.integers(1, 360))


def _sound(schedule: Schedule, principal: int) -> None:
    assert sum(schedule.principal) == principal
    assert min(schedule.principal) >= 0
    assert min(schedule.interest) >= 0
    assert schedule.total == sum(schedule.payments)
    assert [r.balance for r in schedule][-1] == 0


@given(loans)
def test_principal_parts_sum_to_the_principal(loan: tuple[int, Fraction, int]) -> None:
    principal, rate, count = loan
    due = monthly(START, count)
    for method in (level_payment, equal_principal, interest_only):
        schedule = method(principal, rate, due)
        _sound(schedule, principal)
        if not rate:
            assert sum(schedule.interest) == 0


@given(loans)
def test_level_payments_differ_only_in_the_last(loan: tuple[int, Fraction, int]) -> None:
    principal, rate, count = loan
    payments = level_payment(principal, rate, monthly(START, count)).payments
    # A payment rounded up may clear a small loan early; what comes after is nothing.
    last = max((n for n, fen in enumerate(payments) if fen), default=0)
    assert len(set(payments[:last])) <= 1
    assert not any(payments[last + 1 :])

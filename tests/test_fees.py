"""A fee for each month in which a debt is open, and a rate that ends: worked by hand, and held for any figures."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debtadvisor.core.case import Promotion
from debtadvisor.core.codes import Method, ReliefKind
from debtadvisor.core.plan.ready import make_ready
from debtadvisor.core.relief.fees import annual_by_payment, promotional, with_monthly_fee
from debtadvisor.core.relief.model import Candidate
from debtadvisor.core.schedule import Schedule
from debtadvisor.core.triage.assess import assess
from tests.builders import card, household, loan, small_book, yearly, yuan

MARCH = date(2027, 3, 12)


def ways(debt: object) -> dict[str, Candidate]:
    """Everything that may be asked for that one debt, by id."""
    case, book = household(debts=[debt]), small_book()  # type: ignore[list-item]  # a debt of the builders
    ready = make_ready(case.debts[0], case, book, assess(case, book))
    assert ready.relief is not None
    return {one.id: one for one in ready.relief.ask}


def test_the_fee_comes_with_every_payment_of_the_contract() -> None:
    paid = ways(loan(rate=yearly("0"), monthly_fee=yuan(15)))["contract"].schedule
    assert paid.payments == (yuan(1_015),) * 12
    assert (sum(paid.principal), sum(paid.charges)) == (yuan(12_000), yuan(180))


def test_a_pause_does_not_stop_the_fee_it_comes_with_the_first_payment_after_it() -> None:
    paid = ways(loan(rate=yearly("0"), monthly_fee=yuan(15)))[f"{ReliefKind.DEFERRAL}-2"].schedule
    # Twelve payments after a pause of two months: fourteen months open, three fees with the first payment.
    assert paid.charges == (yuan(45), *(yuan(15),) * 11)


def test_a_debt_closed_by_one_payment_pays_the_fee_of_the_days_until_then_only() -> None:
    once = Schedule((date(2027, 1, 20),), (100_00,), (0,))
    # Due days 12 December and 12 January lie before it.
    assert with_monthly_fee(once, 500, date(2026, 12, 12), 12).charges == (1_000,)
    assert with_monthly_fee(once, 500, date(2027, 2, 12), 12) is once


def test_a_due_day_at_the_end_of_the_month_charges_once_in_february() -> None:
    due = (date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31))
    paid = with_monthly_fee(Schedule(due, (1, 1, 1), (0, 0, 0)), 700, due[0], 31)
    assert paid.charges == (700, 700, 700)


@pytest.mark.parametrize(
    ("changes", "first", "after"),
    [
        # 12,000 at 0 % for the payments of December to February, then 1 % a month on what is left of 9,000:
        # 9000 x 0.01 / (1 - 1.01^-9) = 1050.66 (PMT of OpenFormula 1.2).
        ({}, [100_000] * 3, 105_066),
        # The contract's own 1,060 clears 9,000 in nine payments at 1 %, so it stays; the promotion pays off more.
        ({"instalment": yuan(1_060)}, [106_000] * 3, 106_000),
        # Equal principal: 1,000 each, then with 1 % of 9,000.
        ({"method": Method.EQUAL_PRINCIPAL}, [100_000] * 3, 109_000),
        # Interest only: nothing while it is free, then 1 % of 12,000.
        ({"method": Method.INTEREST_ONLY}, [0] * 3, 12_000),
    ],
    ids=["level", "the contract's own payment", "equal principal", "interest only"],
)
def test_a_promotion_ends_with_its_last_day(changes: dict[str, Any], first: list[int], after: int) -> None:
    lower = Promotion(rate=yearly("0"), until=date(2027, 3, 11))
    paid = ways(replace(loan(rate=yearly("0.12"), promotion=lower), **changes))["contract"].schedule
    assert list(paid.payments[:3]) == first
    assert paid.payments[3] == after
    assert sum(paid.principal) == yuan(12_000)


def test_a_payment_due_on_the_last_day_still_bears_the_lower_rate() -> None:
    lower = Promotion(rate=yearly("0"), until=MARCH)
    paid = ways(loan(rate=yearly("0.12"), promotion=lower))["contract"].schedule
    assert (list(paid.interest[:4]), paid.interest[4]) == ([0, 0, 0, 0], 8_000)  # 1 % of 12,000 - 4 x 1,000


def test_a_loan_paid_in_one_sum_bears_each_rate_for_its_months() -> None:
    lower = Promotion(rate=yearly("0.06"), until=date(2027, 3, 11))
    debt = loan(rate=yearly("0.12"), promotion=lower, method=Method.BULLET)
    # Three months at 0.5 %, nine at 1 %: 10.5 % of 12,000.
    assert ways(debt)["contract"].total == yuan(12_000) + yuan(1_260)


def test_a_bill_at_its_minimum_bears_the_lower_rate_first() -> None:
    lower = Promotion(rate=yearly("0"), until=date(2027, 1, 31))
    bill = card(overdue_since=None, next_due=date(2026, 12, 18), principal=10_000, promotion=lower)
    paid = ways(bill)["minimum"].schedule
    # A tenth of 10,000, then of 9,000; then 1.5 % of the 8,100 that are left and a tenth of them.
    assert paid.payments[:3] == (100_000, 90_000, 12_150 + 81_000)


def test_once_overdue_no_promotion_is_counted() -> None:
    late = loan(promotion=Promotion(rate=yearly("0"), until=MARCH), overdue_since=date(2026, 11, 12))
    assert promotional(late) is None
    assert annual_by_payment(late, Decimal("0.18"), [date(2026, 12, 12)]) == [Decimal("0.18")]


def test_relief_that_schedules_anew_runs_at_the_usual_rate() -> None:
    lower = Promotion(rate=yearly("0"), until=MARCH)
    with_it, without_it = ways(loan(promotion=lower)), ways(loan())
    name = f"{ReliefKind.DEFERRAL}-1"
    assert with_it[name].schedule == without_it[name].schedule


@given(
    fee=st.integers(0, 50_000),
    usual=st.integers(0, 36),
    lower=st.integers(0, 36),
    last=st.dates(date(2026, 11, 21), date(2028, 3, 1)),
    method=st.sampled_from(
        [Method.LEVEL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.DAILY, Method.FEE_INSTALMENT]
    ),
    left=st.integers(1, 24),
    payment=st.none() | st.integers(1_000, 3_000_000),
)
def test_principal_is_paid_exactly_and_a_lower_rate_never_costs_more(
    fee: int, usual: int, lower: int, last: date, method: Method, left: int, payment: int | None
) -> None:
    plain = loan(rate=yearly(f"0.{usual:02}"), method=method, instalments_left=left, instalment=payment)
    cheaper = loan(
        rate=plain.rate,
        method=method,
        instalments_left=left,
        instalment=payment,
        monthly_fee=fee,
        promotion=Promotion(rate=yearly(f"0.{min(lower, usual):02}"), until=last),
    )
    before, after = ways(plain)["contract"].schedule, ways(cheaper)["contract"].schedule
    assert sum(after.principal) == sum(before.principal) == yuan(12_000)
    assert min((*after.principal, *after.interest, *after.payments)) >= 0
    fees = fee * len(after)
    # A payment above the level one may be rounded by half a fen a month in either direction.
    assert after.total - fees <= before.total + len(before)
    assert Fraction(sum(after.charges) - fees) >= 0

"""Whole plans whose optimum was worked out on paper, each sum written beside its formula."""

from dataclasses import replace

import pytest

from debtadvisor.core.case import Amount, Income
from debtadvisor.core.codes import IncomeSource, Pot
from debtadvisor.core.plan.build import build_plan
from debtadvisor.core.plan.model import Plan, WorldName
from tests.builders import card, household, small_book, sure

NOTHING = Amount.exactly(0)


def two_cards(monthly: str) -> Plan:
    """Cards of 12,000 and 6,000 at 18 %, long overdue, nothing owed beside the principal; asks of 12, 24, 36 and 60
    months, first due on 18 December; `monthly` yuan are left from 10 December on and nothing before."""
    plain = {"interest_owed": NOTHING, "penalty_owed": NOTHING, "fees_owed": NOTHING}
    debts = (card("big", 12_000, **plain), card("little", 6_000, **plain))
    income = Income(source=IncomeSource.WAGE, amount=sure(monthly), day=10)
    case = household(food=1_500, rent=1_500, debts=debts)
    more = replace(income, amount=Amount.exactly(sure(monthly).low + 300_000))
    return build_plan(replace(case, incomes=(more,)), small_book())  # type: ignore[return-value]  # nothing stops it


# P x 0.015 / (1 - 1.015^-n), the level payment at 1.5 % a month, by n:
#             12          24         36         60
# big      1,100.16     599.09     433.83     304.72
# little     550.08     299.54     216.91     152.36
@pytest.mark.parametrize(
    ("monthly", "big", "little"),
    [
        # 1,100.16 + 550.08 = 1,650.24: both in 12 months. A few fen more, as the last payment takes what is rounded.
        ("1650.30", 12, 12),
        # One fen less than the first payments, and one must take longer. Interest of big in 12 and little in 24 months:
        # 12 x 1,100.16 - 12,000 + 24 x 299.54 - 6,000 = 2,390.88; the other way round it is
        # 24 x 599.09 - 12,000 + 12 x 550.08 - 6,000 = 2,979.12.
        ("1650.23", 12, 24),
        # 1,399.70 no longer fits. Big 12, little 36: 1,201.92 + 1,808.76 = 3,010.68, dearer than the 2,979.12 above.
        ("1399.69", 24, 12),
        # 599.09 + 299.54 = 898.63. Big 36, little 12 (983.91): 36 x 433.83 - 12,000 + 600.96 = 4,218.84;
        # both in 24: 2,378.16 + 1,188.96 = 3,567.12.
        ("1149.16", 24, 24),
        # 304.72 + 152.36 = 457.08 is the least that works, but for what is rounded.
        ("457.09", 60, 60),
    ],
)
def test_the_plan_is_the_cheapest_that_fits_to_the_fen(monthly: str, big: int, little: int) -> None:
    plan = two_cards(monthly)
    agreed = plan.pot(Pot.HOUSEHOLD).worlds[WorldName.AGREED]
    assert agreed.feasible
    assert agreed.proven
    counts = {line.debt: line.candidate.count for line in agreed.lines if line.candidate is not None}
    assert counts == {"big": big, "little": little}


def test_a_fen_less_than_the_least_that_works_makes_no_plan_and_names_that_sum() -> None:
    purse = two_cards("457.07").pot(Pot.HOUSEHOLD)
    assert purse.no_offer is not None
    assert purse.smallest_budget in (45_708, 45_709)
